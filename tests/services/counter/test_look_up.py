from datetime import timedelta

import pytest
from tests.fakes.hand_clock import A_MORNING, HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, number_of, publish, refused, sell

from vafa.domain.receipt import NextExpiry
from vafa.domain.rulebook.document import Expiry, ExpiryMode
from vafa.domain.who import by_card, by_mobile
from vafa.persian.jalali import Birthday
from vafa.persian.tehran import tehran_date
from vafa.services.counter.look_up import EXPIRING_SOON_DAYS, USUAL_PURCHASES, Glance, Overview


def test_the_whole_story_of_an_account(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=3))
    bought = sell(little, rial=10_000_000)
    voucher = little.shop.redeem(SARA, 40)
    clock.forward(days=10)
    seen = little.shop.look_up(SARA)
    assert [(line.points, line.net) for line in seen.lines] == [(100, 100), (-40, 60), (-60, 0)]
    assert [row.event_id for row in seen.receipts] == [voucher.event_id, bought.event_id]
    assert (seen.balance.lapsed, seen.balance.spendable, seen.standing.balance) == (60, 0, 0)


def test_a_look_at_an_earlier_day_knows_nothing_of_later_ones(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=9))
    sell(little, rial=4_200_000)
    clock.forward(days=3)
    then = clock.now()
    clock.forward(days=3)
    sell(little, rial=8_000_000)
    little.shop.redeem(SARA, 100)
    for at, spendable, next_points in ((then, 42, 42), (clock.now(), 22, 22)):
        seen = little.shop.look_up(SARA, at=at)
        assert seen.balance.spendable == seen.standing.spendable == seen.lines[-1].net == spendable
        assert seen.standing.next_expiry is not None
        assert seen.standing.next_expiry.points == next_points


def test_somebody_is_found_by_card_and_by_mobile(little: LittleShop):
    card = little.shop.issue_card(SARA)
    assert little.shop.look_up(by_card(card.code)).member == little.shop.look_up(SARA).member
    identified = little.shop.identify(card.code)
    assert identified.member is not None
    assert identified.member.mobile == SARA.mobile


def test_a_slips_code_leads_to_its_receipt_and_member(little: LittleShop):
    posting = sell(little, OMID)
    found = little.shop.identify(posting.receipt.code)
    assert found.member is not None
    assert (found.receipt_number, found.member.mobile) == (number_of(posting), OMID.mobile)


def test_who_is_not_known_says_so(little: LittleShop):
    with refused("member_unknown", mobile="09129999999"):
        little.shop.look_up(by_mobile("09129999999"))
    with refused("card_unknown", serial="00000000017"):
        little.shop.look_up(by_card("1" + "01" + "00000000017" + "1" * 20))
    with refused("nothing_to_seek"):
        little.shop.seek("  ")


def test_an_account_that_never_moved(little: LittleShop):
    seen = little.shop.look_up(SARA, at=A_MORNING)
    assert (seen.lines, seen.lots, seen.receipts, seen.standing.balance) == ([], [], [], 0)


def glance_and_overview(little: LittleShop) -> tuple[Glance, Overview]:
    """Both, after it was seen that they say the same of what both say."""
    seen, glance = little.shop.look_up(SARA), little.shop.look_up.glance(SARA)
    for name in set(Glance.__struct_fields__) - {"balance"}:
        assert getattr(seen, name) == getattr(glance, name), name
    shown = ("spendable", "pending", "debt")
    assert [getattr(seen.balance, part) for part in shown] == [getattr(glance.balance, part) for part in shown]
    return glance, seen


def test_a_glance_says_what_the_whole_account_says(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=20), pending_days=2)
    for i in range(30):
        posting = sell(little, rial=1_000_000 + 10_000 * i, redeem="max" if i % 4 == 3 else None)
        clock.forward(days=1)
        if i % 7 == 0:
            little.shop.take_back(number_of(posting))
        if i % 5 == 0:
            glance_and_overview(little)
    little.shop.adjust(SARA, -1, "test")
    little.shop.undo(number_of(sell(little)))
    glance_and_overview(little)
    clock.forward(days=60)
    glance, seen = glance_and_overview(little)
    assert (glance.balance.spendable, seen.balance.spendable) == (0, 0)


