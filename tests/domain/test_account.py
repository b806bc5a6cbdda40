import json
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.ledger_stories import (
    DAY_MS,
    MEMBER,
    START_MS,
    anything,
    earned,
    entry,
    event,
    net_of,
    spent,
    stories,
)

from vafa.domain.account import NEVER, Account, Balance, Entry, EntryKind, LotId, day_of, lapse_ms, statement
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.known import NO_CHOICE, MemberFacts, Surroundings
from vafa.domain.engine.reckoning import work_out
from vafa.domain.engine.refunding import SoldBill, refund_amount
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import purchase_of
from vafa.domain.rulebook.document import Programme
from vafa.domain.units import Points

VECTORS = json.loads((Path(__file__).parents[1] / "vectors.json").read_text("utf-8"))["ledger"]["steps"]
_CALM = settings(max_examples=200, deadline=None, derandomize=True)


def _lot_points(account: Account) -> dict[bytes, int]:
    return {lot.id.event_id: lot.points for lot in account.lots}


def test_the_worked_example_of_the_ledger():
    """Earn, earn, redeem, refund a part of the first, refund all of the second."""

    def bought(rial: int) -> tuple[SoldBill, Points]:
        now = instant_of(datetime.fromtimestamp(START_MS / 1_000, UTC))
        facts, around = MemberFacts(member=MEMBER), Surroundings()
        bill = work_out(Ruleset(Programme()), facts, purchase_of(rial), NO_CHOICE, Balance(), now, around)
        return SoldBill(lines=bill.lines, facts=bill.award.facts), bill.award.points

    first, first_points = bought(4_250_000)
    second, second_points = bought(2_999_000)
    account = Account()
    nets = []

    def then(made: Entry) -> None:
        account.apply(made)
        nets.append(net_of(account, START_MS))

    then(earned(1, first_points))
    then(earned(2, second_points))
    then(spent(3, 50))
    assert _lot_points(account) == {event(2): 21}
    back = refund_amount(first, (), 2_000_000)
    then(entry(4, EntryKind.CLAW, -back.points_clawed, of=LotId(event(1), 1)))
    back = refund_amount(second, (), None)
    then(entry(5, EntryKind.CLAW, -back.points_clawed, of=LotId(event(2), 1)))
    assert nets == [balance for _, balance in VECTORS]
    assert account.debt == 28


@_CALM
@given(stories(), st.integers(0, 80))
def test_no_point_comes_from_nowhere_or_goes_missing(story: list[Entry], later_days: int):
    account = Account()
    total = 0
    for made in story:
        account.apply(made)
        total += made.points
        for moment_ms in (made.moment_ms, made.moment_ms + later_days * DAY_MS):
            balance = account.balance(moment_ms)
            assert total == balance.spendable + balance.pending + balance.lapsed - balance.debt
            assert min(balance.spendable, balance.pending, balance.lapsed, balance.debt) >= 0
            assert not balance.debt or balance.spendable == balance.pending == 0


@_CALM
@given(anything(), st.integers(-100, 100))
def test_the_fold_takes_whatever_comes(entries: list[Entry], days: int):
    account = Account(entries)
    balance = account.balance(START_MS + days * DAY_MS)
    assert sum(made.points for made in entries) == balance.spendable + balance.pending + balance.lapsed - balance.debt
    assert account.debt >= 0
    assert all(lot.points > 0 for lot in account.lots)
    lines = statement(entries, START_MS + days * DAY_MS)
    assert (lines[-1].net if lines else 0) == net_of(account, START_MS + days * DAY_MS)
    assert [line.entry for line in lines if line.entry] == entries


@_CALM
@given(stories(), st.integers(0, 80))
def test_a_balance_holds_until_the_moment_it_names(story: list[Entry], later_days: int):
    account = Account(story)
    now_ms = (story[-1].moment_ms if story else START_MS) + later_days * DAY_MS
    balance = account.balance(now_ms)
    if balance.valid_until_ms is None:
        assert account.balance(now_ms + 5_000 * DAY_MS) == balance
        return
    assert balance.valid_until_ms > now_ms
    assert account.balance(balance.valid_until_ms - 1) == balance
    after = account.balance(balance.valid_until_ms)
    assert (after.spendable, after.pending) != (balance.spendable, balance.pending)


