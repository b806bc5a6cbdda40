"""What leaves for the printer, read back by an interpreter and by python-escpos, which share no code with it."""

import re

import numpy as np
import pytest
from escpos.image import EscposImage
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from tests.fakes.escpos_printer import FakePrinter

from vafa.devices.escpos import BAND_ROWS, encode_slip
from vafa.devices.network_printer import NetworkPrinter


def noise(width: int, height: int, seed: int = 7) -> bytes:
    return np.random.default_rng(seed).bytes(width // 8 * height)


def as_picture(width: int, rows: bytes) -> Image.Image:
    """Dots with 1 = black as a 1-bit picture with 1 = white."""
    return Image.frombytes("1", (width, len(rows) * 8 // width), bytes(255 - byte for byte in rows))


def printed(width: int, rows: bytes) -> FakePrinter:
    with FakePrinter() as fake:
        NetworkPrinter(fake.host, fake.port).print_slip(width, rows)
    return fake


@pytest.mark.parametrize(("width", "height"), [(576, 1200), (384, 700), (576, 1), (8, 3), (384, 256), (384, 257)])
def test_the_paper_shows_the_source_dot_for_dot(width: int, height: int) -> None:
    rows = noise(width, height)
    fake = printed(width, rows)
    (job,) = fake.jobs
    assert fake.protocol_errors == []
    assert job.picture.size == (width, height)
    assert ImageChops.difference(job.picture.convert("L"), as_picture(width, rows).convert("L")).getbbox() is None
    assert job.cuts == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 80), st.integers(1, 600), st.integers(0, 2**32), st.booleans())
def test_any_raster_survives(row_bytes: int, height: int, seed: int, full_of_traps: bool) -> None:
    rows = noise(row_bytes * 8, height, seed)
    if full_of_traps:
        # Real-time questions inside the dots are answered by printers; the dots must arrive all the same.
        rows = (b"\x10\x04\x01\x1b@\x1dr\x01" * len(rows))[: len(rows)]
    fake = printed(row_bytes * 8, rows)
    assert b"".join(fake.jobs[0].rows) == rows
    assert len(fake.jobs) == 1
    assert fake.protocol_errors == []


@pytest.mark.parametrize("height", [1, BAND_ROWS, BAND_ROWS + 1, 3 * BAND_ROWS])
def test_dots_are_those_of_python_escpos(height: int) -> None:
    rows = noise(576, height)
    witness = b""
    for piece in EscposImage(as_picture(576, rows)).split(BAND_ROWS):
        dots = EscposImage(piece)
        witness += b"\x1dv0\0" + bytes([dots.width_bytes, 0]) + dots.height.to_bytes(2, "little")
        witness += dots.to_raster_format()
    assert encode_slip(576, rows) == b"\x1b@" + witness + b"\x1bd\x06\x1dV\x00\x1dr\x01"


@pytest.mark.parametrize(("width", "rows"), [(0, b""), (12, b"ab"), (16, b"abc"), (-8, b"a")])
def test_rows_that_do_not_fit_are_a_bug(width: int, rows: bytes) -> None:
    with pytest.raises(ValueError, match=re.escape(f"rows of {width} dots")):
        encode_slip(width, rows)
