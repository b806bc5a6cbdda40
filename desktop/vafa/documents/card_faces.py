"""The two faces of a card, CR80 at 300 dots an inch, for both directions of reading."""

from collections.abc import Iterable

from vafa.documents.code_matrix import qr_matrix
from vafa.documents.icons import icon
from vafa.documents.ornament import centred_on, lattice, star, tiling
from vafa.documents.scene import WHITE, Box, Code, Colour, Gradient, Item, Scene, Shape, Text, colour
from vafa.documents.typesetting import Weight, typeset
from vafa.domain.receipt import ShopFace
from vafa.wording import figures, papers
from vafa.wording.catalogue import Language
from vafa.wording.papers import Label

DOTS_PER_INCH = 300
WIDTH, HEIGHT = 1011, 638
"""85.6 x 53.98 mm."""

_DEEP, _BRIGHT = colour("063F3C"), colour("0E8B85")
_SOFT = colour("CFE9E5")
_PAPER, _FRAME = colour("FFFDF8"), colour("D9D4C8")
_STRIP, _ACCENT = colour("0A655F"), colour("0B7A75")
_INK, _SECOND, _CAPTION = colour("16211F"), colour("33403D"), colour("5F6A67")
_STRONG = colour("0A5752")

_EDGE = 76
_CELL = 9
_SERIAL_GROUPS = (4, 4, 3)


def front(shop: ShopFace, language: Language) -> Scene:
    """The greeting face: the shop's mark and name, the motto, and the tiling that fades towards them."""
    face = _Face(language)
    bottom, top = face.across(0), face.across(WIDTH)
    face.add([Gradient(0, 0, WIDTH, HEIGHT, (bottom, HEIGHT), (top, 0), (_DEEP, _BRIGHT))])
    centres = ((face.across(x), y, tinted) for x, y, tinted in lattice(10, -20, 170, 5, 5))
    face.add(tiling(centres, 170, 3, WHITE, 0.3, (face.across(60), face.across(790))))
    face.mark(papers.initial(shop), 122, 122, 52)
    face.say(shop.name, 200, 117, 46, Weight.BOLD, WHITE, room=650)
    face.say(papers.say(Label.CLUB, language), 200, 165, 29, Weight.MEDIUM, _SOFT)
    face.say(papers.say(Label.MOTTO, language), _EDGE, 505, 50, Weight.EXTRABOLD, WHITE)
    face.say(papers.say(Label.PROMISE, language), _EDGE, 565, 29, Weight.MEDIUM, _SOFT)
    return face.scene()


def holder(member_name: str, language: Language) -> Scene:
    """What the front adds on a card that names its holder."""
    face = _Face(language)
    face.say(member_name, _EDGE, 330, 36, Weight.SEMIBOLD, WHITE, room=620)
    return face.scene()


def back(shop: ShopFace, language: Language) -> Scene:
    """Everything on the back that all cards of a shop share."""
    face = _Face(language)
    face.add([Box(0, 0, WIDTH, HEIGHT, _PAPER), Box(0, 0, WIDTH, 96, _STRIP)])
    centres = ((face.across(x), y, tinted) for x, y, tinted in lattice(48, 48, 96, 11, 1))
    face.add(tiling(centres, 96, 2.5, WHITE, 0.26, (face.across(0), face.across(9 * WIDTH))))
    face.add([Box(0, 96, WIDTH, HEIGHT - 96, _PAPER)])
    frame = face.from_end(67, 315)
    face.add([Box(frame, 155, 315, 315, _FRAME, 20), Box(frame + 2, 157, 311, 311, WHITE, 18)])
    face.centred(papers.say(Label.CARD_NUMBER, language), 547, 24, Weight.MEDIUM, _CAPTION)
    face.say(papers.say(Label.SHOW_CARD, language), _EDGE, 199, 36, Weight.BOLD, _INK)
    lost = Label.LOST_CALL if shop.phone else Label.LOST_TELL
    rows = (("qr-code", Label.SAY_MOBILE), ("shield-check", Label.POINTS_ARE_YOURS), ("phone", lost))
    for number, (name, label) in enumerate(rows):
        top = 246 + 62 * number
        face.add(icon(name, face.from_start(_EDGE, 32), top, 32, _ACCENT))
        face.say(papers.say(label, language), _EDGE + 52, top + 26, 28, Weight.MEDIUM, _SECOND, room=460)
    if shop.phone:
        face.say(papers.phone(shop, language), _EDGE + 52, 462, 38, Weight.BOLD, _STRONG, room=460)
    face.say(papers.say(Label.TERMS, language), _EDGE, 595, 24, Weight.REGULAR, _CAPTION)
    return face.scene()


def identity(serial: str, code: str, language: Language) -> Scene:
    """What the back adds for one card: its code and its serial in groups."""
    face = _Face(language)
    matrix = qr_matrix(code)
    side = len(matrix) * _CELL
    frame = face.from_end(67, 315)
    face.add([Code(matrix, frame + (315 - side) // 2, 155 + (315 - side) // 2, _CELL)])
    face.centred(figures.latin(_grouped(serial)), 511, 29, Weight.SEMIBOLD, _INK)
    return face.scene()


def _grouped(serial: str) -> str:
    groups: list[str] = []
    for size in _SERIAL_GROUPS:
        groups.append(serial[:size])
        serial = serial[size:]
    return " ".join(group for group in (*groups, serial) if group)


class _Face:
    """A face being filled. Offsets from the start are from the right edge in Persian, from the left in English."""

    def __init__(self, language: Language) -> None:
        self.rtl = language == "fa"
        self._items: list[Item] = []

    def scene(self) -> Scene:
        return Scene(WIDTH, HEIGHT, DOTS_PER_INCH, tuple(self._items))

    def add(self, items: Iterable[Item]) -> None:
        self._items.extend(items)

    def across(self, x: float) -> float:
        """A place as drawn for Persian, mirrored for English."""
        return x if self.rtl else WIDTH - x

    def from_start(self, offset: float, width: float) -> float:
        """The left edge of something so wide whose start is so far in."""
        return WIDTH - offset - width if self.rtl else offset

    def from_end(self, offset: float, width: float) -> float:
        return offset if self.rtl else WIDTH - offset - width

    def say(
        self, text: str, offset: float, baseline: float, size: float, weight: Weight, ink: Colour, room: float = 780
    ) -> None:
        """A line from the start; one that is wider than its room is set smaller."""
        line = typeset(text, weight, rtl=self.rtl)
        fitting = min(size, size * room / max(line.width(size), 1))
        self._items.append(Text(line, self.from_start(offset, line.width(fitting)), baseline, fitting, ink))

    def centred(self, text: str, baseline: float, size: float, weight: Weight, ink: Colour) -> None:
        """A line in the middle below the code."""
        line = typeset(text, weight, rtl=self.rtl)
        left = self.from_end(67, 315) + (315 - line.width(size)) / 2
        self._items.append(Text(line, left, baseline, size, ink))

    def mark(self, letter: str, offset: float, middle: float, radius: float) -> None:
        """The shop's star around a point that lies `offset` from the start."""
        x = self.from_start(offset, 0)
        self._items.append(Shape((star(x, middle, radius),), WHITE, opacity=0.18))
        line = typeset(letter, Weight.BOLD, rtl=self.rtl)
        size = radius * 0.95
        left, baseline = centred_on(line, size, x, middle)
        self._items.append(Text(line, left, baseline, size, WHITE))
