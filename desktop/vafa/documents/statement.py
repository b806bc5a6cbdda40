"""A member's statement on A4: what moved the points, row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from vafa.documents.ornament import centred_on, lattice, star, tiling
from vafa.documents.pdf_painter import POINTS_PER_INCH, PdfPaper, Placed
from vafa.documents.scene import WHITE, Box, Colour, Gradient, Item, Rule, Scene, Shape, Text, colour
from vafa.documents.typesetting import Line, Weight, typeset, wrap
from vafa.domain.receipt import ShopFace
from vafa.domain.units import Points
from vafa.wording import figures, papers
from vafa.wording.catalogue import Language
from vafa.wording.papers import Label

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89

_MARGIN = 42
_BAND = 92
_FOOT = 48
_PADDING = 8
_SIZE = 9.5
_LEADING = 15
_ROW_PADDING = 8
_DATE, _POINTS, _BALANCE = 112.0, 72.0, 76.0

_DEEP, _BRIGHT, _SOFT = colour("063F3C"), colour("0E8B85"), colour("CFE9E5")
_INK, _CAPTION, _LINE, _TINT = colour("16211F"), colour("5F6A67"), colour("E7E4DD"), colour("F7F6F2")
_GAIN, _LOSS = colour("075E59"), colour("9B2219")


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One movement: an aware moment, a sentence, the signed points and the balance after it."""

    moment: datetime
    label: str
    points: Points
    balance: Points


@dataclass(frozen=True, slots=True)
class Statement:
    """Whose points, made when, and the rows in the order in which they print. `mobile` is canonical; paper masks it."""

    shop: ShopFace
    member_name: str
    mobile: str
    made_at: datetime
    rows: tuple[StatementRow, ...]


def statement_pdf(statement: Statement, language: Language) -> bytes:
    """The statement as PDF: a coloured head on the first page, the names of the columns on each."""
    paper = PdfPaper(papers.say(Label.STATEMENT, language), language)
    pages = list(_pages(_laid(statement.rows, language)))
    head = paper.stamp(_band(statement, language))
    for number, rows in enumerate(pages, 1):
        first = number == 1
        sheet = _Sheet(language)
        if first:
            sheet.person(statement)
        sheet.columns()
        for row, lines in rows:
            sheet.row(row, lines)
        if not statement.rows:
            sheet.nothing()
        sheet.foot(papers.page_of(number, len(pages), language))
        placed = [Placed(sheet.scene())]
        if first:
            placed.insert(0, Placed(head, 0, PAGE_HEIGHT - _BAND))
        paper.page(PAGE_WIDTH, PAGE_HEIGHT, placed)
    return paper.finish()


_Laid = tuple[StatementRow, tuple[Line, ...]]


def _laid(rows: Sequence[StatementRow], language: Language) -> Iterator[_Laid]:
    room = PAGE_WIDTH - 2 * _MARGIN - _DATE - _POINTS - _BALANCE - 2 * _PADDING
    for row in rows:
        yield row, wrap(row.label, Weight.MEDIUM, _SIZE, room, rtl=language == "fa")


def _pages(rows: Iterator[_Laid]) -> Iterator[list[_Laid]]:
    """Rows by page; there is always a first page."""
    page: list[_Laid] = []
    room = PAGE_HEIGHT - _FOOT - _top(first=True)
    for row, lines in rows:
        height = _height(lines)
        if page and height > room:
            yield page
            page, room = [], PAGE_HEIGHT - _FOOT - _top(first=False)
        page.append((row, lines))
        room -= height
    yield page


def _top(*, first: bool) -> float:
    """Where the first row of a page begins."""
    return (_BAND + 62 if first else _MARGIN) + 26


def _height(lines: Sequence[Line]) -> float:
    return len(lines) * _LEADING + _ROW_PADDING


def _band(statement: Statement, language: Language) -> Scene:
    rtl = language == "fa"

    def across(x: float) -> float:
        return x if rtl else PAGE_WIDTH - x

    centres = ((across(x), y, tinted) for x, y, tinted in lattice(4, 10, 64, 7, 2))
    x, y, radius = across(PAGE_WIDTH - _MARGIN - 24), _BAND / 2, 24
    letter = typeset(papers.initial(statement.shop), Weight.BOLD, rtl=rtl)
    items: list[Item] = [
        Gradient(0, 0, PAGE_WIDTH, _BAND, (across(0), _BAND), (across(PAGE_WIDTH), 0), (_DEEP, _BRIGHT)),
        *tiling(centres, 64, 1, WHITE, 0.3, (across(20), across(400))),
        Shape((star(x, y, radius),), WHITE, opacity=0.18),
        Text(letter, *centred_on(letter, 22, x, y), 22, WHITE),
    ]
    for text, baseline, size, weight, ink in (
        (statement.shop.name, 43, 17, Weight.BOLD, WHITE),
        (papers.say(Label.STATEMENT, language), 65, 12, Weight.MEDIUM, _SOFT),
    ):
        line = typeset(text, weight, rtl=rtl)
        start = PAGE_WIDTH - _MARGIN - 62 - line.width(size) if rtl else _MARGIN + 62
        items.append(Text(line, start, baseline, size, ink))
    return Scene(PAGE_WIDTH, _BAND, POINTS_PER_INCH, tuple(items))


