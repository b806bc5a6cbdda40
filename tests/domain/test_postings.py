from datetime import date

from msgspec import Raw

from vafa.domain.account import Account, Entry, EntryKind, LotId
from vafa.domain.acts import (
    Body,
    PointsAdjusted,
    PointsRedeemed,
    PostingUndone,
    PurchasePosted,
    PurchaseReassigned,
    PurchaseRefunded,
    StaffPinSet,
)
from vafa.domain.engine.lot_life import LotTerms
from vafa.domain.engine.outcome import Facts
from vafa.domain.envelope import Envelope
from vafa.domain.postings import CLAWED, EARNED, RETURNED, SPENT, entries_of
from vafa.domain.rulebook.document import Vat
from vafa.domain.units import DisplayUnit

HERE, ELSEWHERE = b"h" * 16, b"e" * 16
SALE, CORRECTION = b"\x01" * 16, b"\x02" * 16
FACTS = Facts(1, Vat.INCLUDED, 10, 0)
SLIP = {
    "mark": "F",
    "number": 1,
    "business_day": date(2026, 11, 21),
    "unit": DisplayUnit.TOMAN,
    "rial_per_point": 1_000,
    "grace_days": 30,
}


def _entries(body: Body, event_id: bytes = SALE, member: bytes | None = HERE) -> list[Entry]:
    return entries_of(Envelope(event_id, "kind", 1, event_id[0], 1_000, None, member, Raw()), body)


def _sale(earned: int, spent: int) -> PurchasePosted:
    return PurchasePosted(
        **SLIP,
        amount_rial=1,
        lines=(),
        points_earned=earned,
        points_spent=spent,
        facts=FACTS,
        lot=LotTerms(5, 800_000),
    )


def _told(entries: list[Entry]) -> list[tuple[bytes, int, EntryKind, int]]:
    return [(entry.member, entry.part, entry.kind, entry.points) for entry in entries]


def test_earning_and_spending_on_one_bill_are_two_entries_and_spending_comes_first():
    spent, earned = _entries(_sale(155, 400))
    assert _told([spent, earned]) == [(HERE, SPENT, EntryKind.SPEND, -400), (HERE, EARNED, EntryKind.EARN, 155)]
    assert (earned.spendable_from_ms, earned.expires_on) == (5, 800_000)


def test_a_members_purchase_stands_in_his_ledger_even_if_it_earns_nothing():
    assert _told(_entries(_sale(0, 0))) == [(HERE, EARNED, EntryKind.EARN, 0)]


def test_what_moves_no_points_makes_no_entry():
    assert _entries(_sale(5, 0), member=None) == []
    assert _entries(StaffPinSet(staff=HERE)) == []


def test_a_redemption_is_one_entry():
    body = PointsRedeemed(**SLIP, points_spent=20, money_off_rial=20_000)
    assert _told(_entries(body)) == [(HERE, SPENT, EntryKind.SPEND, -20)]


def test_a_refund_and_an_undo_answer_the_entries_of_the_award():
    refund = PurchaseRefunded(
        **SLIP, of=SALE, award=SALE, lines=(), value_rial=1, cash_rial=1, points_clawed=9, points_returned=4
    )
    undone = PostingUndone(of=SALE, award=SALE, points_clawed=9, points_returned=4, grace_days=30)
    for body in (refund, undone):
        returned, clawed = _entries(body, CORRECTION)
        assert _told([returned, clawed]) == [
            (HERE, RETURNED, EntryKind.RETURN, 4),
            (HERE, CLAWED, EntryKind.CLAW, -9),
        ]
        assert (returned.of, clawed.of) == (LotId(SALE, SPENT), LotId(SALE, EARNED))
        assert returned.grace_days == 30


def test_a_reassignment_brings_both_members_where_they_belong():
    sale = _sale(9, 4)
    moved = PurchaseReassigned(
        of=SALE,
        award=SALE,
        first_member=ELSEWHERE,
        points_clawed=9,
        points_returned=4,
        points_spent=4,
        points_earned=11,
        facts=FACTS,
        grace_days=30,
    )
    entries = _entries(sale, member=ELSEWHERE) + _entries(moved, CORRECTION)
    first, second = ([entry for entry in entries if entry.member == who] for who in (ELSEWHERE, HERE))
    assert sum(entry.points for entry in first) == 0
    assert (Account(first).debt, [lot.points for lot in Account(first).lots]) == (0, [])
    assert _told(second) == [(HERE, SPENT, EntryKind.SPEND, -4), (HERE, EARNED, EntryKind.EARN, 11)]


def test_a_nameless_receipt_that_finds_its_member_takes_nothing_from_nobody():
    moved = PurchaseReassigned(
        of=SALE, award=SALE, first_member=None, points_earned=11, points_clawed=3, facts=FACTS, grace_days=30
    )
    assert _told(_entries(moved)) == [(HERE, EARNED, EntryKind.EARN, 11)]


def test_an_adjustment_goes_either_way():
    assert _told(_entries(PointsAdjusted(points=-5))) == [(HERE, 5, EntryKind.ADJUST, -5)]
    (given,) = _entries(PointsAdjusted(points=5, lot=LotTerms(expires_on=800_000)))
    assert (given.points, given.expires_on) == (5, 800_000)