def test_what_lapses_soon_and_when_first(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=EXPIRING_SOON_DAYS))
    today = tehran_date(clock.now())
    sell(little, rial=2_000_000)
    clock.forward(days=1)
    sell(little, rial=3_000_000)
    glance, _ = glance_and_overview(little)
    assert glance.expiring_soon == NextExpiry(50, today + timedelta(days=EXPIRING_SOON_DAYS))
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=EXPIRING_SOON_DAYS + 1))
    sell(little, rial=9_000_000)
    assert little.shop.look_up.glance(SARA).expiring_soon == glance.expiring_soon
    clock.forward(days=EXPIRING_SOON_DAYS)
    assert glance_and_overview(little)[0].expiring_soon == NextExpiry(120, tehran_date(clock.now()))


def test_the_usual_purchase_and_the_last_visit(little: LittleShop, clock: HandClock):
    assert glance_and_overview(little)[0].last_visit is None
    sell(little, rial=1_000_000)
    little.shop.undo(number_of(sell(little, rial=50_000_000)))
    sell(little, rial=2_000_000)
    came = clock.now()
    clock.forward(days=1)
    little.shop.adjust(SARA, 5, "a gift")
    glance, _ = glance_and_overview(little)
    assert (glance.usual_rial, glance.last_visit) == (None, came)
    moved = sell(little, OMID, rial=3_000_000)
    little.shop.reassign(number_of(moved), SARA, "wrong card")
    assert glance_and_overview(little)[0].usual_rial == 2_000_000
    assert little.shop.look_up.glance(OMID).usual_rial is None
    for _ in range(USUAL_PURCHASES):
        sell(little, rial=7_000_000)
    assert glance_and_overview(little)[0].usual_rial == 7_000_000


def test_the_latest_purchases_and_what_they_did(little: LittleShop, clock: HandClock):
    first = sell(little, rial=5_000_000)
    clock.forward(days=1)
    little.shop.undo(number_of(sell(little, rial=9_000_000)))
    second = sell(little, rial=2_000_000, redeem=20)
    little.shop.take_back(number_of(second), amount_rial=1_000_000)
    moved = sell(little, OMID, rial=3_000_000)
    little.shop.reassign(number_of(moved), SARA, "wrong card")
    glance, _ = glance_and_overview(little)
    assert [(past.number, past.amount_rial, past.points) for past in glance.purchases] == [
        (number_of(moved), 3_000_000, 30),
        (number_of(second), 2_000_000, 19 - 20),
        (number_of(first), 5_000_000, 50),
    ]
    assert little.shop.look_up.glance(OMID).purchases == ()


@pytest.mark.parametrize(
    ("born", "days"),
    [(Birthday(8, 30, 1370), 0), (Birthday(9, 1), 1), (Birthday(8, 29), 364), (Birthday(12, 30), 119), (None, None)],
)
def test_the_days_until_a_birthday(little: LittleShop, born: Birthday | None, days: int | None):
    who = by_mobile("09351112233")
    little.shop.enrol("09351112233", birthday=born)
    seen = little.shop.look_up(who)
    assert (seen.birthday, seen.days_to_birthday) == (born, days)
    assert little.shop.look_up.glance(who).days_to_birthday == days


def test_a_glance_takes_no_longer_for_a_member_of_many_years(little: LittleShop):
    with little.store.database.in_bulk():
        for _ in range(300):
            sell(little)
    asked: list[str] = []
    little.store.database.raw.set_trace_callback(asked.append)
    little.shop.look_up.glance(SARA)
    little.store.database.raw.set_trace_callback(None)
    assert len(asked) < 60