@_CALM
@given(stories(), st.integers(0, 80))
def test_a_statement_ends_at_the_balance_and_shows_every_lapse(story: list[Entry], later_days: int):
    now_ms = (story[-1].moment_ms if story else START_MS) + later_days * DAY_MS
    account = Account(story)
    lines = statement(story, now_ms)
    assert (lines[-1].net if lines else 0) == net_of(account, now_ms)
    assert -sum(line.points for line in lines if line.entry is None) == account.balance(now_ms).lapsed
    assert [line.entry for line in lines if line.entry] == story
    running = 0
    for line in lines:
        running += line.points
        assert line.net == running
        assert line.moment_ms <= now_ms


@_CALM
@given(stories(max_size=8), st.integers(1, 60), st.integers(1, 60), st.integers(0, 30), st.integers(0, 40))
def test_a_full_refund_brings_back_the_account_of_before(
    story: list[Entry], spend: int, earn: int, lives_days: int, later_days: int
):
    """A bill that spent and earned, given back whole, with nothing in between but time."""
    at_ms = story[-1].moment_ms if story else START_MS
    before = Account(story)
    spend = min(spend, net_of(before, at_ms))
    bill = [spent(90, spend, at_ms)] if spend > 0 else []
    bill.append(earned(90, earn, lives_days, at_ms, part=2))
    back_ms = at_ms + later_days * DAY_MS
    back = [entry(91, EntryKind.RETURN, spend, back_ms, of=LotId(event(90), 1))] if spend > 0 else []
    back.append(entry(91, EntryKind.CLAW, -earn, back_ms, part=2, of=LotId(event(90), 2)))
    held = before.balance(at_ms)
    if held.valid_until_ms is not None and held.valid_until_ms <= back_ms:
        return
    after = Account([*story, *bill, *back])
    assert net_of(after, back_ms) == net_of(before, at_ms)
    assert after.debt == before.debt
    alive = {lot.id: lot.points for lot in after.lots if lot.alive(day_of(back_ms))}
    assert alive == {lot.id: lot.points for lot in before.lots if lot.alive(day_of(at_ms))}


def test_spending_takes_the_soonest_expiry_then_the_oldest_and_what_never_lapses_last():
    account = Account([earned(1, 10), earned(2, 10, 30), earned(3, 10, 5), earned(4, 10, 5), earned(5, 10)])
    order = []
    for number in range(10, 15):
        (changed,) = account.apply(spent(number, 10))
        order.append(int.from_bytes(changed.id.event_id, "big"))
    assert order == [3, 4, 2, 1, 5]


def test_points_in_waiting_are_spent_only_before_debt():
    account = Account([earned(1, 10, 5, spendable_from_ms=START_MS + DAY_MS), earned(2, 10)])
    account.apply(spent(3, 10))
    assert _lot_points(account) == {event(1): 10}
    account.apply(spent(4, 12))
    assert (account.lots, account.debt) == ([], 2)


def test_the_last_good_day_counts_to_midnight_in_tehran():
    account = Account([earned(1, 10, 3)])
    midnight_ms = int(datetime(2026, 11, 24, 20, 30, tzinfo=UTC).timestamp() * 1_000)
    assert lapse_ms(date(2026, 11, 24).toordinal()) == midnight_ms
    assert account.balance(midnight_ms - 1).spendable == 10
    lapsed = account.balance(midnight_ms)
    assert (lapsed.spendable, lapsed.lapsed, lapsed.valid_until_ms) == (0, 10, None)
    late = Account([earned(1, 10, 3), spent(2, 4, midnight_ms - 1)])
    assert (late.debt, late.balance(midnight_ms).lapsed) == (0, 6)
    too_late = Account([earned(1, 10, 3), spent(2, 4, midnight_ms)])
    assert (too_late.debt, too_late.balance(midnight_ms).lapsed) == (4, 10)


