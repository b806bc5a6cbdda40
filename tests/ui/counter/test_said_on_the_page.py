"""What the page says lies over nothing that is needed, is said once, and its keys are never cut."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from tests.ui.counter.page_stage import shown, staged
from tests.ui.counter.state_samples import STATES

from vafa.ui.counter.counter_page import CounterPage
from vafa.ui.counter.counter_state import Said, SlipState, Step, Toast, ToastKind
from vafa.ui.counter.panel import Panel
from vafa.ui.parts.key_bar import KeyBar
from vafa.ui.parts.look import Look
from vafa.ui.parts.notice_bar import NoticeBar
from vafa.ui.parts.toast import Toast as ToastPart
from vafa.ui.parts.unified_box import UnifiedBox

LOOKS = [("fa", 1366, 100), ("fa", 1366, 130), ("en", 1366, 130), ("fa", 1920, 100)]


def place(page: CounterPage, part: QWidget) -> QRect:
    return QRect(part.mapTo(page, QPoint()), part.size())


@pytest.mark.parametrize(("language", "window_px", "percent"), LOOKS)
def test_a_toast_covers_neither_box_nor_panel_nor_keys(qapp, language, window_px, percent):
    with staged(qapp, Look(language, text_percent=percent, calm=True), window_px) as page:
        for edition, name in enumerate(("idle", "sale_begins", "posted", "points", "parked"), start=1):
            shown(page, STATES[name])
            shown(page, replace(STATES[name], toast=Toast(ToastKind.UNKNOWN_SCAN, edition)))
            toast = page.findChildren(ToastPart)[0]
            assert toast.isVisible()
            lies = place(page, toast)
            assert page.rect().contains(lies)
            needed = [part for kind in (Panel, KeyBar, UnifiedBox) for part in page.findChildren(kind)]
            seen = [part for part in needed if part.isVisible()]
            assert len(seen) >= 3
            assert [type(part).__name__ for part in seen if place(page, part).intersects(lies)] == []


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("percent", [100, 115, 130])
def test_no_key_of_the_foot_is_cut(qapp, language, percent):
    with staged(qapp, Look(language, text_percent=percent, calm=True)) as page:
        shown(page, STATES["points"])
        cut = [part.toolTip() for part in page.findChildren(KeyBar)[0].children() if isinstance(part, QWidget)]
        assert len(cut) == 10
        assert not any(cut)


def notices(page: CounterPage) -> int:
    return sum(bar.isVisible() for bar in page.findChildren(NoticeBar))


def test_what_the_printer_says_stands_once_on_the_page_of_its_slip(qapp):
    waits = STATES["posted_slip_waits"]
    assert (waits.posted.slip, waits.posted.slip_no) == (SlipState.WAITING, waits.notice)
    with staged(qapp, Look(calm=True)) as page:
        shown(page, waits)
        assert notices(page) == 1
        shown(page, replace(waits, notice=Said("shop_busy", trouble=True)))
        assert notices(page) == 2
        shown(page, replace(waits, posted=replace(waits.posted, slip=SlipState.PRINTING, slip_no=None)))
        assert notices(page) == 1
        shown(page, replace(STATES["idle"], notice=waits.notice))
        assert (page._state.step, notices(page)) == (Step.IDLE, 1)
