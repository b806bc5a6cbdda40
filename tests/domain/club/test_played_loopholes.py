"""Ways to come by points, money or coupons for nothing: each of them closed."""

import pytest
from tests.domain.club.played_stories import BASE, bought, played, refusals, story

from vafa.domain.club.play import play
from vafa.domain.club.story import read_story
from vafa.domain.errors import Refusal

REFERRAL = {
    "referral": {},
    "rules": [
        BASE,
        {"id": "r1", "on": "referrer", "give": {"type": "points_fixed", "points": 100}},
        {"id": "r2", "on": "referee", "give": {"type": "points_fixed", "points": 40}},
    ],
}


def begun_wrong(**fields: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        play(read_story(story(**fields)))
    return refused.value


def balance(answer, member: str = "sara") -> int:
    return answer.state.members[member].account.balance


# referral


def test_merged_with_who_brought_him_a_member_brings_himself_nothing():
    answer = played(
        {"event": "merge", "member": "ali", "into": "sara"},
        bought(1_000_000),
        programme=REFERRAL,
        members=[{"id": "ali"}, {"id": "sara", "referrer": "ali"}],
    )
    assert balance(answer) == 10
    assert answer.results[1].awards == ()


def test_a_circle_is_seen_through_a_merge():
    answer = played(
        {"event": "merge", "member": "ali", "into": "reza"},
        {"event": "refer", "member": "reza", "referrer": "sara"},
        programme=REFERRAL,
        members=[{"id": "ali"}, {"id": "reza"}, {"id": "sara", "referrer": "ali"}],
    )
    assert refusals(answer) == [None, "referral_circle"]


@pytest.mark.parametrize("other", ["sara", "ali"])
def test_a_story_does_not_begin_with_a_circle(other):
    wrong = begun_wrong(members=[{"id": "sara", "referrer": other}, {"id": "ali", "referrer": "sara"}])
    assert (wrong.code, wrong.figures["place"]) == ("story_circle", "$.members[0].referrer")


def test_a_story_does_not_begin_with_a_day_that_is_yet_to_come():
    days = [{"on": "1405/09/29", "net_rial": 5}, {"on": "1405/10/01", "net_rial": 5}]
    wrong = begun_wrong(members=[{"id": "ali"}, {"id": "sara", "days": days}], moment="2026-12-21T19:00:00+03:30")
    assert (wrong.code, wrong.figures["place"]) == ("story_day_ahead", "$.members[1].days[1].on")


def test_goods_are_found_however_their_number_is_typed():
    scope = {"products": ["چای سبز"], "categories": ["خوراکی"]}
    answer = played(
        {"event": "purchase", "member": "sara", "lines": [{"sku": "چای سبز"}]},
        programme={"rules": [{"id": "tea", "give": {"type": "points_per_unit", "points": 3}, "scope": scope}]},
        members=[{"id": "sara"}],
        catalogue={"چاي  سبز": {"category": "خوراكي", "price_rial": 500_000}},
    )
    assert (refusals(answer), balance(answer)) == ([None], 3)


def test_a_chain_into_a_circle_is_one_too():
    members = [{"id": "sara", "referrer": "ali"}, {"id": "ali", "referrer": "reza"}, {"id": "reza", "referrer": "ali"}]
    assert begun_wrong(members=members).code == "story_circle"


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"referrer": "x"}, "referrer"),
        ({"segments": ["x"]}, "segments[0]"),
        ({"interests": ["x"]}, "interests[0]"),
        ({"fields": ["x"]}, "fields[0]"),
        ({"tier_pin": {"tier": "x", "until": "1405/12/01"}}, "tier_pin.tier"),
        ({"coupons": [{"id": "c", "plan": "x"}]}, "coupons[0].plan"),
        ({"memberships": [{"plan": "x", "from": "1405/01/01", "to": "1405/12/01"}]}, "memberships[0].plan"),
    ],
)
def test_a_member_at_the_beginning_names_what_there_is(fields, place):
    wrong = begun_wrong(members=[{"id": "sara", **fields}])
    assert (wrong.code, wrong.figures) == ("story_name_unknown", {"place": f"$.members[0].{place}", "name": "x"})


