"""What can happen in a club, event by event, as a story writes it."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Raw, Struct

from vafa.domain.club.written import Birth, Day, Moment
from vafa.domain.rulebook.kinds import Figure, FigureOrNone, Id, Sku, Title

Days: TypeAlias = Annotated[int, Meta(ge=1, le=36_500)]
Key: TypeAlias = Annotated[str, Meta(max_length=64)]


class Happens(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="event"):
    """What every event may say. `id` is how later events refer to it (else `#` and its place, from 1); `at` its
    moment (else that of the event before); `key` makes a repetition harmless; `title` is for people."""

    id: Annotated[str, Meta(max_length=64)] = ""
    at: Moment | None = None
    key: Key = ""
    title: Title = ""


class LineAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Goods: `thousandths` of a unit (1,000 is one), and the price of the line (else the catalogue's). `gift_card` is
    the number of the card that is sold or charged."""

    sku: Sku
    thousandths: Figure = 1_000
    price_rial: FigureOrNone | None = None
    gift_card: str = ""


class TenderAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way of paying and its part; `gift_card` needs the card's `number`, `wallet` the member."""

    kind: Annotated[str, Meta(min_length=1, max_length=20)]
    rial: Figure
    number: str = ""


class BillAsked(Happens, frozen=True, kw_only=True):
    """A bill: its amount, or lines, or both (then what the lines are above the amount is the shop's own discount)."""

    member: str = ""
    branch: str | None = None
    amount_rial: int | None = None
    lines: tuple[LineAsked, ...] = ()
    codes: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    rewards: tuple[str, ...] = ()
    redeem: int | Literal["max"] | None = None
    tenders: tuple[TenderAsked, ...] = ()
    override: bool = False


class PurchaseHappens(BillAsked, frozen=True, kw_only=True, tag="purchase"):
    """A sale, finished and paid."""


class QuoteHappens(BillAsked, frozen=True, kw_only=True, tag="quote"):
    """What a sale would give; nothing is posted."""


class ParkHappens(BillAsked, frozen=True, kw_only=True, tag="park"):
    """A sale kept for later; nothing is posted."""


class RecallHappens(Happens, frozen=True, kw_only=True, tag="recall"):
    """A parked sale is finished now, with these tenders if any are named."""

    of: str
    tenders: tuple[TenderAsked, ...] | None = None
    redeem: int | Literal["max"] | None = None


class CancelHappens(Happens, frozen=True, kw_only=True, tag="cancel"):
    """A parked sale is thrown away."""

    of: str


