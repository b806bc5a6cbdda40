"""Sign-in, first start and settings as windows: nothing cut, all named, legible, mirrored; keys do what they say."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.ui.window_checks import clipped, faint, not_mirrored, unnamed

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.receipt import ShopFace
from vafa.domain.roles import Role
from vafa.services.office.hire import Hired
from vafa.store.people import StaffMember
from vafa.ui.first_start_page import FirstStartPage
from vafa.ui.first_start_presenter import Field, FirstStartState
from vafa.ui.parts.look import Look, load_fonts, look, wear
from vafa.ui.settings_page import SettingsPage
from vafa.ui.settings_presenter import CameraChoice, Scan, ScanKind, SettingsState, Trial
from vafa.ui.sign_in_page import SignInPage
from vafa.ui.sign_in_presenter import Phase, SignInState

NAMES = (
    ("نسترن احمدی", Role.CASHIER),
    ("سیدمحمدحسین طباطبایی‌نژاد اصفهانی", Role.CASHIER),
    ("الهام شریفی", Role.SUPERVISOR),
    ("سارا محبی", Role.MANAGER),
)
FACE = ShopFace("فروشگاه زنجیره‌ای مهرگان", "شعبهٔ ونک", "2")
PEOPLE = tuple(
    Hired(StaffMember(bytes([place]) * 16, place, role, name), has_pin=True)
    for place, (name, role) in enumerate(NAMES, 1)
)
CHOOSING = SignInState(
    now=datetime(2026, 11, 21, 15, 12, tzinfo=UTC), phase=Phase.CHOOSING, face=FACE, people=PEOPLE, demo_pin="1234"
)
SIGN_IN = {
    "opening": SignInState(now=CHOOSING.now),
    "choosing": replace(CHOOSING, typed=3),
    "pause": replace(CHOOSING, no=Refusal("pin_wrong", left=0, seconds=300), wait_s=300),
    "many": replace(CHOOSING, people=PEOPLE * 5, chosen=17, typed=8, sale_waits=True),
    "forgotten": replace(CHOOSING, forgotten=True, chosen=1),
    "closed": replace(CHOOSING, phase=Phase.CLOSED, people=(), no=Trouble("shop_damaged", detail="x")),
}
FIRST = {
    "empty": FirstStartState(),
    "wrong": FirstStartState(Refusal("pin_too_simple"), Field.PIN),
    "full": FirstStartState(Trouble("disk_full", detail="x")),
    "founding": FirstStartState(founding=True),
}
SET = SettingsState(
    face=FACE, language="fa", theme="light", text_percent=100, calm=False, printer="192.168.1.40:9100", paper_dots=576
)
SETTINGS = {
    "plain": SET,
    "proved": replace(SET, trial=Trial.DONE, scans=(Scan(ScanKind.CARD, 34), Scan(ScanKind.GARBAGE, 10_000_000))),
    "trouble": replace(SET, trial=Trial.FAILED, no=Trouble("printer_no_paper", host="192.168.1.40", port=9100)),
    "camera": replace(SET, cameras=(CameraChoice("1", "USB Camera"),), camera="1", camera_sees=True),
}
ALL = [(SignInPage, name, state) for name, state in SIGN_IN.items()]
ALL += [(FirstStartPage, name, state) for name, state in FIRST.items()]
ALL += [(SettingsPage, name, state) for name, state in SETTINGS.items()]


@pytest.fixture(autouse=True)
def _fonts(qapp):
    load_fonts()
    before = look()
    yield
    wear(before)


def shown(qtbot, page_class, state, chosen: Look, width: int = 1366, height: int = 768):
    wear(chosen)
    page = page_class()
    qtbot.addWidget(page)
    palette = page.palette()
    palette.setColor(palette.ColorRole.Window, look().colour("bg"))
    page.setPalette(palette)
    page.resize(width, height)
    page.show_state(state)
    page.show()
    qtbot.waitExposed(page)
    return page


def type_letter(part, letter: str) -> None:
    """A key press with a letter that no Latin layout has."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(part, event)


@pytest.mark.parametrize("percent", [100, 115, 130])
@pytest.mark.parametrize(("language", "theme"), [("fa", "light"), ("en", "dark")])
@pytest.mark.parametrize(("page_class", "name", "state"), ALL, ids=[f"{c.__name__}-{n}" for c, n, _ in ALL])
def test_nothing_is_cut_unnamed_or_faint(qtbot, page_class, name, state, language, theme, percent):
    page = shown(qtbot, page_class, state, Look(language, theme, percent))
    assert (page.width(), page.height()) == (1366, 768)
    assert clipped(page) == []
    assert unnamed(page) == []
    assert faint(page) == []


@pytest.mark.parametrize(("page_class", "state"), [(SignInPage, SIGN_IN["choosing"]), (SettingsPage, SET)])
def test_english_is_the_mirror(qtbot, page_class, state):
    persian = shown(qtbot, page_class, state, Look("fa"), 1920, 1080)
    english = shown(qtbot, page_class, state, Look("en"), 1920, 1080)
    assert not_mirrored(persian, english) == []


def test_every_key_of_the_door_is_heard(qtbot):
    page = shown(qtbot, SignInPage, CHOOSING, Look())
    heard: list[object] = []
    page.digit.connect(heard.append)
    page.letter.connect(heard.append)
    page.moved.connect(heard.append)
    page.entered.connect(lambda: heard.append("enter"))
    page.backspace.connect(lambda: heard.append("back"))
    page.cleared.connect(lambda: heard.append("esc"))
    for text in "1۲٣ک":
        type_letter(page, text)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Backspace, Qt.Key.Key_Escape, Qt.Key.Key_Enter):
        QTest.keyClick(page, key)
    assert heard == ["1", "2", "3", "ک", -1, 1, "back", "esc", "enter"]


def test_many_people_are_shown_around_the_chosen_one(qtbot):
    page = shown(qtbot, SignInPage, SIGN_IN["many"], Look())
    heard: list[int] = []
    page.chosen.connect(heard.append)
    cards = [card for card in page._people._cards if card.isVisible()]
    assert len(cards) == 5
    chosen = next(card for card in cards if card.isChecked())
    QTest.mouseClick(chosen, Qt.MouseButton.LeftButton)
    assert heard == [17]


def test_enter_walks_through_the_first_start_and_a_pin_takes_only_digits(qtbot):
    page = shown(qtbot, FirstStartPage, FirstStartState(), Look())
    went: list[tuple[str, ...]] = []
    page.go.connect(lambda *texts: went.append(texts))
    for text in ("مهرگان", "سارا محبی", "۲a۵ل۸۰", "2٥8 0"):
        for letter in text:
            type_letter(page.focusWidget(), letter)
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert went == [("مهرگان", "سارا محبی", "2580", "2580")]
