"""The purchase that is open at the counter: what was accepted of it, apart from what is being typed."""

from msgspec import Struct, structs

from vafa.domain.engine.known import Wanted
from vafa.domain.who import NOBODY, Who
from vafa.services.asking import Sale
from vafa.services.counter.draft_sale import Draft
from vafa.ui.counter.counter_state import Colleague


class Consented(Struct, frozen=True):
    """Who let pass that so many points are taken off."""

    by: Colleague
    points: int


class OpenSale(Struct, kw_only=True):
    """A purchase on its way to one posting under one key. `first` is how it was when it was opened again, `parked_as`
    how it lies parked under its number, where that is known."""

    key: str
    who: Who = NOBODY
    amount_rial: int | None = None
    wanted: Wanted = None
    parked: int | None = None
    first: Sale | None = None
    parked_as: Sale | None = None
    consent: Consented | None = None
    sure_rial: frozenset[int] = frozenset()
    """Amounts that the cashier was asked about and stands by."""

    def as_asked(self, amount_rial: int, wanted: Wanted) -> Sale:
        """The sale as the shop is asked for it. Lines and payments of a recalled one hold as long as its amount."""
        if self.first is not None and self.first.amount_rial == amount_rial:
            return structs.replace(self.first, who=self.who, redeem=wanted)
        invoice = self.first.invoice if self.first is not None else ""
        return Sale(who=self.who, amount_rial=amount_rial, redeem=wanted, invoice=invoice)

    def consent_to(self, wanted: Wanted) -> int | None:
        """The number of whoever consented to as many points or more."""
        consent = self.consent
        return consent.by.number if consent and isinstance(wanted, int) and wanted <= consent.points else None

    @property
    def sale(self) -> Sale | None:
        """What has been accepted, or None as long as there is no amount."""
        return self.as_asked(self.amount_rial, self.wanted) if self.amount_rial is not None else None

    @property
    def draft(self) -> Draft | None:
        sale = self.sale
        return Draft(sale, self.key, self.parked) if sale is not None else None

    @property
    def unchanged(self) -> bool:
        """Whether it still lies parked just as it is."""
        return self.parked_as is not None and self.sale == self.parked_as


_NICE = (1, 2.5, 5)
_MOST_STEPS = 3


def quick_steps(most: int) -> tuple[int, ...]:
    """Round numbers of points, up to half of the most, to choose from with one hand."""
    nice = [int(part * 10**power) for power in range(9) for part in _NICE if part * 10**power == int(part * 10**power)]
    return tuple(points for points in nice if points * 2 <= most)[-_MOST_STEPS:]
