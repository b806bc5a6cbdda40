"""The main job through real processes: a card is made, its picture scanned, points earned with reasons and spent, goods
come back, the slip is printed; and every figure on the way is the one that arithmetic by hand gives."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image
from tests.fakes.escpos_printer import FakePrinter, Faults


@pytest.fixture
def till(tmp_path):
    """Runs `vafa … --json` as a process of its own and returns exit code and answer."""
    environment = {**os.environ, "VAFA_SHOP": str(tmp_path / "shop")}

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "vafa", *map(str, arguments), "--json"],
            capture_output=True,
            env=environment,
            cwd=tmp_path,
            check=False,
        )
        assert not done.stderr, done.stderr.decode()
        return done.returncode, json.loads(done.stdout)

    def done(*arguments):
        code, answer = run(*arguments)
        assert (code, answer["ok"]) == (0, True), answer
        return answer

    done.or_not = run
    return done


def photographed(tmp_path):
    """The card as a phone sees it: turned a little, smaller, with noise, as JPEG."""
    with Image.open(tmp_path / "card.png") as card:
        turned = card.convert("L").rotate(7, expand=True, fillcolor=120).resize((900, 1200))
    noise = np.random.default_rng(7).normal(0, 12, (1200, 900))
    grainy = np.clip(np.asarray(turned, dtype=float) + noise, 0, 255).astype(np.uint8)
    Image.fromarray(grainy).save(tmp_path / "photo.jpg", quality=80)
    return "photo.jpg"


@pytest.mark.slow
def test_a_purchase_end_to_end(till, tmp_path):
    till("settings", "--name", "فروشگاه مهرگان", "--branch", "شعبهٔ ونک", "--till", "۲")
    till("enrol", "--mobile", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "--name", "سارا كريمي", "--consent", "sms")
    till("card", "issue", "--mobile", "09121234567", "--png", "card.png")

    seen = till("scan", photographed(tmp_path))
    assert (seen["kind"], seen["name"], seen["balance"]) == ("card", "سارا کریمی", 0)
    (card,) = till("scan", "photo.jpg", "--raw")["codes"]

    goods = ("--line", "شیر:2:285000", "--line", "پسته:0.75:3840000")
    sold = till("sell", "--card", card, "--amount", "3450000", *goods, "--key", "77")
    assert (sold["points_earned"], sold["balance"]) == (34, 34)
    assert sum(reason["points"] for reason in sold["reasons"]) == 34
    assert sold["reasons"][0]["figures"]["base_rial"] == 3_450_000
    again = till("sell", "--card", card, "--amount", "3450000", *goods, "--key", "77")
    assert (again["repeated"], again["event"]) == (True, sold["event"])

    spent = till("sell", "--mobile", "+989121234567", "--amount", "25500", "--redeem", "max")
    assert (spent["points_spent"], spent["paid_rial"], spent["balance"]) == (26, 0, 8)

    back = till("refund", sold["receipt"], "--line", "پسته:0.75")
    assert (back["amount_rial"], back["points_clawed"]) == (2_880_000, 29)
    assert (back["balance"], back["debt"]) == (0, 21)
    code, refused = till.or_not("redeem", "--card", card, "--points", "1")
    assert (code, refused["code"], refused["debt"]) == (2, "not_enough_points", 21)

    with FakePrinter() as printer:
        printed = till("receipt", sold["receipt"], "--print", "--printer", f"{printer.host}:{printer.port}")
        till("receipt", sold["receipt"], "--png", "copy.png")
    assert (printed["printed"], printed["copy"]) == (True, False)
    (job,) = printer.jobs
    assert (job.confirmed, job.cuts, job.picture.width) == (True, 1, 576)
    assert printer.protocol_errors == []
    assert till("verify")["sound"] is True
    assert till("show", "--card", card)["statement"][-1]["net"] == -21


def test_paper_shows_what_the_picture_shows(till, tmp_path):
    till("enrol", "--mobile", "09121234567")
    till("award", "--mobile", "09121234567", "--amount", "1000000")
    till("receipt", "F-1", "--png", "slip.png")
    with FakePrinter() as printer:
        till("receipt", "F-1", "--print", "--printer", f"{printer.host}:{printer.port}")
    with Image.open(tmp_path / "slip.png") as slip:
        assert printer.jobs[0].picture.size == slip.size
        assert printer.jobs[0].picture.convert("1").tobytes() == slip.convert("1").tobytes()


@pytest.mark.slow
def test_a_printer_that_dies_midway_leaves_the_sale_and_the_next_slip_is_a_copy(till):
    till("enrol", "--mobile", "09121234567")
    sold = till("award", "--mobile", "09121234567", "--amount", "1000000")
    with FakePrinter(Faults(dies_at_byte=5_000)) as printer:
        code, trouble = till.or_not("receipt", "F-1", "--print", "--printer", f"{printer.host}:{printer.port}")
    assert (code, trouble["code"], trouble["sent"]) == (3, "printer_died", True)
    assert till("show", "--mobile", "09121234567")["balance"] == sold["balance"] == 10
    assert till("settings")["waiting_slips"] == 1
    with FakePrinter() as printer:
        assert till("receipt", "F-1", "--print", "--printer", f"{printer.host}:{printer.port}")["copy"] is True
    assert till("settings")["waiting_slips"] == 0
