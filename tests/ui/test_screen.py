"""Without a screen, or without the windows, the product says so instead of dying."""

import os
import subprocess
import sys

import pytest
from tests.fakes.virtual_screen import VirtualScreen, can_show

from vafa.domain.errors import Trouble
from vafa.ui import screen

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a screen")


def run_vafa(tmp_path, **environment):
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "VAFA_LANG")
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "vafa", "--shop", str(tmp_path / "shop")]
    return subprocess.run(command, env=inherited | environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":4093"}, {"DISPLAY": "nonsense"}])
def test_no_screen_is_one_sentence_and_trouble(tmp_path, environment):
    done = run_vafa(tmp_path, **environment)
    assert done.returncode == 3
    assert "صفحه‌نمایشی نیست" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_the_language_is_the_one_asked_for(tmp_path):
    done = run_vafa(tmp_path, VAFA_LANG="en")
    assert "There is no screen" in done.stderr


def test_missing_windows_are_said(monkeypatch):
    monkeypatch.setattr(screen, "find_spec", lambda name: None)
    with pytest.raises(Trouble, match="desktop_missing"):
        screen.look_for_screen({})


def test_windows_that_cannot_be_loaded_are_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    with pytest.raises(Trouble, match="desktop_unloadable"):
        screen.look_for_screen({"DISPLAY": ":0"})


@pytest.mark.parametrize(
    "environment", [{"QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "w"}, {"DISPLAY": "far:0"}]
)
def test_what_may_be_a_screen_is_left_to_qt(environment):
    screen.look_for_screen(environment)


@pytest.mark.skipif(not can_show(), reason="there is no virtual screen on this machine")
def test_a_screen_of_this_machine_is_found():
    with VirtualScreen() as there:
        screen.look_for_screen({"DISPLAY": there.display})
        screen.look_for_screen({"DISPLAY": f"unix{there.display}.0"})
    with pytest.raises(Trouble, match="no_display"):
        screen.look_for_screen({"DISPLAY": there.display})
