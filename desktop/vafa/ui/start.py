"""Where the window starts: what it needs is made in order, the picture first and the shop after it."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vafa.clock import Clock
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.units import DisplayUnit
from vafa.ui.screen import look_for_screen
from vafa.wording.catalogue import LANGUAGES, Language

if TYPE_CHECKING:  # loading these is what the window is painted before
    from PySide6.QtWidgets import QApplication

    from vafa.domain.receipt import Receipt
    from vafa.services.counter.sign_in import SignedIn
    from vafa.shop import Shop
    from vafa.ui.counter.counter_state import SlipPicture
    from vafa.ui.frame import Frame
    from vafa.ui.opened import Opened, Till
    from vafa.ui.settings_presenter import ScanKind

DONE, BUG, TROUBLE = 0, 1, 3
CLOSE_WAIT_MS = 10_000

SWITCH_S = 0.001
"""How long Python lets one thread go on while the window's waits for its turn; its own 5 ms would be seen."""

GARBAGE_AFTER = (5_000, 20, 50)
"""How many new things make Python look for garbage among the newest, the newer and all: rarely, for a window."""


def main(
    folder: Path,
    language: Language | None = None,
    *,
    clock: Clock | None = None,
    begun: "Callable[[Frame], None] | None" = None,
    told: Callable[[str], None] = lambda _: None,
    measured: Callable[[str, float, float], object] | None = None,
) -> int:
    """Opens the window on a shop's folder and returns when it has been closed: 0, or 3 where no window can be opened
    (said on standard error). `begun` is handed the frame before anything is shown."""
    try:
        look_for_screen()
    except Trouble as trouble:
        _say(trouble.code, trouble.figures, language or LANGUAGES[0])
        return TROUBLE
    gc.disable()  # nothing is thrown away before the first picture
    from PySide6.QtWidgets import QApplication

    from vafa.ui.last_look import recall_look
    from vafa.ui.parts.look import load_fonts, wear

    there = QApplication.instance()
    application = there if isinstance(there, QApplication) else QApplication(["vafa"])
    application.setQuitOnLastWindowClosed(False)
    load_fonts()
    wear(recall_look(language))
    return _run(application, folder, language, clock, begun, told, measured)


def _run(
    application: "QApplication",
    folder: Path,
    language: Language | None,
    clock: Clock | None,
    begun: "Callable[[Frame], None] | None",
    told: Callable[[str], None],
    measured: Callable[[str, float, float], object] | None,
) -> int:
    from vafa.clock import SystemClock
    from vafa.ui.crash_reporter import CrashReporter
    from vafa.ui.frame import Frame
    from vafa.ui.parts.background import LaneRunner

    now = clock or SystemClock()
    reporter = CrashReporter(folder, now)
    deafen = reporter.listen()
    runner = LaneRunner(reporter.report, measured)
    door = ShopDoor(folder, now)
    forget_signals = _hear_signals(application)
    switch_before_s = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_S)
    garbage_before = gc.get_threshold()
    gc.set_threshold(*GARBAGE_AFTER)
    try:
        frame = Frame(application, runner, now, door, language=language, told=told, leave=application.exit)
        frame.window.first_painted.connect(gc.enable)
        reporter.reported.connect(frame.bug_reported)
        if begun is not None:
            begun(frame)
        frame.window.open()
        application.exec()
        frame.close()
    except Exception as error:  # noqa: BLE001 - without a window nobody would ever hear of it
        _say("bug", {"report": reporter.report(error)}, language or LANGUAGES[0])
        return BUG
    finally:
        runner.act(door, "close", door.close, lambda _: None, lambda _: None)
        runner.close(CLOSE_WAIT_MS)
        gc.set_threshold(*garbage_before)
        gc.enable()
        sys.setswitchinterval(switch_before_s)
        forget_signals()
        deafen()
    return DONE


