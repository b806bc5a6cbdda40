"""From acts to tables: the one place that says what each act changes in the projections."""

from typing import TypeVar

import msgspec

from vafa.domain import acts
from vafa.domain.acts import Body
from vafa.domain.envelope import Envelope
from vafa.domain.personal import FreeText, Profile, StaffName
from vafa.domain.postings import entries_of
from vafa.domain.receipt import ReceiptKind
from vafa.store.accounts import Accounts
from vafa.store.cards import Cards
from vafa.store.database import Database
from vafa.store.members import MemberRows
from vafa.store.people import People, StaffMember
from vafa.store.receipts import ReceiptRow, Receipts
from vafa.store.ruling import Ruling, ShopState

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
            case acts.ProgrammePublished():
                self._ruling.put_programme(body.version, body.document)
            case acts.ShopDescribed():
                self._ruling.put_shop(n, ShopState(body.face, body.unit), envelope.moment_ms)
            case acts.StreamOpened():
                self._db.run(
                    "INSERT OR IGNORE INTO stream VALUES (?,?,?,?)", (stream, body.till, body.mark, envelope.moment_ms)
                )
            case _:
                pass

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
                kind, of, award, amount = ReceiptKind.SALE, None, envelope.event_id, body.amount_rial
                self._save(envelope.member, envelope.moment_ms, body.money_off_rial)
            case acts.PointsRedeemed():
                kind, of, award, amount = ReceiptKind.REDEMPTION, None, envelope.event_id, body.money_off_rial
                self._save(envelope.member, envelope.moment_ms, body.money_off_rial)
            case acts.PurchaseRefunded():
                kind, of, award, amount = ReceiptKind.REFUND, body.of, body.award, body.value_rial
                self._receipts.add_refund(body.of, body.value_rial)
                sold = self._receipts.by_event(body.of)
                # What comes back was saved when it was bought: an older year's goods do not lessen this year's saving.
                bought_ms = sold.moment_ms if sold else envelope.moment_ms
                self._save(envelope.member, bought_ms, body.cash_rial - body.value_rial)
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
        money_off = self._money_off(sold.event_id)
        self._save(sold.member, sold.moment_ms, -money_off)
        if isinstance(body, acts.PostingUndone):
            self._receipts.undo(body.of, envelope.event_id)
        else:
            self._receipts.reassign(body.of, envelope.event_id, envelope.member)
            self._save(envelope.member, sold.moment_ms, money_off)

    def _money_off(self, event_id: bytes) -> int:
        """What a sale took off by points, from its own act."""
        data = self._db.value("SELECT envelope FROM journal WHERE event_id = ? ORDER BY n LIMIT 1", (event_id,))
        envelope = msgspec.msgpack.decode(data, type=Envelope)
        body = acts.read_body(envelope.kind, envelope.v, envelope.body)
        return int(body.money_off_rial) if isinstance(body, acts.PurchasePosted | acts.PointsRedeemed) else 0

    def _save(self, member: bytes | None, moment_ms: int, rial: int) -> None:
        if member is not None and rial:
            self._accounts.add_saving(member, moment_ms, rial)


def _read(payload: bytes | None, shape: type[Payload]) -> Payload | None:
    """A personal payload in its shape; None when it was erased."""
    return msgspec.msgpack.decode(payload, type=shape) if payload is not None else None
