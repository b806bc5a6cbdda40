"""What the terminal says about tiers and birthdays."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from vafa.domain.engine.tiering import TierStanding
from vafa.domain.rulebook.kinds import Measure
from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.wording import figures
from vafa.wording.answers import Line
from vafa.wording.catalogue import Language, words

SHOWN_MOVES = 20


class Place(Protocol):
    """A member's place among the tiers."""

    @property
    def title(self) -> str: ...
    @property
    def measure(self) -> Measure: ...
    @property
    def missing(self) -> int: ...
    @property
    def next_title(self) -> str: ...
    @property
    def standing(self) -> TierStanding: ...


class Count(Protocol):
    """A tier and its members."""

    @property
    def title(self) -> str: ...
    @property
    def members(self) -> int: ...


class Person(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def mobile(self) -> str: ...


class Move(Protocol):
    """A member in another tier than before."""

    @property
    def member(self) -> Person: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


class Report(Protocol):
    """A review of all tiers."""

    @property
    def since_day(self) -> int | None: ...
    @property
    def tiers(self) -> Sequence[Count]: ...
    @property
    def rose(self) -> int: ...
    @property
    def fell(self) -> int: ...
    @property
    def moved(self) -> Sequence[Move]: ...


def place(place: Place, unit: DisplayUnit, language: Language) -> list[Line]:
    """A member's tier, and how far it is to the next one."""
    _ = words(language)
    said: list[Line] = [_("Tier: {tier}").format(tier=place.title or _("none yet"))]
    if place.next_title:
        missing = _measured(place.missing, place.measure, unit, language)
        said.append(_("{missing} to the tier {tier}").format(missing=missing, tier=place.next_title))
    return said


def pinned(until: date | None, language: Language) -> Line:
    """Whether a tier was given by hand, and up to when, or taken away."""
    _ = words(language)
    if until is None:
        return _("The tier given by hand was taken away.")
    return _("The tier was given up to the end of {day}.").format(day=figures.day_in_words(until, language))


def reviewed(report: Report, language: Language) -> list[Line]:
    """How many members each tier has, and who moved since the last review."""
    _ = words(language)
    said: list[Line] = [
        _("{tier}: {members} members").format(
            tier=count.title or _("no tier"), members=figures.number(count.members, language)
        )
        for count in report.tiers
    ]
    if report.since_day is None:
        return [*said, _("This was the first review; the next one tells who rose and who fell.")]
    day = figures.day_in_words(date.fromordinal(report.since_day), language)
    said.append(
        _("Since {day}: {rose} rose, {fell} fell.").format(
            day=day, rose=figures.number(report.rose, language), fell=figures.number(report.fell, language)
        )
    )
    said += [_move(move, language) for move in report.moved[:SHOWN_MOVES]]
    return said


def celebrated(members: int, points: int, language: Language) -> list[Line]:
    """How many members were given something for their birthday."""
    _ = words(language)
    if not members:
        return [_("No birthday gift is due now.")]
    sentence = _("{members} members were given their birthday gifts: {points}.")
    return [sentence.format(members=figures.number(members, language), points=figures.points(Points(points), language))]


def _move(move: Move, language: Language) -> str:
    _ = words(language)
    name = move.member.name or _("no name")
    before, after = move.before or _("no tier"), move.after or _("no tier")
    return _("  {name}: from {before} to {after}").format(name=name, before=before, after=after)


def _measured(amount: int, measure: Measure, unit: DisplayUnit, language: Language) -> str:
    _ = words(language)
    if measure is Measure.SPEND:
        return figures.money(Rial(amount), unit, language)
    if measure is Measure.POINTS:
        return figures.points(Points(amount), language)
    return _("{count} visits").format(count=figures.number(amount, language))
