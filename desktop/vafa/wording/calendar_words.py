"""The calendar in words: the heading of a month, the letters over its columns, a day as it stands in a field."""

from datetime import date, datetime

from vafa.persian import tehran
from vafa.persian.jalali import JalaliDate
from vafa.wording import figures, times
from vafa.wording.catalogue import Language, later, words

# Python counts from Monday.
_SATURDAY = 5
_A_LEAP_YEAR = 1403

_SHORT_WEEKDAYS = (later("Sa"), later("Su"), later("Mo"), later("Tu"), later("We"), later("Th"), later("Fr"))


def day_of_week(day: date) -> int:
    """0 for a Saturday to 6 for a Friday."""
    return (day.weekday() - _SATURDAY) % 7


def short_weekday(at: int, language: Language) -> str:
    """The letter over a column of a calendar, counted from Saturday: «ش» / "Sa"."""
    return words(language)(_SHORT_WEEKDAYS[at])


def month_title(year: int, month: int, language: Language) -> str:
    """«آذر ۱۴۰۵» / "Azar 1405"."""
    return figures.day_in_words(JalaliDate(year, month, 1), language).split(" ", 1)[1]


def clock_day(moment: datetime, language: Language, *, with_year: bool = False) -> str:
    """The day of an aware moment in Tehran: «شنبه ۳۰ آبان», and with its year where asked."""
    day = tehran.tehran_date(moment)
    return spoken_day(JalaliDate.of(day), language) if with_year else times.weekday_and_day(day, language)


def spoken_day(day: JalaliDate, language: Language) -> str:
    """A day with everything that names it: «شنبه ۳۰ آبان ۱۴۰۵»."""
    return f"{times.weekday(day.to_date(), language)} {figures.day_in_words(day, language)}"


def typed_day(year: int | None, month: int, day: int, language: Language) -> str:
    """A date as it stands in a field: «۱۴۰۵/۰۹/۰۳», without its year «۰۹/۰۳»."""
    figure = figures.day(JalaliDate(_A_LEAP_YEAR if year is None else year, month, day), language)
    return figure.split("/", 1)[1] if year is None else figure
