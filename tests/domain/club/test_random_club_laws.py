"""Laws of every club, whatever its programme: points are conserved, replays change nothing, what was recorded holds."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.domain.club.random_clubs import (
    LOTS_POINTS,
    NAMES,
    events,
    numbered,
    programmes,
    purchases,
    refunds,
    run,
    seen,
    written,
)

from vafa.commands.shapes import plain
from vafa.domain.club.play import play
from vafa.domain.club.state import Club, Sale
from vafa.domain.club.story import read_story
from vafa.domain.club.telling import Result
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.refunding import Refund, SoldBill, _refund
from vafa.domain.engine.summing import Kept, sums_for


def law(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """A law as a quick test of few examples and a slow one of many."""

    def made(holds: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize("examples", [25, pytest.param(300, marks=pytest.mark.slow)])
        def test(examples: int) -> None:
            calm = settings(
                max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
            )
            calm(given(*strategies)(holds))()

        return test

    return made


def posted(results: list[Result]) -> list[Result]:
    return [one for one in results if one.refused is None and not one.repeated and one.event != "quote"]


def check_points(club: Club, results: list[Result]) -> None:
    """What was told of every event adds up to what the members have: given and returned on one side, spent and taken
    back on the other."""
    told = posted(results)
    given_points = sum(one.points for one in told) + sum(award.points for one in told for award in one.awards)
    returned = sum(one.points_returned for one in told)
    spent = sum(one.points_spent for one in told)
    clawed = sum(one.points_clawed for one in told)
    now_ms = instant_of(club.now).moment_ms
    balances = [club.book(name).purse.balance(now_ms) for name in NAMES if name not in club.into]
    held = sum(one.spendable + one.pending + one.lapsed - one.debt for one in balances)
    assert LOTS_POINTS * len(NAMES) + given_points + returned - spent - clawed == held
    for one in balances:
        assert min(one.spendable, one.pending, one.lapsed, one.debt) >= 0
        assert one.debt == 0 or one.spendable + one.pending == 0
    for one in results:
        assert min(one.payable_rial, one.discount_rial, one.money_off_rial, one.cash_rial, one.points_clawed) >= 0
        if one.event in ("purchase", "quote") and one.refused is None:
            assert one.payable_rial == one.amount_rial - one.discount_rial - one.money_off_rial
            assert one.points == sum(reason.points for reason in one.reasons) >= 0


def check_counters(club: Club) -> None:
    """No counter is below zero, and one that is back at nothing is gone."""
    for counts in (club.counts, *(club.own[name].counts for name in NAMES)):
        assert all(amount > 0 for amount in counts.values()), counts
    for name in NAMES:
        assert all(day.net_rial >= 0 and day.points >= 0 for day in club.own[name].days)
        assert club.own[name].wallet_rial >= 0
    assert all(card.rial >= 0 for card in club.cards.values())


@law(programmes(), events)
def test_points_are_conserved(programme, happens):
    club, results = run(programme, numbered(happens))
    check_points(club, results)
    check_counters(club)


@law(programmes(), events)
def test_a_refused_event_changes_nothing(programme, happens):
    happens = numbered(happens)
    club, results = run(programme, happens)
    left = [one for one, result in zip(happens, results, strict=True) if result.refused is None]
    other, again = run(programme, left)
    assert all(result.refused is None for result in again)
    assert seen(club) == seen(other)


@law(programmes(), events, st.randoms(use_true_random=False))
def test_a_key_played_twice_changes_nothing(programme, happens, random):
    keyed = [{**one, "key": one["id"]} for one in numbered(happens)]
    club, results = run(programme, keyed)
    twice: list[dict[str, Any]] = []
    for one, result in zip(keyed, results, strict=True):
        twice.append(one)
        if result.refused is None:
            twice.append(random.choice([old for old in twice if old["id"] in done(keyed, results)]))
    other, again = run(programme, twice)
    assert seen(club) == seen(other)
    assert sum(one.repeated for one in again) == len(twice) - len(keyed)
    first = {one.id: one for one in again if not one.repeated}
    for one in again:
        if one.repeated:
            assert (one.points, one.account, one.payable_rial) == (
                first[one.id].points,
                first[one.id].account,
                first[one.id].payable_rial,
            )


def done(keyed: list[dict[str, Any]], results: list[Result]) -> set[str]:
    return {one["id"] for one, result in zip(keyed, results, strict=True) if result.refused is None}


@law(programmes(), events)
def test_what_was_recorded_gives_the_same_years_later(programme, happens):
    """Only the recorded figures, written and read again: the award, and every refund after those before it."""
    club, _ = run(programme, numbered(happens))
    for sale in club.sales.values():
        if not isinstance(sale, Sale):
            continue
        read = msgspec.json.decode(msgspec.json.encode(sale.sold), type=SoldBill)
        assert read == sale.sold
        kept = [Kept(line.earning_rial, line.quantity, line.net_rial) for line in read.lines]
        assert sums_for(read.facts, kept).points == sale.bill.award.points
        earlier = []
        for refund in sale.refunds:
            refund = msgspec.json.decode(msgspec.json.encode(refund), type=Refund)
            assert _refund(read, earlier, refund.lines) == refund
            earlier.append(refund.lines)


@law(programmes(), events, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(programme, happens, random):
    mixed = [
        {**one, "lines": random.sample(one["lines"], len(one["lines"]))} if one.get("lines") else one
        for one in numbered(happens)
    ]
    (club, results), (other, again) = run(programme, numbered(happens)), run(programme, mixed)
    assert seen(club) == seen(other)
    for one, two in zip(results, again, strict=True):
        for name in (
            "refused",
            "points",
            "payable_rial",
            "value_rial",
            "cash_rial",
            "points_clawed",
            "awards",
            "handed",
        ):
            assert getattr(one, name) == getattr(two, name)


@law(programmes(), st.lists(st.one_of(purchases, purchases, refunds), min_size=1, max_size=12), st.data())
def test_when_everything_came_back_nothing_is_left(programme, happens, data):
    """In any order, in parts or whole, what is left of every sale is given back on the same day. Which lot the points
    stand in may differ: what one sale gave may have been spent by the next."""
    happens = numbered(happens)
    sold = [one["id"] for one in happens if one["event"] == "purchase"]
    back = [{"event": "refund", "of": name, "id": f"back-{name}"} for name in data.draw(st.permutations(sold))]
    empty, _ = run(programme, [])
    club, results = run(programme, [*happens, *back])
    assert {one.refused.code for one in results[len(happens) :] if one.refused} <= {
        "already_refunded",
        "receipt_unknown",
    }
    assert club.counts == empty.counts
    assert club.cards == empty.cards
    for name in NAMES:
        book = club.own[name]
        assert book.counts == {}
        assert all((day.net_rial, day.points) == (0, 0) for day in book.days)
        assert book.wallet_rial == empty.own[name].wallet_rial
        assert book.coupons == {}
        now_ms = instant_of(club.now).moment_ms
        balance = book.purse.balance(now_ms)
        assert (balance.spendable, balance.pending, balance.lapsed, balance.debt) == (LOTS_POINTS, 0, 0, 0)


@law(programmes(), events)
def test_the_same_story_gives_the_same_bytes(programme, happens):
    document = written(programme, numbered(happens))
    first, second = (msgspec.json.encode(play(read_story(document)), enc_hook=plain) for _ in range(2))
    assert first == second
