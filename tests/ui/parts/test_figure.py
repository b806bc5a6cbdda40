"""Numbers are never cut: they shrink, on one baseline, in reading order."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from vafa.ui.parts.figure import Figure, Run, amount

pytestmark = [pytest.mark.usefixtures("plain_look"), pytest.mark.qt_log_ignore("propagateSizeHints")]

BALANCE = (
    Run("۹۹۹٬۹۹۹٬۹۹۹", "balance"),
    Run("امتیاز"),
    Run("= ۹۹٬۹۹۹٬۹۹۹٬۹۰۰", "name", far=True),
    Run("تومان"),
)


@pytest.fixture
def figure(qtbot):
    made = Figure()
    qtbot.addWidget(made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return made


def ink(part):
    """The columns that are painted on, from the left."""
    image = part.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixel(0, 0)
    columns = range(image.width())
    return [x for x in columns if any(image.pixel(x, y) != ground for y in range(image.height()))]


def test_nine_digits_fit_into_the_members_column(figure):
    figure.show_runs(*BALANCE)
    figure.resize(346, figure.sizeHint().height())
    assert figure.needed_size().width() <= 346
    painted = ink(figure)
    assert painted[0] >= 0
    assert painted[-1] <= 345
    assert figure._share_that_fits() < 1.0


def test_with_room_it_keeps_its_size(figure):
    figure.show_runs(*amount("۱٬۲۴۰", "امتیاز"))
    figure.resize(figure.sizeHint())
    assert figure._share_that_fits() == 1.0


def test_it_begins_where_reading_begins(figure):
    figure.show_runs(*amount("۱۲", "امتیاز"))
    figure.resize(400, 40)
    assert ink(figure)[-1] > 390
    figure.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert ink(figure)[0] < 10


def test_far_pieces_stand_at_the_other_end(figure):
    figure.show_runs(Run("۱۲", "kpi"), Run("تومان", far=True))
    figure.resize(400, 40)
    painted = ink(figure)
    assert painted[0] < 10
    assert painted[-1] > 390


def test_a_screen_reader_hears_all_of_it(qtbot):
    figure = Figure(*amount("۱٬۲۸۰٬۰۰۰", "تومان"), name="قابل پرداخت")
    qtbot.addWidget(figure)
    assert figure.accessibleName() == "قابل پرداخت ۱٬۲۸۰٬۰۰۰ تومان"
    figure.show_runs()
    assert figure.said() == ""
