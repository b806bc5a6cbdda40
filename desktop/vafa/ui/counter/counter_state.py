"""What the counter shows: one frozen state of figures and codes; sentences are made of it last."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vafa.domain.acts import Channel
from vafa.domain.receipt import Receipt, ShopFace
from vafa.domain.roles import Deed, Role
from vafa.domain.units import DisplayUnit
from vafa.services.counter.find_hits import Hit
from vafa.services.counter.look_up import Glance, Overview
from vafa.services.counter.park import ParkedView
from vafa.services.counter.quote import Quotation
from vafa.services.counter.read_day import Day


class Colleague(Struct, frozen=True):
    """Somebody who works here, as far as the counter shows it."""

    number: int
    name: str
    role: Role


class Step(StrEnum):
    """What the page is about."""

    IDLE = "idle"
    HITS = "hits"
    ENROL = "enrol"
    SALE = "sale"
    STOPPED = "stopped"
    POSTED = "posted"
    PARKED = "parked"
    RECEIPT = "receipt"
    REFUND = "refund"
    REASSIGN = "reassign"
    DETAILS = "details"


class Mode(StrEnum):
    """What the one box asks for. CARD to RECEIPT are what ANYTHING turns into once the text tells."""

    ANYTHING = "anything"
    CARD = "card"
    MOBILE = "mobile"
    DIGITS = "digits"
    NAME = "name"
    RECEIPT = "receipt"
    AMOUNT = "amount"
    POINTS = "points"
    NEW_MOBILE = "new_mobile"
    NEW_NAME = "new_name"
    NEW_BIRTHDAY = "new_birthday"
    NEW_REFERRER = "new_referrer"
    REFUND_NUMBER = "refund_number"
    REFUND_AMOUNT = "refund_amount"
    NEW_OWNER = "new_owner"
    REASON = "reason"
    NOTE = "note"
    PIN = "pin"
    MOMENT = "moment"


class Said(Struct, frozen=True):
    """A "no" with its figures. `trouble`: the world failed, trying again may help."""

    code: str
    figures: Mapping[str, object] = {}
    trouble: bool = False


class Box(Struct, frozen=True):
    """The one box. `text` replaces what is typed only when `edition` differs from the one shown."""

    mode: Mode = Mode.ANYTHING
    text: str = ""
    edition: int = 0
    no: Said | None = None
    busy: bool = False
    found: int | None = None
    """How many members the text fits, once that is known."""
    picks: bool = False
    """Digits 1 to 9 pick a listed item instead of being typed."""


class WayOn(StrEnum):
    """What a cashier can do about a question or a refusal; Enter takes the chosen one, Esc none."""

    TAKE_BEST = "take_best"
    ASK_APPROVAL = "ask_approval"
    WITHOUT_POINTS = "without_points"
    AMOUNT_MEANT = "amount_meant"
    AMOUNT_AS_TYPED = "amount_as_typed"
    SWITCH_MEMBER = "switch_member"
    KEEP_MEMBER = "keep_member"
    PARK_AND_OPEN = "park_and_open"
    PARK = "park"
    BY_MOBILE = "by_mobile"
    WITHOUT_MEMBER = "without_member"
    ENROL_THIS = "enrol_this"
    OPEN_EXISTING = "open_existing"
    TRY_AGAIN = "try_again"
    SET_CLOCK = "set_clock"
    CLOCK_IS_RIGHT = "clock_is_right"
    REFUND_ALL = "refund_all"
    PRINT_AGAIN = "print_again"
    REASSIGN = "reassign"
    DISCARD = "discard"


class Place(StrEnum):
    """Where the hand is: the panel in which a question stands."""

    PAGE = "page"
    MEMBER = "member"
    AMOUNT = "amount"
    POINTS = "points"


class Question(Struct, frozen=True):
    """A refusal or a question in its place, with the ways on (at most three). Tab and arrows change the chosen one."""

    said: Said
    place: Place
    ways: tuple[WayOn, ...] = ()
    chosen: int = 0


class Sale(Struct, frozen=True, kw_only=True):
    """The open purchase. `quotation` belongs to the amount and points shown, or is on its way (None)."""

    member: Glance | None = None
    amount_rial: int | None = None
    points: int = 0
    quotation: Quotation | None = None
    most_points: int = 0
    """The most that balance and bill allow; steps of the quick choices lie below it."""
    steps: tuple[int, ...] = ()
    parked: int | None = None
    posting: bool = False


class HitList(Struct, frozen=True):
    """Members to choose from: digits 1 to 9, arrows and Enter. `wanted` is what was typed, to mark it."""

    hits: tuple[Hit, ...]
    more: bool
    chosen: int
    wanted: str


CONSENTS = (Channel.SMS, Channel.CALL)
"""What a new member is asked for, in the order of Ctrl+1 and Ctrl+2."""


class Enrolment(Struct, frozen=True, kw_only=True):
    """The sheet of a new member; the box fills the field of its mode. Consents start empty."""

    mobile: str = ""
    mobile_good: bool = False
    name: str = ""
    birthday: str = ""
    referrer: str = ""
    referrer_card: bool = False
    """The referrer's card was read: then the text is empty and only the name is shown."""
    referrer_name: str = ""
    consents: frozenset[Channel] = frozenset()
    sending: bool = False