class LineBack(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Goods that came back."""

    sku: Sku
    thousandths: Figure = 1_000


class RefundHappens(Happens, frozen=True, kw_only=True, tag="refund"):
    """Goods come back: a value, or lines, or (neither) all that is left."""

    of: str
    amount_rial: int | None = None
    lines: tuple[LineBack, ...] = ()


class UndoHappens(Happens, frozen=True, kw_only=True, tag="undo"):
    """The last posting is taken back within 30 seconds; `of` says which one is meant."""

    of: str = ""


class ReassignHappens(Happens, frozen=True, kw_only=True, tag="reassign"):
    """A sale finds its right member, on its business day."""

    of: str
    member: Id
    reason: str = ""


class EnrolHappens(Happens, frozen=True, kw_only=True, tag="enrol"):
    """Somebody becomes a member, perhaps named by another one."""

    member: Id
    birthday: Birth | None = None
    segments: tuple[Id, ...] = ()
    referrer: str = ""


class ReferHappens(Happens, frozen=True, kw_only=True, tag="refer"):
    """A member who has not bought yet says who brought him."""

    member: Id
    referrer: Id


class ProfileHappens(Happens, frozen=True, kw_only=True, tag="profile"):
    """A member's birthday and segments are told; what is not written stays as it is."""

    member: Id
    birthday: Birth | None = None
    segments: tuple[Id, ...] | None = None


class FieldHappens(Happens, frozen=True, kw_only=True, tag="field"):
    """A member tells one field of the profile."""

    member: Id
    field: Id


class FormHappens(Happens, frozen=True, kw_only=True, tag="form"):
    """A member completes a form."""

    member: Id
    form: Id


class SurveyHappens(Happens, frozen=True, kw_only=True, tag="survey"):
    """A member answers a survey."""

    member: Id
    survey: Id


class InterestHappens(Happens, frozen=True, kw_only=True, tag="interest"):
    """A member tells an interest."""

    member: Id
    interest: Id


class AnniversaryHappens(Happens, frozen=True, kw_only=True, tag="anniversary"):
    """A member has an anniversary today: of the day `on`, such as that of the wedding, else of joining."""

    member: Id
    about: Annotated[str, Meta(max_length=64)] = ""
    on: Birth | None = None


class BirthdaysHappens(Happens, frozen=True, kw_only=True, tag="birthdays"):
    """The day's run over all members: whoever has the birthday today (or had it so many days ago) is given what the
    rules say, once a Jalali year."""

    late_days: Annotated[int, Meta(ge=0, le=366)] = 0


class ManualHappens(Happens, frozen=True, kw_only=True, tag="manual"):
    """Points by hand: by a rule on `manual` (its own points, or so many), or so many without a rule."""

    member: Id
    points: int | None = None
    rule: str = ""
    reason: str = ""


class AdjustHappens(Happens, frozen=True, kw_only=True, tag="adjust"):
    """Points given or taken by hand, without a rule."""

    member: Id
    points: int
    reason: str


class MembershipAct(StrEnum):
    SELL = "sell"
    RENEW = "renew"
    CANCEL = "cancel"


class MembershipHappens(Happens, frozen=True, kw_only=True, tag="membership"):
    """A paid membership is sold, renewed or cancelled."""

    member: Id
    plan: Id
    act: MembershipAct = MembershipAct.SELL


class GateHappens(BillAsked, frozen=True, kw_only=True, tag="gate"):
    """Is this benefit allowed? `amount_rial` or lines when the gate asks for them."""

    gate: Id


class RedeemHappens(Happens, frozen=True, kw_only=True, tag="redeem"):
    """Points spent without a bill, for a voucher of their value or for rewards."""

    member: Id
    points: int | None = None
    rewards: tuple[str, ...] = ()


class PinHappens(Happens, frozen=True, kw_only=True, tag="pin"):
    """A tier given by hand up to a day; without `tier` the pin is taken away."""

    member: Id
    tier: str = ""
    until: Day | None = None


class TierReviewHappens(Happens, frozen=True, kw_only=True, tag="tier_review"):
    """All members' tiers are looked at; the answer lists what changed since the last look."""


class MergeHappens(Happens, frozen=True, kw_only=True, tag="merge"):
    """Two members are one person: `member` goes into `into`."""

    member: Id
    into: Id


class UnmergeHappens(Happens, frozen=True, kw_only=True, tag="unmerge"):
    """A merge is taken back, within 30 days."""

    of: str


class ClockHappens(Happens, frozen=True, kw_only=True, tag="clock"):
    """Time passes: up to `at`, or so many days."""

    days: Days | None = None


class PublishHappens(Happens, frozen=True, kw_only=True, tag="publish"):
    """A new programme is in force from now on. `override` with a reason puts it in force against the margin guard."""

    programme: Raw
    override: bool = False
    reason: str = ""


class GiveCouponHappens(Happens, frozen=True, kw_only=True, tag="give_coupon"):
    """A coupon of a plan is attached to a member by hand."""

    member: Id
    plan: Id


Happening: TypeAlias = (
    PurchaseHappens
    | QuoteHappens
    | ParkHappens
    | RecallHappens
    | CancelHappens
    | RefundHappens
    | UndoHappens
    | ReassignHappens
    | EnrolHappens
    | ReferHappens
    | ProfileHappens
    | FieldHappens
    | FormHappens
    | SurveyHappens
    | InterestHappens
    | AnniversaryHappens
    | BirthdaysHappens
    | ManualHappens
    | AdjustHappens
    | MembershipHappens
    | GateHappens
    | RedeemHappens
    | PinHappens
    | TierReviewHappens
    | MergeHappens
    | UnmergeHappens
    | ClockHappens
    | PublishHappens
    | GiveCouponHappens
)
