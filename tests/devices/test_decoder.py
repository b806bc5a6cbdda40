"""Codes are found, none is ever misread, and each harder look finds at least what the easier one found."""

import json
import random
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import qrcode
import zxingcpp
from PIL import Image, ImageFilter
from tests.photos.captures import CAMERAS, Camera, capture

from vafa.devices import decoder
from vafa.devices.decoder import decode
from vafa.devices.picture import Luma, load_picture

PHOTOS = Path(__file__).parents[1] / "photos" / "zxing"
CAPTURES = 40


def code(text: str, module_px: int = 4) -> Luma:
    return np.asarray(qrcode.make(text, box_size=module_px).get_image().convert("L"))


def digits(seed: int) -> str:
    return "1" + "".join(random.Random(seed).choices("0123456789", k=33))


def zxing_alone(luma: Luma) -> tuple[str, ...]:
    return tuple(found.text for found in zxingcpp.read_barcodes(luma, formats=zxingcpp.BarcodeFormat.QRCode))


texts_of = decoder._in_reading_order


@pytest.fixture
def fresh_reader() -> Iterator[None]:
    """The second reader is looked for once; a test that hides it must not hide it from the others."""
    decoder._zbar_reader.cache_clear()
    yield
    decoder._zbar_reader.cache_clear()


@pytest.fixture(scope="module")
def captures() -> list[tuple[str, Luma]]:
    """Printed cards before four kinds of camera."""
    return [
        (digits(seed), load_picture(capture(digits(seed), CAMERAS[seed % len(CAMERAS)], seed)))
        for seed in range(CAPTURES)
    ]


def recall(pictures: list[tuple[str, Luma]], read: Callable[[Luma], tuple[str, ...]]) -> int:
    """How many pictures give their text. A text that is not there is never forgiven."""
    found = 0
    for text, luma in pictures:
        texts = read(luma)
        assert set(texts) <= {text}
        found += text in texts
    return found


def test_printed_cards_before_a_camera(captures: list[tuple[str, Luma]]) -> None:
    alone, chain = recall(captures, zxing_alone), recall(captures, decode)
    at_a_glance = recall(captures, lambda luma: texts_of(decoder._glance(luma)))
    resized = recall(captures, lambda luma: zxing_alone(luma) or texts_of(decoder._read_resized(luma)))
    print(f"of {CAPTURES}: glance {at_a_glance}, zxing {alone}, with another size {resized}, all looks {chain}")
    assert at_a_glance >= 0.95 * alone
    assert alone <= resized <= chain
    assert chain > alone
    assert chain >= 0.9 * CAPTURES


def worn(photo: Luma) -> Iterator[Luma]:
    """A photograph as it is, and as worse cameras and worse light would have taken it."""
    image = Image.fromarray(photo)
    yield photo
    yield np.asarray(image.transpose(Image.Transpose.ROTATE_90))
    yield np.asarray(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    yield 255 - photo
    for angle in (12, 33):
        yield np.asarray(image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=128))
    for share in (0.75, 0.6, 0.5):
        yield np.asarray(image.resize((int(image.width * share), int(image.height * share)), Image.Resampling.BOX))
    for radius in (1.0, 1.5, 2.0):
        yield np.asarray(image.filter(ImageFilter.GaussianBlur(radius)))
    noise = np.random.default_rng(5)
    for strength in (15, 25, 35):
        yield np.clip(photo + noise.normal(0, strength, photo.shape), 0, 255).astype(np.uint8)
    yield (photo * 0.25).astype(np.uint8)
    file = BytesIO()
    image.save(file, "JPEG", quality=12)
    yield load_picture(file.getvalue())


def test_real_photographs() -> None:
    truth: dict[str, str | None] = json.loads((PHOTOS / "truth.json").read_text(encoding="utf-8"))
    untouched = [(text, load_picture(PHOTOS / name)) for name, text in truth.items() if text]
    assert recall(untouched, decode) == len(untouched) == 5
    pictures = [(text, variant) for text, photo in untouched for variant in worn(photo)]
    alone, chain = recall(pictures, zxing_alone), recall(pictures, decode)
    print(f"of {len(pictures)}: zxing {alone}, all looks {chain}")
    assert chain > alone
    assert [decode(load_picture(PHOTOS / name)) for name, text in truth.items() if not text] == [()] * 3


def page(*places: tuple[int, int, str]) -> Luma:
    """A white page with codes at (top, left)."""
    paper = np.full((700, 700), 255, np.uint8)
    for top, left, text in places:
        dots = code(text)
        paper[top : top + dots.shape[0], left : left + dots.shape[1]] = dots
    return paper


def test_codes_are_told_in_reading_order_and_once() -> None:
    luma = page((400, 20, "below"), (20, 300, "right"), (20, 20, "left"), (400, 300, "left"))
    assert decode(luma) == ("left", "right", "below")


@pytest.mark.parametrize("text", ["1" * 34, "کارت وفا ۱۲۳", "https://example.com/?a=1&b=2", "a" * 200])
def test_any_text_of_a_code(text: str) -> None:
    assert decode(code(text)) == (text,)


def test_light_on_dark_turned_and_mirrored() -> None:
    dots = code(digits(1))
    for luma in (255 - dots, np.rot90(dots), dots[:, ::-1], dots.T):
        assert decode(luma) == (digits(1),)


def test_a_window_into_a_wider_frame() -> None:
    """Rows of a camera's frame often have more bytes than pixels."""
    frame = np.zeros((300, 512), np.uint8)
    dots = code(digits(2))
    window = frame[10 : 10 + dots.shape[0], 20 : 20 + dots.shape[1]]
    window[:] = dots
    assert decode(window) == (digits(2),)


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (20, 400), (21, 21), (480, 640), (25, 30_000), (30_000, 25)])
def test_nothing_is_found_where_nothing_is(shape: tuple[int, int]) -> None:
    luma = np.random.default_rng(3).integers(0, 256, shape, dtype=np.uint8)
    assert decode(luma) == ()


def test_a_large_photograph_is_read_at_a_smaller_size() -> None:
    luma = load_picture(capture(digits(9), Camera("large", 25, 0.06, 15, 1.2), 9))
    assert luma.size > decoder.ROOMY_PIXELS
    assert decoder._glance(luma) == []
    assert decode(luma) == (digits(9),)


def test_the_second_reader_helps(captures: list[tuple[str, Luma]]) -> None:
    """It is a second opinion only: it must find the right text in most captures by itself."""
    pytest.importorskip("pyzbar.pyzbar", exc_type=ImportError)
    assert recall(captures, lambda luma: texts_of(decoder._second_opinion(luma))) > CAPTURES / 2


@pytest.mark.usefixtures("fresh_reader")
def test_without_the_second_library_the_first_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyzbar", None)
    assert decode(np.full((100, 100), 255, np.uint8)) == ()
    assert decode(code(digits(5))) == (digits(5),)
    assert decoder._second_opinion(code(digits(5))) == []
