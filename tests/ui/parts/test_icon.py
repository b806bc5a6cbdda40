"""Icons: all of them can be drawn, the ones with a direction turn, and they are sharp on any screen."""

import pytest
from PySide6.QtGui import QImage, QTransform

from vafa import paths
from vafa.ui.parts import icon as icons
from vafa.ui.parts.look import Look, wear

pytestmark = pytest.mark.usefixtures("plain_look")


def picture(name, **more):
    return icons.icon(name, 24, "ink", **more).toImage().convertToFormat(QImage.Format.Format_ARGB32)


def most_of(image):
    """Where the strokes are, without their soft edges."""
    return {(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200}


@pytest.mark.parametrize("name", sorted(file.stem for file in (paths.resources() / "icons").glob("*.svg")))
def test_every_shipped_icon_can_be_drawn(name):
    drawn = picture(name)
    assert any(drawn.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))


def test_every_icon_that_turns_is_shipped():
    assert all((paths.resources() / "icons" / f"{name}.svg").exists() for name in icons.MIRRORED)


@pytest.mark.parametrize("name", ["arrow-left", "undo-2", "chevron-right"])
def test_back_and_forward_turn_round_in_persian(name):
    persian = picture(name)
    wear(Look(language="en"))
    assert persian != picture(name)
    assert persian == picture(name, turned=True)
    turned_back = picture(name, turned=True).transformed(QTransform(-1, 0, 0, 1, 0, 0))
    # A hair of difference is left where a stroke ends between two pixels.
    assert len(most_of(turned_back) ^ most_of(picture(name))) <= 4


@pytest.mark.parametrize("name", ["scan-line", "history", "phone", "chart-column", "check", "printer"])
def test_clocks_scans_and_checks_never_do(name):
    persian = picture(name)
    wear(Look(language="en"))
    assert picture(name) == persian


def test_a_finer_screen_gets_a_finer_picture():
    fine = icons.icon("user", 20, "accent", ratio=1.5)
    assert (fine.width(), fine.devicePixelRatio()) == (30, 1.5)


def test_an_unknown_icon_is_an_error():
    with pytest.raises(OSError, match="no-such-icon"):
        icons.icon("no-such-icon")
