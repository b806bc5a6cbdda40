"""The frame around the screens: the shop is opened, somebody signs in, the till is locked, the look changes."""

import gc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from vafa.clock import Clock
from vafa.ui.last_look import remember_look
from vafa.ui.parts.background import Hooks, LaneRunner
from vafa.ui.parts.look import Look, Theme, look, wear
from vafa.ui.parts.places import COUNTER, LOCK, SETTINGS
from vafa.ui.parts.runner import No
from vafa.ui.sign_in_page import SignInPage
from vafa.ui.sign_in_presenter import Phase, SignInPresenter, SignInState
from vafa.ui.window import Window
from vafa.wording.catalogue import Language

if TYPE_CHECKING:  # what follows loads the shop, and the window is painted before that
    from vafa.services.counter.sign_in import SignedIn
    from vafa.ui.crash_dialog import CrashDialog
    from vafa.ui.first_start_presenter import FirstStartPresenter, FirstStartState
    from vafa.ui.inside import Inside
    from vafa.ui.opened import Opened
    from vafa.ui.settings_presenter import SettingsState

SIGN_IN, FIRST_START = "sign_in", "first_start"
TICK_MS = 1_000

SETTLED_AFTER_TICKS = 5
"""So many ticks after the first sign-in everything that stays has been made. Until then, at each of them, Python is
told not to look through what there is for garbage any more: that would take up to a tenth of a second each time, with
the window standing still. What is garbage just then stays, which is little, and once."""
QUIET_TOPIC, HOUSE_TOPIC = "stamp", "house"
KEEP_AFTER = timedelta(minutes=5)
"""So long nobody has signed in or locked before the day's copy of the shop is made."""
KEEP_AGAIN = timedelta(hours=1)
"""So long after one try the next; a day that has its copy gets no other."""


class Door(Protocol):
    """The shop, before it is open. Both are called in the write lane."""

    def open(self) -> "Opened":
        """Opens the shop, or gives it again. Raises what `open_store` and `occupy` raise."""
        ...

    def found(self, shop: str, manager: str, pin: str) -> object:
        """Founds the shop, so that `open` lets its first manager in."""
        ...


