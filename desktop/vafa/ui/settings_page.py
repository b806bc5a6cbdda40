"""The settings of this till: how it looks, and its printer, scanner and camera, each with its proof."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from vafa.domain.units import DisplayUnit
from vafa.ui.parts.button import Button
from vafa.ui.parts.chip import Chip
from vafa.ui.parts.choice_row import ChoiceRow
from vafa.ui.parts.icon import IconTile
from vafa.ui.parts.look import TEXT_PERCENTS, look
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.ui.parts.surface import Card
from vafa.ui.parts.switch import Switch
from vafa.ui.parts.text import Text
from vafa.ui.parts.text_field import TextField
from vafa.ui.settings_presenter import Scan, ScanKind, SettingsState, Trial
from vafa.wording import settings_words
from vafa.wording.apologies import apology
from vafa.wording.catalogue import later

_PAPERS = ("576", "384")
_SCANNED = {
    ScanKind.CARD: later("A member's card, it can be read"),
    ScanKind.RECEIPT: later("The code of a slip"),
    ScanKind.OTHER: later("Not a code of this shop"),
    ScanKind.GARBAGE: later("Too long for any code; check the scanner"),
}


class SettingsPage(QWidget):
    """Signals are what a person chose; `show_state` shows a state."""

    language = Signal(str)
    theme = Signal(str)
    text_percent = Signal(int)
    calm = Signal(bool)
    printer = Signal(str, int)
    trial = Signal()
    camera = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = look().words
        self.setLayoutDirection(look().direction)
        self._subtitle = Text("", "secondary", "ink2")
        self._view = _ViewCard(self)
        self._printer = _PrinterCard(self)
        self._scanner = _ScannerCard()
        self._camera = _CameraCard(self)
        back = Button(_("Back to the counter"), "secondary", icon="arrow-left", key="Esc")
        back.clicked.connect(self.left)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(Text(_("Settings"), "title"))
        titles.addWidget(self._subtitle)
        top = QHBoxLayout()
        top.addLayout(titles, 1)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        grid = QGridLayout()
        grid.setSpacing(14)
        grid.addWidget(self._view, 0, 0)
        grid.addWidget(self._printer, 0, 1)
        grid.addWidget(self._scanner, 1, 0)
        grid.addWidget(self._camera, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 14, 24, 16)
        page.setSpacing(12)
        page.addLayout(top)
        page.addLayout(grid)
        page.addStretch(1)

    def show_state(self, state: SettingsState) -> None:
        """Shows a state."""
        self._subtitle.say(settings_words.subtitle(state.face, look().language))
        self._view.show_state(state)
        self._printer.show_state(state)
        self._scanner.show_scans(state.scans)
        self._camera.show_state(state)

    def keyPressEvent(self, event: object) -> None:
        if getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


def _head(icon: str, title: str, line: str, end: QWidget | None = None) -> QHBoxLayout:
    """The top of a device's card: tile, name and what it is, its state at the end."""
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(title, "section"))
    words.addWidget(Text(line, "secondary", "ink2", wrap=True))
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(IconTile(icon, 50), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    if end is not None:
        row.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)
    return row


