"""Laws of every story: what is kept up as it goes is what a fold of everything gives; a refusal leaves no trace."""

import json
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.club.played_stories import BASE, story

from vafa.commands.shapes import plain
from vafa.domain.account import Account
from vafa.domain.club.checking import ruleset_of
from vafa.domain.club.play import _answer
from vafa.domain.club.purse import told_lot
from vafa.domain.club.state import Club
from vafa.domain.club.story import read_story
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.tiering import pinned, tier_standing

PROGRAMME = {
    "rules": [
        BASE,
        {"id": "fast", "give": {"type": "multiplier", "numerator": 3, "denominator": 2}, "when": {"tiers": ["b", "c"]}},
        {"id": "next", "give": {"type": "coupon", "plan": "next"}, "when": {"min_amount_rial": 900_000}},
        {"id": "up", "on": "tier_reached", "give": {"type": "points_fixed", "points": 5}},
        {"id": "r1", "on": "referrer", "give": {"type": "points_fixed", "points": 7}},
    ],
    "referral": {"min_amount_rial": 200_000},
    "coupons": [{"id": "next", "give": {"type": "percent_off", "percent": 10}, "automatic": True, "life_days": 20}],
    "tiers": {
        "tiers": [{"id": "a", "at_least": 0}, {"id": "b", "at_least": 1_000_000}, {"id": "c", "at_least": 3_000_000}],
        "window": {"kind": "rolling", "days": 60},
        "holds": {"kind": "rolling", "days": 30},
        "grace_days": 5,
    },
    "expiry": {"mode": "days", "days": 40, "on": None},
    "pending_days": 1,
}
MEMBERS = [{"id": "sara"}, {"id": "ali", "referrer": "sara"}, {"id": "reza"}]
NAMES = st.sampled_from([member["id"] for member in MEMBERS])
SALES = st.sampled_from([f"s{number}" for number in range(12)])


def event(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"event": st.just(kind), **fields})


RIAL = st.integers(1, 15).map(lambda number: number * 123_457)
EVENTS = st.lists(
    st.one_of(
        event("purchase", member=NAMES, amount_rial=RIAL, redeem=st.sampled_from([None, "max", 3])),
        event("purchase", member=NAMES, amount_rial=RIAL),
        event("refund", of=SALES),
        event("refund", of=SALES, amount_rial=RIAL),
        event("redeem", member=NAMES, points=st.integers(1, 40)),
        event("adjust", member=NAMES, points=st.integers(-9, 9), reason=st.just("x")),
        event("pin", member=NAMES, tier=st.sampled_from(["b", "c"]), until=st.just("1405/11/01")),
        event("merge", member=NAMES, into=NAMES),
        event("unmerge", of=SALES),
        event("reassign", of=SALES, member=NAMES, reason=st.just("x")),
        event("undo"),
        event("clock", days=st.integers(1, 50)),
    ),
    max_size=25,
)


def numbered(events: list[dict]) -> list[dict]:
    return [{**happens, "id": f"s{place}"} for place, happens in enumerate(events)]


def run(events: list[dict]) -> tuple[Club, list[Any]]:
    told = read_story(story(*events, programme=PROGRAMME, members=MEMBERS))
    club = Club(told, ruleset_of(told.programme, {}, "$.programme"))
    answers: dict[str, tuple[bytes, Any]] = {}
    return club, [_answer(club, n, happens, answers) for n, happens in enumerate(told.events, 1)]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS)
def test_what_is_kept_up_is_what_a_fold_gives(events):
    club, results = run(numbered(events))
    instant = instant_of(club.now)
    for name in club.own:
        book = club.book(name)
        account = Account(book.purse.entries)
        assert [entry.place for entry in book.purse.entries] == sorted(entry.place for entry in book.purse.entries)
        folded = account.balance(instant.moment_ms)
        kept = book.purse.balance(instant.moment_ms)
        assert (kept.spendable, kept.pending, kept.lapsed, kept.debt) == (
            folded.spendable,
            folded.pending,
            folded.lapsed,
            folded.debt,
        )
        assert book.purse.first_lots(10_000) == tuple(told_lot(lot) for lot in account.lots)
        assert book.purse.lots_left == len(account.lots)
        total = sum(entry.points for entry in book.purse.entries)
        assert total == kept.spendable + kept.pending + kept.lapsed - kept.debt
        plans, today = club.tier_plans, instant.business_day
        folded_tier = pinned(tier_standing(plans, book.days, (), today), plans[-1][1], book.pins, today)
        assert club.standing(book, instant) == folded_tier
    for result in results:
        assert result.payable_rial >= 0
        assert sum(reason.points for reason in result.reasons) == result.points or result.event == "adjust"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EVENTS)
def test_a_refused_event_leaves_no_trace(events):
    """The story without what was refused gives the same club."""
    events = numbered(events)
    club, results = run(events)
    left = [happens for happens, result in zip(events, results, strict=True) if result.refused is None]
    other, again = run(left)
    assert all(result.refused is None for result in again)
    for name in club.own:
        assert seen(club, name) == seen(other, name)
    assert (club.counts, club.now) == (other.counts, other.now)


def seen(club: Club, name: str) -> Any:
    book = club.book(name)
    entries = [(entry.kind, entry.points, entry.moment_ms, entry.expires_on) for entry in book.purse.entries]
    return (entries, book.days, book.counts, [coupon.plan for coupon in book.coupons.values()], book.wallet_rial)


@settings(max_examples=60, deadline=None)
@given(RIAL, RIAL, st.data())
def test_a_full_refund_in_parts_leaves_nothing(first_rial, second_rial, data):
    part = data.draw(st.integers(1, second_rial))
    events = [
        {"event": "purchase", "member": "reza", "amount_rial": first_rial},
        {"event": "clock", "days": 2},
        {"event": "purchase", "member": "reza", "amount_rial": second_rial, "redeem": "max", "id": "s"},
        {"event": "refund", "of": "s", "amount_rial": part},
        {"event": "refund", "of": "s"},
    ]
    club, results = run(events)
    before = results[1]
    assert before.refused is None
    if results[3].refused is None:
        assert club.book("reza").purse.balance(instant_of(club.now).moment_ms).debt == 0
        net = sum(entry.points for entry in club.book("reza").purse.entries if entry.moment_ms)
        assert net == results[0].points + sum(award.points for award in results[0].awards)


def test_the_same_story_gives_the_same_bytes():
    events = numbered([{"event": "purchase", "member": "sara", "amount_rial": 1_234_567}] * 3)
    first, second = (run(events)[1] for _ in range(2))
    assert json.loads(msgspec.json.encode(first, enc_hook=plain)) == json.loads(
        msgspec.json.encode(second, enc_hook=plain)
    )