def test_points_in_waiting_become_spendable_at_their_moment():
    account = Account([earned(1, 10, spendable_from_ms=START_MS + DAY_MS)])
    waiting = account.balance(START_MS + DAY_MS - 1)
    assert (waiting.spendable, waiting.pending, waiting.valid_until_ms) == (0, 10, START_MS + DAY_MS)
    assert account.balance(START_MS + DAY_MS).spendable == 10


def test_earning_pays_debt_first():
    account = Account([spent(1, 30), earned(2, 20), earned(3, 25)])
    assert (account.debt, _lot_points(account)) == (0, {event(3): 15})


def test_a_lapsed_part_of_the_purchases_own_lot_counts_as_given_back():
    later_ms = START_MS + 10 * DAY_MS
    account = Account([earned(1, 42, 5), spent(2, 12), entry(3, EntryKind.CLAW, -42, later_ms, of=LotId(event(1), 1))])
    assert (account.debt, account.lots) == (12, [])


def test_the_claw_takes_the_own_lot_then_the_soonest_expiry_then_owes():
    account = Account([earned(1, 10), earned(2, 10, 9), earned(3, 10, 3)])
    account.apply(entry(4, EntryKind.CLAW, -12, of=LotId(event(1), 1)))
    assert _lot_points(account) == {event(3): 8, event(2): 10}
    account.apply(entry(5, EntryKind.CLAW, -20, of=LotId(event(1), 1)))
    assert (account.debt, account.lots) == (2, [])


def test_spent_points_come_back_pro_rata_to_their_own_lots():
    account = Account([earned(1, 30, 5), earned(2, 30, 9), spent(3, 40)])
    account.apply(entry(4, EntryKind.RETURN, 20, of=LotId(event(3), 1)))
    assert _lot_points(account) == {event(1): 15, event(2): 25}
    account.apply(entry(5, EntryKind.RETURN, 20, of=LotId(event(3), 1)))
    assert _lot_points(account) == {event(1): 30, event(2): 30}


def test_points_that_come_back_to_a_lapsed_lot_live_for_the_days_of_grace():
    later_ms = START_MS + 10 * DAY_MS
    account = Account([earned(1, 30, 5), earned(2, 30), spent(3, 40)])
    account.apply(entry(4, EntryKind.RETURN, 40, later_ms, of=LotId(event(3), 1)))
    grace, never = account.lots
    assert (grace.points, grace.expires_on, grace.id) == (30, day_of(later_ms) + 30, LotId(event(4), 1))
    assert (never.points, never.expires_on) == (30, NEVER)


def test_points_that_come_back_pay_debt_first():
    account = Account([earned(1, 30), spent(2, 30), spent(3, 10)])
    account.apply(entry(4, EntryKind.RETURN, 30, of=LotId(event(2), 1)))
    assert (account.debt, _lot_points(account)) == (0, {event(1): 20})


def test_a_return_for_a_spend_that_is_not_known_is_not_lost():
    account = Account([entry(1, EntryKind.RETURN, 7, of=LotId(event(77), 1))])
    assert account.balance(START_MS).spendable == 7


def test_the_statement_dates_a_lapse_at_its_midnight():
    story = [earned(1, 10, 3), earned(2, 5, moment_ms=START_MS + 20 * DAY_MS)]
    lines = statement(story, START_MS + 20 * DAY_MS)
    assert [(line.points, line.net) for line in lines] == [(10, 10), (-10, 0), (5, 5)]
    assert lines[1].moment_ms == lapse_ms(day_of(START_MS) + 3)
    assert lines[1].lot == LotId(event(1), 1)


def test_the_statement_shows_what_a_correction_does_to_a_lapsed_lot():
    own = LotId(event(1), 1)
    later_ms = START_MS + 10 * DAY_MS
    lines = statement([earned(1, 10, 3), entry(2, EntryKind.CLAW, -10, later_ms, of=own)], later_ms)
    assert [line.points for line in lines] == [10, -10, -10, 10]
    assert lines[-1].net == 0
