import math

import pytest

from vafa.documents.ornament import lattice, star, tiling
from vafa.documents.scene import BLACK


def test_a_star_is_two_crossed_squares():
    reaches = [math.hypot(x - 10, y - 20) for x, y in star(10, 20, 5)]
    assert len(reaches) == 16
    assert reaches[::2] == pytest.approx([5] * 8, abs=0.02)
    assert all(reach < 4 for reach in reaches[1::2])


def test_no_two_neighbours_are_tinted():
    tinted = {(x, y) for x, y, is_tinted in lattice(0, 0, 1, 9, 9) if is_tinted}
    assert len(tinted) == 27
    assert not {(x + 1, y) for x, y in tinted} & tinted
    assert not {(x, y + 1) for x, y in tinted} & tinted


def test_ink_fades_to_nothing():
    shapes = list(tiling(((x, 0.0, False) for x in (0, 50, 100, 150)), 10, 1, BLACK, 0.4, (0, 100)))
    assert [shape.opacity for shape in shapes] == pytest.approx([0.4, 0.2])
