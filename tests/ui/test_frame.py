"""The window from its start to its end, on real shops, worked by keys; and what it says when it cannot open one."""

import gc
import os
import shutil
import signal
from datetime import timedelta

import pytest
from tests.fakes.little_shop import LittleShop

from vafa.domain.roles import Role
from vafa.domain.units import DisplayUnit
from vafa.store.occupancy import occupy
from vafa.store.shopfile import FILE_NAME
from vafa.ui import frame as frame_of_the_window
from vafa.ui.parts.look import Look, wear
from vafa.ui.robot import run_in_window
from vafa.ui.sign_in_presenter import Phase

PIN = "4826"


@pytest.fixture(autouse=True)
def _ordinary_look(qapp):
    wear(Look())
    yield
    wear(Look())


@pytest.fixture
def folder(tmp_path):
    with LittleShop(tmp_path / "shop", create=True) as little:
        little.shop.hire("Sara", Role.CASHIER, PIN)
        little.shop.hire("Omid", Role.SUPERVISOR, "9173")
    return tmp_path / "shop"


def at_the_counter(frame, robot, pin=PIN):
    robot.until(lambda: frame.sign_in.state.people)
    robot.type(pin)
    robot.press("Enter")
    robot.until(lambda: frame.window.place == "counter")


def reports(folder):
    return list((folder / "reports").glob("*")) if (folder / "reports").exists() else []


def test_signing_in_leads_to_the_counter(folder):
    seen = []

    def work(frame, robot):
        robot.until(lambda: frame.sign_in.state.people)
        seen.append([hired.person.name for hired in frame.sign_in.state.people])
        at_the_counter(frame, robot)
        seen.append(frame.inside.counter.state.person.name)

    run_in_window(folder, None, work)
    assert seen == [["Sara", "Omid"], "Sara"]
    assert reports(folder) == []


def test_python_looks_for_no_garbage_in_what_the_window_has_made(folder, monkeypatch):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(len(frozen)))

    def work(frame, robot):
        robot.until(lambda: frame.sign_in.state.people)
        frozen.clear()
        at_the_counter(frame, robot)
        assert frozen
        now = frame.now()
        for tick in range(2 * frame_of_the_window.SETTLED_AFTER_TICKS):
            monkeypatch.setattr(frame, "now", lambda tick=tick: now + timedelta(seconds=tick))
            frame._tick()

    run_in_window(folder, None, work)
    assert len(frozen) == frame_of_the_window.SETTLED_AFTER_TICKS


def test_a_lock_keeps_the_purchase_and_another_person_goes_on_with_it(folder):
    seen = []

    def work(frame, robot):
        at_the_counter(frame, robot)
        robot.press("Ctrl+Space")
        robot.until(lambda: frame.inside.counter.sale_open)
        robot.type("128000")
        robot.press("Enter")
        robot.until(lambda: frame.inside.counter.state.sale.amount_rial)
        robot.press("Ctrl+L")
        robot.until(lambda: frame.window.place == "sign_in")
        seen.append(frame.sign_in.state.sale_waits)
        robot.press("Down")
        at_the_counter(frame, robot, "9173")
        state = frame.inside.counter.state
        seen.append((state.person.name, state.sale.amount_rial))

    run_in_window(folder, None, work)
    assert seen == [True, ("Omid", 1_280_000)]
    assert reports(folder) == []


def test_before_anybody_is_signed_in_there_is_no_way_inside(folder):
    seen = []

    def work(frame, robot):
        robot.until(lambda: frame.sign_in.state.people)
        frame.go("counter")
        frame.go("settings")
        seen.append(frame.window.place)

    run_in_window(folder, None, work)
    assert seen == ["sign_in"]


def test_another_language_theme_and_size_of_text_are_seen_at_once_with_the_same_state(folder):
    titles = []

    def work(frame, robot):
        at_the_counter(frame, robot)
        robot.press("Ctrl+Space")
        robot.until(lambda: frame.inside.counter.sale_open)
        robot.type("128000")
        robot.press("Enter")
        robot.until(lambda: frame.inside.counter.state.sale.quotation)
        frame.go("settings")
        for change in ({"language": "en"}, {"theme": "dark"}, {"text_percent": 130}):
            page = frame.window.page("counter")
            frame.inside.settings.choose_look(**change)
            assert frame.window.page("counter") is not page
        titles.append(frame.window.windowTitle())
        frame.go("counter")
        robot.painted()
        assert frame.inside.counter.state.sale.amount_rial == 1_280_000

    run_in_window(folder, None, work)
    assert titles == ["Vafa"]
    with LittleShop(folder) as little:
        view = little.shop.read_shop()
    assert (view.language, str(view.theme), view.text_percent) == ("en", "dark", 130)
    assert reports(folder) == []


def test_no_shop_asks_for_one_and_its_first_manager_is_signed_in(tmp_path):
    seen = []

    def work(frame, robot):
        robot.until(lambda: frame.window.place == "first_start")
        for text in ("Bazar", "Omid", PIN, PIN):
            robot.type(text)
            robot.press("Enter")
        robot.until(lambda: frame.window.place == "counter")
        seen.append((frame.inside.counter.state.person.name, frame.window.windowTitle()))

    run_in_window(tmp_path / "new", "en", work)
    assert seen == [("Omid", "Vafa — Bazar")]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda folder: (folder / FILE_NAME).write_bytes(b"nonsense" * 100), "shop_damaged"),
        (lambda folder: (folder / FILE_NAME).write_bytes((folder / FILE_NAME).read_bytes()[:3_000]), "shop_damaged"),
    ],
)
def test_a_shop_that_cannot_be_opened_says_why_and_enter_tries_again(folder, spoil, code, tmp_path):
    whole = tmp_path / "whole"
    shutil.copytree(folder, whole)
    spoil(folder)
    seen = []

    def work(frame, robot):
        robot.until(lambda: frame.sign_in.state.phase is Phase.CLOSED)
        seen.append(frame.sign_in.state.no.code)
        for file in whole.iterdir():
            shutil.copy(file, folder)
        robot.press("Enter")
        robot.until(lambda: frame.sign_in.state.people)

    run_in_window(folder, None, work)
    assert seen == [code]


