"""The open purchase: who, how much, what to collect, from the side on which reading begins."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from vafa.ui.counter.counter_state import CounterState
from vafa.ui.counter.member_panel import MemberPanel
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.receipt_panel import ReceiptPanel
from vafa.ui.counter.sale_panel import SalePanel
from vafa.ui.parts.look import look

MEMBER_PX, RECEIPT_PX = 384, 328
WIDE_MEMBER_PX, WIDE_RECEIPT_PX = 456, 420
FOLDED_BELOW_PX = 1_200
"""Narrower than this the receipt stands under the sale."""

_GAP_PX, _WIDENS_PX = 16, 0.85
_ANY_WIDTH_PX = 16_777_215


class PurchaseColumns(Panel):
    """Member, sale and receipt beside each other; in a narrow window the receipt folds under the sale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = False
        self._folded: bool | None = None
        self._member, self._sale, self._receipt = MemberPanel(), SalePanel(), ReceiptPanel()
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(_GAP_PX)
        self._middle.addWidget(self._sale, 1)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(_GAP_PX)
        self._line.addWidget(self._member)
        self._line.addLayout(self._middle, 1)
        self.tell_through(self._member, self._sale, self._receipt)
        self._fold(False)

    def show_state(self, state: CounterState) -> None:
        for panel in (self._member, self._sale, self._receipt):
            panel.show_state(state)

    def set_wide(self, wide: bool) -> None:
        self._wide = wide
        self._member.set_wide(wide)
        self._receipt.set_wide(wide)
        self._sale.set_wide(wide)
        self._set_widths()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold(self.width() < FOLDED_BELOW_PX)
        super().resizeEvent(event)

    def _fold(self, folded: bool) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        home = self._middle if folded else self._line
        home.addWidget(self._receipt)
        self._receipt.fold(folded)
        self._set_widths()

    def _set_widths(self) -> None:
        member, receipt = (WIDE_MEMBER_PX, WIDE_RECEIPT_PX) if self._wide else (MEMBER_PX, RECEIPT_PX)
        receipt += round((look().text_percent - 100) * _WIDENS_PX)
        self._member.setFixedWidth(member)
        if self._folded:
            self._receipt.setMinimumWidth(0)
            self._receipt.setMaximumWidth(_ANY_WIDTH_PX)
        else:
            self._receipt.setFixedWidth(receipt)