class Frame(QObject):
    """Holds the window and what belongs to no single screen. `told` hears "painted", "people" and "inside"."""

    def __init__(
        self,
        application: QGuiApplication,
        runner: LaneRunner,
        clock: Clock,
        door: Door,
        *,
        language: Language | None = None,
        told: Callable[[str], None] = lambda _: None,
        leave: Callable[[], None],
    ) -> None:
        super().__init__()
        self.window = Window()
        self.inside: Inside | None = None
        self._application = application
        self._runner, self._clock, self._door, self._told, self._leave = runner, clock, door, told, leave
        self._language = language
        self._offset = timedelta()
        self._no: No | None = None
        self._opened: Opened | None = None
        self._first_start: FirstStartPresenter | None = None
        self._look_wanted: tuple[Language, str, int, bool] | None = None
        self._dialog: CrashDialog | None = None
        self._looking = self._ready = False
        self._unsettled_ticks = SETTLED_AFTER_TICKS
        self._data_version: int | None = None
        self._keep_at = clock.now() + KEEP_AFTER
        self.sign_in = SignInPresenter(runner, clock.now(), self._show_sign_in, self._entered, self._again)
        self._build_sign_in()
        self.window.name_shop("")
        self.window.go(SIGN_IN, rail=False)
        self.window.first_painted.connect(self._painted, Qt.ConnectionType.QueuedConnection)
        self.window.went.connect(self.go)
        self.window.closing.connect(leave)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._wear_wanted)
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start(TICK_MS)

    def now(self) -> datetime:
        """The shop's time."""
        return self._clock.now() + self._offset

    def go(self, place: str) -> None:
        """To the counter, the settings, or behind the lock; before anybody has signed in, nowhere."""
        if self.inside is None or self.window.place in (SIGN_IN, FIRST_START):
            return
        if place == LOCK:
            self.lock()
        elif place in (COUNTER, SETTINGS):
            self.inside.go(place)

    def lock(self) -> None:
        """Nobody is behind the till any more; an open purchase stays where it is."""
        if self.inside is None:
            return
        self.inside.locked()
        self.sign_in.lock(sale_waits=self.inside.sale_waits())
        self.window.go(SIGN_IN, rail=False)
        self._keep_at = self._clock.now() + KEEP_AFTER

    def bug_reported(self, report: Path | None) -> None:
        """Something unforeseen was written down: says so, once at a time, and work goes on."""
        from vafa.ui.crash_dialog import CrashDialog

        if self._dialog is None:
            self._dialog = CrashDialog(report, self.window)
            self._dialog.finished.connect(self._dialog_left)
            self._dialog.open()

    def close(self) -> None:
        """The window closes for good; nothing is asked any more."""
        self._ticker.stop()
        if self._dialog is not None:
            self._dialog.close()
        if self.inside is not None:
            self.inside.close()
        self.window.let_go()

    def change_look(self, state: "SettingsState") -> None:
        """The settings chose another look: everything is built anew and shows what it showed."""
        self._language = None
        self._look_wanted = (state.language, state.theme, state.text_percent, state.calm)
        self._wear_wanted()

    def wear(self, language: Language, theme: str) -> None:
        """Another language and theme until the settings choose, seen at once and not kept."""
        _, _, text_percent, calm = self._look_wanted or ("", "", look().text_percent, look().calm)
        self._language = language
        self._look_wanted = (language, theme, text_percent, calm)
        self._wear_wanted(keep=False)

    def _dialog_left(self, _: int) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        if self.inside is not None and self.window.place == COUNTER:
            self.inside.go(COUNTER)

    def _painted(self) -> None:
        self._told("painted")
        self._again()

    def _again(self) -> None:
        """Opens the shop; what another window has open already, this one leaves."""
        if self._no is not None and self._no.code == "window_open_already":
            self._leave()
            return
        self._runner.act(self, "open", self._door.open, self._came_open, self._stayed_closed)

    def _came_open(self, opened: "Opened") -> None:
        from vafa.ui.inside import Inside

        self._no, self._opened = None, opened
        self._runner.use(
            Hooks(begin=opened.attach, end=opened.detach, idle=opened.tend, quiet=frozenset({QUIET_TOPIC}))
        )
        view = opened.view
        self._look_wanted = (view.language, view.theme, view.text_percent, view.calm_motion)
        self._wear_wanted()
        self.window.name_shop(view.state.face.name)
        if not opened.staffed:
            self._begin_first_start()
            return
        gc.freeze()
        self.inside = Inside(self._application, self.window, self._runner, self._clock, opened, self.change_look)
        self.sign_in.opened(opened.sign_in, view.state.face, view.demo_pin)
        if opened.entering is not None:
            self._entered(opened.entering)
        else:
            self.window.go(SIGN_IN, rail=False)

    def _stayed_closed(self, no: No) -> None:
        self._no = no
        if no.code == "no_shop_here":
            self._begin_first_start()
        else:
            self.sign_in.could_not_open(no)

    def _begin_first_start(self) -> None:
        from vafa.ui.first_start_presenter import FirstStartPresenter

        self._first_start = FirstStartPresenter(self._runner, self._door.found, self._show_first_start, self._founded)
        self._build_first_start()
        self.window.go(FIRST_START, rail=False)

    def _founded(self) -> None:
        self._no = None
        self._again()

    def _entered(self, signed_in: "SignedIn") -> None:
        if self.inside is not None:
            self.inside.enter(signed_in)
            self._told("inside")
            self._settle()

    def _settle(self) -> None:
        if self._unsettled_ticks and self.inside is not None and self.inside.counter is not None:
            self._unsettled_ticks -= 1
            gc.freeze()

    def _build_sign_in(self) -> None:
        page, presenter = SignInPage(), self.sign_in
        page.digit.connect(presenter.digit)
        page.letter.connect(presenter.letter)
        page.backspace.connect(presenter.backspace)
        page.cleared.connect(self._sign_in_cleared)
        page.entered.connect(presenter.enter)
        page.moved.connect(presenter.move)
        page.chosen.connect(presenter.choose)
        page.forgot.connect(presenter.forgot)
        page.show_state(presenter.state)
        self.window.put(SIGN_IN, page)

    def _build_first_start(self) -> None:
        from vafa.ui.first_start_page import FirstStartPage

        if self._first_start is None:
            return
        page = FirstStartPage()
        page.go.connect(self._first_start.go)
        page.show_state(self._first_start.state)
        self.window.put(FIRST_START, page)

    def _sign_in_cleared(self) -> None:
        """Esc; behind a shop that another window has, it closes this one."""
        if self.sign_in.state.phase is Phase.CLOSED and self._no is not None and self._no.code == "window_open_already":
            self._leave()
        else:
            self.sign_in.clear()

    def _show_sign_in(self, state: SignInState) -> None:
        page = self.window.page(SIGN_IN)
        if isinstance(page, SignInPage):
            page.show_state(state)
            if state.people:
                self._told("people")

    def _show_first_start(self, state: "FirstStartState") -> None:
        from vafa.ui.first_start_page import FirstStartPage

        page = self.window.page(FIRST_START)
        if isinstance(page, FirstStartPage):
            page.show_state(state)

    def _wear_wanted(self, *_: object, keep: bool = True) -> None:
        if self._look_wanted is None:
            return
        language, theme, text_percent, calm = self._look_wanted
        wanted = Look(self._language or language, _theme(theme), text_percent, calm)
        if wanted == look():
            return
        wear(wanted)
        if keep:
            self._runner.send(self, "look", lambda: remember_look(wanted), lambda _: None, lambda _: None)
        self.window.wear()
        self._build_sign_in()
        if self.window.page(FIRST_START) is not None:
            self._build_first_start()
        if self._opened is not None:
            self._opened.till.language = wanted.language
            self.window.name_shop(self._opened.view.state.face.name)
        if self.inside is not None:
            self.inside.build_anew()

    def _tick(self) -> None:
        now = self.now()
        if self.window.place == SIGN_IN:
            self.sign_in.tick(now)
        if self.inside is None or self._opened is None:
            return
        self.inside.tick(now)
        self._settle()
        opened = self._opened
        if not self._ready:
            self._ready = True
            self._runner.ask(self, "ready", opened.get_ready, lambda _: None, lambda _: None)
        if not self._looking:
            self._looking = True
            self._runner.act(self, QUIET_TOPIC, lambda: self._look_outside(opened), self._looked, self._could_not_look)
        if self._clock.now() > self._keep_at:
            self._keep_at = self._clock.now() + KEEP_AGAIN
            self._keep_copy()
            # Birthdays also come to a shop that sells nothing; what goes wrong is tried again in an hour.
            self._runner.act(self, HOUSE_TOPIC, opened.tend, lambda _: None, lambda _: None)

    def _keep_copy(self) -> None:
        if self.inside is not None and self._opened is not None:
            inside = self.inside
            self._runner.ask(
                self,
                "copy",
                self._opened.keep_daily,
                lambda _: inside.copied(),
                lambda no: inside.copy_failed(no, self._keep_copy),
            )

    def _look_outside(self, opened: "Opened") -> tuple[int, timedelta]:
        """In the write lane: whether other connections have written, and how far the shop's time is off."""
        return opened.stamp()[0], opened.now() - self._clock.now()

    def _looked(self, found: tuple[int, timedelta]) -> None:
        self._looking = False
        version, offset = found
        self._offset = timedelta(seconds=round(offset.total_seconds()))
        # The first look counts as a change: somebody may have written since the shop was opened and read.
        if version != self._data_version and self.inside is not None:
            self.inside.outside_change()
        self._data_version = version

    def _could_not_look(self, _: No) -> None:
        """Whatever is wrong with the file is said where somebody works with it."""
        self._looking = False


def _theme(chosen: str) -> Theme:
    if chosen == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"
    return "dark" if chosen == "dark" else "light"