def test_a_segment_that_a_later_programme_brings_may_be_named():
    publish = {"event": "publish", "programme": {"segments": ["vip"]}}
    answer = played(publish, members=[{"id": "sara", "segments": ["vip"]}])
    assert refusals(answer) == [None]


# memberships on a bill

PRO = {
    "rules": [
        BASE,
        {"id": "off", "give": {"type": "percent_off", "percent": 10}, "when": {"memberships": ["pro"]}},
        {"id": "hello", "on": "membership_sold", "give": {"type": "points_fixed", "points": 30}},
    ],
    "memberships": [{"id": "pro", "fee_rial": 3_000_000, "unit": "days", "length": 30, "grace_days": 0}],
}
SHELF = {"PRO": {"kind": "membership", "plan": "pro", "price_rial": 3_000_000}, "TEA": {"price_rial": 500_000}}
SOLD = {"event": "purchase", "member": "sara", "lines": [{"sku": "PRO"}, {"sku": "TEA"}], "id": "sold"}
CANCEL = {"event": "membership", "member": "sara", "plan": "pro", "act": "cancel"}


def on_shelf(*events: dict):
    return played(*events, programme=PRO, catalogue=SHELF, members=[{"id": "sara"}, {"id": "ali"}])


def test_a_cancelled_membership_gives_back_of_what_was_paid_for_it():
    cheap = {**SOLD, "lines": [{"sku": "PRO", "price_rial": 300_000}]}
    answer = on_shelf(cheap, CANCEL)
    assert answer.results[0].fee_rial == 300_000
    assert answer.results[1].cash_rial == 290_000


def test_a_membership_is_not_paid_back_twice():
    answer = on_shelf(SOLD, CANCEL, {"event": "refund", "of": "sold"}, {"event": "undo", "of": "sold"})
    assert refusals(answer) == [None, None, "membership_not_running", "membership_not_running"]
    assert answer.results[3].account.balance == 35


def test_a_membership_ends_with_its_own_line():
    lines = {"event": "refund", "of": "sold", "lines": [{"sku": "PRO"}]}
    answer = on_shelf(SOLD, bought(100_000), lines, bought(100_000), {"event": "refund", "of": "sold"})
    assert [result.discount_rial for result in answer.results] == [0, 10_000, 0, 0, 0]
    assert answer.state.members["sara"].account.memberships == ()
    assert refusals(answer) == [None] * 5


def test_what_a_membership_brought_goes_with_the_bill():
    answer = on_shelf(SOLD, {"event": "refund", "of": "sold"})
    assert answer.results[0].awards[0].points == 30
    assert balance(answer) == 0


def test_a_membership_on_the_wrong_name_moves_with_its_bill():
    answer = on_shelf(SOLD, {"event": "reassign", "of": "sold", "member": "ali", "reason": "name"})
    told = answer.state.members
    assert (told["sara"].account.memberships, told["ali"].account.memberships) == ((), ("pro",))
    assert (balance(answer), balance(answer, "ali")) == (0, 35)


def test_two_of_a_membership_are_two_terms_and_half_a_one_is_none():
    two = {**SOLD, "lines": [{"sku": "PRO", "thousandths": 2_000}]}
    one_back = {"event": "refund", "of": "sold", "lines": [{"sku": "PRO"}]}
    answer = on_shelf(two, {"event": "clock", "days": 45}, bought(100_000), one_back, bought(100_000))
    assert [result.discount_rial for result in answer.results] == [0, 0, 10_000, 0, 0]
    assert answer.results[0].fee_rial == 6_000_000
    assert refusals(on_shelf({**two, "lines": [{"sku": "PRO", "thousandths": 500}]})) == ["line_invalid"]


# tiers

