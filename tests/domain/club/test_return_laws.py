"""What a full refund restores: everything, when nothing else was posted and no other lot lapsed; and exactly what when
something was."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.club.random_clubs import lines, programmes, run, written

from vafa.domain.account import Balance
from vafa.domain.club.state import Club
from vafa.domain.engine.instant import instant_of

RIAL = st.integers(1, 40).map(lambda number: number * 123_457)
STEPS = {"rial_per_point": 1_000}
PLAIN = {
    "rules": [
        {"id": "base", "give": {"type": "points_per_amount", "points": 1, "per_rial": 50_000}},
        {"id": "up", "on": "tier_reached", "give": {"type": "points_fixed", "points": 5}},
        {"id": "fast", "give": {"type": "multiplier", "numerator": 3, "denominator": 2}, "when": {"tiers": ["b"]}},
    ],
    "tiers": {"tiers": [{"id": "a", "at_least": 0}, {"id": "b", "at_least": 2_000_000}]},
    "money_off": STEPS,
}
FAST = {"rules": [{"id": "base", "give": {"type": "points_per_amount", "points": 9, "per_rial": 50_000}}]}
LIVES_9_DAYS = {**PLAIN, "expiry": {"mode": "days", "days": 9}}

_CALM = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def buy(amount_rial: int, name: str = "sale", member: str = "reza", **fields: object) -> dict[str, Any]:
    return {"event": "purchase", "member": member, "amount_rial": amount_rial, "id": name, **fields}


def back(of: str = "sale", **fields: object) -> dict[str, Any]:
    return {"event": "refund", "of": of, **fields}


def balance(club: Club, member: str = "reza") -> Balance:
    return club.book(member).purse.balance(instant_of(club.now).moment_ms)


def net(club: Club, member: str = "reza") -> int:
    held = balance(club, member)
    return held.spendable + held.pending - held.debt


def lots(club: Club, member: str = "reza") -> list[tuple[int, int]]:
    """The points of each lot that has some, and its last good day, in the order of spending."""
    return [(lot.points, lot.expires_on) for lot in club.book(member).purse.account.lots]


def of_a_member(club: Club, member: str = "reza") -> Any:
    """All that rules read of a member, and the shop's counters."""
    book = club.book(member)
    days = [day for day in book.days if day.net_rial or day.points]
    coupons = sorted((coupon.plan, coupon.expires_on) for coupon in book.coupons.values())
    return (days, book.counts, coupons, book.wallet_rial, club.counts, club.standing(book, instant_of(club.now)).tier)


def done(programme: dict[str, Any], *happens: dict[str, Any]) -> Club:
    """The club after these, none of which is refused."""
    club, results = run(programme, list(happens))
    assert [one.refused for one in results] == [None] * len(results)
    return club


@_CALM
@given(programmes(), RIAL, lines, st.sampled_from([None, "max"]), st.integers(1, 3), st.data())
def test_with_nothing_in_between_all_is_as_before(programme, before_rial, goods, redeem, parts, data):
    """In parts or whole, days later: the net, each lot, counters, coupons, days and the tier."""
    first = [buy(before_rial, "first"), {"event": "clock", "days": 3}]
    sale = {"event": "purchase", "member": "reza", "lines": goods, "redeem": redeem, "codes": ["YALDA"], "id": "sale"}
    back_parts = []
    _, results = run(programme, [*first, sale])
    left = results[-1].amount_rial - results[-1].discount_rial
    for _ in range(parts - 1):
        part = data.draw(st.integers(1, max(1, left)))
        if part < left:
            back_parts.append(back(amount_rial=part))
            left -= part
    before = done(programme, *first)
    after = done(programme, *first, sale, {"event": "clock", "days": 5}, *back_parts, back())
    assert (net(after), balance(after).debt, lots(after)) == (net(before), 0, lots(before))
    assert of_a_member(after) == of_a_member(before)


