"""The bodies of acts. A field, once shipped, keeps its name, meaning and default for ever; see `tests/past_files`."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec
from msgspec import Raw, Struct

from vafa.domain.engine.known import Coupon
from vafa.domain.engine.lot_life import LotTerms
from vafa.domain.engine.outcome import Count, Discount, Facts, Handed, RewardTaken, SideAward
from vafa.domain.engine.refunding import RefundedLine, SideClaw
from vafa.domain.purchase import PostedLine
from vafa.domain.receipt import Reason, ShopFace, Standing
from vafa.domain.roles import Deed, Role
from vafa.domain.tender import Tender
from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.domain.upcasts import UPCASTS


class Ask(Struct, frozen=True):
    """Who asked for the act under which key, and a digest of what was asked: the same key again is the same act."""

    till: bytes
    key: str
    digest: bytes


class Body(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every body may carry. `personal` is the digest of values kept beside the journal."""

    ask: Ask | None = None
    personal: bytes | None = None
    clock_doubt: bool = False


class StreamStart(StrEnum):
    FIRST = "first"
    RESTORED = "restored"


class Head(Struct, frozen=True):
    """A place in a chain."""

    stream: bytes
    seq: int
    hash: bytes

    @property
    def label(self) -> str:
        """For people and papers: `stream-seq-hash`, eight letters of each name."""
        return f"{self.stream.hex()[:8]}-{self.seq}-{self.hash.hex()[:8]}"


class StreamOpened(Body, frozen=True, kw_only=True):
    till: bytes
    mark: str
    start: StreamStart
    previous: Head | None = None


class ShopDescribed(Body, frozen=True, kw_only=True):
    """How the shop presents itself and which money unit it shows, from this moment on."""

    face: ShopFace
    unit: DisplayUnit = DisplayUnit.TOMAN


class ProgrammePublished(Body, frozen=True, kw_only=True):
    version: int
    document: bytes


class StaffAdded(Body, frozen=True, kw_only=True):
    staff: bytes
    number: int
    role: Role


class StaffPinSet(Body, frozen=True, kw_only=True):
    """A new PIN was set by the computer's owner. The PIN itself is nowhere in the journal."""

    staff: bytes


class Channel(StrEnum):
    SMS = "sms"
    EMAIL = "email"
    CALL = "call"


class Consent(Struct, frozen=True):
    """What the member said about being written to or called."""

    channel: Channel
    given: bool


class MemberEnrolled(Body, frozen=True, kw_only=True):
    consents: tuple[Consent, ...] = ()
    referrer: bytes | None = None


class MemberErased(Body, frozen=True, kw_only=True):
    """The member's personal values were dropped everywhere; the entries stay under the bare id."""


class MemberNoted(Body, frozen=True, kw_only=True):
    """The note about a member is now what the personal payload says; empty: there is none."""


class CardIssued(Body, frozen=True, kw_only=True):
    serial: str
    batch: str
    digest: bytes
    replaces: str | None = None


class BlockReason(StrEnum):
    LOST = "lost"
    STOLEN = "stolen"
    DAMAGED = "damaged"


class CardBlocked(Body, frozen=True, kw_only=True):
    serial: str
    reason: BlockReason = BlockReason.LOST


class PurchasePosted(Body, frozen=True, kw_only=True):
    """`amount_rial` is what was asked for before the programme took anything off; the lines carry what is left. The
    points of `rewards` and those of `money_off_rial` together are `points_spent`. With `override` a person let it give
    more than the margin guard or a budget allows; the reason stands beside the journal."""

    mark: str
    number: int
    business_day: date
    unit: DisplayUnit
    amount_rial: Rial
    lines: tuple[PostedLine, ...]
    invoice: str = ""
    points_spent: Points = Points(0)
    money_off_rial: Rial = Rial(0)
    rial_per_point: Rial
    tenders: tuple[Tender, ...] = ()
    discounts: tuple[Discount, ...] = ()
    rewards: tuple[RewardTaken, ...] = ()
    coupons_used: tuple[str, ...] = ()
    coupons_issued: tuple[Coupon, ...] = ()
    handed: tuple[Handed, ...] = ()
    steps: tuple[Reason, ...] = ()
    counts: tuple[Count, ...] = ()
    side_awards: tuple[SideAward, ...] = ()
    override: bool = False
    points_earned: Points = Points(0)
    tier_points: Points = Points(0)
    reasons: tuple[Reason, ...] = ()
    facts: Facts
    lot: LotTerms = LotTerms()
    grace_days: int
    standing: Standing | None = None

    @property
    def discount_rial(self) -> Rial:
        """What the programme took off; the till's own discount is not in it."""
        return Rial(sum(discount.rial for discount in self.discounts))

    @property
    def spend_rial(self) -> Rial:
        """What the goods cost after every discount, however they were paid: the member's spend."""
        return Rial(self.amount_rial - self.discount_rial)

    @property
    def paid_rial(self) -> Rial:
        return Rial(self.spend_rial - self.money_off_rial)


class PointsRedeemed(Body, frozen=True, kw_only=True):
    """Points spent without a bill: a voucher of their value was handed over."""

    mark: str
    number: int
    business_day: date
    unit: DisplayUnit
    points_spent: Points
    money_off_rial: Rial
    rial_per_point: Rial
    grace_days: int
    standing: Standing | None = None


