"""When something was or will be, as people say it: "4 minutes ago", "yesterday", "in 6 days", "Saturday 30 Aban"."""

from datetime import date, datetime

from vafa.persian import tehran
from vafa.persian.jalali import JalaliDate
from vafa.wording import figures
from vafa.wording.catalogue import Language, later, words

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400
_DAYS_BEFORE_WEEKS, _WEEK_DAYS = 14, 7
_DAYS_BEFORE_MONTHS, _MONTH_DAYS = 60, 30
_YEAR_DAYS = 365

# Monday first, as `date.weekday` counts.
_WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)


def ago(then: datetime, now: datetime, language: Language) -> str:
    """How long ago, in the largest unit that tells enough: «۴ دقیقه پیش», «دیروز», «۵ ماه پیش»; what lies ahead of a
    clock that was set back is just now."""
    _ = words(language)
    seconds = int((now - then).total_seconds())
    if seconds < _MINUTE_S:
        return _("just now")
    if seconds < _HOUR_S:
        return _count(seconds // _MINUTE_S, _("a minute ago"), _("{count} minutes ago"), language)
    days = (tehran.tehran_date(now) - tehran.tehran_date(then)).days
    if days < 1 or seconds < _DAY_S // 4:
        return _count(seconds // _HOUR_S, _("an hour ago"), _("{count} hours ago"), language)
    return _days_ago(days, language)


def in_days(days: int, language: Language) -> str:
    """How long until a day: «امروز», «فردا», «۶ روز دیگر»."""
    _ = words(language)
    if days <= 0:
        return _("today")
    return _count(days, _("tomorrow"), _("in {count} days"), language)


def weekday(on: date, language: Language) -> str:
    """The day's name: «شنبه»."""
    return words(language)(_WEEKDAYS[on.weekday()])


def day_and_month(on: date, language: Language) -> str:
    """A day of this year: «۳۰ آبان». ValueError outside the Jalali years 1200 to 1600."""
    whole = figures.day_in_words(on, language)
    return whole.rpartition(" ")[0]


def weekday_and_day(on: date, language: Language) -> str:
    """«شنبه ۳۰ آبان»."""
    return f"{weekday(on, language)} {day_and_month(on, language)}"


def short_day(on: date, language: Language) -> str:
    """Month and day in figures, for columns: «۰۸/۳۰»."""
    return figures.day(on, language).partition("/")[2]


def jalali_year(moment: datetime, language: Language) -> str:
    """«۱۴۰۵», without a thousands sign."""
    return figures.day(tehran.tehran_date(moment), language).partition("/")[0]


def same_year(on: date, now: datetime) -> bool:
    """Whether a day lies in the Jalali year of now, so that its year need not be said."""
    return JalaliDate.of(on).year == JalaliDate.of(tehran.tehran_date(now)).year


def _days_ago(days: int, language: Language) -> str:
    _ = words(language)
    if days < _DAYS_BEFORE_WEEKS:
        return _count(days, _("yesterday"), _("{count} days ago"), language)
    if days < _DAYS_BEFORE_MONTHS:
        return _count(days // _WEEK_DAYS, _("a week ago"), _("{count} weeks ago"), language)
    if days < _YEAR_DAYS:
        return _count(days // _MONTH_DAYS, _("a month ago"), _("{count} months ago"), language)
    return _count(days // _YEAR_DAYS, _("a year ago"), _("{count} years ago"), language)


def _count(count: int, one: str, many: str, language: Language) -> str:
    return one if count == 1 else many.format(count=figures.number(count, language))
