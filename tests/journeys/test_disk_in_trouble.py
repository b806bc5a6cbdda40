"""The disk fills, the file vanishes: it is said in place, the purchase stays open, and goes on after the mend."""

import pytest
from tests.fakes.small_disk import small_disk
from tests.journeys.window_journey import MARYAM, SARA, Founded, Journey


@pytest.fixture
def disk(tmp_path):
    (tmp_path / "disk").mkdir()
    with small_disk(tmp_path / "disk", "6m") as made:
        if made is None:
            pytest.skip("mounting is not allowed here")
        yield made


@pytest.mark.slow
def test_a_full_disk_while_selling(screen, hands, tmp_path, disk):
    shop = Founded(disk.folder / "shop")
    with Journey(screen, hands, shop.folder, tmp_path) as window:
        window.sign_in()
        window.open_by_card(shop, SARA)
        window.amount(45_000)
        disk.fill()
        window.press("F10")
        state = window.until_counter(lambda state: state["question"] or state["notice"], "told that the disk is full")
        assert (state["question"] or {}).get("said", state["notice"])["code"] == "disk_full"
        assert (state["step"], state["sale"]["amount_rial"], state["sale"]["posting"]) == ("sale", 450_000, False)
        window.press("Return")
        state = window.settle()
        assert state["step"] == "sale"
        disk.empty()
        window.until_counter(lambda state: not state["sale"]["posting"], "not posting")
        window.press("F10")
        state = window.until_counter(lambda state: state["step"] == "posted", "posted after all")
    assert shop.postings() == [state["posted"]["receipt"]["number"]]
    assert shop.faults() == []


def test_the_shop_s_folder_is_away_for_a_while(counter, founded, tmp_path):
    before = founded.postings()
    counter.open_by_card(founded, MARYAM)
    counter.amount(45_000)
    founded.folder.rename(tmp_path / "away")
    try:
        counter.press("F10")
        state = counter.until_counter(lambda state: state["question"] or state["notice"], "told that the file is away")
        assert (state["question"] or {}).get("said", state["notice"])["code"] == "shop_vanished"
        assert (state["step"], state["sale"]["amount_rial"]) == ("sale", 450_000)
    finally:
        (tmp_path / "away").rename(founded.folder)
    counter.settle()
    state = counter.until_counter(
        lambda state: state["step"] == "posted" or not state["sale"]["posting"], "not posting"
    )
    if state["step"] != "posted":  # the file was missed before F10 came, and was back when it did
        counter.press("F10")
    state = counter.until_counter(lambda state: state["step"] == "posted", "posted after all")
    assert founded.postings() == [*before, state["posted"]["receipt"]["number"]]
    assert founded.faults() == []
