"""What a purchase gives its own member, and what comes back of it: the bill's award and his part of a referral that the
purchase completed, together. What it gave to whoever brought him is not among it."""

from collections.abc import Iterator

from vafa.domain.acts import PurchasePosted, TakenBack
from vafa.domain.engine.outcome import Handed, SideAward
from vafa.domain.receipt import Reason
from vafa.domain.units import Points


def gained(sale: PurchasePosted, member: bytes | None) -> Points:
    """The points that the member of a sale got from it."""
    return Points(sale.points_earned + sum(side.points for side in _own(sale, member)))


def gained_because(sale: PurchasePosted, member: bytes | None) -> tuple[Reason, ...]:
    """Why he got them; the points of the reasons add up to `gained`."""
    sides = (reason for side in _own(sale, member) for reason in side.reasons if reason.points)
    return (*sale.reasons, *sides)


def handed_to(sale: PurchasePosted, member: bytes | None) -> tuple[Handed, ...]:
    """What is handed over with the sale."""
    return (*sale.handed, *(thing for side in _own(sale, member) for thing in side.handed))


def clawed(back: TakenBack, member: bytes | None) -> Points:
    """The points that a refund or an undo took from the member of the sale."""
    return Points(back.points_clawed + sum(claw.points for claw in back.side_claws if claw.member == member))


def _own(sale: PurchasePosted, member: bytes | None) -> Iterator[SideAward]:
    return (side for side in sale.side_awards if side.member == member)
