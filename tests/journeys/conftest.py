"""One screen, one printer and one window for all journeys of a test process that leave the shop in order."""

import pytest
from tests.fakes.escpos_printer import FakePrinter
from tests.fakes.typing_hands import TypingHands
from tests.fakes.virtual_screen import VirtualScreen, can_show
from tests.journeys.window_journey import Founded, Journey

CARET = "_BoxLine"


@pytest.fixture(scope="session")
def screen():
    if not can_show():
        pytest.skip("no virtual screen on this machine")
    with VirtualScreen(layout="ir") as made:
        yield made


@pytest.fixture(scope="session")
def hands(screen):
    with TypingHands(screen.display) as made:
        yield made


@pytest.fixture(scope="session")
def printer():
    with FakePrinter() as made:
        yield made


@pytest.fixture(scope="session")
def founded(tmp_path_factory, printer):
    """The shop that all share; everybody uses members of his own."""
    return Founded(tmp_path_factory.mktemp("shop"), f"{printer.host}:{printer.port}")


@pytest.fixture(scope="session")
def _open_window(screen, hands, founded, tmp_path_factory):
    with Journey(screen, hands, founded.folder, tmp_path_factory.mktemp("pictures")) as journey:
        journey.sign_in()
        yield journey


@pytest.fixture
def counter(_open_window):
    """The shared window, with the cashier signed in and nothing open; afterwards the caret is still in its box."""
    window = _open_window
    window.take_keyboard()
    if window.look()["place"] != "counter":
        window.sign_in()
    window.to_idle()
    strangers = len(window.look()["strangers"])
    yield window
    window.take_keyboard()
    shown = window.until(lambda seen: seen["active"], "the window with the keyboard")
    assert shown["place"] != "counter" or shown["focus"] == CARET
    assert shown["strangers"][strangers:] in ([], ["nobody"])
