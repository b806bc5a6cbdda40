"""Working out a bill: what points take off, what is left to pay, what it earns. Nothing is written here."""

from typing import Literal, TypeAlias

from msgspec import Struct

from vafa.domain.account import Balance
from vafa.domain.acts import Tender
from vafa.domain.errors import Refusal
from vafa.domain.evaluation import Award, MemberFacts, evaluate
from vafa.domain.programme import Programme
from vafa.domain.purchase import Purchase
from vafa.domain.units import Points, Rial

Wanted: TypeAlias = int | Literal["max"] | None
"""Points that shall be taken off: a number, as many as the bill and the balance allow, or none."""

MAX_TENDERS = 20


class Bill(Struct, frozen=True):
    """A bill worked out. `payable_rial` is what the customer still pays with money."""

    purchase: Purchase
    points_spent: Points
    money_off_rial: Rial
    payable_rial: Rial
    award: Award


def work_out(
    programme: Programme, member: MemberFacts | None, purchase: Purchase, wanted: Wanted, balance: Balance
) -> Bill:
    """The bill of a purchase. Raises the refusals of `points_off`, or `redeem_needs_member`."""
    if wanted is not None and member is None:
        raise Refusal("redeem_needs_member")
    spent = 0 if wanted is None else points_off(programme, purchase.amount_rial, wanted, balance)
    money_off = Rial(min(spent * programme.money_off.rial_per_point, purchase.amount_rial))
    return Bill(
        purchase=purchase,
        points_spent=Points(spent),
        money_off_rial=money_off,
        payable_rial=Rial(purchase.amount_rial - money_off),
        award=evaluate(programme, member, purchase, money_off),
    )


def points_off(programme: Programme, payable_rial: int, wanted: int | Literal["max"], balance: Balance) -> int:
    """The points that a redemption takes; the last one may be worth a fraction, so that a bill can reach zero.

    Raises Refusal `points_not_positive`, `not_enough_points` or `redeem_exceeds_payable`; the last two name `best`,
    the most that would be allowed.
    """
    needed = -(-payable_rial // programme.money_off.rial_per_point)
    best = max(0, min(balance.spendable, needed))
    if wanted == "max":
        return best
    if wanted <= 0:
        raise Refusal("points_not_positive", points=wanted)
    if wanted > balance.spendable:
        raise Refusal(
            "not_enough_points",
            points=wanted,
            spendable=balance.spendable,
            pending=balance.pending,
            debt=balance.debt,
            best=best,
        )
    if wanted > needed:
        raise Refusal("redeem_exceeds_payable", points=wanted, payable_rial=payable_rial, best=best)
    return wanted


def check_tenders(tenders: tuple[Tender, ...], payable_rial: int) -> None:
    """Raises Refusal `tender_invalid` or `tenders_do_not_add_up`. No tenders at all are fine."""
    for tender in tenders:
        if not tender.kind.isidentifier() or len(tender.kind) > 20 or tender.rial <= 0:
            raise Refusal("tender_invalid", kind=tender.kind[:20], rial=tender.rial)
    total = sum(tender.rial for tender in tenders)
    if tenders and (total != payable_rial or len(tenders) > MAX_TENDERS):
        raise Refusal("tenders_do_not_add_up", tenders_rial=total, payable_rial=payable_rial)
