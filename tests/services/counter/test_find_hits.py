from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.services.desk import NIMA, OMID, SARA, publish, refused, sell

from vafa.domain.rulebook.document import Expiry, ExpiryMode


def names(little: LittleShop, text: str, limit: int = 9) -> list[str]:
    return [hit.member.name for hit in little.shop.find_hits(text, limit).hits]


def test_who_came_last_stands_first_and_the_rest_by_name(little: LittleShop, clock: HandClock):
    sell(little, NIMA)
    clock.forward(hours=1)
    sell(little, OMID, rial=2_500_000)
    assert names(little, "sara")[:4] == ["Sara 1", "Sara 2", "Sara 0", "Sara 3"]
    first = little.shop.find_hits("sara").hits[0]
    assert (first.balance, first.last_visit) == (25, clock.now())
    last = little.shop.find_hits("sara").hits[-1]
    assert (last.balance, last.last_visit) == (0, None)


def test_digits_find_by_the_end_and_by_the_beginning(little: LittleShop):
    little.shop.enrol("09350000001", name="Zohreh")
    sell(little, OMID)
    assert names(little, "0001") == ["Sara 1", "Zohreh"]
    assert names(little, "۰۹۳۵") == ["Zohreh"]
    assert names(little, MOBILES[3]) == ["Sara 3"]


def test_more_is_said_when_not_all_are_shown(little: LittleShop):
    few = little.shop.find_hits("sara", 3)
    assert (len(few.hits), few.more) == (3, True)
    everybody = little.shop.find_hits("sara", len(MOBILES))
    assert (len(everybody.hits), everybody.more) == (len(MOBILES), False)
    assert little.shop.find_hits("nobody").hits == ()


def test_the_balance_is_that_of_today(little: LittleShop, clock: HandClock):
    publish(little, expiry=Expiry(ExpiryMode.DAYS, days=3))
    sell(little, SARA)
    clock.forward(days=10)
    assert little.shop.find_hits("sara 0").hits[0].balance == 0


def test_nothing_to_look_for_is_refused(little: LittleShop):
    with refused("nothing_to_seek"):
        little.shop.find_hits("  ")
    assert little.shop.find_hits("!؟").hits == ()
