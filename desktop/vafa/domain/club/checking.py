"""Programmes of a story: read strictly, and held against the margin guard before they come into force."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Raw, structs, to_builtins

from vafa.domain.club.recorded import Sale
from vafa.domain.club.state import Club
from vafa.domain.club.story import Article
from vafa.domain.engine.guarding import GuardReport, PastBill, simulate
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.fault import Catalogue
from vafa.domain.rulebook.programme_reading import read_programme

SIMULATED = timedelta(days=90)


def ruleset_of(document: Raw, catalogue: Mapping[str, Article], place: str) -> Ruleset:
    """The programme of a document, its goods known to the catalogue (when there is one). Raises the Refusals of
    `read_programme`; `place` says where in the story the document stands."""
    known = Catalogue({sku: article.category for sku, article in catalogue.items()}) if catalogue else None
    try:
        return Ruleset(read_programme(bytes(document), known))
    except Refusal as refusal:
        figures = dict(refusal.figures)
        figures["place"] = _inside(place, str(figures.get("place", "")))
        faults = figures.get("faults")
        if isinstance(faults, tuple):
            figures["faults"] = tuple(structs.replace(fault, place=_inside(place, fault.place)) for fault in faults)
        raise Refusal(refusal.code, **figures) from refusal


def _inside(place: str, inner: str) -> str:
    return f"{place}.{inner}" if inner else place


def guard_report(club: Club, ruleset: Ruleset, now: datetime) -> GuardReport:
    """What a programme would have given of the margin of the story's last 90 days."""
    return simulate(ruleset, _past(club.bills, now - SIMULATED, now))


def _past(sales: Iterable[Sale], first: datetime, now: datetime) -> Iterable[PastBill]:
    for sale in sales:
        moment = sale.stamp.instant.moment
        if first <= moment <= now and not sale.undone:
            yield PastBill(
                purchase=sale.bill.purchase, member=sale.facts, moment=moment, around=sale.around, choices=sale.choices
            )


def told_report(report: GuardReport) -> dict[str, object]:
    """A report as figures; shares in ten-thousandths."""
    figures: dict[str, object] = to_builtins(
        {
            name: getattr(report, name)
            for name in ("bills", "sales_rial", "margin_rial", "expected_rial", "conservative_rial", "most_percent")
        }
    )
    for name in ("expected_share", "conservative_share"):
        share = getattr(report, name)
        figures[f"{name}_of_10000"] = None if share is None else int(share * 10_000)
    return {**figures, "passes": report.passes, "silent": list(report.silent)}