CLIMB = {
    "tiers": {"tiers": [{"id": "s", "at_least": 0}, {"id": "g", "at_least": 1_000_000}]},
    "rules": [
        BASE,
        {"id": "up", "on": "tier_reached", "about": "g", "give": {"type": "points_fixed", "points": 500}},
    ],
}


def test_what_a_tier_brought_goes_with_the_tier():
    part = {"event": "refund", "of": "p", "amount_rial": 1}
    answer = played(bought(1_000_000, id="p"), part, bought(1_000_000), programme=CLIMB)
    assert [result.account.balance for result in answer.results] == [510, 9, 519]
    assert [award.points for award in answer.results[1].awards] == [-500]


def test_a_tier_that_is_lost_by_another_bill_takes_its_bonus_along():
    refund = {"event": "refund", "of": "p"}
    answer = played(bought(600_000, id="p"), bought(600_000), refund, programme=CLIMB)
    assert [result.account.balance for result in answer.results] == [6, 512, 6]


def test_a_tier_that_is_kept_keeps_its_bonus():
    part = {"event": "refund", "of": "p", "amount_rial": 300_000}
    answer = played(bought(1_500_000, id="p"), part, programme=CLIMB)
    assert [result.account.balance for result in answer.results] == [515, 512]


# coupons

NEXT = {
    "rules": [BASE, {"id": "n", "give": {"type": "coupon", "plan": "n"}, "when": {"min_amount_rial": 500_000}}],
    "coupons": [{"id": "n", "give": {"type": "amount_off", "rial": 50_000}, "automatic": True}],
}


def test_a_coupon_whose_purchase_is_gone_does_not_come_back():
    answer = played(
        bought(1_000_000, id="p"),
        bought(100_000, id="q"),
        {"event": "refund", "of": "p"},
        {"event": "refund", "of": "q"},
        programme=NEXT,
    )
    assert answer.results[1].discount_rial == 50_000
    assert answer.state.members["sara"].account.coupons == ()


def test_a_free_bill_gives_its_coupon_back_when_all_of_its_goods_came_back():
    lines = [{"sku": "TEA", "price_rial": 20_000}, {"sku": "JAM", "price_rial": 20_000}]
    answer = played(
        {"event": "purchase", "member": "sara", "lines": lines, "id": "p"},
        {"event": "refund", "of": "p", "lines": [{"sku": "TEA"}]},
        {"event": "refund", "of": "p", "lines": [{"sku": "JAM"}]},
        programme=NEXT,
        members=[{"id": "sara", "coupons": [{"id": "c", "plan": "n"}]}],
    )
    assert [len(result.account.coupons) for result in answer.results] == [0, 0, 1]


# gift cards


def test_the_number_of_a_gift_card_is_read_however_it_is_typed():
    tender = {"kind": "gift_card", "rial": 1_000, "number": "12 3"}
    answer = played(
        bought(1_000, tenders=[tender]),
        bought(1_000, tenders=[{**tender, "number": "۱۲-۳"}]),
        gift_cards=[{"number": "12-3", "rial": 2_000}],
    )
    assert refusals(answer) == [None, None]
    assert answer.state.gift_cards == {"123": 0}


def test_goods_alone_keep_a_referral():
    """What is paid for a gift card is no purchase yet: the goods of the bill came back, so the referral does."""
    fixed = {"type": "points_fixed", "points": 100}
    programme = {
        "referral": {"min_amount_rial": 500_000},
        "rules": [BASE, {"id": "r", "on": "referrer", "give": fixed}],
    }
    shelf = {"X": {"price_rial": 600_000}, "G": {"kind": "gift_card", "price_rial": 1_000_000}}
    answer = played(
        {"event": "purchase", "id": "p", "member": "sara", "lines": [{"sku": "X"}, {"sku": "G", "gift_card": "7"}]},
        {"event": "refund", "of": "p", "lines": [{"sku": "X"}]},
        programme=programme,
        catalogue=shelf,
        members=[{"id": "ali"}, {"id": "sara", "referrer": "ali"}],
    )
    assert sum(award.points for award in answer.results[0].awards) == 100
    assert answer.state.members["ali"].account.balance == 0
