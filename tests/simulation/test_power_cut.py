"""The power goes at any write or sync: whatever was acknowledged is there when the shop opens again."""

from pathlib import Path
from random import Random

import pytest
from tests.fakes.forgetful_disk import Disk, ForgetfulFiles, forgetful_database
from tests.fakes.little_shop import LittleShop, live

from vafa.store import shopfile

SURVIVAL = (0.0, 0.5, 0.9)
ACTS = 14


@pytest.fixture(scope="module")
def files():
    return ForgetfulFiles()


@pytest.fixture(autouse=True)
def _checkpoints_come_often(monkeypatch):
    monkeypatch.setattr(shopfile, "CHECKPOINT_ACTS", 5)


@pytest.fixture
def founded(files: ForgetfulFiles, tmp_path: Path) -> dict[str, bytes]:
    """What lies on the disk of a shop with eight members; its high-water file lies on the real one."""
    files.disk = Disk()
    with LittleShop(tmp_path, create=True, maker=forgetful_database()) as little:
        little.enrol()
        little.store.forget_deleted()
        (tmp_path / "shop.vafa").touch()  # so that it is there for whoever asks the operating system
        return {path: bytes(data) for path, data in files.disk.seen.items()}


class Outcome:
    """What one power cut did."""

    def __init__(self, *, lost: int, sound: bool, same_stream: bool) -> None:
        self.lost, self.sound, self.same_stream = lost, sound, same_stream


def life_until_cut(
    files: ForgetfulFiles, folder: Path, image: dict[str, bytes], seed: int, survival: float, synchronous: str
) -> Outcome:
    random, high_water = Random(f"{seed} {survival}"), folder / shopfile.HIGH_WATER_NAME
    noted = high_water.read_bytes()
    disk = files.disk = Disk(image)
    disk.survival, disk.random = survival, random
    disk.cut_at = random.randrange(1, 280)
    acknowledged: list[str] = []
    little = LittleShop(folder, maker=forgetful_database(synchronous))
    stream = little.store.head_label()[:8]
    noted_at_cut = high_water.read_bytes()

    def told(number: str) -> None:
        nonlocal noted_at_cut
        if disk.after_cut is None:
            acknowledged.append(number)
            noted_at_cut = high_water.read_bytes()
        little.shop.tend()

    live(little.shop, seed, ACTS, told)
    if disk.after_cut is None:
        disk.cut_at = disk.steps + 1
        little.sell()
    assert disk.after_cut is not None
    little.close()
    files.disk = Disk(disk.after_cut)
    high_water.write_bytes(noted_at_cut)
    with LittleShop(folder, maker=forgetful_database(synchronous)) as again:
        rows = again.store.database.rows("SELECT mark || '-' || number FROM receipt")
        present = {number for (number,) in rows}
        outcome = Outcome(
            lost=len([number for number in acknowledged if number not in present]),
            sound=again.shop.verify().sound,
            same_stream=again.store.head_label()[:8] == stream,
        )
    high_water.write_bytes(noted)
    return outcome


def cuts(files, folder, image, count: int, synchronous: str = "full") -> list[Outcome]:
    return [
        life_until_cut(files, folder, image, seed, survival, synchronous)
        for survival in SURVIVAL
        for seed in range(count)
    ]


def assert_nothing_lost(outcomes: list[Outcome]) -> None:
    assert [outcome.lost for outcome in outcomes if outcome.lost] == []
    assert all(outcome.sound for outcome in outcomes)
    assert all(outcome.same_stream for outcome in outcomes), "a power cut makes no copy"


def test_no_acknowledged_sale_is_lost(files, founded, tmp_path):
    assert_nothing_lost(cuts(files, tmp_path, founded, 8))


@pytest.mark.slow
def test_no_acknowledged_sale_is_lost_in_three_hundred_cuts(files, founded, tmp_path):
    assert_nothing_lost(cuts(files, tmp_path, founded, 100))


def test_the_model_bites(files, founded, tmp_path):
    """Without a sync at every commit the same cuts lose sales: the model is no friend of the store."""
    outcomes = cuts(files, tmp_path, founded, 8, synchronous="normal")
    assert sum(outcome.lost > 0 for outcome in outcomes) > len(outcomes) // 3
    assert all(outcome.sound for outcome in outcomes), "forgetful, but never torn"
    assert all(not outcome.same_stream for outcome in outcomes if outcome.lost), "the high-water file tells"


def test_one_sync_an_award(files, founded, tmp_path):
    files.disk = Disk(founded)
    with LittleShop(tmp_path, maker=forgetful_database()) as little:
        little.sell()
        before = files.disk.syncs
        for i in range(50):
            little.sell(i % 8)
        assert files.disk.syncs - before == 50