class Stopped(Struct, frozen=True, kw_only=True):
    """A card that cannot be used, and what is known of it. `holder` is its member, when known."""

    said: Said
    serial: str = ""
    holder_name: str = ""
    holder_mobile: str = ""
    good_serial: str = ""


class PostedKind(StrEnum):
    SALE = "sale"
    REDEMPTION = "redemption"
    REFUND = "refund"
    CANCELLED = "cancelled"
    REASSIGNED = "reassigned"
    ENROLLED = "enrolled"


class SlipState(StrEnum):
    """What is known of the slip: `NO_PRINTER` when none is set up."""

    NO_PRINTER = "no_printer"
    PRINTING = "printing"
    PRINTED = "printed"
    WAITING = "waiting"


class SlipPicture(Struct, frozen=True):
    """A slip as the printer gets it: one bit a dot, rows padded to whole bytes, 1 is black."""

    width_dots: int
    rows: bytes


class Posted(Struct, frozen=True, kw_only=True):
    """What has just been posted. `undo_s` counts down to 0; None where it cannot be undone."""

    kind: PostedKind
    receipt: Receipt
    undo_s: int | None = None
    undo_of_s: int = 30
    slip: SlipState = SlipState.NO_PRINTER
    slip_no: Said | None = None
    picture: SlipPicture | None = None
    repeated: bool = False
    approved_by: str = ""


class FoundReceipt(Struct, frozen=True, kw_only=True):
    """A receipt found by its number or its code, and what can be done with it."""

    receipt: Receipt
    refunded_rial: int = 0
    left_rial: int = 0
    undone: bool = False
    reassignable: bool = False
    refund_rial: int | None = None
    """What comes back, as typed; None is everything that is left."""
    new_owner: Glance | None = None
    reason: str = ""
    sending: bool = False


class Approving(Struct, frozen=True, kw_only=True):
    """A second person approves, without signing the first one out. `chosen` None: digits pick one."""

    deed: Deed
    people: tuple[Colleague, ...]
    chosen: int | None = None
    no: Said | None = None
    checking: bool = False


class ToastKind(StrEnum):
    POSTED = "posted"
    CANCELLED = "cancelled"
    """These two: answered so late that the next purchase is open."""
    PARKED = "parked"
    DISCARDED = "discarded"
    PRINTED = "printed"
    ENROLLED = "enrolled"
    RECALLED = "recalled"
    RESTORED = "restored"
    NOTE_KEPT = "note_kept"
    SAME_MEMBER = "same_member"
    UNKNOWN_SCAN = "unknown_scan"
    BLOCKED_SCAN = "blocked_scan"
    NOT_OURS = "not_ours"
    GARBAGE = "garbage"
    NO_PRINTER = "no_printer"
    FINISH_FIRST = "finish_first"
    """A code was read that has to wait until what is open is finished."""
    CLOCK_SET = "clock_set"


class Toast(Struct, frozen=True):
    """A result of the background, for a few seconds; a new `edition` shows it again."""

    kind: ToastKind
    edition: int
    figures: Mapping[str, object] = {}


class PrinterState(StrEnum):
    NONE = "none"
    READY = "ready"
    BUSY = "busy"
    TROUBLE = "trouble"


class Eye(StrEnum):
    """The camera."""

    OFF = "off"
    STARTING = "starting"
    SEEING = "seeing"
    MISSING = "missing"


class Devices(Struct, frozen=True):
    """The desk's devices. `scanned` becomes True with the first scan that came from a scanner."""

    printer: PrinterState = PrinterState.NONE
    scanned: bool = False
    camera: Eye = Eye.OFF
    waiting_slips: int = 0


class CounterState(Struct, frozen=True, kw_only=True):
    """Everything on the counter page. Parts that a step does not use are None."""

    step: Step = Step.IDLE
    box: Box = Box()
    face: ShopFace
    unit: DisplayUnit
    person: Colleague
    now: datetime
    keys: frozenset[str] = frozenset()
    """The lit keys: "F2" … "F12", "Ctrl+Z", "Ctrl+Space"."""
    strong_key: str = ""
    sale: Sale | None = None
    hits: HitList | None = None
    enrolment: Enrolment | None = None
    stopped: Stopped | None = None
    posted: Posted | None = None
    found: FoundReceipt | None = None
    details: Overview | None = None
    """The whole account of the open purchase's member, in DETAILS."""
    parked: tuple[ParkedView, ...] = ()
    parked_chosen: int = 0
    day: Day | None = None
    question: Question | None = None
    approving: Approving | None = None
    notice: Said | None = None
    """What lasts and concerns the whole desk: a printer in trouble, a full disk, a doubted clock."""
    toast: Toast | None = None
    help: bool = False
    """The sheet that says what every key does."""
    devices: Devices = Devices()
