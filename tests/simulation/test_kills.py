"""Killed without warning at any moment: what was acknowledged is there, and nothing is half there."""

import shutil
from pathlib import Path
from random import Random

import pytest
from tests.fakes.little_shop import MOBILES, LittleShop
from tests.simulation import till_process
from tests.simulation.till_process import Till

from vafa.domain.errors import Refusal
from vafa.domain.who import by_mobile
from vafa.store.shopfile import FILE_NAME


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.enrol()
    return tmp_path / "shop"


def numbers(little: LittleShop) -> list[str]:
    return [number for (number,) in little.store.database.rows("SELECT mark || '-' || number FROM receipt")]


def kill_while_selling(folder: Path, kills: int) -> int:
    """Returns how many sales were acknowledged in all."""
    random, acknowledged = Random(7), []
    for seed in range(kills):
        till = Till(till_process.sell_for_ever, folder, seed)
        for _ in range(random.randrange(1, 25)):
            till.hears()
        till.hears(random.random() * 0.01)
        acknowledged += till.kill()[1:]
        with LittleShop(folder) as little:
            written = numbers(little)
            assert set(acknowledged) <= set(written)
            assert len(written) == len(set(written))
            assert little.store.head_label().startswith(f"{_stream(little)}-")
            if seed % 5 == 0 or seed == kills - 1:
                assert little.shop.verify().faults == []
    assert len(set(acknowledged)) == len(acknowledged)
    return len(acknowledged)


def _stream(little: LittleShop) -> str:
    (stream,) = little.store.database.rows("SELECT stream FROM stream")
    return str(stream[0].hex()[:8])


def test_killed_while_selling(folder):
    assert kill_while_selling(folder, 6) > 20


@pytest.mark.slow
def test_killed_sixty_times_while_selling(folder):
    assert kill_while_selling(folder, 60) > 500


@pytest.mark.slow
def test_killed_while_copying(folder, tmp_path):
    random, target = Random(3), tmp_path / "copies" / "copy.vafa"
    for i in range(12):
        till = Till(till_process.back_up_for_ever, folder, target)
        till.hears()
        till.hears(random.random() * 0.02)
        labels = till.kill()
        (tmp_path / str(i)).mkdir()
        shutil.copy(target, tmp_path / str(i) / FILE_NAME)
        with LittleShop(tmp_path / str(i)) as copy:
            assert copy.shop.verify().faults == [], labels
    with LittleShop(folder) as little:
        assert little.shop.verify().faults == []
        little.shop.back_up(target)


@pytest.mark.slow
def test_killed_while_restoring(folder, tmp_path):
    """No receipt number is given twice, whatever was taken back in between."""
    random, source = Random(4), tmp_path / "copy.vafa"
    with LittleShop(folder) as little:
        little.sell()
        little.shop.back_up(source)
        little.shop.erase(by_mobile(MOBILES[7]))
    given: list[str] = []
    for _ in range(15):
        till = Till(till_process.restore_for_ever, folder, source)
        for _ in range(random.randrange(1, 4)):
            till.hears()
        till.hears(random.random() * 0.02)
        given += till.kill()
        with LittleShop(folder) as little:
            assert little.shop.verify().faults == []
            with pytest.raises(Refusal, match="member_unknown"):
                little.shop.look_up(by_mobile(MOBILES[7]))
            given.append(little.sell())
    assert len(given) > 30
    assert len(set(given)) == len(given)


@pytest.mark.slow
def test_killed_while_rebuilding(folder):
    random = Random(5)
    with LittleShop(folder) as little:
        for i in range(150):
            little.sell(i % 8)
    for _ in range(10):
        till = Till(till_process.rebuild_for_ever, folder)
        till.hears()
        till.hears(random.random() * 0.05)
        till.kill()
        with LittleShop(folder) as little:
            assert little.shop.verify().faults == []
            assert little.points() == 190


@pytest.mark.slow
def test_killed_while_erasing(folder):
    """Whoever was acknowledged is gone, and whoever is gone was noted outside the file."""
    random = Random(6)
    for _ in range(10):
        with LittleShop(folder) as little:
            for mobile in MOBILES:
                if little.store.members.by_mobile(mobile) is None:
                    little.shop.enrol(mobile, name="Sara")
        till = Till(till_process.erase_all, folder)
        for _ in range(random.randrange(1, 3)):
            till.hears()
        till.hears(random.random() * 0.01)
        acknowledged = till.kill()[1:]
        with LittleShop(folder) as little:
            gone = {row[0] for row in little.store.database.rows("SELECT member FROM member WHERE erased = 1")}
            assert set(acknowledged) <= gone <= little.store.high_water.erased()
            assert little.shop.verify().faults == []


@pytest.mark.slow
def test_killed_while_founding(tmp_path):
    random = Random(8)
    for i in range(20):
        till = Till(till_process.found, tmp_path / str(i), shop=False)
        till.hears()
        till.say("go")
        till.hears(random.random() * 0.02)
        till.kill()
        with LittleShop(tmp_path / str(i), create=True) as little:
            little.enrol()
            assert little.shop.verify().faults == []
