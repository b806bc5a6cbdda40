"""One answer on standard output, come what may; bugs leave a report that names nobody."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vafa import log
from vafa.clock import SystemClock
from vafa.commands import serving
from vafa.commands.call import Answer, Call
from vafa.domain.errors import Trouble
from vafa.services.night.keep_day import KeepDaily


@pytest.fixture
def call(tmp_path):
    return Call(tmp_path, "en", SystemClock())


def test_what_a_library_prints_goes_to_standard_error(call, capfd):
    def work(_):
        print("a library")
        os.write(1, b"a C library\n")
        return Answer({"n": 1}, lambda _: ["done"])

    assert serving.serve(call, work, as_json=True, changes=False) == 0
    said = capfd.readouterr()
    assert json.loads(said.out) == {"ok": True, "n": 1}
    assert "a library\n" in said.err
    assert "a C library\n" in said.err


def test_standard_output_is_back_afterwards(call, capfd):
    serving.serve(call, lambda _: Answer({}, lambda _: ["done"]), as_json=False, changes=False)
    print("after")
    assert capfd.readouterr().out == "done\nafter\n"


@pytest.mark.parametrize("as_json", [True, False])
def test_a_bug_leaves_a_report_that_names_nobody(call, tmp_path, capfd, as_json):
    def work(_):
        secret = "09121234567"
        raise ValueError(f"no {secret}") from KeyError(secret)

    assert serving.serve(call, work, as_json=as_json, changes=True) == 1
    said = capfd.readouterr()
    (report,) = (tmp_path / "reports").iterdir()
    text = report.read_text()
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_serving.py" in text
    assert "09121234567" not in text + said.out + said.err
    if as_json:
        assert json.loads(said.out)["report"] == str(report)
        assert json.loads(said.out)["code"] == "bug"
    else:
        assert said.out == ""
        assert str(report) in said.err


def test_reports_do_not_pile_up(call, tmp_path, monkeypatch):
    monkeypatch.setattr(log, "KEPT_REPORTS", 3)

    def work(_):
        raise ZeroDivisionError

    for _ in range(5):
        serving.serve(call, work, as_json=True, changes=False)
    assert len(list((tmp_path / "reports").iterdir())) == 3


def test_the_daily_copy_comes_after_the_answer_and_only_warns(shop, monkeypatch, capfd):
    order = []

    def fails(_):
        order.append(capfd.readouterr().out)
        raise Trouble("disk_full", detail="")

    monkeypatch.setattr(KeepDaily, "__call__", fails)
    said = shop("sell", "--mobile", "09121234567", "--amount", "500000", "--json")
    assert said.code == 0
    assert json.loads(order[0])["receipt"] == "F-1"
    assert "دیسک پر است" in said.err


def test_a_change_is_copied_once_a_day_and_a_question_never(vafa, tmp_path):
    vafa("enrol", "--mobile", "09121234567")
    copies = list((tmp_path / "shop" / "backups").iterdir())
    assert len(copies) == 1
    copies[0].unlink()
    vafa("show", "--mobile", "09121234567")
    assert not list((tmp_path / "shop" / "backups").iterdir())


def test_an_answer_that_cannot_be_written_is_trouble_but_the_sale_stands(shop, tmp_path):
    arguments = ["sell", "--mobile", "09121234567", "--amount", "500000", "--key", "k", "--json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "vafa", *arguments], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert "پاسخ نوشته نشد" in done.stderr.decode()
    assert shop(*arguments).json["repeated"] is True


def test_there_is_help_in_both_languages(vafa, monkeypatch):
    assert "ثبت خرید" in vafa("--help").out
    monkeypatch.setenv("VAFA_LANG", "en")
    said = vafa("--help")
    assert said.code == 0
    assert "Post a sale." in said.out


def test_the_language_is_the_one_asked_for(shop, monkeypatch):
    assert "مانده" in shop("show", "--mobile", "09121234567").out
    assert "Balance" in shop("show", "--mobile", "09121234567", "--lang", "en").out
    monkeypatch.setenv("VAFA_LANG", "en")
    assert "Balance" in shop("show", "--mobile", "09121234567").out


def test_a_light_command_loads_no_heavy_library(shop, tmp_path):
    source = (
        "import sys; from vafa.__main__ import main; main(['show', '--mobile', '09121234567', '--json']); "
        "heavy = {'numpy', 'reportlab', 'zxingcpp', 'PIL', 'freetype', 'argon2', 'uharfbuzz', 'rich'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_bug_after_the_answer_is_said_beside_it(shop, monkeypatch):
    def fails(_):
        raise ZeroDivisionError

    monkeypatch.setattr(KeepDaily, "__call__", fails)
    said = shop("sell", "--mobile", "09121234567", "--amount", "500000", "--json")
    assert (said.code, said.json["receipt"]) == (0, "F-1")
    assert "report-" in said.err
    assert shop("show", "--mobile", "09121234567", "--json").json["balance"] == 105


def test_a_bug_while_closing_is_said_beside_the_answer(call, capfd, monkeypatch):
    def fails():
        raise ZeroDivisionError

    monkeypatch.setattr(call, "close", fails)
    assert serving.serve(call, lambda _: Answer({"n": 1}, lambda _: []), as_json=True, changes=False) == 0
    said = capfd.readouterr()
    assert json.loads(said.out) == {"ok": True, "n": 1}
    assert "report-" in said.err
