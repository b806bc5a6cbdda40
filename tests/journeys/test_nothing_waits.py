"""Selling goes on beside a printer that says nothing, a search, and a command of another process."""

import json
import subprocess
import sys

import pytest
from tests.fakes.escpos_printer import Faults
from tests.journeys.window_journey import LEILA, MEMBERS, SARA, ZAHRA

FULL_SECOND = 1_000


@pytest.fixture
def faults(printer):
    """What is wrong with the printer for a while."""
    yield printer.faults
    printer.faults = Faults()


def test_selling_beside_a_dead_printer_a_search_and_a_command(counter, founded, faults):
    before, had = founded.postings(), founded.points(LEILA)
    faults.mute = True
    counter.open_by_card(founded, SARA)
    counter.amount(30_000)
    counter.finish()
    counter.until_counter(lambda state: state["posted"]["slip"] == "printing", "a slip on its way")
    counter.ask("beats")
    counter.write("لیلا")
    counter.until_counter(lambda state: state["hits"] and state["hits"]["hits"], "hits while the printer hangs")
    counter.press("Return")
    counter.until_counter(lambda state: state["sale"] and state["sale"]["member"]["member"]["name"] == LEILA, "opened")
    counter.amount(60_000)
    award = ("award", "--shop", founded.folder, "--mobile", MEMBERS[LEILA][0], "--amount", "5000000", "--json")
    done = subprocess.run([sys.executable, "-m", "vafa", *map(str, award)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    earned = json.loads(done.stdout)["points_earned"]
    state = counter.until_counter(
        lambda state: state["sale"]["member"]["balance"]["spendable"] == had + earned, "what the command has given"
    )
    assert state["sale"]["amount_rial"] == 600_000
    counter.until_counter(lambda state: state["sale"]["quotation"], "worked out anew")
    counter.finish()
    counter.open_by_card(founded, ZAHRA)
    assert counter.ask("beats")["worst_ms"] < FULL_SECOND
    # The printer is given up at last; that is said on the page, and the open purchase is not disturbed.
    state = counter.until_counter(lambda state: state["notice"], "the printer's trouble")
    assert state["notice"]["code"].startswith("printer_")
    assert (state["step"], state["sale"]["member"]["member"]["name"]) == ("sale", ZAHRA)
    counter.until_counter(lambda state: state["devices"]["waiting_slips"] >= 2, "two slips wait")
    assert len(founded.postings()) == len(before) + 3


def test_slips_wait_while_the_paper_is_out_and_come_when_it_is_back(counter, founded, printer, faults):
    faults.paper_out = True
    counter.open_by_card(founded, SARA)
    counter.amount(30_000)
    counter.finish()
    state = counter.until_counter(
        lambda state: state["notice"] and state["posted"] and state["posted"]["slip"] == "waiting", "no paper"
    )
    assert state["notice"]["code"] == "printer_no_paper"
    waiting = counter.until_counter(lambda state: state["devices"]["waiting_slips"], "counted")["devices"][
        "waiting_slips"
    ]
    faults.paper_out = False
    counter.open_by_card(founded, ZAHRA)
    counter.amount(40_000)
    counter.finish()
    counter.until_counter(lambda state: state["posted"] and state["posted"]["slip"] == "printed", "printed")
    counter.until_counter(lambda state: state["notice"] is None, "no trouble any more")
    counter.until_counter(lambda state: state["devices"]["waiting_slips"] <= waiting, "it waits no more")
