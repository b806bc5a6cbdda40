"""The counter: one box on top, under it what the purchase is about, and the keys at the bottom."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPainter
from PySide6.QtWidgets import QStackedLayout, QWidget

from vafa.ui.counter.approval_panel import ApprovalPanel
from vafa.ui.counter.arranging import boxed, column, row
from vafa.ui.counter.box_view import box_view
from vafa.ui.counter.counter_state import CounterState, Place, Step
from vafa.ui.counter.details_panel import DetailsPanel
from vafa.ui.counter.enrol_panel import EnrolPanel
from vafa.ui.counter.found_receipt_panel import FoundReceiptPanel
from vafa.ui.counter.help_sheet import HelpSheet
from vafa.ui.counter.hits_panel import HitsPanel
from vafa.ui.counter.idle_panel import IdlePanel
from vafa.ui.counter.page_notices import PageNotices
from vafa.ui.counter.panel import Panel
from vafa.ui.counter.parked_panel import ParkedPanel
from vafa.ui.counter.posted_panel import PostedPanel
from vafa.ui.counter.purchase_columns import PurchaseColumns
from vafa.ui.counter.side_column import SideColumn
from vafa.ui.counter.stopped_panel import StoppedPanel
from vafa.ui.counter.top_row import TopRow
from vafa.ui.parts.key_bar import KeyBar, KeyState
from vafa.ui.parts.look import look
from vafa.ui.parts.toast import Toast
from vafa.wording.toast_words import toast

WIDE_FROM_PX = 1600
"""From this width of the window on the larger arrangement is used."""
