"""Selling goes on beside a printer that says nothing, a search, and a command of another process."""

import json
import os
import subprocess
import sys

import pytest
from tests.fakes.escpos_printer import FakePrinter, Faults
from tests.journeys.window_journey import LEILA, MEMBERS, SARA, ZAHRA, Founded, Journey


@pytest.fixture
def dead_printer():
    with FakePrinter(Faults(deaf=True)) as made:
        yield made


@pytest.fixture
def till(screen, hands, tmp_path, dead_printer):
    shop = Founded(tmp_path / "shop", f"{dead_printer.host}:{dead_printer.port}")
    with Journey(screen, hands, shop.folder, tmp_path) as window:
        window.sign_in()
        yield window, shop


def test_selling_beside_a_dead_printer_a_search_and_a_command(till):
    window, shop = till
    window.open_by_card(shop, SARA)
    window.amount(30_000)
    window.finish()
    window.until_counter(lambda state: state["posted"]["slip"] == "printing", "a slip on its way")
    window.write("لیلا")
    window.until_counter(lambda state: state["hits"] and state["hits"]["hits"], "hits while the printer hangs")
    window.press("Return")
    window.until_counter(lambda state: state["sale"] and state["sale"]["member"]["member"]["name"] == LEILA, "opened")
    window.ask("beats")
    command = subprocess.Popen(
        [
            *(sys.executable, "-m", "vafa", "award", "--shop", str(shop.folder), "--mobile", MEMBERS[LEILA][0]),
            *("--amount", "5000000", "--json"),
        ],
        env={**os.environ, "VAFA_LANG": "fa"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    window.amount(60_000)
    told, cried = command.communicate(timeout=60)
    assert (command.returncode, cried) == (0, b"")
    earned = json.loads(told)["points_earned"]
    state = window.until_counter(
        lambda state: state["sale"]["member"]["balance"]["spendable"] == earned, "what the command has given"
    )
    assert state["sale"]["amount_rial"] == 600_000
    window.finish()
    window.scan(shop.cards[ZAHRA])
    window.until_counter(lambda state: state["sale"] and state["sale"]["member"]["member"]["name"] == ZAHRA, "the next")
    print("the window's thread meanwhile:", window.ask("beats"))
    # The printer gives up at last; it is said on the page, and the open purchase is not disturbed.
    state = window.until_counter(lambda state: state["notice"], "the printer's trouble")
    assert state["notice"]["code"].startswith("printer_")
    assert (state["step"], state["sale"]["member"]["member"]["name"]) == ("sale", ZAHRA)
    window.until_counter(lambda state: state["devices"]["waiting_slips"] == 2, "two slips wait")
    assert len(shop.postings()) == 3


def test_the_waiting_slips_are_printed_once_the_printer_is_back(screen, hands, tmp_path):
    with FakePrinter(Faults(paper_out=True)) as printer:
        shop = Founded(tmp_path / "shop", f"{printer.host}:{printer.port}")
        with Journey(screen, hands, shop.folder, tmp_path) as window:
            window.sign_in()
            window.open_by_card(shop, SARA)
            window.amount(30_000)
            window.finish()
            state = window.until_counter(lambda state: state["notice"], "no paper")
            assert state["notice"]["code"] == "printer_no_paper"
            assert state["posted"]["slip"] == "waiting"
            printer.faults.paper_out = False
            window.open_by_card(shop, ZAHRA)
            window.amount(40_000)
            window.finish()
            window.until_counter(lambda state: state["posted"]["slip"] == "printed", "printed")
            window.picture("printed-again")
