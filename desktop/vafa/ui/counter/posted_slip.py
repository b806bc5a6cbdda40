"""The slip of what was posted, as the printer gets it, and what the printer says."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from vafa.domain.units import DisplayUnit
from vafa.ui.counter.counter_state import Posted, SlipState, WayOn
from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.parts.button import Button
from vafa.ui.parts.look import look
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.ui.parts.slip_paper import SlipPaper
from vafa.ui.parts.surface import Card
from vafa.wording.said_words import said


class PostedSlip(Card):
    """`way` tells TRY_AGAIN after a failure, PRINT_AGAIN otherwise."""

    way = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        _ = look().words
        super().__init__(_("Receipt printer"), icon="printer", padding=(18, 14), spacing=12, parent=parent)
        self._failed = False
        self._paper = SlipPaper(_("The slip"), slot=True)
        self._notice = NoticeBar(edge=False, focus=False)
        self._notice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._again = Button(_("Print again"), size=44, icon="printer", focus=False)
        self._again.clicked.connect(self._ask)
        self._fit = FittingColumn(spacing=12)
        self._fit.add(self._paper, stretch=1)
        self._fit.add(self._notice)
        self._fit.add(self._again)
        self.body.addWidget(self._fit, 1)

    def show_posted(self, posted: Posted, unit: DisplayUnit) -> None:
        """Shows the slip and how the printing goes."""
        _ = look().words
        fact, tone = {
            SlipState.NO_PRINTER: (_("no printer"), "ink3"),
            SlipState.PRINTING: (_("printing"), "accent_ink"),
            SlipState.PRINTED: (_("printed"), "accent_ink"),
            SlipState.WAITING: (_("waits"), "warn_ink"),
        }[posted.slip]
        self.say_fact(fact, tone)
        if posted.picture is not None:
            self._paper.show_raster(posted.picture.width_dots, posted.picture.rows)
        self._fit.want(self._paper, posted.picture is not None)
        self._failed = posted.slip is SlipState.WAITING
        if self._failed and posted.slip_no is not None:
            sorry = said(posted.slip_no.code, posted.slip_no.figures, unit, look().language)
            self._notice.say("warn", sorry.sentence, sorry.way_on)
        self._fit.want(self._notice, self._failed and posted.slip_no is not None)
        self._again.say(_("Try again") if self._failed else _("Print again"))
        self._again.set_icon("refresh-cw" if self._failed else "printer")
        self._again.setEnabled(posted.slip is not SlipState.PRINTING)
        self._fit.want(self._again, posted.slip is not SlipState.NO_PRINTER)

    def _ask(self) -> None:
        self.way.emit(WayOn.TRY_AGAIN if self._failed else WayOn.PRINT_AGAIN)
