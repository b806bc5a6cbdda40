"""The ledger's projections against the fold of all entries, over a real file."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.domain.ledger_stories import DAY_MS, MEMBER, START_MS, anything, earned, event, net_of, spent, stories

from vafa.domain.account import Account, Balance, Entry, EntryKind, LotId, day_of
from vafa.store.accounts import Accounts
from vafa.store.database import Database
from vafa.store.schema import migrate

_CALM = settings(max_examples=120, deadline=None, derandomize=True)
OTHER = b"o" * 16


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "shop.vafa"
    database = Database(path)
    database.connect()
    migrate(database, lambda: path)
    yield database
    database.close()


def _in_an_empty_ledger(database: Database, check: Callable[[Accounts], None]) -> None:
    """Runs a check on tables that are empty before."""
    with database.write():
        for table in ("entry", "lot", "account"):
            database.run(f"DELETE FROM {table}")
        check(Accounts(database))


def _without_lapsed(balance: Balance) -> tuple[int, int, int]:
    return balance.spendable, balance.pending, balance.debt


def _agrees(accounts: Accounts, database: Database, entries: list[Entry], later_ms: tuple[int, ...]) -> None:
    in_order = sorted(entries, key=lambda made: made.place)
    account = Account(in_order)
    last = in_order[-1]
    assert accounts.entries(last.member) == in_order
    assert accounts.lots(last.member) == account.lots
    row = database.row(
        "SELECT hlc, event_id, part, debt, spendable, pending, as_of_ms FROM account WHERE member = ?", (last.member,)
    )
    at_last = account.balance(last.moment_ms)
    assert row == (*last.place, account.debt, at_last.spendable, at_last.pending, last.moment_ms)
    newest_ms = max(made.moment_ms for made in entries)
    for moment_ms in (last.moment_ms, *(newest_ms + later for later in later_ms)):
        assert _without_lapsed(accounts.balance(last.member, moment_ms)) == _without_lapsed(account.balance(moment_ms))


_LATER = st.tuples(st.integers(0, DAY_MS), st.integers(0, 70 * DAY_MS))


@_CALM
@given(stories(), _LATER)
def test_one_by_one_is_the_fold_of_all(database: Database, story: list[Entry], later_ms: tuple[int, int]):
    def check(accounts: Accounts) -> None:
        for i, made in enumerate(story):
            accounts.post([made])
            _agrees(accounts, database, story[: i + 1], later_ms)

    _in_an_empty_ledger(database, check)


@_CALM
@given(st.one_of(stories(), anything()), st.randoms(use_true_random=False), _LATER)
def test_in_any_order_and_with_any_moments_it_is_the_fold_of_all(
    database: Database, entries: list[Entry], shuffle, later_ms: tuple[int, int]
):
    """Late acts, acts dated back, acts of another member in between."""
    arriving = list(entries)
    if shuffle.random() < 0.7:
        shuffle.shuffle(arriving)

    def check(accounts: Accounts) -> None:
        for i, made in enumerate(arriving):
            other = structs.replace(made, member=OTHER)
            accounts.post([other, made] if shuffle.random() < 0.2 else [made])
            _agrees(accounts, database, arriving[: i + 1], later_ms)

    _in_an_empty_ledger(database, check)


@_CALM
@given(stories(), _LATER)
def test_several_entries_of_one_act_are_taken_in_together(
    database: Database, story: list[Entry], later_ms: tuple[int, int]
):
    def check(accounts: Accounts) -> None:
        done: list[Entry] = []
        for first, second in zip(story[::2], story[1::2], strict=False):
            act = [
                structs.replace(made, hlc=first.hlc, event_id=first.event_id, part=part, moment_ms=first.moment_ms)
                for part, made in enumerate((first, second), start=1)
            ]
            accounts.post(act)
            done += act
            _agrees(accounts, database, done, later_ms)

    _in_an_empty_ledger(database, check)


def test_a_member_without_entries_has_nothing(database: Database):
    def check(accounts: Accounts) -> None:
        assert accounts.balance(MEMBER, START_MS) == Balance()
        assert accounts.redeemable(None, START_MS, START_MS) == Balance()
        accounts.fold(MEMBER)
        assert database.value("SELECT count(*) FROM account") == 0

    _in_an_empty_ledger(database, check)


def test_the_standing_names_what_lapses_first(database: Database):
    def check(accounts: Accounts) -> None:
        accounts.post([earned(1, 10), earned(2, 20, 9), earned(3, 5, 9), earned(4, 7, 2)])
        now_ms = START_MS + 4 * DAY_MS
        standing = accounts.standing(MEMBER, now_ms)
        assert (standing.spendable, standing.balance, standing.debt) == (35, 35, 0)
        assert standing.next_expiry is not None
        assert (standing.next_expiry.points, standing.next_expiry.on.toordinal()) == (25, day_of(START_MS) + 9)
        accounts.post([spent(5, 25, now_ms)])
        assert accounts.standing(MEMBER, now_ms).next_expiry is None

    _in_an_empty_ledger(database, check)


def test_the_cached_balance_is_left_when_the_calendar_changes_it(database: Database):
    """Nothing is written between the two questions."""

    def check(accounts: Accounts) -> None:
        accounts.post([earned(1, 10, 1), earned(2, 5, spendable_from_ms=START_MS + DAY_MS)])
        changes = database.value("SELECT total_changes()")
        assert _without_lapsed(accounts.balance(MEMBER, START_MS)) == (10, 5, 0)
        assert _without_lapsed(accounts.balance(MEMBER, START_MS + DAY_MS)) == (15, 0, 0)
        assert _without_lapsed(accounts.balance(MEMBER, START_MS + 2 * DAY_MS)) == (5, 0, 0)
        assert database.value("SELECT total_changes()") == changes

    _in_an_empty_ledger(database, check)


def test_a_late_correction_finds_the_lot_that_came_before_it(database: Database):
    def check(accounts: Accounts) -> None:
        bill, claw = earned(1, 10), structs.replace(spent(3, 10), kind=EntryKind.CLAW, of=LotId(event(1), 1))
        accounts.post([claw])
        assert accounts.balance(MEMBER, START_MS).debt == 10
        accounts.post([bill])
        assert accounts.balance(MEMBER, START_MS).debt == 0
        assert net_of(Account([bill, claw]), START_MS) == 0

    _in_an_empty_ledger(database, check)