class _ViewCard(Card):
    """Language, theme, text size, motion: seen at once."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__(padding=(18, 14), spacing=9)
        _ = look().words
        self._language = ChoiceRow(_("Language"), [("fa", _("Farsi")), ("en", _("English"))], look().language)
        themes: list[tuple[str, str, str]] = [
            ("light", _("Light"), "sun"),
            ("dark", _("Dark"), "moon"),
            ("system", _("As the system"), "monitor"),
        ]
        self._theme = ChoiceRow(_("Theme"), themes, "")
        sizes: list[tuple[str, str]] = [
            (str(percent), settings_words.percent(percent, look().language)) for percent in TEXT_PERCENTS
        ]
        self._size = ChoiceRow(_("Text size"), sizes, "")
        self._calm = Switch(_("Calm motion"))
        self._language.chosen.connect(page.language)
        self._theme.chosen.connect(page.theme)
        self._size.chosen.connect(lambda chosen: page.text_percent.emit(int(chosen)))
        self._calm.clicked.connect(page.calm)
        self.body.addLayout(_head("languages", _("Language and view"), _("Every change is seen at once and kept.")))
        for label, part in (
            (_("Language"), self._language),
            (_("Theme"), self._theme),
            (_("Text size"), self._size),
            (_("Calm motion"), self._calm),
        ):
            row = QHBoxLayout()
            row.addWidget(Text(label, "body", "ink2"), 1)
            row.addWidget(part)
            self.body.addLayout(row)
        self.body.addStretch(1)

    def show_state(self, state: SettingsState) -> None:
        self._language.set_value(state.language)
        self._theme.set_value(state.theme)
        self._size.set_value(str(state.text_percent))
        self._calm.setChecked(state.calm)


class _PrinterCard(Card):
    """Address and paper of the slip printer, and the trial print."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__(padding=(18, 14), spacing=9)
        _ = look().words
        self._page = page
        self._state = Chip(_("No printer"), "status", tone="sunken")
        self._address = TextField(
            _("Address in the network"),
            kind="address",
            placeholder="192.168.1.40:9100",
            hint=_("As its own test page shows it; empty for no printer."),
        )
        widths: list[tuple[str, str]] = [
            (dots, settings_words.paper_width(int(dots), look().language)) for dots in _PAPERS
        ]
        self._paper = ChoiceRow(_("Paper"), widths, _PAPERS[0])
        self._notice = NoticeBar(focus=False)
        self._trial = Button(_("Trial print"), "tint", icon="printer")
        self._address.accepted.connect(self._keep)
        self._address.left.connect(self._keep)
        self._paper.chosen.connect(self._keep)
        self._trial.clicked.connect(page.trial)
        self._shown = ("", "")
        self.body.addLayout(
            _head("printer", _("Slip printer"), _("A thermal printer in the network (ESC/POS)"), self._state)
        )
        self.body.addWidget(self._address)
        row = QHBoxLayout()
        row.addWidget(Text(_("Paper"), "body", "ink2"), 1)
        row.addWidget(self._paper)
        self.body.addLayout(row)
        self.body.addWidget(self._notice)
        self.body.addStretch(1)
        self.body.addWidget(self._trial, 0, Qt.AlignmentFlag.AlignLeading)

    def show_state(self, state: SettingsState) -> None:
        _ = look().words
        self._shown = (state.printer, str(state.paper_dots))
        self._address.set_text(state.printer)
        self._paper.set_value(str(state.paper_dots))
        self._trial.setEnabled(bool(state.printer))
        self._trial.set_busy(state.trial is Trial.PRINTING)
        if not state.printer:
            self._state.say(_("No printer"), "sunken")
        elif state.trial is Trial.DONE:
            self._state.say(_("Ready"), "accent")
        elif state.no is not None:
            self._state.say(_("In trouble"), "danger")
        else:
            self._state.say(_("Set"), "info")
        self._tell(state)

    def _tell(self, state: SettingsState) -> None:
        _, language = look().words, look().language
        if state.no is not None:
            said = apology(state.no.code, state.no.figures, DisplayUnit.TOMAN, language)
            # The way on of a printer's trouble speaks of slips that wait; a trial waits for nobody.
            way_on = _("Mend it and print the trial again.") if state.trial is Trial.FAILED else said.way_on
            self._notice.say("danger", said.sentence, way_on)
        elif state.trial is Trial.DONE:
            self._notice.say("accent", _("The trial slip is on paper."))
        elif state.waiting_slips:
            self._notice.say("warn", settings_words.slips_waiting(state.waiting_slips, language))
        else:
            self._notice.clear()

    def _keep(self) -> None:
        chosen = (self._address.text(), self._paper.value())
        if chosen != self._shown:
            self._page.printer.emit(chosen[0], int(chosen[1]))


class _ScannerCard(Card):
    """What the scanner sent while this page was shown."""

    def __init__(self) -> None:
        super().__init__(padding=(18, 14), spacing=8)
        _ = look().words
        self._state = Chip(_("Scan a card"), "status", tone="info")
        self._lines = [(Text("", "body"), Text("", "secondary", "ink2", side="end")) for _place in range(4)]
        self.body.addLayout(
            _head("barcode", _("Scanner"), _("Works like a keyboard, under any layout; nothing to set."), self._state)
        )
        for what, length in self._lines:
            row = QHBoxLayout()
            row.addWidget(what, 1)
            row.addWidget(length)
            self.body.addLayout(row)
        self.body.addStretch(1)

    def show_scans(self, scans: tuple[Scan, ...]) -> None:
        _ = look().words
        for place, (what, length) in enumerate(self._lines):
            scan = scans[place] if place < len(scans) else None
            what.say(_(_SCANNED[scan.kind]) if scan else "")
            length.say(settings_words.characters(scan.characters, look().language) if scan else "")
            what.setVisible(scan is not None)
            length.setVisible(scan is not None)
        good = bool(scans) and scans[0].kind in {ScanKind.CARD, ScanKind.RECEIPT}
        self._state.say(_("Ready") if good else _("Scan a card"), "accent" if good else "info")


class _CameraCard(Card):
    """Which camera reads cards, if any."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__(padding=(18, 14), spacing=9)
        _ = look().words
        self._page = page
        self._state = Chip(_("Off"), "status", tone="sunken")
        self._choices = QVBoxLayout()
        self._row: ChoiceRow | None = None
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._none = Text(_("No camera was found on this computer."), "body", "ink2", wrap=True)
        self.body.addLayout(_head("camera", _("Camera"), _("Reads the code of a card held before it."), self._state))
        self.body.addLayout(self._choices)
        self.body.addWidget(self._none)
        self.body.addStretch(1)

    def show_state(self, state: SettingsState) -> None:
        _ = look().words
        cameras = tuple((camera.id, camera.name) for camera in state.cameras)
        if cameras != self._shown:
            self._shown = cameras
            self._rebuild(cameras)
        if self._row is not None:
            self._row.set_value(state.camera)
        on = bool(state.camera)
        self._state.say(_("Ready") if state.camera_sees else _("On") if on else _("Off"), "accent" if on else "sunken")

    def _rebuild(self, cameras: tuple[tuple[str, str], ...]) -> None:
        if self._row is not None:
            self._choices.removeWidget(self._row)
            self._row.deleteLater()
            self._row = None
        self._none.setVisible(not cameras)
        if cameras:
            _ = look().words
            self._row = ChoiceRow(_("Camera"), [("", _("Off")), *cameras], "")
            self._row.chosen.connect(self._page.camera)
            self._choices.addWidget(self._row)
