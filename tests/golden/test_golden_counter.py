"""The counter against the pictures in `windows`: Persian, light, 1366 by 768. `VAFA_GOLDEN=write` writes them anew;
look before you keep them."""

import os
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from tests.ui.counter.page_stage import shown, staged
from tests.ui.counter.state_samples import STATES

from vafa.ui.parts.look import Look

_FOLDER = Path(__file__).parent / "windows"

KEPT = (
    "idle",
    "hits",
    "enrol",
    "sale_begins",
    "points",
    "points_refused",
    "amount_unusual",
    "other_member",
    "anonymous",
    "stopped",
    "posted",
    "posted_refund",
    "parked",
    "receipt",
    "refund",
    "details",
    "approving",
    "help",
)

# Another machine may smooth an edge of a letter otherwise; nothing may move.
_FAINTEST_DIFFERENCE, _MOST_DIFFERENT = 24, 0.002


@pytest.fixture(scope="module")
def page(qapp):
    with staged(qapp, Look(calm=True)) as page:
        yield page


@pytest.mark.parametrize("name", KEPT)
def test_the_counter_is_the_kept_picture(page, name: str):
    shown(page, STATES[name])
    path = _FOLDER / f"counter-{name}.png"
    picture = page.grab().toImage()
    if os.environ.get("VAFA_GOLDEN") == "write":
        assert picture.save(str(path))
    kept = QImage(str(path))
    assert (picture.width(), picture.height()) == (kept.width(), kept.height())
    apart = np.abs(_pixels(picture).astype(np.int16) - _pixels(kept).astype(np.int16)).max(axis=2)
    assert (apart > _FAINTEST_DIFFERENCE).mean() <= _MOST_DIFFERENT


def _pixels(picture: QImage) -> np.ndarray:
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)[:, :, :3].copy()
