"""Columns and rows from which the least needed steps back."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from vafa.ui.counter.fitting_column import FittingColumn
from vafa.ui.counter.fitting_row import FittingRow


@pytest.fixture
def stage(qapp):
    stage = QWidget()
    stage.resize(600, 600)
    stage.show()
    yield stage
    stage.close()


def piece(size_px: int) -> QWidget:
    made = QWidget()
    made.setMinimumSize(size_px, size_px)
    return made


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def column_of(stage: QWidget, *ranks: int) -> tuple[FittingColumn, list[QWidget]]:
    column = FittingColumn(spacing=0)
    pieces = [piece(100) for _ in ranks]
    for made, rank in zip(pieces, ranks, strict=True):
        column.add(made, rank=rank)
    column.setParent(stage)
    column.setGeometry(0, 0, 100, 400)
    column.show()
    settle()
    return column, pieces


def test_what_has_room_is_shown(stage):
    _, pieces = column_of(stage, 0, 1, 2, 3)
    assert [made.isVisible() for made in pieces] == [True] * 4


def test_the_highest_rank_steps_back_first_and_what_is_kept_stays(stage):
    column, pieces = column_of(stage, 0, 3, 1, 2)
    for height, shown in ((399, [1, 0, 1, 1]), (250, [1, 0, 1, 0]), (199, [1, 0, 0, 0]), (20, [1, 0, 0, 0])):
        column.setGeometry(0, 0, 100, height)
        settle()
        assert [made.isVisible() for made in pieces] == [bool(seen) for seen in shown]
    column.setGeometry(0, 0, 100, 400)
    settle()
    assert all(made.isVisible() for made in pieces)


def test_what_is_not_wanted_takes_no_room(stage):
    column, pieces = column_of(stage, 0, 1, 2, 3)
    column.want(pieces[1], False)
    column.setGeometry(0, 0, 100, 300)
    settle()
    assert [made.isVisible() for made in pieces] == [True, False, True, True]


def test_ranks_may_change(stage):
    column, pieces = column_of(stage, 0, 1, 2, 3)
    column.setGeometry(0, 0, 100, 300)
    column.set_rank(pieces[3], 1)
    settle()
    assert [made.isVisible() for made in pieces] == [True, True, False, True]


def test_a_piece_that_grows_makes_another_step_back(stage):
    column, pieces = column_of(stage, 0, 1, 2)
    pieces[0].setMinimumHeight(250)
    settle()
    assert [made.isVisible() for made in pieces] == [True, True, False]
    assert column.has_room_for(pieces[1])
    assert not column.has_room_for(pieces[2])


def test_a_row_does_the_same_across(stage):
    row = FittingRow(spacing=0)
    pieces = [piece(100) for _ in range(4)]
    for made, rank in zip(pieces, (0, 2, 1, 0), strict=True):
        row.add(made, rank=rank)
    row.setParent(stage)
    row.show()
    for width, shown in ((400, [1, 1, 1, 1]), (399, [1, 0, 1, 1]), (250, [1, 0, 0, 1]), (50, [1, 0, 0, 1])):
        row.setGeometry(0, 0, width, 100)
        settle()
        assert [made.isVisible() for made in pieces] == [bool(seen) for seen in shown]
    row.want(pieces[3], False)
    row.setGeometry(0, 0, 300, 100)
    settle()
    assert [made.isVisible() for made in pieces] == [True, True, True, False]
