"""Who may do what: the fixed table of the counter's roles."""

from enum import StrEnum

from vafa.domain.errors import Refusal


class Role(StrEnum):
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"


class Deed(StrEnum):
    ENROL = "enrol"
    SELL = "sell"
    REDEEM = "redeem"
    REFUND = "refund"
    UNDO = "undo"
    CARD = "card"
    REASSIGN = "reassign"
    ADJUST = "adjust"
    ERASE = "erase"
    STAFF = "staff"
    PROGRAMME = "programme"


_CASHIER = frozenset({Deed.ENROL, Deed.SELL, Deed.REDEEM, Deed.REFUND, Deed.UNDO, Deed.CARD, Deed.REASSIGN})
_SUPERVISOR = _CASHIER | {Deed.ADJUST}
_MANAGER = _SUPERVISOR | {Deed.ERASE, Deed.STAFF, Deed.PROGRAMME}

MAY: dict[Role, frozenset[Deed]] = {Role.CASHIER: _CASHIER, Role.SUPERVISOR: _SUPERVISOR, Role.MANAGER: _MANAGER}


def require(role: Role, deed: Deed) -> None:
    """Raises Refusal `not_allowed` (role, deed, needs: the lowest role that may)."""
    if deed not in MAY[role]:
        lowest = next(other for other in Role if deed in MAY[other])
        raise Refusal("not_allowed", role=role.value, deed=deed.value, needs=lowest.value)