class _Sheet:
    """One page being filled from the top."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.rtl = language == "fa"
        self._items: list[Item] = []
        self._y = float(_MARGIN)
        self._shaded = False

    def scene(self) -> Scene:
        return Scene(PAGE_WIDTH, PAGE_HEIGHT, POINTS_PER_INCH, tuple(self._items))

    def person(self, statement: Statement) -> None:
        """Who it is for and when it was made, under the band."""
        self._y = _BAND + 32
        self._say(statement.member_name, 0, self._y, 14, Weight.BOLD, _INK)
        self._say(
            figures.masked_mobile(statement.mobile, self.language), 0, self._y + 18, 10.5, Weight.MEDIUM, _CAPTION
        )
        made = typeset(papers.printed_on(statement.made_at, self.language), Weight.MEDIUM, rtl=self.rtl)
        x = _MARGIN if self.rtl else PAGE_WIDTH - _MARGIN - made.width(10)
        self._items.append(Text(made, x, self._y, 10, _CAPTION))
        self._y = _top(first=True) - 26

    def columns(self) -> None:
        """The names of the columns."""
        baseline = self._y + 17
        self._say(papers.say(Label.DATE, self.language), _PADDING, baseline, 9.5, Weight.BOLD, _CAPTION)
        self._say(papers.say(Label.DESCRIPTION, self.language), _DATE, baseline, 9.5, Weight.BOLD, _CAPTION)
        for label, offset, width in self._number_columns():
            self._number(papers.say(label, self.language), offset, width, baseline, Weight.BOLD, _CAPTION)
        self._y += 24
        self._items.append(Rule(_MARGIN, self._y, PAGE_WIDTH - 2 * _MARGIN, 1.2, colour=_GAIN))
        self._y += 2

    def row(self, row: StatementRow, lines: Sequence[Line]) -> None:
        """One movement; every second row is shaded."""
        height = _height(lines)
        if self._shaded:
            self._items.append(Box(_MARGIN, self._y, PAGE_WIDTH - 2 * _MARGIN, height, _TINT))
        self._shaded = not self._shaded
        baseline = self._y + _ROW_PADDING / 2 + _LEADING * 0.72
        self._say(papers.moment(row.moment, self.language), _PADDING, baseline, _SIZE, Weight.REGULAR, _CAPTION)
        for number, line in enumerate(lines):
            x = self._from_start(_DATE, line.width(_SIZE))
            self._items.append(Text(line, x, baseline + number * _LEADING, _SIZE, _INK))
        (_, points_at, points_width), (_, balance_at, balance_width) = self._number_columns()
        points = figures.signed(row.points, self.language)
        ink = _LOSS if row.points < 0 else _GAIN
        self._number(points, points_at, points_width, baseline, Weight.SEMIBOLD, ink)
        balance = figures.number(row.balance, self.language)
        self._number(balance, balance_at, balance_width, baseline, Weight.SEMIBOLD, _INK)
        self._y += height
        self._items.append(Rule(_MARGIN, self._y, PAGE_WIDTH - 2 * _MARGIN, 0.5, colour=_LINE))

    def nothing(self) -> None:
        """The sentence of an empty statement."""
        self._say(papers.say(Label.NO_ROWS, self.language), _PADDING, self._y + 22, 10.5, Weight.MEDIUM, _CAPTION)

    def foot(self, text: str) -> None:
        """A line in the middle of the lower margin."""
        line = typeset(text, Weight.REGULAR, rtl=self.rtl)
        self._items.append(Text(line, (PAGE_WIDTH - line.width(9)) / 2, PAGE_HEIGHT - 24, 9, _CAPTION))

    def _number_columns(self) -> tuple[tuple[Label, float, float], tuple[Label, float, float]]:
        """Label, distance from the start and width of the two columns of numbers."""
        inner = PAGE_WIDTH - 2 * _MARGIN
        return (
            (Label.POINTS, inner - _BALANCE - _POINTS, _POINTS),
            (Label.RUNNING_BALANCE, inner - _BALANCE, _BALANCE),
        )

    def _from_start(self, offset: float, width: float) -> float:
        return PAGE_WIDTH - _MARGIN - offset - width if self.rtl else _MARGIN + offset

    def _say(self, text: str, offset: float, baseline: float, size: float, weight: Weight, ink: Colour) -> None:
        line = typeset(text, weight, rtl=self.rtl)
        self._items.append(Text(line, self._from_start(offset, line.width(size)), baseline, size, ink))

    def _number(self, text: str, offset: float, width: float, baseline: float, weight: Weight, ink: Colour) -> None:
        """A figure on the right edge of its column, digits of one width."""
        line = typeset(text, weight, rtl=self.rtl, tabular=True)
        right = self._from_start(offset, width) + width - _PADDING
        self._items.append(Text(line, right - line.width(_SIZE), baseline, _SIZE, ink))
