"""Scenes as PDF: vectors, embedded letters, and the same bytes for the same paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFAxialShading,
    PDFDictionary,
    PDFDocument,
    PDFExponentialFunction,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFStitchingFunction,
    PDFStream,
    PDFZCompress,
)

from vafa.documents import typesetting
from vafa.documents.pdf_fonts import PdfFont
from vafa.documents.scene import Box, Code, Colour, Gradient, Item, Rule, Scene, Shape, Text
from vafa.documents.typesetting import Weight
from vafa.wording.catalogue import Language

POINTS_PER_INCH = 72

_ARC = 0.5523
"""How far a Bezier handle reaches along a quarter of a circle."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A scene that a document holds once and shows many times."""

    name: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A scene or stamp on a page, its lower left corner in points from the page's."""

    what: Scene | Stamp
    x: float = 0.0
    y: float = 0.0


class PdfPaper:
    """A document in the making: pages in order, then `finish` once."""

    def __init__(self, title: str, language: Language) -> None:
        self._document = PDFDocument(compression=1, invariant=1, lang=language)
        self._document.setTitle(title)
        self._document.info.creator = self._document.info.author = "Vafa"
        self._document.info.subject = title
        self._fonts: dict[Weight, PdfFont] = {}
        self._opacities: dict[float, str] = {}
        self._shadings: dict[str, PDFObjectReference] = {}
        self._stamps: dict[str, PDFObjectReference] = {}
        self._resources = PDFDictionary({})
        self._resources_reference = self._document.Reference(self._resources)

    def stamp(self, scene: Scene) -> Stamp:
        """Keeps a scene in the document for pages to show by reference."""
        scale = POINTS_PER_INCH / scene.dots_per_inch
        form = _stream(self._code(scene))
        form.dictionary["Type"] = PDFName("XObject")
        form.dictionary["Subtype"] = PDFName("Form")
        form.dictionary["BBox"] = PDFArray([0, 0, round(scene.width * scale, 3), round(scene.height * scale, 3)])
        form.dictionary["Resources"] = self._resources_reference
        name = f"X{len(self._stamps)}"
        self._stamps[name] = self._document.Reference(form)
        return Stamp(name)

    def page(self, width_pt: float, height_pt: float, placed: Iterable[Placed]) -> None:
        """Adds a page of the given size in points."""
        code: list[str] = []
        for place in placed:
            inner = f"/{place.what.name} Do" if isinstance(place.what, Stamp) else self._code(place.what)
            code += ["q", f"1 0 0 1 {_n(place.x)} {_n(place.y)} cm", inner, "Q"]
        page = PDFPage()
        page.MediaBox = PDFArray([0, 0, round(width_pt, 3), round(height_pt, 3)])
        page.Resources = self._resources_reference
        page.Contents = _stream("\n".join(code))
        self._document.addPage(page)

    def finish(self) -> bytes:
        """The bytes of the document."""
        document = self._document
        states = {
            name: PDFDictionary({"ca": opacity, "CA": opacity}) for opacity, name in sorted(self._opacities.items())
        }
        fonts = {font.name: font.write(document) for font in self._fonts.values()}
        for kind, entries in (
            ("Font", fonts),
            ("XObject", self._stamps),
            ("Shading", self._shadings),
            ("ExtGState", states),
        ):
            if entries:
                self._resources.dict[kind] = PDFDictionary(entries)
        return bytes(document.GetPDFData(None))

    def _code(self, scene: Scene) -> str:
        scale = POINTS_PER_INCH / scene.dots_per_inch
        pen = _Pen(self, scene.height)
        pen.code.append(f"q {scale:.6f} 0 0 {scale:.6f} 0 0 cm")
        for item in scene.items:
            pen.draw(item)
        pen.code.append("Q")
        return "\n".join(pen.code)

    def font(self, weight: Weight) -> PdfFont:
        """The document's font of a weight."""
        return self._fonts.setdefault(weight, PdfFont(weight))

    def opacity(self, share: float) -> str:
        """The name of the graphics state that paints with this share of ink."""
        return self._opacities.setdefault(round(share, 3), f"G{len(self._opacities)}")

    def shading(self, item: Gradient, height: float) -> str:
        """The name of the shading of a gradient on a scene of this height."""
        (x0, y0), (x1, y1) = item.start, item.end
        stops = [[round(channel / 255, 4) for channel in stop] for stop in item.colours]
        steps = [PDFExponentialFunction(N=1, C0=a, C1=b) for a, b in pairwise(stops)]
        bounds = [round(i / len(steps), 4) for i in range(1, len(steps))]
        blend = PDFStitchingFunction(steps, bounds, [0, 1] * len(steps), Domain="[0 1]")
        shading = PDFAxialShading(
            x0, height - y0, x1, height - y1, Function=blend, ColorSpace="DeviceRGB", Extend="[true true]"
        )
        name = f"S{len(self._shadings)}"
        self._shadings[name] = self._document.Reference(shading)
        return name


