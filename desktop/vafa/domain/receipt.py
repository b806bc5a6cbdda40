"""What a slip shows: figures and codes of the day, never sentences."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths


class ReceiptKind(StrEnum):
    SALE = "sale"
    REDEMPTION = "redemption"
    REFUND = "refund"
    CANCELLED = "cancelled"


class Reason(Struct, frozen=True, omit_defaults=True, gc=False):
    """One step of an award, a discount or a refusal: which rule gave how many points or took how much off, with the
    figures and the names (of tiers, goods, the rule's own title …) that a sentence needs."""

    code: str
    points: Points = Points(0)
    rule: str = ""
    figures: dict[str, int] = {}
    rial: Rial = Rial(0)
    names: dict[str, str] = {}


class ReceiptLine(Struct, frozen=True):
    """One line of goods: stock number, quantity, and the line's price before any discount."""

    sku: str
    quantity: Thousandths
    price_rial: Rial


class ShopFace(Struct, frozen=True, omit_defaults=True):
    """How the shop presents itself on paper."""

    name: str
    branch: str = ""
    till: str = ""
    phone: str = ""


class NextExpiry(Struct, frozen=True):
    """The points that lapse first, and their last good day."""

    points: Points
    on: date


class Standing(Struct, frozen=True, omit_defaults=True):
    """A member's account at the moment of a slip. balance = spendable + pending."""

    spendable: Points = Points(0)
    pending: Points = Points(0)
    debt: Points = Points(0)
    next_expiry: NextExpiry | None = None
    saved_this_year_rial: Rial = Rial(0)

    @property
    def balance(self) -> Points:
        return Points(self.spendable + self.pending)


class Receipt(Struct, frozen=True, kw_only=True):
    """Everything a slip shows. `member_mobile` is the canonical mobile; paper masks it. `taken_off` are the programme's
    discounts, one reason each; together with the till's own they make `discount_rial`. `handed`: things handed over.
    What a referral gave this member with the sale is among the points and the things. The points of the `reasons` add
    up to `points_earned`."""

    kind: ReceiptKind
    number: str
    of_number: str = ""
    moment: datetime
    shop: ShopFace
    unit: DisplayUnit
    amount_rial: Rial
    lines: tuple[ReceiptLine, ...] = ()
    discount_rial: Rial = Rial(0)
    taken_off: tuple[Reason, ...] = ()
    handed: tuple[Reason, ...] = ()
    points_spent: Points = Points(0)
    money_off_rial: Rial = Rial(0)
    paid_rial: Rial = Rial(0)
    anonymous: bool = False
    member_name: str = ""
    member_mobile: str = ""
    points_earned: Points = Points(0)
    reasons: tuple[Reason, ...] = ()
    points_clawed: Points = Points(0)
    points_returned: Points = Points(0)
    rial_per_point: Rial
    standing: Standing | None = None
    code: str = ""
    journal_mark: str = ""
    copy: bool = False
