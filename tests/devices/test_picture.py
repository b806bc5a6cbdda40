"""A picture from outside: every kind a counter meets is read, everything else is refused by name."""

import os
import random
import struct
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import qrcode
from numpy.typing import NDArray
from PIL import Image

from vafa.devices import picture
from vafa.devices.decoder import decode
from vafa.devices.picture import load_picture
from vafa.domain.errors import Refusal, Trouble

DIGITS = "1031000000000114483396117529811925"
CODE = qrcode.make(DIGITS, box_size=4).get_image().convert("L")
DOTS: NDArray[np.uint8] = np.asarray(CODE)


def file_of(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def refusal_of(source: Path | bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        load_picture(source)
    return caught.value


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG's head, and the announcement of dots that never come."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">II4s", zlib.crc32(head), 9, b"IDAT")


EXACT = {
    **{f"PNG {mode}": file_of(CODE.convert(mode), "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA")},
    "PNG 16 bit": file_of(Image.fromarray(DOTS.astype(np.uint16) * 257), "PNG"),
    **{f"TIFF {mode}": file_of(CODE.convert("RGB").convert(mode), "TIFF") for mode in ("1", "L", "RGB", "CMYK")},
    "TIFF 16 bit": file_of(Image.fromarray(DOTS.astype(np.uint16) * 257), "TIFF"),
    "TIFF 32 bit": file_of(Image.fromarray(DOTS.astype(np.int32) * 70_000), "TIFF"),
    "TIFF real numbers": file_of(Image.fromarray(DOTS.astype(np.float32) / 255), "TIFF"),
    "TIFF fax": file_of(CODE.convert("1"), "TIFF", compression="group4"),
    "BMP": file_of(CODE, "BMP"),
    "GIF": file_of(CODE, "GIF", save_all=True, append_images=[Image.new("L", CODE.size, 90)]),
    "WEBP": file_of(CODE.convert("RGB"), "WEBP", lossless=True),
}


@pytest.mark.parametrize("kind", EXACT)
def test_lossless_pictures_come_back_dot_for_dot(kind: str) -> None:
    luma = load_picture(EXACT[kind])
    assert luma.dtype == np.uint8
    assert np.array_equal(luma, DOTS)


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_jpegs_are_read(mode: str) -> None:
    assert decode(load_picture(file_of(CODE.convert(mode), "JPEG"))) == (DIGITS,)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_is_paper(kind: str) -> None:
    ink_only = Image.new("RGBA", CODE.size, "black")
    ink_only.putalpha(CODE.point(lambda dot: 255 - dot))
    assert np.array_equal(load_picture(file_of(ink_only, kind, lossless=True)), DOTS)


def test_a_transparent_colour_of_a_palette_is_paper() -> None:
    stencil = Image.fromarray((DOTS == 0).astype(np.uint8)).convert("P")
    stencil.putpalette([0, 0, 0, 0, 0, 0])
    assert np.array_equal(load_picture(file_of(stencil, "PNG", transparency=0)), DOTS)


def test_a_photograph_is_turned_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    wide = Image.new("L", (40, 20))
    wide.paste(255, (0, 0, 20, 20))
    luma = load_picture(file_of(wide, "JPEG", exif=turned))
    assert luma.shape == (40, 20)
    assert luma[:16].min() > 200
    assert luma[24:].max() < 50


def test_a_flat_picture_without_a_known_range_is_blank() -> None:
    assert (load_picture(file_of(Image.new("F", (30, 30), 7.5), "TIFF")) == 255).all()


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "کارت.png"
    CODE.save(path)
    assert decode(load_picture(path)) == decode(load_picture(str(path))) == (DIGITS,)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as caught:
        load_picture(tmp_path / "none.png")
    assert (caught.value.code, caught.value.figures["path"]) == ("file_missing", str(tmp_path / "none.png"))
    assert refusal_of(tmp_path).code == "file_not_regular"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert refusal_of(tmp_path / "pipe").code == "file_not_regular"
    for path in ("nul\0.png", "x" * 5000):
        with pytest.raises(Trouble, match="file_unreadable"):
            load_picture(path)


def test_what_is_empty_or_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.touch()
    assert refusal_of(path).code == refusal_of(b"").code == "file_empty"
    os.truncate(path, picture.MAX_FILE_BYTES + 1)
    refused = refusal_of(path)
    assert (refused.code, refused.figures["limit_bytes"]) == ("file_too_large", picture.MAX_FILE_BYTES)
    os.truncate(path, picture.MAX_FILE_BYTES)
    assert refusal_of(path).code == "picture_unreadable"


@pytest.mark.parametrize(
    "size", [(8_000, 5_001), (30_001, 1), (1, 30_001), (11_000, 9_000), (2**31 - 1, 2**31 - 1)], ids=str
)
def test_a_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    """There are no dots in these files: only who decodes finds out."""
    assert refusal_of(png_that_claims(*size)).code == "picture_too_large"
    assert refusal_of(png_that_claims(8_000, 5_000)).code == "picture_unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a",
        b"%PDF-1.7 no picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        EXACT["PNG L"][:-60],
        file_of(CODE, "JPEG")[:-200],
        file_of(CODE, "ICO"),
        file_of(CODE, "PPM"),
        file_of(CODE, "EPS"),
        file_of(Image.new("LAB", (30, 30)), "TIFF"),
    ],
    ids=["gif head", "pdf", "svg", "cut png", "cut jpeg", "ico", "ppm", "eps", "lab"],
)
def test_what_is_no_picture_for_us(content: bytes) -> None:
    assert refusal_of(content).code == "picture_unreadable"


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, sometimes the end cut off or replaced by noise."""
    content = bytearray(whole)
    for _ in range(chance.choice([0, 1, 2, 4, 16])):
        content[chance.randrange(min(len(content), chance.choice([30, 200, 10_000])))] = chance.randrange(256)
    if chance.random() < 0.4:
        content = content[: chance.randrange(len(content))]
    if chance.random() < 0.2:
        content += chance.randbytes(50)
    return bytes(content)


@pytest.mark.parametrize("kind", [*EXACT, "JPEG", "noise"])
def test_damage_ends_in_a_picture_or_a_refusal(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    del capfd  # the TIFF reader's own complaints, which it writes past Python
    chance = random.Random(kind)
    whole = {**EXACT, "JPEG": file_of(CODE, "JPEG"), "noise": chance.randbytes(300)}[kind]
    endings = set()
    for _ in range(60):
        try:
            luma = load_picture(damaged(whole, chance))
            decode(luma[:400, :400])
            endings.add("picture")
        except Refusal as refused:
            endings.add(refused.code)
    assert endings <= {"picture", "picture_unreadable", "picture_too_large", "file_empty"}
    assert "picture_unreadable" in endings
