"""Whatever comes in over the keys: broken scanners, half a code, control characters, amounts that are none."""

import pytest
from tests.journeys.window_journey import LEILA, ZAHRA

FLOOD = 8_000


@pytest.fixture
def open_sale(counter, founded):
    counter.open_by_card(founded, ZAHRA)
    counter.amount(45_000)
    return counter


def untouched(state):
    return state["step"] == "sale" and state["sale"]["amount_rial"] == 450_000 and state["box"]["text"] == ""


@pytest.mark.slow
def test_a_broken_scanner_that_floods_the_till_disturbs_nothing(open_sale):
    open_sale.scan("1234567890" * (FLOOD // 10))
    state = open_sale.until_counter(lambda state: state["toast"] and state["toast"]["kind"] == "garbage", "told of it")
    assert untouched(state)
    assert open_sale.finish()["receipt"]["amount_rial"] == 450_000


def test_half_a_code_is_told_and_disturbs_nothing(open_sale, founded):
    edition = (open_sale.look()["counter"]["toast"] or {"edition": 0})["edition"]
    open_sale.scan(founded.cards[ZAHRA][:17])
    state = open_sale.until_counter(lambda state: state["toast"] and state["toast"]["edition"] > edition, "told of it")
    assert state["toast"]["kind"] in {"not_ours", "unknown_scan"}
    assert untouched(state)


def test_control_characters_around_a_code_do_no_harm(open_sale, founded):
    open_sale.scan("\x02]Q3" + founded.cards[LEILA] + "\x03")
    state = open_sale.until_counter(lambda state: state["question"], "asked about the other member")
    assert (state["question"]["said"]["code"], state["box"]["text"]) == ("other_member", "")
    open_sale.press("Escape")
    open_sale.settle()
    assert untouched(open_sale.look()["counter"])


def test_two_cards_within_a_second(counter, founded):
    counter.scan(founded.cards[ZAHRA])
    counter.scan(founded.cards[LEILA])
    state = counter.until_counter(lambda state: state["question"] or (state["sale"] and state["toast"]), "both seen")
    assert state["step"] == "sale"
    assert state["sale"]["member"]["member"]["name"] in {ZAHRA, LEILA}


def test_a_card_while_a_name_is_looked_for(counter, founded):
    counter.write("صا")
    counter.until_counter(lambda state: state["hits"], "hits")
    state = counter.open_by_card(founded, ZAHRA)
    assert state["box"]["text"] == ""


def test_fifteen_digits_and_words_are_no_amount(counter, founded):
    counter.open_by_card(founded, LEILA)
    counter.type("123456789012345")
    counter.press("Return")
    state = counter.until_counter(lambda state: state["box"]["no"], "refused")
    assert state["box"]["text"] == "123456789012345"
    counter.press("Escape")
    counter.until_counter(lambda state: not state["box"]["text"] and not state["box"]["no"], "an empty box")
    counter.write("صدهزار")
    counter.press("Return")
    state = counter.until_counter(lambda state: state["box"]["no"], "refused")
    assert (state["box"]["no"]["code"], state["sale"]["amount_rial"]) == ("amount_not_read", None)