@_CALM
@given(programmes(), RIAL, lines, st.sampled_from([None, "max"]), st.sampled_from(["reza", "ali"]))
def test_an_undone_sale_never_was(programme, before_rial, goods, redeem, who):
    """For the buyer, and for the member who brought him."""
    first = [buy(before_rial, "first"), {"event": "clock", "days": 3}]
    sale = {"event": "purchase", "member": who, "lines": goods, "redeem": redeem, "codes": ["YALDA"], "id": "sale"}
    before, after = done(programme, *first), done(programme, *first, sale, {"event": "undo"})
    for name in (who, "sara"):
        assert (net(after, name), lots(after, name)) == (net(before, name), lots(before, name))
        assert balance(after, name).debt == 0
        assert of_a_member(after, name) == of_a_member(before, name)


@_CALM
@given(RIAL, RIAL, st.integers(0, 100), st.integers(10, 60))
def test_the_own_lot_may_lapse(before_rial, sale_rial, redeem, days):
    """A lapsed part of the purchase's own lot counts as given back: no debt, and nobody else's points are touched. Of
    other lots that lapsed the unspent points are gone; the spent ones come back for the days of grace."""
    first = done(LIVES_9_DAYS, buy(before_rial, "first"))
    earned_first = net(first) - 50
    redeem = min(redeem, net(first), -(-sale_rial // 1_000))
    sale = buy(sale_rial, redeem=redeem or None)
    after = done(LIVES_9_DAYS, buy(before_rial, "first"), sale, {"event": "clock", "days": days}, back())
    # Soonest expiry first: the first purchase's (9 days), then 30 points to 1405/10/05 (25 days), then 20 for ever.
    of_first = min(redeem, earned_first)
    of_thirty = min(redeem - of_first, 30)
    gone = earned_first - of_first + (30 - of_thirty if days > 25 else 0)
    assert balance(after).debt == 0
    assert (net(after), balance(after).lapsed) == (net(first) - gone, gone)
    at_once = instant_of(after.now).day
    graced = sum(points for points, expires_on in lots(after) if expires_on == at_once + 30)
    assert graced == of_first + (of_thirty if days > 25 else 0)


@_CALM
@given(RIAL, RIAL, st.integers(0, 50))
def test_another_purchase_keeps_what_it_earned(sale_rial, other_rial, redeem):
    """The points of the other purchase are its own, whatever the refunded one did to the tier at that time. The gift of
    a tier stays only when the other purchase alone reaches it and was the one that brought it."""
    redeem = min(redeem, -(-sale_rial // 1_000)) or None
    club, results = run(PLAIN, [buy(sale_rial, redeem=redeem), buy(other_rial, "other"), back()])
    kept = [results[1].points, 5 if sale_rial < 2_000_000 <= other_rial else 0]
    assert (net(club), balance(club).debt) == (50 + sum(kept), 0)
    assert [points for points, _ in lots(club)] == [30, 20, *[points for points in kept if points]]
    assert sum(day.net_rial for day in club.book("reza").days) == other_rial


@_CALM
@given(RIAL, st.integers(1, 150))
def test_points_that_were_spent_since_are_owed(sale_rial, redeem):
    """Net as before less what was redeemed; what is not there any more is debt, and only that."""
    earned = net(done(PLAIN, buy(sale_rial))) - 50
    redeem = min(redeem, 50 + earned)
    after = done(PLAIN, buy(sale_rial), {"event": "redeem", "member": "reza", "points": redeem}, back())
    assert net(after) == 50 - redeem
    assert balance(after).debt == max(0, redeem - 50)
    assert balance(after).spendable == max(0, 50 - redeem)


@pytest.mark.parametrize(("sale_rial", "gift"), [(2_000_000, 5), (1_999_999, 0)])
def test_a_tier_that_was_reached_goes_with_its_gift(sale_rial, gift):
    sold = done(PLAIN, buy(sale_rial))
    assert net(sold) == 50 + sale_rial // 50_000 + gift
    after, before = done(PLAIN, buy(sale_rial), {"event": "clock", "days": 2}, back()), done(PLAIN)
    assert (net(after), lots(after), of_a_member(after)) == (50, lots(before), of_a_member(before))


@pytest.mark.parametrize("kept_rial", [500_000, 1_000_000])
def test_a_tier_and_its_gift_fall_with_a_part(kept_rial):
    _, results = run(PLAIN, [buy(2_500_000), back(amount_rial=2_500_000 - kept_rial), back()])
    assert [one.account.tier.tier for one in results] == ["b", "a", "a"]
    assert [one.account.balance for one in results] == [50 + 50 + 5, 50 + kept_rial // 50_000, 50]


@_CALM
@given(programmes(), RIAL, lines, st.booleans())
def test_a_new_programme_does_not_reach_back(programme, before_rial, goods, redeem):
    """The refund is that of the version the sale was made under; the next sale is of the new one."""
    first = [buy(before_rial, "first"), {"event": "clock", "days": 3}]
    sale = {"event": "purchase", "member": "reza", "lines": goods, "redeem": "max" if redeem else None, "id": "sale"}
    new = {"event": "publish", "programme": FAST}
    before, after = done(programme, *first), done(programme, *first, sale, new, back(), buy(50_000, "next"))
    assert net(after) == net(before) + 9
    same = done(programme, *first, new)
    assert (of_a_member(after)[1:5], net(same)) == (of_a_member(same)[1:5], net(before))


@_CALM
@given(RIAL, RIAL, st.integers(0, 50), st.booleans())
def test_a_merge_in_between_parts_as_it_joined(first_rial, sale_rial, redeem, parted):
    """Together they have what both had before; parted again, each his own."""
    redeem = min(redeem, -(-sale_rial // 1_000)) or None
    first = [buy(first_rial, "first", "sara"), buy(first_rial, "second")]
    merge = {"event": "merge", "member": "reza", "into": "sara", "id": "m"}
    before = done(PLAIN, *first)
    after = done(PLAIN, *first, buy(sale_rial, redeem=redeem), merge, back())
    assert net(after, "sara") == net(after) == net(before, "sara") + net(before)
    assert balance(after).debt == 0
    if parted:
        after = done(PLAIN, *first, buy(sale_rial, redeem=redeem), merge, back(), {"event": "unmerge", "of": "m"})
        assert [(net(after, name), lots(after, name)) for name in ("sara", "reza")] == [
            (net(before, name), lots(before, name)) for name in ("sara", "reza")
        ]


def test_a_sale_that_found_another_member_gives_back_his_gift_too():
    move = {"event": "reassign", "of": "sale", "member": "sara", "reason": "wrong card"}
    before, after = done(PLAIN), done(PLAIN, buy(2_500_000), move, back())
    for name in ("sara", "reza"):
        assert (net(after, name), lots(after, name)) == (net(before, name), lots(before, name))
        assert of_a_member(after, name) == of_a_member(before, name)


_ANSWER = """
import sys, msgspec
from vafa.commands.shapes import plain
from vafa.domain.club.play import play
from vafa.domain.club.story import read_story
sys.stdout.buffer.write(msgspec.json.encode(play(read_story(sys.stdin.buffer.read())), enc_hook=plain))
"""


def test_another_process_gives_the_same_bytes():
    """Whatever the seed of its hashes."""
    happens = [buy(777_777, "one"), buy(3_000_000, "two", "ali", redeem="max"), back("one"), {"event": "tier_review"}]
    document = written({**PLAIN, "referral": {"min_amount_rial": 1}, "segments": ["x", "y", "z"]}, happens)
    answers = [
        subprocess.run(
            [sys.executable, "-c", _ANSWER],
            input=document,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert answers[0] == answers[1]
    assert b'"refused":null' in answers[0]
