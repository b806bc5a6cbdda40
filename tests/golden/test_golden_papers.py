"""Paper against the pictures in this folder. `VAFA_GOLDEN=write` writes them anew; look before you keep them."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from tests.documents.paper_reading import opened
from tests.documents.paper_samples import CARD, RECEIPTS

from vafa.documents.card import card_png
from vafa.documents.raster_painter import raster_png
from vafa.documents.slip import WIDTHS_DOTS, slip_raster
from vafa.wording.catalogue import LANGUAGES, Language

_HERE = Path(__file__).parent
_FAINTEST_DIFFERENCE = 3


def _kept(name: str, png: bytes) -> Image.Image:
    path = _HERE / name
    if os.environ.get("VAFA_GOLDEN") == "write":
        path.write_bytes(png)
    return Image.open(path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS_DOTS)
@pytest.mark.parametrize("name", RECEIPTS)
def test_a_slip_is_the_kept_picture_to_the_dot(name: str, language: Language, width: int):
    png = raster_png(slip_raster(RECEIPTS[name], language, width))
    kept = _kept(f"slip-{name}-{language}-{width}.png", png)
    printed = opened(png)
    assert printed.size == kept.size
    assert printed.tobytes() == kept.tobytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_the_kept_picture(language: Language):
    png = card_png(CARD, language)
    kept = _kept(f"card-{language}.png", png)
    printed = opened(png)
    assert printed.size == kept.size
    largest = max(high for _, high in ImageChops.difference(printed, kept.convert("RGB")).getextrema())
    assert largest <= _FAINTEST_DIFFERENCE
