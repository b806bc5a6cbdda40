"""The texts of the QR codes in a picture: a quick look first, and harder looks only when it finds nothing."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import zxingcpp
from PIL import Image

from vafa.devices.picture import Luma

SMALLEST_CODE_MODULES = 21
"""The side of a QR code of version 1: a picture with a shorter side holds no code."""

ROOMY_PIXELS = 3_000_000
"""Up to this size a second look doubles the picture; above it the picture is reduced to it, to stay within time."""


@dataclass(frozen=True, order=True)
class _Sighting:
    """A code's text and where its upper left corner lies, in pixels."""

    top: int
    left: int
    text: str


def decode(luma: Luma) -> tuple[str, ...]:
    """The distinct texts of the QR codes in a picture, from top to bottom, then left to right; () if there is none.

    Four looks, each only when the earlier ones found nothing: a glance, one that also tries light on dark and smaller
    sizes, one at another size, and a second reader's if its library is on this machine. A picture without any code
    pays for all of them.
    Both sides of the picture must be within `picture.MAX_SIDE_PX`.
    """
    if min(luma.shape) < SMALLEST_CODE_MODULES:
        return ()
    for look in (_glance, _read, _read_resized, _second_opinion):
        sightings = look(luma)
        if sightings:
            return _in_reading_order(sightings)
    return ()


def glance(luma: Luma) -> tuple[str, ...]:
    """What `decode` finds at its first look: for frames of a camera, where the next one comes in a moment."""
    return () if min(luma.shape) < SMALLEST_CODE_MODULES else _in_reading_order(_glance(luma))


def _in_reading_order(sightings: Iterable[_Sighting]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sighting.text for sighting in sorted(sightings)))


def _glance(luma: Luma) -> list[_Sighting]:
    """Without the extra tries it takes a third of the time on a noisy frame, and misses hardly a code."""
    return _read(luma, thorough=False)


def _read(luma: Luma, *, thorough: bool = True) -> list[_Sighting]:
    codes = zxingcpp.read_barcodes(
        np.ascontiguousarray(luma),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode),
        text_mode=zxingcpp.TextMode.Plain,
        try_invert=thorough,
        try_downscale=thorough,
    )
    return [_Sighting(code.position.top_left.y, code.position.top_left.x, code.text) for code in codes if code.text]


def _read_resized(luma: Luma) -> list[_Sighting]:
    """Doubling finds codes with modules of two or three pixels; reducing a large photograph averages its noise away."""
    height, width = luma.shape
    if luma.size > ROOMY_PIXELS:
        return _read(_reduced(luma))
    return _read(np.asarray(Image.fromarray(luma).resize((2 * width, 2 * height), Image.Resampling.BILINEAR)))


def _reduced(luma: Luma) -> Luma:
    """The picture at no more than ROOMY_PIXELS."""
    factor = math.ceil(math.sqrt(luma.size / ROOMY_PIXELS))
    return np.asarray(Image.fromarray(luma).reduce(factor)) if factor > 1 else luma


def _second_opinion(luma: Luma) -> list[_Sighting]:
    return _zbar_reader()(_reduced(luma))


@cache
def _zbar_reader() -> Callable[[Luma], list[_Sighting]]:
    """The second reader, or one that never finds anything where its library (libzbar) is missing."""
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError):
        return lambda _: []

    def read(luma: Luma) -> list[_Sighting]:
        try:
            # Only QR codes: the library's readers of other symbols have had holes.
            codes = pyzbar.decode(luma, symbols=[pyzbar.ZBarSymbol.QRCODE])
        except pyzbar.PyZbarError:
            return []
        return [_Sighting(code.rect.top, code.rect.left, code.data.decode(errors="replace")) for code in codes]

    return read
