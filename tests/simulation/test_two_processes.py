"""Two windows, or a window and a command, at one shop: they take turns and agree."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.simulation import till_process
from tests.simulation.till_process import Till

from vafa.domain.errors import Refusal
from vafa.domain.receipt import ReceiptKind
from vafa.domain.roles import Role
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import PercentOff
from vafa.domain.rulebook.plans import Budget, Rule
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.domain.who import by_mobile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with LittleShop(tmp_path, create=True) as little:
        little.enrol()
    return tmp_path


def together(folder: Path, deed: till_process.Deed, *arguments: object) -> list[Till]:
    """Two tills with the shop open, waiting for the word."""
    tills = [Till(deed, folder, *arguments) for _ in range(2)]
    assert [till.hears() for till in tills] == ["open", "open"]
    return tills


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seeds=st.lists(st.integers(0, 10**6), min_size=2, max_size=3, unique=True), acts=st.integers(5, 40))
def test_side_by_side_they_write_one_chain(seeds, acts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    with LittleShop(folder, create=True) as little:
        little.enrol()
        before = little.store.journal.count()
    tills = [Till(till_process.live_a_while, folder, seed, acts) for seed in seeds]
    assert {till.hears() for till in tills} == {"open"}
    for till in tills:
        till.say("go")
    told = [number for till in tills for number in till.end() if number != "open"]
    with LittleShop(folder) as little:
        database = little.store.database
        assert little.shop.verify().faults == []
        assert database.rows("SELECT seq FROM journal ORDER BY seq") == [(n,) for n in range(1, before + len(told) + 1)]
        assert database.value("SELECT count(DISTINCT stream) FROM journal") == 1
        assert sorted(told, key=lambda number: int(number[2:])) == [f"F-{n}" for n in range(1, len(told) + 1)]
        balances = [little.shop.look_up(by_mobile(mobile)).balance for mobile in MOBILES]
        slips = [little.shop.read_slip(number) for number in told]
    net = sum(balance.spendable + balance.pending - balance.debt for balance in balances)
    earned = sum(slip.points_earned - slip.points_spent for slip in slips if slip.kind is not ReceiptKind.REFUND)
    back = sum(slip.points_returned - slip.points_clawed for slip in slips if slip.kind is ReceiptKind.REFUND)
    assert net == earned + back


def race_for_the_points(folder: Path, rounds: int) -> None:
    mobiles = [f"0935{i:07d}" for i in range(rounds)]
    with LittleShop(folder) as little:
        for mobile in mobiles:
            little.shop.enrol(mobile)
            little.shop.adjust(by_mobile(mobile), 100, "a gift")
    tills = together(folder, till_process.redeem_at_the_word, 60)
    for mobile in mobiles:
        for till in tills:
            till.say(mobile)
        answers = sorted(str(till.hears()) for till in tills)
        assert answers[0].startswith("F-")
        assert answers[1] == "not_enough_points"
    for till in tills:
        till.say(None)
        till.end()
    with LittleShop(folder) as little:
        assert {little.shop.look_up(by_mobile(mobile)).balance.spendable for mobile in mobiles} == {40}
        assert little.shop.verify().faults == []


def test_sixty_of_a_hundred_points_are_redeemed_once(folder):
    race_for_the_points(folder, 30)


@pytest.mark.slow
def test_sixty_of_a_hundred_points_are_redeemed_once_five_hundred_times(folder):
    race_for_the_points(folder, 500)


@pytest.mark.parametrize("rounds", [4, 11])
def test_a_budget_is_given_to_the_last_rial_and_no_further(folder, rounds):
    """Both tills sell at once: one gets what is left, the other one is told."""
    rial, part, most = 1_000_000, 100_000, (2 * rounds - 1) * 100_000 - 40_000
    winter = Budget(id="winter", rial=most, first="1405/01/01", last="1479/12/29")
    rule = Rule(id="tenth", give=PercentOff(10), budget="winter")
    with LittleShop(folder) as little:
        little.shop.publish(write_programme(Programme(rules=(rule,), budgets=(winter,))), override="x")
    tills = together(folder, till_process.sell_in_a_budget, rial)
    given: list[tuple[int, list[str]]] = []
    for i in range(rounds):
        for till, mobile in zip(tills, MOBILES[2 * (i % 4) :], strict=False):
            till.say(mobile)
        given += [till.hears() for till in tills]
    for till in tills:
        till.say(None)
        till.end()
    taken = sorted(rial for rial, _ in given)
    assert sum(taken) == most
    assert taken == [0, part - 40_000, *[part] * (2 * rounds - 2)]
    told = [said for rial, said in given if rial < part]
    assert all({"budget_spent", "budget_used_up"} & set(said) for said in told), told
    with LittleShop(folder) as little:
        assert little.store.tallies.of_shop() == {"budget:winter|rial|": most}
        assert little.shop.verify().faults == []


def test_the_same_key_from_both_is_one_act(folder):
    tills = together(folder, till_process.sell_under_a_key)
    for i in range(40):
        for till in tills:
            till.say(f"key {i}")
        (first, event, repeated), (second, same, again) = (till.hears() for till in tills)
        assert (first, event) == (second, same)
        assert sorted([repeated, again]) == [False, True]
    for till in tills:
        till.say(None)
        till.end()
    with LittleShop(folder) as little:
        assert little.points() == 40 * 5
        assert little.shop.verify().faults == []


def test_opening_beside_a_busy_window_takes_nothing_for_a_copy(folder):
    """The high-water file is read while the other one writes it."""
    till = Till(till_process.sell_for_ever, folder, 1)
    till.hears()
    for _ in range(100):
        with LittleShop(folder) as little:
            assert little.store.database.value("SELECT group_concat(mark) FROM stream") == "F"
            till.hears(0)
    till.kill()


@pytest.mark.parametrize("attempt", range(10))
def test_those_who_found_one_shop_at_once_found_one(tmp_path, attempt):
    tills = [Till(till_process.found, tmp_path, shop=False) for _ in range(3)]
    for till in tills:
        assert till.hears() == "ready"
    for till in tills:
        till.say("go")
    labels = {till.end()[-1][:8] for till in tills}
    assert len(labels) == 1
    with LittleShop(tmp_path) as little:
        assert little.store.database.rows("SELECT mark FROM stream") == [("F",)]
        assert little.shop.verify().faults == []


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """A shop with one person, founded at the moment at which the guessers' clocks stand."""
    with LittleShop(tmp_path, create=True, clock=HandClock()) as little:
        little.shop.hire("Mina", Role.MANAGER, "4821")
    return tmp_path