class ShopDoor:
    """The shop behind the window. Everything here runs in the write lane."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._shop: Shop | None = None
        self._opened: Opened | None = None
        self._entering: SignedIn | None = None

    def open(self) -> "Opened":
        """Opens the shop, or gives it again. Raises what `open_store` and `occupy` raise."""
        import vafa.ui.inside  # noqa: F401 - loading the screens here keeps it out of the window's thread

        shop = self._shop or self._unlocked(create=False)
        return _lent(shop, self._clock, self._entering)

    def found(self, name: str, manager: str, pin: str) -> object:
        """Founds the shop, so that `open` lets its first manager in."""
        from vafa.services.counter.sign_in import SignedIn

        shop = self._shop or self._unlocked(create=True)
        founded = shop.found(name, manager, pin)
        self._entering = SignedIn(founded.person)
        return founded

    def close(self) -> None:
        if self._shop is not None:
            self._shop.close()
            self._shop = None

    def _unlocked(self, *, create: bool) -> "Shop":
        from vafa.shop import open_shop

        shop = open_shop(self._folder, self._clock, create=create)
        try:
            shop.occupy()
        except BaseException:
            shop.close()
            raise
        self._shop = shop
        return shop


def _lent(shop: "Shop", clock: Clock, entering: "SignedIn | None") -> "Opened":
    """What the window is lent of a shop: a list."""
    from vafa.ui.counter.desk_services import Desk
    from vafa.ui.opened import Opened, Till
    from vafa.ui.settings_presenter import SettingsServices
    from vafa.ui.sign_in_presenter import SignInServices

    view = shop.read_shop()
    till = Till(view.printer or "", view.paper_dots, view.language)

    def print_slip(number: str) -> object:
        return shop.print_slip(number, shop.printer_at(till.printer), till.language, till.paper_dots)

    def try_printer(address: str, language: Language, width_dots: int) -> None:
        shop.try_printer(shop.printer_at(address), language, width_dots)

    desk = Desk(
        clock=clock,
        identify=shop.identify,
        find_hits=shop.find_hits,
        look_up=shop.look_up,
        read_day=shop.read_day,
        read_slip=shop.read_slip,
        list_staff=shop.list_staff,
        quote=shop.quote,
        sell=shop.sell,
        undo=shop.undo,
        park=shop.park,
        recall=shop.recall,
        draft_sale=shop.draft_sale,
        enrol=shop.enrol,
        note=shop.note,
        take_back=shop.take_back,
        reassign=shop.reassign,
        set_clock=shop.set_clock,
        sign_in=shop.sign_in,
        preview_slip=lambda receipt: _picture(shop, till, receipt),
        print_slip=print_slip,
        print_waiting=lambda: shop.print_slip.resume(shop.printer_at(till.printer)),
        waiting_slips=lambda: len(shop.print_slip.waiting()),
        printer_set=lambda: bool(till.printer),
    )
    return Opened(
        view=view,
        staffed=bool(shop.list_staff()),
        entering=entering,
        sign_in=SignInServices(list_staff=shop.list_staff, sign_in=shop.sign_in),
        settings=SettingsServices(
            read_shop=shop.read_shop, choose=shop.choose_devices, try_printer=try_printer, kind_of=_kind_of
        ),
        desk=desk,
        till=till,
        now=shop.now,
        stamp=shop.stamp,
        keep_daily=shop.keep_daily,
        get_ready=lambda: shop.draw_slip.get_ready(view.state.face, till.language, till.paper_dots),
        attach=shop.attach,
        detach=shop.detach,
        tend=shop.keep_house,
        new_wedge=shop.new_wedge,
        new_frame_reader=shop.new_frame_reader,
        new_sightings=shop.new_sightings,
    )


def _picture(shop: "Shop", till: "Till", receipt: "Receipt") -> "SlipPicture":
    """In a lane: draws the slip, and brings it to the size in which it will be shown."""
    from vafa.ui.counter.counter_state import SlipPicture
    from vafa.ui.parts.slip_paper import draw_ahead

    drawn = shop.draw_slip(receipt, till.language, till.paper_dots)
    draw_ahead(drawn.width_dots, drawn.rows)
    return SlipPicture(drawn.width_dots, drawn.rows)


def _kind_of(text: str) -> "ScanKind":
    from vafa.domain.card_code import CodeKind, read_code
    from vafa.ui.settings_presenter import ScanKind

    try:
        kind = read_code(text).kind
    except Refusal:
        return ScanKind.OTHER
    return ScanKind.CARD if kind is CodeKind.CARD else ScanKind.RECEIPT


def _hear_signals(application: "QApplication") -> Callable[[], None]:
    """SIGTERM and SIGINT close the window in good order. Python hears a signal only when it runs, so Qt wakes it."""
    from PySide6.QtCore import QSocketNotifier

    ours, theirs = os.pipe()
    for end in (ours, theirs):
        os.set_blocking(end, False)
    wakes_before = signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
    notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: os.read(ours, 64))
    before = {kind: signal.signal(kind, lambda *_: application.exit()) for kind in (signal.SIGTERM, signal.SIGINT)}

    def stop() -> None:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(wakes_before)
        for kind, handler in before.items():
            signal.signal(kind, handler)
        os.close(ours)
        os.close(theirs)

    return stop


def _say(code: str, figures: Mapping[str, object], language: Language) -> None:
    from vafa.wording.apologies import apology

    os.write(2, f"{apology(code, figures, DisplayUnit.TOMAN, language).text}\n".encode())
