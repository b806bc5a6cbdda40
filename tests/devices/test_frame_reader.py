"""Frames of any shape are read or refused; a glance at each, a thorough look now and then."""

import subprocess
import sys

import numpy as np
import pytest
import qrcode
from PIL import Image

from vafa.devices import decoder, frame_reader
from vafa.devices.frame_reader import THOROUGH_EVERY_FRAMES, FrameReader
from vafa.devices.picture import Luma
from vafa.domain.errors import Trouble

CARD = "1012345678901234567890123456789012"


def frame(text: str = CARD, width_px: int = 640, height_px: int = 480) -> Luma:
    pixels = np.full((height_px, width_px), 200, np.uint8)
    dots = np.asarray(qrcode.make(text, box_size=6).get_image().convert("L"))
    pixels[40 : 40 + dots.shape[0], 60 : 60 + dots.shape[1]] = dots
    return pixels


def read(reader: FrameReader, pixels: Luma, padding: int = 0) -> tuple[str, ...]:
    height_px, width_px = pixels.shape
    padded = np.pad(pixels, ((0, 0), (0, padding)), constant_values=7)
    return reader(padded.tobytes(), width_px, height_px, width_px + padding)


@pytest.mark.parametrize("padding", [0, 1, 3, 32, 640])
def test_rows_with_padding(padding: int) -> None:
    assert read(FrameReader(), frame(), padding) == (CARD,)


def test_the_last_row_may_lack_its_padding() -> None:
    luma = np.pad(frame(), ((0, 0), (0, 32))).tobytes()[:-32]
    assert FrameReader()(memoryview(luma), 640, 480, 672) == (CARD,)


@pytest.mark.parametrize("text", [f"]Q3{CARD}", f"{CARD}\r\n", "۱" * 19])
def test_what_stands_around_a_code_is_left_out(text: str) -> None:
    (found,) = read(FrameReader(), frame(text))
    assert found.isascii()
    assert found.isdecimal()
    assert len(found) in (34, 19)


def test_two_codes_in_view_are_both_told() -> None:
    pixels = np.hstack([frame(), frame("7" * 19)])
    assert set(read(FrameReader(), pixels)) == {CARD, "7" * 19}


@pytest.mark.parametrize(
    ("width_px", "height_px", "stride"),
    [
        (0, 480, 640),
        (640, 0, 640),
        (-640, 480, 640),
        (640, -480, 640),
        (640, 480, 639),
        (641, 480, 641),
        (640, 481, 640),
        (640, 480, 10**12),
        (640, 10**12, 640),
        (9_000, 10, 9_000),
    ],
)
def test_impossible_sizes_are_refused(width_px: int, height_px: int, stride: int) -> None:
    with pytest.raises(Trouble) as told:
        FrameReader()(bytes(640 * 480), width_px, height_px, stride)
    assert told.value.code == "camera_frame_impossible"


@pytest.mark.parametrize(("width_px", "height_px"), [(1, 1), (20, 20), (640, 1), (1, 480)])
def test_tiny_frames_hold_nothing(width_px: int, height_px: int) -> None:
    reader = FrameReader(thorough_every_frames=1)
    assert reader(bytes(width_px * height_px), width_px, height_px, width_px) == ()


def test_the_thorough_look_comes_every_so_often_and_stays_while_it_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    light_on_dark = 255 - frame()
    glance, decode = decoder.glance, decoder.decode
    monkeypatch.setattr(decoder, "glance", lambda luma: looks.append("glance") or glance(luma))
    monkeypatch.setattr(decoder, "decode", lambda luma: looks.append("decode") or decode(luma))
    reader = FrameReader()

    found = [bool(read(reader, light_on_dark)) for _ in range(THOROUGH_EVERY_FRAMES + 3)]

    assert found == [False] * (THOROUGH_EVERY_FRAMES - 1) + [True] * 4
    assert looks.count("decode") == 4
    read(reader, frame())
    looks.clear()
    empty = np.full((480, 640), 90, np.uint8)
    for _ in range(2 * THOROUGH_EVERY_FRAMES):
        read(reader, empty)
    assert looks.count("glance") == 2 * THOROUGH_EVERY_FRAMES
    assert looks.count("decode") == 2


def test_a_wall_of_codes_is_bounded() -> None:
    tile = frame("1", 300, 300)
    codes = [frame(str(number), 300, 300) for number in range(12)]
    wall = np.vstack([np.hstack(codes[row : row + 4]) for row in (0, 4, 8)])
    assert wall.shape == (3 * tile.shape[0], 4 * tile.shape[1])
    assert len(read(FrameReader(), wall)) == frame_reader.MOST_CODES


def test_turned_noisy_cards() -> None:
    noise = np.random.default_rng(4)
    card = np.pad(frame(width_px=318, height_px=278), 120, constant_values=200)
    for angle in range(0, 360, 30):
        turned = np.asarray(Image.fromarray(card).rotate(angle, Image.Resampling.BICUBIC, fillcolor=110))
        noisy = np.clip(turned + noise.normal(0, 12, turned.shape), 0, 255).astype(np.uint8)
        assert read(FrameReader(), noisy) == (CARD,)


def test_importing_the_reader_loads_no_picture_library() -> None:
    loaded = "import sys, vafa.devices.frame_reader; print('numpy' in sys.modules or 'zxingcpp' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"
