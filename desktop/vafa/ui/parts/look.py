"""How everything looks just now: language and direction, colours of the theme, fonts, text size, motion."""

import json
from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase

from vafa import paths
from vafa.wording.catalogue import Language, Words, words

Theme: TypeAlias = Literal["light", "dark"]

FAMILY = "Vazirmatn"
_FONT_FILES = ("Regular", "Medium", "SemiBold", "Bold", "ExtraBold")

TEXT_PERCENTS = (100, 115, 130)

# Pixels and weight of each role of text, at 100 %.
ROLES: dict[str, tuple[float, int]] = {
    "balance": (50, 800),
    "payable": (36, 800),
    "amount": (34, 800),
    "hero": (34, 800),
    "kpi": (30, 800),
    "title": (26, 800),
    "stepper": (26, 800),
    "name": (22, 800),
    "box": (22, 600),
    "section": (17, 800),
    "card_title": (16, 700),
    "field": (16.5, 600),
    "body_strong": (15, 600),
    "body": (15, 500),
    "secondary": (14, 400),
    "caption": (13.5, 400),
    "minimum": (13, 400),
    "keycap": (12, 600),
}

# How long a change may take to be seen, in milliseconds; with calm motion everything is at once.
MOTION_MS = {"press": 60, "state": 120, "panel": 160, "success": 240}
SPINNER_AFTER_MS, SKELETON_AFTER_MS = 300, 150


class Look(Struct, frozen=True):
    """What a person chose to see. Parts ask `look()` for it whenever they are made or painted."""

    language: Language = "fa"
    theme: Theme = "light"
    text_percent: int = 100
    calm: bool = False

    @property
    def rtl(self) -> bool:
        return self.language == "fa"

    @property
    def direction(self) -> Qt.LayoutDirection:
        return Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight

    @property
    def start(self) -> Qt.AlignmentFlag:
        """The side on which a line of text begins, whatever its first letter is."""
        return (
            Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        ) | Qt.AlignmentFlag.AlignAbsolute

    @property
    def end(self) -> Qt.AlignmentFlag:
        return (
            Qt.AlignmentFlag.AlignLeft if self.rtl else Qt.AlignmentFlag.AlignRight
        ) | Qt.AlignmentFlag.AlignAbsolute

    @property
    def words(self) -> Words:
        """The catalogue of labels: `_ = look().words`."""
        return words(self.language)

    def px(self, at_100_percent: float) -> int:
        """A length that holds text, at the chosen text size."""
        return round(at_100_percent * self.text_percent / 100)

    def ms(self, motion: str) -> int:
        """How long a motion of `MOTION_MS` lasts; 0 when things shall be calm."""
        return 0 if self.calm else MOTION_MS[motion]

    def colour(self, name: str, opacity: float = 1.0) -> QColor:
        """A colour of the theme by its name in resources/themes. KeyError when there is none."""
        colour = QColor(_colours(self.theme)[name])
        if opacity < 1.0:
            colour.setAlphaF(opacity)
        return colour

    def font(self, role: str, *, tabular: bool = False) -> QFont:
        """The font of a role of text; `tabular`: all digits equally wide, for columns of numbers."""
        size_px, weight = ROLES[role]
        return font(size_px * self.text_percent / 100, weight, tabular=tabular)


def font(size_px: float, weight: int, *, tabular: bool = False) -> QFont:
    """The house's font in a size and weight, as a copy of one's own."""
    return QFont(_font(max(1, round(size_px)), weight, tabular))


@cache
def _font(size_px: int, weight: int, tabular: bool) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(size_px)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def load_fonts() -> None:
    """Makes the bundled font known; once a process, after the application was made."""
    for weight in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(paths.resources() / "fonts" / f"Vazirmatn-{weight}.ttf"))


@cache
def _colours(theme: Theme) -> dict[str, str]:
    found: dict[str, str] = json.loads((paths.resources() / "themes" / f"{theme}.json").read_text(encoding="utf-8"))
    return found


_worn = Look()


def look() -> Look:
    """What is worn just now."""
    return _worn


def wear(chosen: Look) -> None:
    """Changes the look. Who shows windows builds their pages anew: parts take their texts when they are made."""
    global _worn  # noqa: PLW0603 - one look for the whole window, as one palette is
    _worn = chosen
