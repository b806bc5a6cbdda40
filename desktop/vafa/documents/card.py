"""Membership cards: a picture of one, or PDF for a card printer or for sheets of ten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from vafa.documents import card_faces
from vafa.documents.pdf_painter import POINTS_PER_INCH, PdfPaper, Placed, Stamp
from vafa.documents.raster_painter import paint_smooth, picture_png
from vafa.documents.scene import BLACK, Box, Scene
from vafa.domain.receipt import ShopFace
from vafa.wording import papers
from vafa.wording.catalogue import Language
from vafa.wording.papers import Label

A4_POINTS = (595.276, 841.89)
COLUMNS, ROWS = 2, 5
CARDS_A_SHEET = COLUMNS * ROWS

_SCALE = POINTS_PER_INCH / card_faces.DOTS_PER_INCH
_CARD_POINTS = (card_faces.WIDTH * _SCALE, card_faces.HEIGHT * _SCALE)
_CORNER = 38
_GAP = 40
_OUTLINE = (211, 207, 198)
_MARK_POINTS, _MARK_AWAY, _HAIRLINE = 12, 5, 0.5


@dataclass(frozen=True, slots=True)
class CardPrint:
    """One card as it prints: serial of 11 digits, code of 34. Without `member_name` the card fits whoever gets it."""

    shop: ShopFace
    serial: str
    code: str
    member_name: str = ""


def card_png(card: CardPrint, language: Language) -> bytes:
    """Front above back on white, 300 dots an inch, a face 1011 x 638 with its rounded corners."""
    fronts = [card_faces.front(card.shop, language)]
    if card.member_name:
        fronts.append(card_faces.holder(card.member_name, language))
    backs = [card_faces.back(card.shop, language), card_faces.identity(card.serial, card.code, language)]
    width, height = card_faces.WIDTH, card_faces.HEIGHT
    picture = Image.new("RGB", (width + 2 * _GAP, 2 * height + 3 * _GAP), "white")
    for number, scenes in enumerate((fronts, backs)):
        place = (_GAP, _GAP + number * (height + _GAP))
        around = (place[0] - 2, place[1] - 2)
        picture.paste(_OUTLINE, around, _corners(width + 4, height + 4))
        picture.paste(paint_smooth(_merged(scenes)), place, _corners(width, height))
    return picture_png(picture, card_faces.DOTS_PER_INCH)


def card_pdf(cards: Sequence[CardPrint], language: Language, *, sheet: bool) -> bytes:
    """Cards as PDF: page by page front then back in card size, or ten to an A4 page with crop marks, each page of
    fronts followed by its backs mirrored for turning over the long edge. At least one card, else ValueError."""
    if not cards:
        raise ValueError("no card to print")
    paper = PdfPaper(papers.say(Label.CLUB, language), language)
    stamps = _Stamps(paper, language)
    if sheet:
        for start in range(0, len(cards), CARDS_A_SHEET):
            _sheet(paper, stamps, cards[start : start + CARDS_A_SHEET])
    else:
        for card in cards:
            paper.page(*_CARD_POINTS, stamps.front(card, 0, 0))
            paper.page(*_CARD_POINTS, stamps.back(card, 0, 0))
    return paper.finish()


class _Stamps:
    """What cards of a shop share is in the document once."""

    def __init__(self, paper: PdfPaper, language: Language) -> None:
        self._paper = paper
        self._language: Language = language
        self._faces: dict[ShopFace, tuple[Stamp, Stamp]] = {}

    def front(self, card: CardPrint, x: float, y: float) -> list[Placed]:
        placed = [Placed(self._shared(card.shop)[0], x, y)]
        if card.member_name:
            placed.append(Placed(card_faces.holder(card.member_name, self._language), x, y))
        return placed

    def back(self, card: CardPrint, x: float, y: float) -> list[Placed]:
        identity = card_faces.identity(card.serial, card.code, self._language)
        return [Placed(self._shared(card.shop)[1], x, y), Placed(identity, x, y)]

    def _shared(self, shop: ShopFace) -> tuple[Stamp, Stamp]:
        if shop not in self._faces:
            self._faces[shop] = (
                self._paper.stamp(card_faces.front(shop, self._language)),
                self._paper.stamp(card_faces.back(shop, self._language)),
            )
        return self._faces[shop]


def _sheet(paper: PdfPaper, stamps: _Stamps, cards: Sequence[CardPrint]) -> None:
    fronts, backs = [Placed(_crop_marks())], [Placed(_crop_marks())]
    for number, card in enumerate(cards):
        row, column = divmod(number, COLUMNS)
        fronts += stamps.front(card, *_place(row, column))
        backs += stamps.back(card, *_place(row, COLUMNS - 1 - column))
    paper.page(*A4_POINTS, fronts)
    paper.page(*A4_POINTS, backs)


def _origin() -> tuple[float, float]:
    """The lower left corner of the block of cards, which stands in the middle of the page."""
    width, height = _CARD_POINTS
    return (A4_POINTS[0] - COLUMNS * width) / 2, (A4_POINTS[1] - ROWS * height) / 2


def _place(row: int, column: int) -> tuple[float, float]:
    """A card's lower left corner on the page; rows count from the top."""
    (left, bottom), (width, height) = _origin(), _CARD_POINTS
    return left + column * width, bottom + (ROWS - 1 - row) * height


@lru_cache(maxsize=1)
def _crop_marks() -> Scene:
    """Short lines outside the block where the cutter goes."""
    (left, bottom), (width, height) = _origin(), _CARD_POINTS
    right, top = left + COLUMNS * width, bottom + ROWS * height
    marks: list[Box] = []
    for column in range(COLUMNS + 1):
        x = left + column * width - _HAIRLINE / 2
        for y in (bottom - _MARK_AWAY - _MARK_POINTS, top + _MARK_AWAY):
            marks.append(Box(x, y, _HAIRLINE, _MARK_POINTS, BLACK))
    for row in range(ROWS + 1):
        y = bottom + row * height - _HAIRLINE / 2
        for x in (left - _MARK_AWAY - _MARK_POINTS, right + _MARK_AWAY):
            marks.append(Box(x, y, _MARK_POINTS, _HAIRLINE, BLACK))
    return Scene(*A4_POINTS, POINTS_PER_INCH, tuple(marks))


def _merged(scenes: Iterable[Scene]) -> Scene:
    items = tuple(item for scene in scenes for item in scene.items)
    return Scene(card_faces.WIDTH, card_faces.HEIGHT, card_faces.DOTS_PER_INCH, items)


@lru_cache(maxsize=4)
def _corners(width: int, height: int) -> Image.Image:
    big = Image.new("L", (width * 4, height * 4))
    ImageDraw.Draw(big).rounded_rectangle((0, 0, big.width - 1, big.height - 1), _CORNER * 4, fill=255)
    return big.reduce(4)
