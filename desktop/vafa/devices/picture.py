"""A picture file from outside as grey pixels, or a refusal that says what is wrong with the file.

A picture comes from a phone, a scanner or an unknown sender: each bound is checked before anything large is made.
"""

import stat
import struct
import threading
import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from vafa.domain.errors import Refusal, Trouble

Luma = NDArray[np.uint8]
"""Grey pixels, shape (height, width), 0 = black, 255 = white."""

MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE_PX = 30_000
"""Twice this is still within what the readers of codes accept (65,535)."""

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")

# What the picture library lets through on damaged files: seen in 200,000 of them, or raised in its readers.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    struct.error,
)

# Silencing the library's warnings touches the whole process, and one picture at a time also bounds the memory.
_one_at_a_time = threading.Lock()


def load_picture(source: Path | str | bytes) -> Luma:
    """The upright first page of a picture, transparent parts on white.

    `source` is a file's path, or the file's bytes. Refusal: `file_not_regular`, `file_empty`, `file_too_large`,
    `picture_unreadable` (no picture of a known format, damaged, cut short), `picture_too_large`.
    Trouble: `file_missing`, `file_unreadable`.
    """
    content = source if isinstance(source, bytes) else _read(Path(source))
    if not content:
        raise Refusal("file_empty")
    if len(content) > MAX_FILE_BYTES:
        raise Refusal("file_too_large", limit_bytes=MAX_FILE_BYTES)
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _decode(content)


def _read(path: Path) -> bytes:
    """The file's bytes, at most one more than allowed."""
    try:
        # A named pipe or a device would block or never end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refusal("file_not_regular", path=str(path))
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise Trouble("file_missing", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise Trouble("file_unreadable", path=str(path), reason=str(error)) from error


def _decode(content: bytes) -> Luma:
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            _refuse_bomb(picture.width, picture.height)
            # JPEG can skip its colours while decoding; the other formats ignore this.
            picture.draft("L", None)
            return _to_luma(ImageOps.exif_transpose(picture))
    except Image.DecompressionBombError as error:
        raise Refusal("picture_too_large", limit_pixels=MAX_PIXELS) from error
    except MemoryError as error:
        raise Trouble("memory_short", bytes=len(content)) from error
    except _DAMAGE as error:
        raise Refusal("picture_unreadable", reason=type(error).__name__) from error


def _refuse_bomb(width: int, height: int) -> None:
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE_PX:
        raise Refusal("picture_too_large", limit_pixels=MAX_PIXELS, width_px=width, height_px=height)


def _to_luma(picture: Image.Image) -> Luma:
    if picture.mode.startswith("I;16"):
        return (np.asarray(picture) >> 8).astype(np.uint8)
    if picture.mode in ("I", "F"):
        return _stretch(np.asarray(picture, dtype=np.float64))
    if picture.has_transparency_data:
        coloured = picture.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        picture = Image.alpha_composite(paper, coloured)
    return np.array(picture.convert("L"), dtype=np.uint8)


def _stretch(values: NDArray[np.float64]) -> Luma:
    """Values without a known range, from their darkest to their lightest."""
    values = np.nan_to_num(values)
    darkest, lightest = float(values.min()), float(values.max())
    if not 0 < lightest - darkest < float("inf"):
        return np.full(values.shape, 255, dtype=np.uint8)
    return ((values - darkest) * (255 / (lightest - darkest))).astype(np.uint8)
