"""What is shown while something is awaited: not at once, and not a moment too long."""

import pytest
from tests.ui.window_waiting import until

from vafa.ui.parts.progress_bar import Progress
from vafa.ui.parts.skeleton import Skeleton
from vafa.ui.parts.spinner import Spinner

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]


def test_a_spinner_comes_late_and_goes_at_once(qtbot):
    spinner = Spinner()
    qtbot.addWidget(spinner)
    spinner.start()
    assert not spinner.is_turning()
    until(spinner.is_turning)
    spinner.stop()
    assert not spinner.is_turning()


def test_a_second_start_does_not_begin_anew(qtbot):
    spinner = Spinner(after_ms=30)
    qtbot.addWidget(spinner)
    spinner.start()
    until(spinner.is_turning)
    spinner.start()
    assert spinner.is_turning()


def test_a_skeleton_is_not_seen_when_the_answer_is_quick(qtbot):
    skeleton = Skeleton(after_ms=20)
    qtbot.addWidget(skeleton)
    empty = skeleton.grab().toImage()
    skeleton.wait()
    skeleton.done()
    assert skeleton.grab().toImage() == empty
    skeleton.wait()
    until(lambda: skeleton.grab().toImage() != empty)
    skeleton.done()
    assert skeleton.grab().toImage() == empty


def test_progress_never_shows_more_than_the_whole(qtbot):
    bar = Progress(name="تا سطح طلایی")
    qtbot.addWidget(bar)
    bar.show_value(0.9, 0.4, spoken="۱٬۵۵۶٬۳۶۴ تومان می‌ماند")
    assert (bar._past, round(bar._now, 3)) == (0.9, 0.1)
    bar.show_value(-1, 7)
    assert (bar._past, bar._now) == (0.0, 1.0)