def test_two_that_guess_at_once_have_no_more_tries_than_one(guarded):
    tills = [Till(till_process.guess_at_the_word, guarded, shop=False) for _ in range(2)]
    assert [till.hears() for till in tills] == ["open", "open"]
    for guess in range(5):
        for till in tills:
            till.say(f"900{guess}")
    answers = [till.hears() for _ in range(5) for till in tills]
    for till in tills:
        till.say("4821")
    assert [till.hears() for till in tills] == ["pin_wait", "pin_wait"]
    for till in tills:
        till.say(None)
        till.end()
    assert sorted(answers) == ["pin_wait"] * 7 + ["pin_wrong"] * 3


def test_a_till_that_is_killed_while_it_checks_a_pin_gains_no_try(guarded):
    """Each is killed as soon as its try is counted, which is before anybody knows whether the PIN was right."""
    with LittleShop(guarded, clock=HandClock()) as little:
        for tried in (1, 2, 3):
            till = Till(till_process.guess_at_the_word, guarded, shop=False)
            till.hears()
            till.say("9000")
            give_up_s = time.monotonic() + 30
            while little.store.database.value("SELECT misses FROM pin") < tried:
                assert time.monotonic() < give_up_s
            till.kill()
        with pytest.raises(Refusal, match="pin_wait"):
            little.shop.sign_in(1, "4821")
        assert little.shop.verify().faults == []
