import pytest

from vafa.documents.raster_painter import paint_bits, paint_smooth
from vafa.documents.scene import BLACK, WHITE, Box, Code, Gradient, Rule, Scene, Shape, Text, colour
from vafa.documents.typesetting import Weight, typeset


def _scene(*items, width: int = 16, height: int = 4) -> Scene:
    return Scene(width, height, 203, items)


def test_dots_are_packed_from_the_left_one_is_black():
    raster = paint_bits(_scene(Box(0, 0, 1, 1), Box(9, 2, 3, 1)))
    assert raster.rows == bytes([0x80, 0, 0, 0, 0, 0x70, 0, 0])


def test_a_width_that_is_no_multiple_of_eight_is_refused():
    with pytest.raises(ValueError, match="eight"):
        paint_bits(_scene(width=12))


def test_white_letters_stay_white_on_a_black_band():
    line = typeset("الف", Weight.BOLD, rtl=True)
    band = Box(0, 0, 64, 40)
    plain = paint_bits(_scene(band, width=64, height=40))
    lettered = paint_bits(_scene(band, Text(line, 10, 28, 20, WHITE), width=64, height=40))
    assert sum(b.bit_count() for b in lettered.rows) < sum(b.bit_count() for b in plain.rows)


def test_one_bit_edges_are_all_or_nothing():
    raster = paint_bits(_scene(Box(0, 0, 32, 32, BLACK, 12), width=32, height=32))
    black = sum(b.bit_count() for b in raster.rows)
    assert 32 * 32 * 0.85 < black < 32 * 32 * 0.95


def test_a_dashed_rule_begins_and_ends_with_a_dash():
    row = paint_bits(_scene(Rule(8, 0, 104, 1, dash=10), width=120, height=1)).rows
    bits = "".join(f"{byte:08b}" for byte in row)
    dashes = bits.strip("0").split("0")
    assert bits.index("1") == 8
    assert bits.rindex("1") == 8 + 104 - 1
    assert {len(dash) for dash in dashes if dash} == {10}


def test_a_code_is_whole_dots():
    raster = paint_bits(_scene(Code(((True, False), (False, True)), 0, 0, 8), width=16, height=16))
    assert raster.rows == bytes([0xFF, 0]) * 8 + bytes([0, 0xFF]) * 8


def test_things_beyond_the_edge_are_cut_off():
    picture = paint_smooth(_scene(Shape((((-9, -9), (9, -9), (9, 9), (-9, 9)),)), width=16, height=16))
    assert picture.getpixel((0, 0)) == (0, 0, 0)
    assert picture.getpixel((15, 15)) == (255, 255, 255)


def test_opacity_lets_the_ground_through():
    box = ((0, 0), (16, 0), (16, 4), (0, 4))
    picture = paint_smooth(_scene(Shape((box,), BLACK, opacity=0.5)))
    assert picture.getpixel((8, 2)) == pytest.approx((128, 128, 128), abs=1)


def test_a_gradient_runs_from_its_start_to_its_end():
    red, blue = colour("FF0000"), colour("0000FF")
    picture = paint_smooth(_scene(Gradient(0, 0, 16, 4, (0, 0), (16, 0), (red, blue))))
    reds = [picture.getpixel((x, 2))[0] for x in range(16)]
    assert reds == sorted(reds, reverse=True)
    assert reds[0] > 240
    assert reds[-1] < 15
