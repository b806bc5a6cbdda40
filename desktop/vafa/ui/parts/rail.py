"""The rail beside every page: where one can go, with the parts that are still to come faded."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from vafa.ui.parts.brand_mark import BrandMark, paint_mark
from vafa.ui.parts.brushwork import advance, box, painter_of, sized, write
from vafa.ui.parts.icon import draw_icon
from vafa.ui.parts.look import look
from vafa.ui.parts.places import COUNTER, LOCK, SETTINGS
from vafa.wording.catalogue import later

WIDTH, WIDE_WIDTH = 84, 212

_MARK, _WIDE_MARK, _ICON = 44, 40, 24
_ITEM_HEIGHT, _WIDE_ITEM_HEIGHT, _GAP = 60, 46, 6
_SIDE, _NARROW_SIDE, _TOP, _FOOT = 7, 3, 18, 10
_FADED = 0.42


class _Item(NamedTuple):
    place: str
    icon: str
    label: str
    lit: bool


ABOVE = (
    _Item(COUNTER, "scan-line", later("Counter"), True),
    _Item("members", "users", later("Members"), False),
    _Item("programme", "gift", later("Programme"), False),
    _Item("insight", "chart-column", later("Insight"), False),
    _Item("messages", "message-circle", later("Messages"), False),
    _Item("tickets", "headphones", later("Tickets"), False),
    _Item("sync", "refresh-cw", later("Sync"), False),
)
BELOW = (
    _Item(SETTINGS, "settings", later("Settings"), True),
    _Item(LOCK, "lock", later("Lock"), True),
)


class Rail(QWidget):
    """Says where somebody wants to go. Its items never take the caret away from the box of the counter by a click."""

    went = Signal(str)
    """ "counter", "settings" or "lock"."""

    def __init__(self, *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._items: dict[str, _RailItem] = {}
        column = QVBoxLayout(self)
        side = _SIDE if wide else _NARROW_SIDE
        column.setContentsMargins(side, _TOP, side, _FOOT)
        column.setSpacing(_GAP)
        if wide:
            column.addWidget(_NamedMark())
        else:
            column.addWidget(BrandMark(_MARK), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        for item in ABOVE:
            column.addWidget(self._made(item, wide))
        column.addStretch(1)
        for item in BELOW:
            column.addWidget(self._made(item, wide))
        longest = max(item.needed_size().width() for item in self._items.values())
        self.setFixedWidth(max(look().px(WIDE_WIDTH if wide else WIDTH), longest + 2 * side))

    def show_place(self, place: str) -> None:
        """Marks where one is."""
        for name, item in self._items.items():
            item.select(name == place)

    def paintEvent(self, event: QPaintEvent) -> None:
        with painter_of(self) as painter:
            painter.fillRect(event.rect(), look().colour("rail"))

    def _made(self, item: _Item, wide: bool) -> "_RailItem":
        made = self._items[item.place] = _RailItem(item, wide)
        made.clicked.connect(lambda: self.went.emit(item.place))
        return made


class _NamedMark(QWidget):
    """The mark with the product's name beside it."""

    def sizeHint(self) -> QSize:
        return QSize(look().px(WIDE_WIDTH) - 2 * _SIDE, _WIDE_MARK)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rtl, width = self.isRightToLeft(), self.width()
        inset, gap = 8, 12
        mark_x = width - inset - _WIDE_MARK if rtl else inset
        with painter_of(self) as painter:
            paint_mark(painter, QRectF(mark_x, 0, _WIDE_MARK, _WIDE_MARK))
            left = 0 if rtl else inset + _WIDE_MARK + gap
            name = QRectF(left, 0, width - inset - _WIDE_MARK - gap, _WIDE_MARK)
            write(painter, name, look().words("Vafa"), sized(22, 800), look().colour("rail_on"), look().start)


class _RailItem(QAbstractButton):
    """An icon over its label, or beside it on a wide rail."""

    def __init__(self, item: _Item, wide: bool) -> None:
        super().__init__()
        label = look().words(item.label)
        self._icon, self._wide, self._lit, self._selected = item.icon, wide, item.lit, False
        self.setText(label)
        self.setFont(sized(15 if wide else 13, 600))
        self.setAccessibleName(label)
        self.setEnabled(item.lit)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if item.lit:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            _ = look().words
            self.setToolTip(_("In later versions"))

    def select(self, selected: bool) -> None:
        """Marks it as the place where one is."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def needed_size(self) -> QSize:
        """The least room for icon and label."""
        label = round(advance(self.font(), self.text()))
        return QSize(label + _ICON + 30, _ICON) if self._wide else QSize(label, _ICON + self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        height = look().px(_WIDE_ITEM_HEIGHT) if self._wide else _ITEM_HEIGHT - 18 + look().px(18)
        return QSize(self.needed_size().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        rect = QRectF(self.rect())
        with painter_of(self) as painter:
            if self._selected:
                side = 0 if self._wide else max(0.0, (rect.width() - look().px(64)) / 2)
                box(painter, rect.adjusted(side, 0, -side, 0), 12, look().colour("rail_sel"))
            ink = self._ink()
            if self._wide:
                rtl, inset, gap = self.isRightToLeft(), 14, 12
                icon_x = rect.width() - inset - _ICON if rtl else inset
                draw_icon(painter, self._icon, QRectF(icon_x, (rect.height() - _ICON) / 2, _ICON, _ICON), ink)
                left = 0 if rtl else inset + _ICON + gap
                room = QRectF(left, 0, rect.width() - inset - _ICON - gap, rect.height())
                write(painter, room, self.text(), self.font(), ink, look().start)
                return
            line = self.fontMetrics().height()
            top = (rect.height() - _ICON - 4 - line) / 2
            draw_icon(painter, self._icon, QRectF((rect.width() - _ICON) / 2, top, _ICON, _ICON), ink)
            write(painter, QRectF(0, top + _ICON + 4, rect.width(), line), self.text(), self.font(), ink)

    def _ink(self) -> QColor:
        if self._selected:
            return look().colour("rail_on")
        return look().colour("rail_ink", 1.0 if self._lit else _FADED)
