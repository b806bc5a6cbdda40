"""Who may do what, and up to which limit: the fixed table of the counter's roles."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from vafa.domain.errors import Refusal

REDEEM_LIMIT_RIAL = 10_000_000
"""A cashier may take points off up to this value, a purchase."""

REFUND_LIMIT_RIAL = 20_000_000
"""A cashier may take goods back up to this value, a receipt."""

ADJUST_LIMIT_POINTS = 1_000
"""A supervisor may give or take so many points by hand, at a time."""


class Role(StrEnum):
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


class Deed(StrEnum):
    """What takes a right. `REFUND` is of a receipt that the same person posted on the same business day, `REFUND_ANY`
    of any other one; `OVERRIDE` gives more than the margin guard or a budget allows."""

    ENROL = "enrol"
    SELL = "sell"
    REDEEM = "redeem"
    REFUND = "refund"
    REFUND_ANY = "refund_any"
    UNDO = "undo"
    CARD = "card"
    REASSIGN = "reassign"
    ADJUST = "adjust"
    ERASE = "erase"
    STAFF = "staff"
    PROGRAMME = "programme"
    OVERRIDE = "override"
    PIN_TIER = "pin_tier"


_CASHIER = frozenset({Deed.ENROL, Deed.SELL, Deed.REDEEM, Deed.REFUND, Deed.UNDO, Deed.CARD, Deed.REASSIGN})
_SUPERVISOR = _CASHIER | {Deed.REFUND_ANY, Deed.ADJUST}
_MANAGER = _SUPERVISOR | {Deed.ERASE, Deed.STAFF, Deed.PROGRAMME, Deed.OVERRIDE, Deed.PIN_TIER}

MAY: dict[Role, frozenset[Deed]] = {Role.CASHIER: _CASHIER, Role.SUPERVISOR: _SUPERVISOR, Role.MANAGER: _MANAGER}

LIMITS: Mapping[tuple[Role, Deed], int] = MappingProxyType(
    {
        (Role.CASHIER, Deed.REDEEM): REDEEM_LIMIT_RIAL,
        (Role.CASHIER, Deed.REFUND): REFUND_LIMIT_RIAL,
        (Role.SUPERVISOR, Deed.ADJUST): ADJUST_LIMIT_POINTS,
    }
)
"""Rial, for an adjustment points. What is not named has no limit; earning never has one."""


def may(role: Role, deed: Deed, asked: int = 0) -> bool:
    """Whether a role may do a deed of this size by itself."""
    return deed in MAY[role] and asked <= LIMITS.get((role, deed), asked)


def approvers(deed: Deed, asked: int = 0) -> tuple[Role, ...]:
    """The roles that may do a deed of this size, and so approve it for somebody else; the lowest first."""
    return tuple(role for role in Role if may(role, deed, asked))


def require(role: Role, deed: Deed, asked: int = 0) -> None:
    """Raises Refusal `not_allowed` (role, deed, needs: the lowest role that may)."""
    if not may(role, deed, asked):
        raise Refusal("not_allowed", role=role.value, deed=deed.value, needs=approvers(deed, asked)[0].value)


def counts_as_approved(
    role: Role | None, approver: Role | None, deed: Deed, asked_rial: int, *, before_rial: int = 0, step_rial: int = 1
) -> bool:
    """Whether a deed of this size rests on the approver: nobody (the computer's owner) and whoever may do it alone
    need none. `before_rial` was done already under the same limit; a `step_rial` is what one point is worth.

    Raises Refusal `needs_approval` when neither of them may: deed, role, needs (the lowest role that may), asked_rial
    with what was done before, limit_rial, and how much needs nobody: best_rial, and best in whole steps. The last
    three are None where the size does not matter.
    """
    asked = before_rial + asked_rial
    if role is None or may(role, deed, asked):
        return False
    if approver is not None and may(approver, deed, asked):
        return True
    limit = LIMITS.get((role, deed))
    best = None if limit is None else max(0, limit - before_rial)
    raise Refusal(
        "needs_approval",
        deed=deed.value,
        role=role.value,
        needs=approvers(deed, asked)[0].value,
        asked_rial=asked,
        limit_rial=limit,
        best_rial=best,
        best=None if best is None else best // step_rial,
    )