@pytest.mark.parametrize("key", ["Enter", "Esc"])
def test_a_second_window_says_so_and_closes(folder, key):
    left = []

    def work(frame, robot):
        robot.until(lambda: frame.sign_in.state.phase is Phase.CLOSED)
        assert frame.sign_in.state.no.code == "window_open_already"
        frame._leave = lambda: left.append(key)
        robot.press(key)

    other = occupy(folder)
    try:
        run_in_window(folder, None, work)
    finally:
        other.leave()
    assert left == [key]


def test_what_another_process_sells_is_noticed(folder):
    seen = []

    def work(frame, robot):
        at_the_counter(frame, robot)
        changed = frame.inside.outside_change
        frame.inside.outside_change = lambda: (seen.append(1), changed())
        robot.rest(2_500)
        assert len(seen) <= 1  # the first look reads afresh
        seen.clear()
        with LittleShop(folder) as little:
            little.shop.enrol("09121234567")
        robot.until(lambda: seen)

    run_in_window(folder, None, work)


def test_a_bug_is_reported_once_said_in_one_dialog_and_work_goes_on(folder):
    dialogs = []

    def work(frame, robot):
        at_the_counter(frame, robot)

        def bug():
            raise ZeroDivisionError("09121234567")

        for _ in range(3):
            frame.inside._runner.ask(frame, "bug", bug, lambda _: None, lambda _: None)
            robot.rest(50)
        robot.until(lambda: frame._dialog is not None)
        dialogs.append(frame._dialog)
        robot.painted()
        frame._dialog.accept()
        robot.until(lambda: frame._dialog is None)
        robot.press("Ctrl+Space")
        robot.until(lambda: frame.inside.counter.sale_open)

    run_in_window(folder, None, work)
    assert len(dialogs) == 1
    (report,) = reports(folder)
    assert "ZeroDivisionError" in report.read_text()
    assert "0912" not in report.read_text()


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_in_good_order(folder, kind):
    def work(frame, robot):
        at_the_counter(frame, robot)
        frame.window.closing.disconnect()  # the robot's own way out
        os.kill(os.getpid(), kind)

    run_in_window(folder, None, work)
    assert not (folder / "shop.window").exists()


def test_closing_finishes_what_was_to_be_written(folder):
    def work(frame, robot):
        at_the_counter(frame, robot)
        desk = frame.inside._opened.desk
        for n in range(20):
            frame._runner.act(frame, "enrol", lambda n=n: desk.enrol(f"0912000{n:04d}"), lambda _: None, lambda _: None)

    run_in_window(folder, None, work)
    with LittleShop(folder) as little:
        assert little.store.database.value("SELECT count(*) FROM member") == 20


def test_the_money_unit_that_another_process_sets_is_the_counters(folder):
    seen = []

    def work(frame, robot):
        at_the_counter(frame, robot)
        robot.until(lambda: frame.inside.counter.state.day)
        seen.append(frame.inside.counter.state.unit)
        with LittleShop(folder) as other:
            other.shop.describe(unit=DisplayUnit.RIAL)
        robot.until(lambda: frame.inside.counter.state.unit is DisplayUnit.RIAL)
        seen.append(frame.inside.counter.state.unit)

    run_in_window(folder, None, work)
    assert seen == [DisplayUnit.TOMAN, DisplayUnit.RIAL]


def test_a_copy_of_the_day_that_fails_is_said_at_the_counter(folder, monkeypatch):
    monkeypatch.setattr(frame_of_the_window, "KEEP_AFTER", timedelta(seconds=-1))
    (folder / "backups").write_text("no folder")
    seen = []

    def work(frame, robot):
        at_the_counter(frame, robot)
        robot.until(lambda: frame.inside.counter.state.notice)
        seen.append(frame.inside.counter.state.notice.code)

    run_in_window(folder, None, work)
    assert seen == ["backup_failed"]
    assert reports(folder) == []


def test_a_copy_that_failed_while_nobody_was_there_is_said_to_the_first_who_signs_in(folder, monkeypatch):
    monkeypatch.setattr(frame_of_the_window, "KEEP_AFTER", timedelta(seconds=-1))
    (folder / "backups").write_text("no folder")
    seen = []

    def work(frame, robot):
        failed = []
        robot.until(lambda: frame.inside)
        told = frame.inside.copy_failed
        frame.inside.copy_failed = lambda no, again: (told(no, again), failed.append(no.code))
        robot.until(lambda: failed)
        at_the_counter(frame, robot)
        robot.until(lambda: frame.inside.counter.state.notice)
        seen.append(frame.inside.counter.state.notice.code)

    run_in_window(folder, None, work)
    assert seen == ["backup_failed"]


def test_a_shop_founded_at_the_terminal_meanwhile_asks_who_is_there(tmp_path):
    seen = []

    def work(frame, robot):
        robot.until(lambda: frame.window.place == "first_start")
        with LittleShop(tmp_path / "new", create=True) as other:
            other.shop.found("Bazar", "Sara", PIN)
        frame.window.page("first_start").go.emit("Bazar", "Omid", "9173", "9173")
        at_the_counter(frame, robot)
        seen.append(frame.inside.counter.state.person.name)

    run_in_window(tmp_path / "new", None, work)
    assert seen == ["Sara"]
