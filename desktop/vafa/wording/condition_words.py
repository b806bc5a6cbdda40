"""What a condition wants, as a list in words: tiers, goods, weekdays, hours, days."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from vafa.domain.engine.instant import day_of_jalali
from vafa.domain.rulebook.kinds import Weekday
from vafa.persian.jalali import JalaliDate
from vafa.wording import figures, times
from vafa.wording.catalogue import Language, later, words
from vafa.wording.name_words import either, listed, quoted

_A_SATURDAY = date(2026, 11, 21)
_A_LEAP_YEAR = 1403

_TENDERS: Mapping[str, str] = MappingProxyType(
    {
        "cash": later("cash"),
        "card": later("bank card"),
        "gift_card": later("gift card"),
        "wallet": later("wallet"),
    }
)

_ALL_TOGETHER = frozenset({"profile_incomplete"})
"""Every one of these names is wanted; of the others any one will do."""


def needs_words(code: str, needs: str, language: Language) -> str:
    """The list of a reason's `needs`, one a line, as the code that wants it means it. A name may have blanks."""
    if code in _TIMES:
        return listed((_TIMES[code](part, language) for part in needs.split()), language)
    say = _tender if code == "unmet_tender" else quoted
    join = listed if code in _ALL_TOGETHER else either
    return join([say(part, language) for part in needs.splitlines()], language)


def _weekday(name: str, language: Language) -> str:
    place = [day.value for day in Weekday].index(name)
    return times.weekday(_A_SATURDAY + timedelta(place), language)


def _tender(kind: str, language: Language) -> str:
    """A kind that only this shop knows is told in its own word."""
    return words(language)(_TENDERS[kind]) if kind in _TENDERS else quoted(kind, language)


def _hours(written: str, language: Language) -> str:
    return _range(written, figures.in_script, language)


def _dates(written: str, language: Language) -> str:
    return _range(written, _day, language)


def _yearly(written: str, language: Language) -> str:
    return _range(written, _day_of_year, language)


def _range(written: str, say: Callable[[str, Language], str], language: Language) -> str:
    first, __, last = written.partition("-")
    if first == last:
        return say(first, language)
    _ = words(language)
    return _("{first} to {last}").format(first=say(first, language), last=say(last, language))


def _day(written: str, language: Language) -> str:
    return figures.day_in_words(date.fromordinal(day_of_jalali(written)), language)


def _day_of_year(written: str, language: Language) -> str:
    month, day = (int(part) for part in written.split("/"))
    return figures.day_in_words(JalaliDate(_A_LEAP_YEAR, month, day), language).rpartition(" ")[0]


_TIMES: Mapping[str, Callable[[str, Language], str]] = MappingProxyType(
    {
        "unmet_weekday": _weekday,
        "unmet_hours": _hours,
        "unmet_dates": _dates,
        "unmet_yearly": _yearly,
    }
)
