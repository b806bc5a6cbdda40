"""The checks find what they are there to find."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget
from tests.ui import window_checks

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def page(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 200)
    return made


def placed(part, holder, x, y, wide, tall):
    part.setParent(holder)
    part.setGeometry(x, y, wide, tall)
    return part


def test_a_squeezed_label_and_one_that_sticks_out_are_found(page):
    placed(QLabel("یک جملهٔ بلند که جا نمی‌شود"), page, 0, 0, 40, 30)
    placed(QLabel("بیرون‌زده"), page, 560, 60, 100, 30)
    placed(QLabel("خوب"), page, 0, 120, 200, 40)
    page.show()
    assert len(window_checks.clipped(page)) == 2


def test_a_button_an_entry_and_a_painted_part_are_measured(page):
    placed(QPushButton("یک دکمهٔ بلند"), page, 0, 0, 20, 30)
    entry = placed(QLineEdit(), page, 0, 60, 30, 30)
    entry.setPlaceholderText("کارت، موبایل، نام، کوپن یا شماره فاکتور")
    page.show()
    assert {fault.part for fault in window_checks.clipped(page)} == {"QPushButton", "QLineEdit"}


def test_a_control_without_a_name_is_found(page):
    placed(QLineEdit(), page, 0, 0, 200, 30)
    named = placed(QLineEdit(), page, 0, 40, 200, 30)
    named.setAccessibleName("مبلغ فاکتور")
    page.show()
    assert len(window_checks.unnamed(page)) == 1


def test_pale_text_is_found(page):
    for row, ink in enumerate(("#16211F", "#C8CCCB")):
        label = placed(QLabel("مانده امتیاز"), page, 0, row * 50, 200, 40)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(ink))
        label.setPalette(palette)
    page.setAutoFillBackground(True)
    palette = page.palette()
    palette.setColor(QPalette.ColorRole.Window, QColor("white"))
    page.setPalette(palette)
    page.show()
    assert len(window_checks.faint(page)) == 1


def test_known_contrasts():
    assert window_checks.contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert window_checks.contrast(QColor("#16211F"), QColor("#FFFFFF")) == pytest.approx(16.5, abs=0.1)


def pair(qtbot, direction):
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setLayoutDirection(direction)
    row = QHBoxLayout(holder)
    row.addWidget(QLabel("یک"))
    row.addWidget(QPushButton("دو"))
    holder.resize(300, 60)
    holder.show()
    return holder


def test_a_row_that_does_not_turn_is_found(qtbot):
    rtl = pair(qtbot, Qt.LayoutDirection.RightToLeft)
    ltr = pair(qtbot, Qt.LayoutDirection.LeftToRight)
    assert window_checks.not_mirrored(rtl, ltr) == []
    stubborn = pair(qtbot, Qt.LayoutDirection.RightToLeft)
    assert len(window_checks.not_mirrored(rtl, stubborn)) == 1
