"""A notice appears where it was put, never as a window of its own, and goes when there is nothing to say."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from tests.ui.window_waiting import until

from vafa.ui.parts.notice_bar import NoticeBar

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def holder(qtbot):
    made = QWidget()
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.setLayout(QVBoxLayout())
    made.show()
    return made


def test_it_is_hidden_until_it_says_something(holder):
    bar = NoticeBar()
    holder.layout().addWidget(bar)
    assert not bar.isVisible()
    bar.say("warn", "برون‌خط؛ فروش ادامه دارد")
    assert bar.isVisible()
    bar.clear()
    assert not bar.isVisible()


def test_what_was_said_before_it_had_a_place_is_seen_once_it_has_one(holder):
    bar = NoticeBar()
    bar.say("danger", "ساعت رایانه عقب است")
    assert bar not in [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    holder.layout().addWidget(bar)
    until(bar.isVisible)


def test_it_may_be_made_and_filled_before_its_page_is_shown(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    full, empty = NoticeBar(), NoticeBar()
    layout = QVBoxLayout(page)
    layout.addWidget(full)
    layout.addWidget(empty)
    full.say("info", "قیمت‌ها تازه شد")
    page.show()
    until(full.isVisible)
    assert not empty.isVisible()


def test_its_action_tells(holder, qtbot):
    bar = NoticeBar(focus=False)
    holder.layout().addWidget(bar)
    bar.say("danger", "ساعت رایانه عقب است", action="تنظیم ساعت")
    button = bar.findChild(QAbstractButton)
    assert button.isVisible()
    assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.waitSignal(bar.acted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    bar.say("danger", "ساعت رایانه عقب است")
    assert not button.isVisible()


def test_a_long_sentence_takes_more_lines(holder):
    bar = NoticeBar()
    holder.layout().addWidget(bar)
    bar.say("info", "کوتاه")
    low = bar.sizeHint().height()
    bar.say("info", "قیمت‌ها از فردا با ریال تازه هم نوشته می‌شود و روی رسید هر دو می‌آید. " * 3)
    QApplication.processEvents()
    assert bar.heightForWidth(bar.width()) > low


def test_the_slim_one_stays_slim(holder):
    bar = NoticeBar(slim=True)
    holder.layout().addWidget(bar)
    bar.say("warn", "برون‌خط؛ فروش ادامه دارد", "داده‌ها تا ۲ ساعت پیش", fact="۱۸ سند در صف")
    assert bar.sizeHint().height() == 40
