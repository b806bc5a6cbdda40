"""kill -9 at the worst moments: afterwards there is exactly one posting, or the open purchase is back."""

import random

import pytest
from tests.fakes.little_shop import LittleShop
from tests.journeys.window_journey import SARA, Founded, Journey

KILLS = 4
LATEST_MS = 40
"""So long after the key of F10 went down the window is killed at the latest: posting takes about 20 ms."""


@pytest.fixture
def till(screen, hands, tmp_path):
    """Opens windows on one shop, one after the other."""
    shop = Founded(tmp_path / "shop")

    def opened():
        journey = Journey(screen, hands, shop.folder, tmp_path)
        journey.sign_in()
        return journey

    opened.shop = shop
    return opened


def kept(shop):
    """The open purchase as it is kept beside the journal."""
    with LittleShop(shop.folder) as little:
        return little.shop.draft_sale.read()


@pytest.mark.slow
def test_a_window_killed_before_f10_brings_the_purchase_back(till):
    window = till()
    window.open_by_card(till.shop, SARA)
    window.amount(123_000)
    window.press("F3")
    window.until_step("sale", "points")
    window.type("70")
    window.press("Return")
    window.until_counter(lambda state: state["sale"]["points"] == 70 and state["sale"]["quotation"], "70 points off")
    window.until(lambda _: getattr(kept(till.shop), "sale", None) and kept(till.shop).sale.redeem == 70, "kept")
    window.kill()
    with till() as again:
        state = again.until_counter(lambda state: state["sale"] and state["sale"]["quotation"], "the purchase again")
        assert state["toast"]["kind"] == "restored"
        assert (state["sale"]["amount_rial"], state["sale"]["points"]) == (1_230_000, 70)
        assert state["sale"]["member"]["member"]["name"] == SARA
        again.finish()
    assert till.shop.postings() == ["F-1"]
    assert till.shop.slip("F-1").points_spent == 70
    assert kept(till.shop) is None


@pytest.mark.slow
def test_a_window_killed_around_f10_leaves_exactly_one_posting(till):
    chance = random.Random(20)
    seen = set()
    for round_number in range(1, KILLS + 1):
        window = till()
        window.open_by_card(till.shop, SARA)
        window.amount(100_000 + round_number)
        asked_rial = (100_000 + round_number) * 10
        window.until(
            lambda _, rial=asked_rial: (
                getattr(kept(till.shop), "sale", None) and kept(till.shop).sale.amount_rial == rial
            ),
            "kept",
        )
        window.hands.press("F10", dwell_ms=1)
        window.hands.rest(chance.randrange(LATEST_MS))
        window.kill()
        if kept(till.shop) is None:  # posted, and done with
            seen.add("done")
        else:
            seen.add(goes_on(till))
        numbers = till.shop.postings()
        assert len(numbers) == round_number
        assert till.shop.slip(numbers[-1]).amount_rial == asked_rial
        assert kept(till.shop) is None
    print(f"after the kills: {seen}")
    assert till.shop.faults() == []


def goes_on(till):
    """Starts again after a kill: what was left is finished, or said to be finished already. Which of the two."""
    with till() as again:
        state = again.until_counter(
            lambda state: state["step"] == "posted" or (state["sale"] and state["sale"]["quotation"]), "what was left"
        )
        if state["step"] == "posted":
            assert state["posted"]["repeated"]
        else:
            again.finish()
        again.to_idle()
    return state["step"]
