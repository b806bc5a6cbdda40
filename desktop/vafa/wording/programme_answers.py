"""What the terminal says about a programme document."""

from collections.abc import Sequence
from typing import Protocol

from vafa.domain.engine.guarding import GuardReport
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.fault import Fault
from vafa.domain.units import DisplayUnit
from vafa.wording import figures
from vafa.wording.answers import Line
from vafa.wording.catalogue import Language, words
from vafa.wording.programme_words import fault_line

_OWN_DIRECTION, _END_ISOLATE = "\u2068", "\u2069"
"""Between these two a text is laid out by its own first letter, whatever stands around it."""


class Weighed(Protocol):
    """A programme that was tried on the shop's past."""

    @property
    def programme(self) -> Programme: ...
    @property
    def report(self) -> GuardReport: ...
    @property
    def warnings(self) -> Sequence[Fault]: ...


def programme(version: int, document: str, file: str | None, language: Language) -> list[Line]:
    """The programme in force, or where it was written."""
    _ = words(language)
    number = figures.number(version, language)
    if file is not None:
        return [_("Programme version {version} stands in {file}.").format(version=number, file=file)]
    return [_("Programme version {version}").format(version=number), document]


def weighed(told: Weighed, language: Language, *, in_force: bool) -> list[Line]:
    """What a programme would have cost the shop, what looks like a slip in it, and whether it is in force."""
    _ = words(language)
    said: list[Line] = []
    if in_force:
        version = figures.number(told.programme.version, language)
        said.append(_("Programme version {version} is in force.").format(version=version))
    said.append(_margin(told.report, language))
    if told.report.bills and told.report.silent:
        rules = ("، " if language == "fa" else ", ").join(_named_rules(told))
        said.append(_("These rules gave nothing on the tried purchases: {rules}.").format(rules=rules))
    said += [_("Note: {warning}").format(warning=fault_line(warning, language)) for warning in told.warnings]
    return said


def _named_rules(told: Weighed) -> list[str]:
    """The rules without effect by their titles; one that has none by its name in the document."""
    titles = {rule.id: rule.title for rule in told.programme.rules}
    return [f"{_OWN_DIRECTION}{titles.get(name) or name}{_END_ISOLATE}" for name in told.report.silent]


def _margin(report: GuardReport, language: Language) -> str:
    _ = words(language)
    if not report.bills:
        return _("The shop has no purchases of the last 90 days on which the programme could be tried.")
    share = report.conservative_share
    percent = "–" if share is None else _percent(round(share * 100), language)
    sentence = (
        _("Tried on {bills} purchases of 90 days: it gives {cost}, {percent} of the margin; {most} may be.")
        if report.passes
        else _(
            "Tried on {bills} purchases of 90 days: it gives {cost}, {percent} of the margin, more than the "
            "{most} that may be."
        )
    )
    return sentence.format(
        bills=figures.number(report.bills, language),
        cost=figures.money(report.conservative_rial, DisplayUnit.TOMAN, language),
        percent=percent,
        most=_percent(report.most_percent, language),
    )


def _percent(share: int, language: Language) -> str:
    return figures.number(share, language) + ("٪" if language == "fa" else "%")