class TakenBack(Body, frozen=True, kw_only=True):
    """What an act takes back of the act `award`, which holds the points of the purchase `of` (the sale itself, or the
    act that reassigned it). Counts are negative; `whole`: nothing of it is left."""

    of: bytes
    award: bytes
    points_clawed: Points = Points(0)
    points_returned: Points = Points(0)
    tier_points_clawed: Points = Points(0)
    counts: tuple[Count, ...] = ()
    side_claws: tuple[SideClaw, ...] = ()
    whole: bool = False
    grace_days: int


class PurchaseRefunded(TakenBack, frozen=True, kw_only=True):
    """Goods came back, wholly or in part; `tenders` say how their money went back."""

    mark: str
    number: int
    business_day: date
    unit: DisplayUnit
    lines: tuple[RefundedLine, ...]
    value_rial: Rial
    cash_rial: Rial
    rial_per_point: Rial
    tenders: tuple[Tender, ...] = ()
    standing: Standing | None = None


class PostingUndone(TakenBack, frozen=True, kw_only=True):
    """The last posting was taken back within the time for it."""

    standing: Standing | None = None


class PurchaseReassigned(TakenBack, frozen=True, kw_only=True):
    """A receipt found its right member (the envelope's). What is taken back is the first one's; the rest is what the
    right one has now: `spend_rial` and `new_counts` are his, `counts` those that the first one gets back."""

    first_member: bytes | None
    points_spent: Points = Points(0)
    points_earned: Points = Points(0)
    tier_points: Points = Points(0)
    spend_rial: Rial = Rial(0)
    new_counts: tuple[Count, ...] = ()
    reasons: tuple[Reason, ...] = ()
    facts: Facts
    lot: LotTerms = LotTerms()
    standing: Standing | None = None


class PointsAdjusted(Body, frozen=True, kw_only=True):
    points: int
    lot: LotTerms = LotTerms()
    standing: Standing | None = None


class OccasionAwarded(Body, frozen=True, kw_only=True):
    """Points (and what else was handed) for something that is no purchase: enrolling, a birthday, a form …"""

    occasion: str
    about: str = ""
    points: Points = Points(0)
    tier_points: Points = Points(0)
    reasons: tuple[Reason, ...] = ()
    handed: tuple[Handed, ...] = ()
    coupons_issued: tuple[Coupon, ...] = ()
    counts: tuple[Count, ...] = ()
    programme_version: int
    lot: LotTerms = LotTerms()
    standing: Standing | None = None


class TierPinned(Body, frozen=True, kw_only=True):
    """The member is at least of this tier up to a day (`date.toordinal`); an empty tier takes the pin away."""

    tier: str
    until_day: int


class ApprovalGiven(Body, frozen=True, kw_only=True):
    """The envelope's person let somebody else do more than he or she may alone; `of` is the act that was done."""

    deed: Deed
    of: bytes


class ClockConfirmed(Body, frozen=True, kw_only=True):
    """A person said what time it is; `offset_ms` is added to the machine's clock from now on."""

    offset_ms: int


KINDS: Mapping[str, tuple[int, type[Body]]] = MappingProxyType(
    {
        "stream_opened": (1, StreamOpened),
        "shop_described": (1, ShopDescribed),
        "programme_published": (1, ProgrammePublished),
        "staff_added": (1, StaffAdded),
        "staff_pin_set": (1, StaffPinSet),
        "member_enrolled": (1, MemberEnrolled),
        "member_erased": (1, MemberErased),
        "member_noted": (1, MemberNoted),
        "card_issued": (1, CardIssued),
        "card_blocked": (1, CardBlocked),
        "purchase_posted": (2, PurchasePosted),
        "points_redeemed": (1, PointsRedeemed),
        "purchase_refunded": (2, PurchaseRefunded),
        "posting_undone": (1, PostingUndone),
        "purchase_reassigned": (2, PurchaseReassigned),
        "points_adjusted": (1, PointsAdjusted),
        "occasion_awarded": (1, OccasionAwarded),
        "tier_pinned": (1, TierPinned),
        "approval_given": (1, ApprovalGiven),
        "clock_confirmed": (1, ClockConfirmed),
    }
)
"""Every kind with the version that is written today and the shape of its body."""

KIND_OF: Mapping[type[Body], str] = MappingProxyType({shape: kind for kind, (_, shape) in KINDS.items()})

_decoders = {kind: msgspec.msgpack.Decoder(shape) for kind, (_, shape) in KINDS.items()}


def read_body(kind: str, v: int, raw: Raw | bytes) -> Body | None:
    """The body of an act in today's shape, or None when this version of the product does not know (kind, v).

    Raises msgspec.DecodeError when the bytes do not fit the shape.
    """
    current, shape = KINDS.get(kind, (0, Body))
    if not 1 <= v <= current:
        return None
    try:
        if v == current:
            return _decoders[kind].decode(raw)
        fields = msgspec.msgpack.decode(raw)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError(str(error)) from error
    for step in range(v, current):
        fields = UPCASTS[(kind, step)](fields)
    return msgspec.convert(fields, shape)