class _Pen:
    """The operators of one scene, in its dots, turned upside up."""

    def __init__(self, paper: PdfPaper, height: float) -> None:
        self.paper = paper
        self.height = height
        self.code: list[str] = []
        self._ink: Colour | None = None

    def draw(self, item: Item) -> None:
        match item:
            case Text():
                self._text(item)
            case Rule():
                self._rule(item)
            case Box():
                self._fill(item.colour)
                self.code.append(f"{self._box(item)} f")
            case Shape():
                self._shape(item)
            case Code():
                self._fill(item.colour)
                self.code.append(" ".join(self._cells(item)) + " f")
            case Gradient():
                name = self.paper.shading(item, self.height)
                area = f"{_n(item.x)} {self._y(item.y + item.height)} {_n(item.width)} {_n(item.height)} re"
                self.code.append(f"q {area} W n /{name} sh Q")

    def _fill(self, ink: Colour) -> None:
        if ink != self._ink:
            self.code.append(f"{_rgb(ink)} rg")
            self._ink = ink

    def _y(self, y: float) -> str:
        return _n(self.height - y)

    def _text(self, item: Text) -> None:
        """One text object a line; each glyph is moved to its own place, raised where it stands off the baseline."""
        font = self.paper.font(item.line.weight)
        self._fill(item.colour)
        self.code.append(f"BT /{font.name} {_n(item.size)} Tf 1 0 0 1 {_n(item.x)} {self._y(item.baseline)} Tm")
        per_unit = 1000 / typesetting.UNITS_PER_EM
        parts: list[str] = []
        at = raised = 0
        for glyph in item.line.glyphs:
            if glyph.y != raised:
                self._show(parts)
                self.code.append(f"{_n(glyph.y * item.size / typesetting.UNITS_PER_EM)} Ts")
                raised = glyph.y
            place = round(glyph.x * per_unit)
            if place != at:
                parts.append(str(at - place))
            parts.append(f"<{font.code(glyph.number, glyph.source):04X}>")
            at = place + font.width(glyph.number)
        self._show(parts)
        self.code.append("0 Ts ET" if raised else "ET")

    def _show(self, parts: list[str]) -> None:
        if parts:
            self.code.append(f"[{''.join(parts).replace('><', '')}] TJ")
            parts.clear()

    def _rule(self, item: Rule) -> None:
        middle = self._y(item.y + item.thickness / 2)
        dash = f"[{_n(item.dash)} {_n(item.gap)}] 0 d" if item.dash else ""
        line = f"{_n(item.x)} {middle} m {_n(item.x + item.width)} {middle} l S"
        self.code.append(f"q {_rgb(item.colour)} RG {_n(item.thickness)} w {dash} {line} Q")

    def _box(self, item: Box) -> str:
        if not item.radius:
            return f"{_n(item.x)} {self._y(item.y + item.height)} {_n(item.width)} {_n(item.height)} re"
        x0, x1 = item.x, item.x + item.width
        y0, y1 = self.height - item.y - item.height, self.height - item.y
        r, k = item.radius, item.radius * (1 - _ARC)
        return " ".join(
            (
                f"{_n(x0 + r)} {_n(y0)} m {_n(x1 - r)} {_n(y0)} l",
                f"{_n(x1 - k)} {_n(y0)} {_n(x1)} {_n(y0 + k)} {_n(x1)} {_n(y0 + r)} c {_n(x1)} {_n(y1 - r)} l",
                f"{_n(x1)} {_n(y1 - k)} {_n(x1 - k)} {_n(y1)} {_n(x1 - r)} {_n(y1)} c {_n(x0 + r)} {_n(y1)} l",
                f"{_n(x0 + k)} {_n(y1)} {_n(x0)} {_n(y1 - k)} {_n(x0)} {_n(y1 - r)} c {_n(x0)} {_n(y0 + r)} l",
                f"{_n(x0)} {_n(y0 + k)} {_n(x0 + k)} {_n(y0)} {_n(x0 + r)} {_n(y0)} c h",
            )
        )

    def _shape(self, item: Shape) -> None:
        state = f"/{self.paper.opacity(item.opacity)} gs" if item.opacity < 1 else ""
        path = " ".join(
            " ".join(f"{_n(x)} {self._y(y)} {'l' if i else 'm'}" for i, (x, y) in enumerate(contour))
            + (" h" if item.closed else "")
            for contour in item.contours
        )
        if item.stroke_width:
            pen = f"{_rgb(item.colour)} RG {_n(item.stroke_width)} w 1 J 1 j"
            self.code.append(f"q {state} {pen} {path} S Q")
        else:
            self.code.append(f"q {state} {_rgb(item.colour)} rg {path} f Q")

    def _cells(self, item: Code) -> Sequence[str]:
        """One rectangle for each stretch of dark cells of a row, all in one path so that no seams show."""
        areas: list[str] = []
        side = _n(item.cell)
        for number, row in enumerate(item.matrix):
            y = self._y(item.y + (number + 1) * item.cell)
            start = 0
            while start < len(row):
                end = start
                while end < len(row) and row[end]:
                    end += 1
                if end > start:
                    areas.append(f"{_n(item.x + start * item.cell)} {y} {_n((end - start) * item.cell)} {side} re")
                start = max(end, start + 1)
        return areas


def _n(value: float) -> str:
    """A number as PDF wants it: to a thousandth, without idle zeros."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _rgb(ink: Colour) -> str:
    return f"{_n(ink.red / 255)} {_n(ink.green / 255)} {_n(ink.blue / 255)}"


def _stream(content: str | bytes) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])
