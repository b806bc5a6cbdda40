"""A bug is written down once, without a word that could name anybody; Qt's warnings too."""

import os
import sys
import threading

import pytest
from PySide6.QtCore import QtMsgType
from tests.fakes.hand_clock import HandClock
from tests.ui.window_checks import clipped, unnamed
from tests.ui.window_waiting import until

from vafa import paths
from vafa.ui.crash_dialog import CrashDialog
from vafa.ui.crash_reporter import MOST_REPORTS, CrashReporter
from vafa.ui.parts.look import Look, wear


class RunningClock(HandClock):
    def now(self):
        return self.forward(seconds=1)


@pytest.fixture
def reporter(qapp, tmp_path):
    return CrashReporter(tmp_path, RunningClock())


def bug(text="09121234567"):
    return ValueError(text)


def texts(folder):
    return [file.read_text() for file in (folder / "reports").iterdir()]


def test_a_bug_is_told_with_its_report(reporter, tmp_path):
    told = []
    reporter.reported.connect(told.append)
    file = reporter.report(bug())
    assert told == [file]
    assert "ValueError" in file.read_text()
    assert "0912" not in file.read_text()
    assert reporter.report(bug()) is None
    assert told == [file]


def test_reports_are_bounded(reporter, tmp_path):
    for number in range(MOST_REPORTS + 5):
        reporter.report(type(f"Bug{number}", (Exception,), {})())
    assert len(reporter._known) == MOST_REPORTS


def test_without_the_shop_s_folder_the_cache_takes_it(qapp, tmp_path):
    file = CrashReporter(tmp_path / "gone", HandClock()).report(bug())
    assert file.is_relative_to(paths.cache())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_where_nothing_can_be_written_it_is_told_all_the_same(reporter, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    tmp_path.chmod(0o500)
    told = []
    reporter.reported.connect(told.append)
    assert reporter.report(bug()) is None
    assert told == [None]


def test_whatever_nobody_catches_ends_here(reporter, tmp_path):
    stop = reporter.listen()
    try:
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        sys.excepthook(ValueError, bug(), None)
    finally:
        stop()
    until(lambda: len(texts(tmp_path)) == 2)
    assert any("ZeroDivisionError" in text for text in texts(tmp_path))


def test_qt_s_warnings_are_kept_and_its_small_talk_is_not(reporter, tmp_path, monkeypatch):
    monkeypatch.setattr("vafa.ui.crash_reporter._NO_SCREEN", "none")

    class Context:
        category = "default"

    for _ in range(2):
        reporter._qt_said(QtMsgType.QtWarningMsg, Context(), "a widget has no size")
        reporter._qt_said(QtMsgType.QtDebugMsg, Context(), "small talk")
    (text,) = texts(tmp_path)
    assert "a widget has no size" in text


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("percent", [100, 130])
def test_the_dialog_says_it_whole(qtbot, tmp_path, language, theme, percent):
    wear(Look(language, theme, percent))
    dialog = CrashDialog(tmp_path / "reports" / "report-20261121-063000-000000.txt")
    qtbot.addWidget(dialog)
    dialog.show()
    assert clipped(dialog) == []
    assert unnamed(dialog) == []
    wear(Look())
