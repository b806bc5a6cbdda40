"""A club's story as one file: the programme, the goods, the members at the beginning, and what happens."""

from codecs import BOM_UTF8
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Raw, Struct

from vafa.domain.club.happenings import Happening
from vafa.domain.club.written import Birth, Day, Moment, describe_written, read_written
from vafa.domain.engine.known import GoodsKind
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.codes import folded_code
from vafa.domain.rulebook.decoding import Undecodable, fault_of_bytes, refuse_twins, translated
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.kinds import Figure, FigureOrNone, Id, Sku, Title
from vafa.persian.folding import display

STORY_FORMAT = 1
MAX_STORY_BYTES = 50_000_000
MAX_EVENTS = 100_000


class Article(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A product: its category (`food/rice`), what one unit costs the shop and is sold for, and whether it is a gift
    card, a top-up of a wallet or a membership (then `plan` names the membership of the programme)."""

    category: str = ""
    cost_rial: FigureOrNone | None = None
    price_rial: FigureOrNone | None = None
    kind: GoodsKind = GoodsKind.GOODS
    plan: str = ""


class LotAtFirst(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Points that a member has at the beginning: when they were earned, when they can be spent, their last good day."""

    points: Figure
    earned: Moment | None = None
    spendable_from: Moment | None = None
    expires_on: Day | None = None


class DayAtFirst(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A business day of a member before the beginning: what was bought, and the points that count for a tier."""

    on: Day
    net_rial: FigureOrNone
    points: FigureOrNone = 0


class CouponAtFirst(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A coupon that a member holds at the beginning."""

    id: Id
    plan: Id
    issued_on: Day | None = None
    expires_on: Day | None = None


class MembershipAtFirst(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paid membership that a member has at the beginning, with its first and last day."""

    plan: Id
    first: Day = msgspec.field(name="from")
    last: Day = msgspec.field(name="to")
    fee_rial: FigureOrNone = 0


class PinAtFirst(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A tier given by hand, and its last day."""

    tier: Id
    until: Day


class MemberAtFirst(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A member at the beginning. `claims` are the counters of limits that were used up before."""

    id: Id
    title: Title = ""
    joined: Moment | None = None
    birthday: Birth | None = None
    segments: tuple[Id, ...] = ()
    interests: tuple[Id, ...] = ()
    fields: tuple[Id, ...] = ()
    referrer: str = ""
    lots: tuple[LotAtFirst, ...] = ()
    debt: FigureOrNone = 0
    days: tuple[DayAtFirst, ...] = ()
    coupons: tuple[CouponAtFirst, ...] = ()
    memberships: tuple[MembershipAtFirst, ...] = ()
    tier_pin: PinAtFirst | None = None
    wallet_rial: FigureOrNone = 0
    claims: dict[str, int] = {}


class GiftCardAtFirst(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gift card that was sold before the beginning."""

    number: Id
    rial: FigureOrNone


class Story(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file. `programme` is a programme document; `moment` is when the story begins."""

    format: Annotated[int, Meta(ge=1, le=STORY_FORMAT)] = STORY_FORMAT
    title: Title = ""
    programme: Raw
    catalogue: dict[Sku, Article] = {}
    branch: str = ""
    moment: Moment
    members: tuple[MemberAtFirst, ...] = ()
    gift_cards: tuple[GiftCardAtFirst, ...] = ()
    counts: dict[str, int] = {}
    events: Annotated[tuple[Happening, ...], Meta(max_length=MAX_EVENTS)] = ()


_DECODER = msgspec.json.Decoder(Story, dec_hook=read_written)


def read_story(document: bytes) -> Story:
    """The story of a file; the mark that some editors put before it does not count. Raises Refusal `file_too_large`,
    `story_newer`, `story_invalid` (place, mend, faults), or `story_names_twice`. The programme in it is read when the
    story is played."""
    if len(document) > MAX_STORY_BYTES:
        raise Refusal("file_too_large", limit_bytes=MAX_STORY_BYTES)
    document = document.removeprefix(BOM_UTF8)
    try:
        story = _DECODER.decode(document)
        refuse_twins(document)
    except (Undecodable, ValueError, RecursionError) as error:
        newer = _newer_format(document)
        if newer is not None:
            raise Refusal("story_newer", format=newer, known=STORY_FORMAT) from error
        fault = _fault(document, error)
        raise Refusal("story_invalid", place=fault.place, mend=fault.mend, faults=(fault,)) from error
    _refuse_twice("members", [member.id for member in story.members])
    _refuse_twice("gift_cards", [folded_code(card.number) for card in story.gift_cards])
    _refuse_twice("catalogue", list(map(display, story.catalogue)))
    # The same event sent twice, as a till does when no answer came, carries its name twice as well.
    sent: dict[tuple[str, str], None] = {}
    _refuse_twice("events", [event.id if _first(sent, event) else "" for event in story.events])
    return story


def _fault(document: bytes, error: Exception) -> Fault:
    if isinstance(error, Undecodable):
        fault = error.fault
    elif isinstance(error, msgspec.ValidationError):
        try:
            tree = msgspec.json.decode(document)
        except (ValueError, RecursionError) as worse:
            return fault_of_bytes(document, worse)
        fault = translated(str(error), tree, Story)
    else:
        return fault_of_bytes(document, error)
    return msgspec.structs.replace(fault, place=f"$.{fault.place}") if fault.place else fault


def _first(sent: dict[tuple[str, str], None], event: Happening) -> bool:
    known = (event.key, event.id) in sent
    if event.key:
        sent[event.key, event.id] = None
    return not known


def _newer_format(document: bytes) -> int | None:
    try:
        found = msgspec.json.decode(document, type=_Format).format
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return found if found > STORY_FORMAT else None


class _Format(Struct):
    format: int = 0


def _refuse_twice(field: str, names: list[str]) -> None:
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name and name in seen:
            raise Refusal("story_names_twice", place=f"$.{field}[{place}]", name=name)
        seen.add(name)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a story; `$defs.Programme` is that of a programme document alone."""
    (story, programme), parts = msgspec.json.schema_components(
        [Story, Programme], schema_hook=describe_written, ref_template="#/$defs/{name}"
    )
    parts["Story"]["properties"]["programme"] = programme
    published = parts.get("PublishHappens")
    if published:
        published["properties"]["programme"] = programme
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **story, "$defs": parts}
