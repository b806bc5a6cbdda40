from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import LittleShop
from tests.services.desk import OMID, SARA, account, line, nothing_written, refused, sell

from vafa.domain.who import NOBODY, by_card, by_mobile
from vafa.services.asking import Sale
from vafa.services.counter.draft_sale import Draft

SALE = Sale(who=SARA, amount_rial=900_000, lines=(line("tea", 1_000_000),), redeem="max", invoice="A-1")


def test_a_parked_purchase_moves_nothing_and_comes_back_as_it_was(little: LittleShop, clock: HandClock):
    with nothing_written(little):
        parked = little.shop.park(SALE)
        clock.forward(hours=1)
        assert little.shop.recall(parked.number) == parked
        assert [one.sale for one in little.shop.recall.all()] == [SALE]
    assert account(little) == (0, 0, 0)


def test_it_is_finished_once(little: LittleShop):
    number = little.shop.park(SALE).number
    little.shop.sell(SALE, parked=number)
    assert account(little) == (9, 0, 0)
    with nothing_written(little):
        with refused("parked_unknown", parked=number):
            little.shop.sell(SALE, parked=number)
        with refused("parked_unknown"):
            little.shop.recall(number)
    assert little.shop.recall.all() == []


def test_a_retry_of_finishing_is_answered(little: LittleShop):
    number = little.shop.park(SALE).number
    first = little.shop.sell(SALE, parked=number, key="k")
    with nothing_written(little):
        assert little.shop.sell(SALE, parked=number, key="k").event_id == first.event_id


def test_a_refused_finish_leaves_it_parked(little: LittleShop):
    number = little.shop.park(SALE).number
    with refused("not_enough_points"):
        sell(little, redeem=5, parked=number)
    assert little.shop.recall(number).sale == SALE


def test_numbers_are_not_used_twice(little: LittleShop):
    first = little.shop.park(SALE).number
    little.shop.recall.discard(first)
    assert little.shop.park(SALE).number != first
    with refused("parked_unknown"):
        little.shop.recall.discard(first)


def test_what_could_never_be_sold_is_not_parked(little: LittleShop):
    with refused("amount_not_positive"):
        little.shop.park(Sale(amount_rial=0))
    with refused("member_unknown"):
        little.shop.park(Sale(who=by_mobile("09129999999"), amount_rial=5))
    little.shop.park(Sale(who=NOBODY, amount_rial=5))


def test_whoever_missed_the_answer_gets_it_again(little: LittleShop):
    parked = little.shop.park(Sale(who=SARA, amount_rial=700_000))
    posting = little.shop.sell(parked.sale, key="park-1", parked=parked.number)
    again = little.shop.recall.finished("park-1")
    assert again is not None
    assert (again.receipt.number, again.repeated) == (posting.receipt.number, True)
    assert little.shop.recall.finished("park-2") is None


def test_an_empty_key_is_no_key(little: LittleShop):
    with nothing_written(little), refused("key_empty"):
        little.shop.sell(Sale(who=SARA, amount_rial=700_000), key=" ")


def test_the_idle_screen_sees_who_waits_with_how_much(little: LittleShop, clock: HandClock):
    since = clock.now()
    card = by_card(little.shop.issue_card(OMID).code)
    numbers = [
        little.shop.park(Sale(who=who, amount_rial=rial)).number
        for who, rial in ((SARA, 486_000), (NOBODY, 92_500), (card, 7))
    ]
    clock.forward(minutes=4)
    little.shop.block_card.of_member(OMID)
    waiting = little.shop.recall.all()
    assert [one.number for one in waiting] == numbers
    assert [(one.name, one.amount_rial) for one in waiting] == [("Sara 0", 486_000), ("", 92_500), ("Sara 1", 7)]
    assert {one.parked for one in waiting} == {since}
    little.shop.erase(SARA)
    assert [one.number for one in little.shop.recall.all()] == numbers[1:]


def test_parking_again_what_was_recalled_leaves_one(little):
    first = little.shop.park(Sale(who=SARA, amount_rial=500_000))
    again = little.shop.park(Sale(who=SARA, amount_rial=600_000), replaces=first.number)
    assert [(parked.number, parked.sale.amount_rial) for parked in little.shop.recall.all()] == [
        (again.number, 600_000)
    ]


def test_the_draft_of_what_is_parked_goes_with_it_and_no_other(little):
    open_sale = Sale(who=SARA, amount_rial=500_000)
    little.shop.draft_sale.save(Draft(open_sale, "a key"))
    little.shop.park(Sale(amount_rial=70_000))
    assert little.shop.draft_sale.read() is not None
    little.shop.park(open_sale, was_open=True)
    assert little.shop.draft_sale.read() is None


def waiting(little: LittleShop) -> list[int]:
    return [one.amount_rial for one in little.shop.recall.all()]


def test_the_same_key_parks_once(little):
    little.shop.draft_sale.save(Draft(SALE, "k"))
    first = little.shop.park(SALE, key="k", was_open=True)
    assert little.shop.park(SALE, key="k", was_open=True) == first
    assert waiting(little) == [900_000]
    little.shop.park(SALE, key="another")
    little.shop.park(SALE)
    little.shop.park(SALE)
    assert waiting(little) == [900_000] * 4


def test_what_was_changed_after_an_unheard_answer_takes_the_place_of_the_first(little):
    first = little.shop.park(Sale(who=SARA, amount_rial=500_000), key="k").number
    again = little.shop.park(Sale(who=SARA, amount_rial=600_000), key="k")
    assert [(one.number, one.amount_rial) for one in little.shop.recall.all()] == [(again.number, 600_000)]
    assert again.number != first


def test_what_was_recalled_and_parked_again_is_parked_once_more_under_its_key(little):
    first = little.shop.park(Sale(who=SARA, amount_rial=500_000)).number
    changed = Sale(who=SARA, amount_rial=600_000)
    again = little.shop.park(changed, key="k", replaces=first)
    assert little.shop.park(changed, key="k", replaces=first) == again
    assert waiting(little) == [600_000]
    little.shop.sell(changed, parked=again.number)
    with refused("parked_unknown", parked=first):
        little.shop.park(changed, key="k", replaces=first)


def test_unchanged_it_stays_as_it_lies(little, clock):
    first = little.shop.park(SALE)
    clock.forward(minutes=1)
    assert little.shop.park(SALE, key="k", replaces=first.number) == first


def test_a_sale_takes_along_what_an_unheard_attempt_to_park_it_left(little):
    little.shop.park(SALE, key="k")
    little.shop.park(SALE, key="other")
    little.shop.sell(Sale(who=SARA, amount_rial=900_000), key="k")
    assert waiting(little) == [900_000]
    number = little.shop.park(Sale(who=SARA, amount_rial=500_000)).number
    little.shop.park(Sale(who=SARA, amount_rial=700_000), key="late", replaces=number)
    little.shop.sell(Sale(who=SARA, amount_rial=700_000), key="late", parked=number)
    assert waiting(little) == [900_000]
