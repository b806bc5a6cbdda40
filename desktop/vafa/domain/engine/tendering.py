"""How the payable is paid: gift cards and the wallet as money that the shop keeps for somebody, and its way back.

Nothing here writes: whoever asks hands in the cards and the wallet as they are, and keeps what comes back."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, structs

from vafa.domain.account import NEVER
from vafa.domain.engine.known import Goods, GoodsKind
from vafa.domain.errors import Refusal
from vafa.domain.purchase import Purchase
from vafa.domain.rulebook.cautions import NO_TENDER
from vafa.domain.sharing import share_out
from vafa.domain.tender import Tender
from vafa.domain.units import Rial

GIFT_CARD = "gift_card"
WALLET = "wallet"
MAX_TENDERS = 20
MAX_KIND = 20
MAX_STORED_RIAL = 1_000_000_000_000
"""No card and no wallet holds more; the largest bill is as large."""


class GiftCard(Struct, frozen=True, omit_defaults=True):
    """A gift card. `number` is whatever names it for the shop (a digest of the printed number will do); `expires_on`
    is its last good day."""

    number: str
    rial: Rial
    expires_on: int = NEVER


class Kept(Struct, frozen=True):
    """Money that the shop keeps: the gift cards concerned by their numbers, and the member's wallet (None: there is
    no member whose wallet it could be)."""

    cards: Mapping[str, GiftCard] = {}
    wallet_rial: int | None = None


class Load(Struct, frozen=True, omit_defaults=True):
    """Money that a bill sells: onto a gift card (a new one, or one more time on an old one) or into the wallet."""

    kind: GoodsKind
    rial: Rial
    number: str = ""
    expires_on: int = NEVER


def check_tenders(tenders: Sequence[Tender], payable_rial: int) -> None:
    """Raises Refusal `tender_invalid`, `gift_card_number_missing` or `tenders_do_not_add_up` (best_rial: what has to
    be paid). No tenders at all are fine."""
    for tender in tenders:
        a_way_to_pay = tender.kind.isidentifier() and tender.kind not in NO_TENDER
        if not a_way_to_pay or len(tender.kind) > MAX_KIND or tender.rial <= 0:
            raise Refusal("tender_invalid", kind=tender.kind[:MAX_KIND], rial=tender.rial)
        if tender.kind == GIFT_CARD and not tender.number:
            raise Refusal("gift_card_number_missing", rial=tender.rial)
    total = sum(tender.rial for tender in tenders)
    if tenders and (total != payable_rial or len(tenders) > MAX_TENDERS):
        raise Refusal("tenders_do_not_add_up", tenders_rial=total, payable_rial=payable_rial)


def settled(kept: Kept, tenders: Iterable[Tender], loads: Iterable[Load], today: int) -> Kept:
    """What is kept after a bill was paid with these tenders and its loads were sold. What a bill sells cannot pay it.

    Raises Refusal `gift_card_unknown`, `gift_card_expired`, `gift_card_short`, `wallet_needs_member`, `wallet_short`
    (all with best_rial, the most that can be paid so), `stored_too_much`, or `gift_card_number_missing`.
    """
    return loaded(spent(kept, tenders, today), loads, today)


def spent(kept: Kept, tenders: Iterable[Tender], today: int) -> Kept:
    """What is kept after these tenders; other kinds than gift card and wallet are passed over. Refusals: `settled`."""
    cards, wallet = dict(kept.cards), kept.wallet_rial
    for tender in tenders:
        if tender.kind == GIFT_CARD:
            cards[tender.number] = _card_less(cards.get(tender.number), tender, today)
        elif tender.kind == WALLET:
            if wallet is None:
                raise Refusal("wallet_needs_member", rial=tender.rial, best_rial=0)
            if tender.rial > wallet:
                raise Refusal("wallet_short", rial=tender.rial, best_rial=wallet)
            wallet -= tender.rial
    return Kept(cards, wallet)


def _card_less(card: GiftCard | None, tender: Tender, today: int) -> GiftCard:
    if card is None:
        raise Refusal("gift_card_unknown", number=tender.number, rial=tender.rial, best_rial=0)
    if card.expires_on < today:
        raise Refusal("gift_card_expired", number=card.number, last_day=card.expires_on, best_rial=0)
    if tender.rial > card.rial:
        raise Refusal("gift_card_short", number=card.number, rial=tender.rial, best_rial=int(card.rial))
    return structs.replace(card, rial=Rial(card.rial - tender.rial))


def loads_of(purchase: Purchase, goods: Mapping[str, Goods], numbers: Sequence[str] = ()) -> tuple[Load, ...]:
    """What a bill loads: the full price of each line that is a gift card or a top-up. `numbers` names the card of each
    line in the order of the lines (empty where there is none). Raises Refusal `gift_card_number_missing`."""
    loads = []
    for place, line in enumerate(purchase.lines):
        known = goods.get(line.sku)
        if known is None or known.kind not in (GoodsKind.GIFT_CARD, GoodsKind.TOP_UP) or not line.price_rial:
            continue
        number = ""
        if known.kind is GoodsKind.GIFT_CARD:
            number = numbers[place] if place < len(numbers) else ""
            if not number:
                raise Refusal("gift_card_number_missing", rial=line.price_rial)
        loads.append(Load(known.kind, line.price_rial, number))
    return tuple(loads)


def loaded(kept: Kept, loads: Iterable[Load], today: int) -> Kept:
    """What is kept after these loads. A card that had lapsed gets the new last day, and what had lapsed on it stays
    lost; a good one gets the later of the two days. Raises Refusal `wallet_needs_member` or `stored_too_much`."""
    cards, wallet = dict(kept.cards), kept.wallet_rial
    for load in loads:
        if load.kind is GoodsKind.TOP_UP:
            if wallet is None:
                raise Refusal("wallet_needs_member", rial=load.rial, best_rial=0)
            wallet = _bounded(wallet + load.rial, load.rial)
            continue
        old = cards.get(load.number, GiftCard(load.number, Rial(0), load.expires_on))
        good = old.expires_on >= today
        rial = _bounded(load.rial + (old.rial if good else 0), load.rial)
        last_day = max(old.expires_on, load.expires_on) if good else load.expires_on
        cards[load.number] = GiftCard(load.number, Rial(rial), last_day)
    return Kept(cards, wallet)


def _bounded(rial: int, load_rial: int) -> int:
    if rial > MAX_STORED_RIAL:
        best = max(0, MAX_STORED_RIAL - (rial - load_rial))
        raise Refusal("stored_too_much", rial=load_rial, limit_rial=MAX_STORED_RIAL, best_rial=best)
    return rial


def unloaded(kept: Kept, loads: Iterable[Load]) -> Kept:
    """What is kept after sold gift cards or top-ups were given back. Raises Refusal `gift_card_spent` or
    `wallet_spent` with best_rial, what of it is still there."""
    cards, wallet = dict(kept.cards), kept.wallet_rial
    for load in loads:
        if load.kind is GoodsKind.TOP_UP:
            if wallet is None or wallet < load.rial:
                raise Refusal("wallet_spent", rial=load.rial, best_rial=wallet or 0)
            wallet -= load.rial
            continue
        card = cards.get(load.number)
        if card is None or card.rial < load.rial:
            raise Refusal("gift_card_spent", number=load.number, rial=load.rial, best_rial=card.rial if card else 0)
        cards[load.number] = structs.replace(card, rial=Rial(card.rial - load.rial))
    return Kept(cards, wallet)


def tenders_back(tenders: Sequence[Tender], earlier: Iterable[Sequence[Tender]], back_rial: int) -> tuple[Tender, ...]:
    """How money of a refund goes back: to the tenders it came from, pro rata to what is still out of each by the
    largest remainder, so that no part is ever negative and the last refund brings each back exactly. `earlier` are
    the answers of earlier refunds. Equal tenders are one. Money without recorded tenders is handed back as the
    shop likes: no parts.

    Raises Refusal `refund_exceeds_tenders` with best_rial.
    """
    rest: dict[tuple[str, str], int] = {}
    for tender in tenders:
        rest[tender.kind, tender.number] = rest.get((tender.kind, tender.number), 0) + tender.rial
    if not rest:
        return ()
    for part in (part for parts in earlier for part in parts):
        rest[part.kind, part.number] -= part.rial
    if back_rial > sum(rest.values()):
        raise Refusal("refund_exceeds_tenders", rial=back_rial, best_rial=sum(rest.values()))
    shares = share_out(back_rial, list(rest.values()), list(rest).__getitem__)
    return tuple(Tender(kind, Rial(share), number) for (kind, number), share in zip(rest, shares, strict=True) if share)


def given_back(kept: Kept, parts: Iterable[Tender], today: int, grace_days: int) -> Kept:
    """What is kept after the gift card and wallet parts of a refund came back; a card that has lapsed since is good
    for the days of grace. A wallet that is not there any more (None) begins anew."""
    cards, wallet = dict(kept.cards), kept.wallet_rial
    for part in parts:
        if part.kind == WALLET:
            wallet = (wallet or 0) + part.rial
        elif part.kind == GIFT_CARD:
            card = cards.get(part.number, GiftCard(part.number, Rial(0), 0))
            lapsed = card.expires_on < today
            cards[part.number] = GiftCard(
                part.number,
                Rial(part.rial + (0 if lapsed else card.rial)),
                today + grace_days if lapsed else card.expires_on,
            )
    return Kept(cards, wallet)
