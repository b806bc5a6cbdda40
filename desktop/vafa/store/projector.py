"""From acts to tables: the one place that says what each act changes in the projections."""

from typing import TypeVar

import msgspec

from vafa.domain import acts
from vafa.domain.acts import Body
from vafa.domain.engine.history import business_day_of
from vafa.domain.engine.tiering import TierPin
from vafa.domain.envelope import Envelope
from vafa.domain.personal import FreeText, Profile, StaffName
from vafa.domain.postings import entries_of
from vafa.domain.receipt import ReceiptKind
from vafa.domain.units import Rial
from vafa.store.accounts import Accounts
from vafa.store.cards import Cards
from vafa.store.database import Database
from vafa.store.members import MemberRows
from vafa.store.people import People, StaffMember
from vafa.store.receipts import ReceiptRow, Receipts
from vafa.store.ruling import Ruling, ShopState
from vafa.store.tallies import Tallies

Payload = TypeVar("Payload")


class Projector:
    """Applies acts, each once, in the order in which they came. Runs inside the act's transaction, or in a rebuild."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._accounts = Accounts(database)
        self._members = MemberRows(database)
        self._cards = Cards(database)
        self._receipts = Receipts(database)
        self._people = People(database)
        self._ruling = Ruling(database)
        self._tallies = Tallies(database)

    def apply(self, n: int, envelope: Envelope, body: Body | None, payload: bytes | None, stream: bytes) -> None:
        """Brings all projections up to this act. An act of a kind that this version cannot read is only listed."""
        if body is None:
            self._db.run(
                "INSERT OR IGNORE INTO unread VALUES (?,?,?,?)",
                (envelope.event_id, envelope.kind, envelope.v, envelope.member),
            )
            return
        if body.ask is not None:
            ask = body.ask
            self._db.run(
                "INSERT OR IGNORE INTO act_key VALUES (?,?,?,?)", (ask.till, ask.key, ask.digest, envelope.event_id)
            )
        self._change(n, envelope, body, payload, stream)
        self._count(envelope, body)
        entries = entries_of(envelope, body)
        if entries:
            self._accounts.post(entries)

    def _change(self, n: int, envelope: Envelope, body: Body, payload: bytes | None, stream: bytes) -> None:
        match body:
            case acts.PurchasePosted() | acts.PointsRedeemed() | acts.PurchaseRefunded():
                self._receipt(envelope, body)
            case acts.PostingUndone() | acts.PurchaseReassigned():
                self._correction(envelope, body)
            case acts.MemberEnrolled() | acts.MemberNoted() | acts.MemberErased():
                self._member(envelope, body, payload)
            case acts.CardIssued() | acts.CardBlocked():
                self._card(envelope, body)
            case acts.StaffAdded():
                name = _read(payload, StaffName)
                person = StaffMember(body.staff, body.number, body.role, name.name if name else "")
                self._people.put(person)
            case acts.TierPinned():
                self._tallies.set_pin(
                    envelope.member or b"", TierPin(body.tier, body.until_day, business_day_of(envelope.moment_ms))
                )
            case acts.ProgrammePublished():
                self._ruling.put_programme(body.version, body.document, envelope.moment_ms)
            case acts.ShopDescribed():
                self._ruling.put_shop(n, ShopState(body.face, body.unit), envelope.moment_ms)
            case acts.StreamOpened():
                self._db.run(
                    "INSERT OR IGNORE INTO stream VALUES (?,?,?,?)", (stream, body.till, body.mark, envelope.moment_ms)
                )
            case _:
                pass

    def _count(self, envelope: Envelope, body: Body) -> None:
        """What limits, claims, budgets and coupons know of an act."""
        match body:
            case acts.PurchasePosted():
                self._tallies.add(envelope.member, body.counts)
                for side in body.side_awards:
                    self._tallies.add(side.member, side.counts)
                    self._tallies.issue(side.member, side.coupons)
                self._tallies.issue(envelope.member, body.coupons_issued)
                self._tallies.use(envelope.member, body.coupons_used, envelope.event_id)
            case acts.OccasionAwarded():
                self._tallies.add(envelope.member, body.counts)
                self._tallies.issue(envelope.member, body.coupons_issued)
            case acts.PurchaseReassigned():
                self._tallies.add(body.first_member, body.counts)
                self._tallies.add(envelope.member, body.new_counts)
            case acts.TakenBack():
                self._tallies.add(envelope.member, body.counts)
            case _:
                return
        if isinstance(body, acts.TakenBack):
            self._void(envelope, body)

    def _void(self, envelope: Envelope, body: acts.TakenBack) -> None:
        """What a purchase that came back counted besides and attached to members; with one that found another member
        its coupons find him too."""
        moved = isinstance(body, acts.PurchaseReassigned)
        sold = self._body(body.of) if body.side_claws or body.whole or moved else None
        sides = sold.side_awards if isinstance(sold, acts.PurchasePosted) else ()
        for claw in body.side_claws:
            self._tallies.add(claw.member, claw.counts)
            if claw.part < len(sides):
                self._tallies.void(claw.member, sides[claw.part].coupons)
        if isinstance(sold, acts.PurchasePosted):
            if isinstance(body, acts.PurchaseReassigned):
                self._tallies.move(body.first_member, envelope.member, sold.coupons_issued)
            elif body.whole:
                self._tallies.free(body.of)
                self._tallies.void(envelope.member, sold.coupons_issued)

    def _member(self, envelope: Envelope, body: Body, payload: bytes | None) -> None:
        member = envelope.member or b""
        match body:
            case acts.MemberEnrolled():
                self._members.enrol(member, _read(payload, Profile), body.referrer, envelope.moment_ms)
                for consent in body.consents:
                    self._members.consent(member, consent, envelope.moment_ms, envelope.staff)
            case acts.MemberNoted():
                note = _read(payload, FreeText)
                self._members.note(member, note.text if note else "")
            case acts.MemberErased():
                self._members.erase(member)
            case _:
                pass

    def _card(self, envelope: Envelope, body: acts.CardIssued | acts.CardBlocked) -> None:
        match body:
            case acts.CardIssued():
                issued_ms = envelope.moment_ms
                self._cards.put(body.serial, body.batch, envelope.member or b"", body.digest, body.replaces, issued_ms)
            case acts.CardBlocked():
                self._cards.block(body.serial, body.reason.value)

    def _receipt(
        self, envelope: Envelope, body: acts.PurchasePosted | acts.PointsRedeemed | acts.PurchaseRefunded
    ) -> None:
        match body:
            case acts.PurchasePosted():
                kind, of, award = ReceiptKind.SALE, None, envelope.event_id
                amount = Rial(body.amount_rial - body.discount_rial)
                self._save(envelope.member, envelope.moment_ms, _saved(body))
            case acts.PointsRedeemed():
                kind, of, award, amount = ReceiptKind.REDEMPTION, None, envelope.event_id, body.money_off_rial
                self._save(envelope.member, envelope.moment_ms, body.money_off_rial)
            case acts.PurchaseRefunded():
                kind, of, award, amount = ReceiptKind.REFUND, body.of, body.award, body.value_rial
                sold = self._receipts.by_event(body.of)
                # What comes back was saved when it was bought: an older year's goods do not lessen this year's saving.
                bought_ms = sold.moment_ms if sold else envelope.moment_ms
                unsaved = body.value_rial - body.cash_rial + (self._discount_back(sold, body) if sold else 0)
                self._save(envelope.member, bought_ms, -unsaved)
                self._receipts.add_refund(body.of, body.value_rial)
        row = ReceiptRow(
            event_id=envelope.event_id,
            mark=body.mark,
            number=body.number,
            kind=kind.value,
            of_event=of,
            award_event=award,
            member=envelope.member,
            moment_ms=envelope.moment_ms,
            business_day=body.business_day.toordinal(),
            amount_rial=amount,
            refunded_rial=0,
            undone=False,
        )
        self._receipts.put(row)

    def _correction(self, envelope: Envelope, body: acts.PostingUndone | acts.PurchaseReassigned) -> None:
        sold = self._receipts.by_event(body.of)
        if sold is None:
            return
        saved = _saved(self._body(sold.event_id))
        self._save(sold.member, sold.moment_ms, -saved)
        if isinstance(body, acts.PostingUndone):
            self._receipts.undo(body.of, envelope.event_id)
        else:
            self._receipts.reassign(body.of, envelope.event_id, envelope.member)
            self._save(envelope.member, sold.moment_ms, saved)

    def _discount_back(self, sold: ReceiptRow, refund: acts.PurchaseRefunded) -> int:
        """The part of the programme's discount that goes with the goods that came back; parts add up to the whole."""
        body = self._body(refund.of)
        discount = body.discount_rial if isinstance(body, acts.PurchasePosted) else 0
        if not discount or not sold.amount_rial:
            return 0
        after = sold.refunded_rial + refund.value_rial
        return discount * after // sold.amount_rial - discount * sold.refunded_rial // sold.amount_rial

    def _body(self, event_id: bytes) -> Body | None:
        data = self._db.value("SELECT envelope FROM journal WHERE event_id = ? ORDER BY n LIMIT 1", (event_id,))
        if data is None:
            return None
        envelope = msgspec.msgpack.decode(data, type=Envelope)
        return acts.read_body(envelope.kind, envelope.v, envelope.body)

    def _save(self, member: bytes | None, moment_ms: int, rial: int) -> None:
        if member is not None and rial:
            self._accounts.add_saving(member, moment_ms, rial)


def _saved(body: Body | None) -> int:
    """What a sale saved its member: by points and by the programme's discounts."""
    match body:
        case acts.PurchasePosted():
            return body.money_off_rial + body.discount_rial
        case acts.PointsRedeemed():
            return body.money_off_rial
        case _:
            return 0


def _read(payload: bytes | None, shape: type[Payload]) -> Payload | None:
    """A personal payload in its shape; None when it was erased."""
    return msgspec.msgpack.decode(payload, type=shape) if payload is not None else None
