"""What a bill tells people: why each discount was taken, what is handed over, which hints are worth a word."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from vafa.domain.engine.outcome import Discount, Handed
from vafa.domain.receipt import Reason

NEAR_PERCENT = 25
"""What nobody asked for is worth a word when at most this part of its goal is missing."""

_OFF = ("off_", "reward_")
_MISSING = (("missing_rial", "at_least_rial"), ("missing", "at_least"))
_CUTS = frozenset({"margin_guard", "margin_guard_cost", "margin_guard_handed", "margin_guard_lifted", "budget_lifted"})


def taken_off(discounts: Iterable[Discount], steps: Sequence[Reason]) -> tuple[Reason, ...]:
    """One reason for each discount: that of its step, with the Rial that were taken off in the end. They add up to the
    discounts of the bill; names["title"] is there whenever the document has one."""
    return tuple(_reason_of(discount, steps) for discount in discounts)


def handed_over(handed: Iterable[Handed]) -> tuple[Reason, ...]:
    """One reason for each thing that is handed over, done or attached to the member, by the codes of the steps."""
    return tuple(
        Reason(
            f"handed_{thing.kind.value}",
            rule=thing.source,
            figures={"quantity": thing.quantity},
            names={"id": thing.id, **({"title": thing.title} if thing.title else {})},
        )
        for thing in handed
    )


def guarded(steps: Iterable[Reason]) -> tuple[Reason, ...]:
    """The steps by which the margin or a budget changed what the rules would have given."""
    return tuple(step for step in steps if step.code in _CUTS)


def worth_telling(declined: Iterable[Reason], *, hints: bool = True) -> tuple[Reason, ...]:
    """Of what was not given: the answers to what was asked for, and, as `hints`, what little is missing for."""
    return tuple(reason for reason in declined if _asked_for(reason) or (hints and _near(reason)))


def _reason_of(discount: Discount, steps: Sequence[Reason]) -> Reason:
    own = [step for step in steps if step.rule == discount.id and step.code.startswith(_OFF)]
    same = [step for step in own if step.names.get("coupon", "") == discount.coupon]
    step = next(iter(same or own), Reason("", rule=discount.id))
    names = {**step.names, "title": discount.title} if discount.title else step.names
    return structs.replace(step, rial=discount.rial, names=names)


def _asked_for(reason: Reason) -> bool:
    return not reason.names.keys().isdisjoint({"code", "coupon", "suggested"})


def _near(reason: Reason) -> bool:
    return any(
        0 < reason.figures[missing] * 100 <= reason.figures[goal] * NEAR_PERCENT
        for missing, goal in _MISSING
        if missing in reason.figures and goal in reason.figures
    )
