from tests.fakes.hand_clock import A_MORNING, HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, number_of, publish, refused, sell

from vafa.domain.programme import Expiry, ExpiryMode
from vafa.domain.who import by_card, by_mobile


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
