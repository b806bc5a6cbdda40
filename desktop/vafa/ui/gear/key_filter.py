"""Keys of the window that has the keyboard come by here first: a scanner is heard whatever has the focus."""

import sys
from dataclasses import dataclass
from time import monotonic_ns
from typing import Protocol

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

ROAD_MS = 10
"""A key may take so long from the keyboard to this window; its stamp is earlier than its coming by that."""

GRACE_MS = 10
"""What a window that was busy leaves for keys that already wait at its door, before silence is taken for silence."""

_X_TO_EVDEV = 8 if sys.platform.startswith("linux") else 0
_KINDS = frozenset((QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride))
_ENDS = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab))
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_MODIFIERS = frozenset(
    (
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
        *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_Mode_switch),
        *(Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R),
    )
)


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """A key going down: its place as evdev numbers it (0 if unknown), its text in the present layout, its time."""

    key: int
    scan_code: int
    text: str
    shift: bool
    at_ms: int
    auto_repeat: bool
    chord: bool
    ends: bool


class Answer(Protocol):
    """What becomes of the held keys ("keep", "replay", "drop") and of this one ("go_on", "hold", "swallow")."""

    @property
    def key(self) -> str: ...
    @property
    def held(self) -> str: ...
    @property
    def scan(self) -> str | None: ...
    @property
    def too_long_keys(self) -> int: ...


class Wedge(Protocol):
    """Who tells a scanner's keys from a person's."""

    @property
    def silence_ms(self) -> int: ...
    @property
    def waiting(self) -> bool: ...
    def heralded(self, stroke: KeyStroke) -> Answer: ...
    def pressed(self, stroke: KeyStroke) -> Answer: ...
    def released(self, key: int, scan_code: int, at_ms: int) -> Answer: ...
    def waited(self) -> Answer: ...


class KeyFilter(QObject):
    """Lives as long as the application. What a scanner types reaches `scanned` and nobody else.

    A person's keys reach their widget in their order, characters at most `silence_ms` late after a pause. A bare
    character never fires a QShortcut while the filter lives: a page that wants one takes it in `keyPressEvent`.
    """

    scanned = Signal(str)
    garbage = Signal(int)
    """A scanner that did not stop: how many keys it sent, once it was silent again."""

    def __init__(self, application: QGuiApplication, wedge: Wedge) -> None:
        super().__init__(application)
        self._wedge = wedge
        self._held: list[tuple[QWindow, QKeyEvent]] = []
        self._replayed: QKeyEvent | None = None
        self._window: QWindow | None = None
        self._due_ms = 0
        self._graced = False
        self._silence = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._waited)
        # One window at a time has the keyboard: to listen there and not to all of the application keeps every other
        # event out of Python.
        application.focusWindowChanged.connect(self._listen_to)
        self._listen_to(application.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KINDS or event is self._replayed:
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWindow) or event.key() in _MODIFIERS:
            return False
        answer = self._ask(event)
        self._act(answer)
        if answer.key == "go_on":
            return False
        event.accept()
        if answer.key == "hold" and event.type() != QEvent.Type.ShortcutOverride:
            self._held.append((watched, _copy(event)))
        if self._wedge.waiting:
            self._arm(self._wedge.silence_ms + ROAD_MS)
        return True

    def _ask(self, event: QKeyEvent) -> Answer:
        scan_code = max(0, event.nativeScanCode() - _X_TO_EVDEV)
        at_ms = event.timestamp() or monotonic_ns() // 1_000_000
        if event.type() == QEvent.Type.KeyRelease:
            return self._wedge.released(event.key(), scan_code, at_ms)
        modifiers = event.modifiers()
        stroke = KeyStroke(
            key=event.key(),
            scan_code=scan_code,
            text=event.text(),
            shift=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            at_ms=at_ms,
            auto_repeat=event.isAutoRepeat(),
            chord=bool(modifiers & _CHORDS),
            ends=event.key() in _ENDS and not modifiers & _CHORDS,
        )
        heralded = event.type() == QEvent.Type.ShortcutOverride
        return self._wedge.heralded(stroke) if heralded else self._wedge.pressed(stroke)

    def _act(self, answer: Answer) -> None:
        if answer.held != "keep":
            held, self._held = self._held, []
            if answer.held == "replay":
                self._replay(held)
        if answer.too_long_keys:
            self.garbage.emit(answer.too_long_keys)
        if answer.scan is not None:
            self.scanned.emit(answer.scan)

    def _replay(self, held: list[tuple[QWindow, QKeyEvent]]) -> None:
        for window, event in held:
            if not shiboken6.isValid(window):
                continue
            before, self._replayed = self._replayed, event
            try:
                QCoreApplication.sendEvent(window, event)
            finally:
                self._replayed = before

    def _arm(self, wait_ms: int, *, graced: bool = False) -> None:
        self._due_ms = monotonic_ns() // 1_000_000 + wait_ms
        self._graced = graced
        self._silence.start(wait_ms)

    def _waited(self) -> None:
        late_ms = monotonic_ns() // 1_000_000 - self._due_ms
        if late_ms > GRACE_MS and not self._graced:
            self._arm(GRACE_MS, graced=True)
            return
        self._act(self._wedge.waited())

    def _listen_to(self, window: QWindow | None) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)


def _copy(event: QKeyEvent) -> QKeyEvent:
    copy = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy
