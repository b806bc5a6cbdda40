"""Reading paper back: pages of a PDF as pictures and words, codes in pictures."""

import io

import pypdfium2
import zxingcpp
from PIL import Image

from vafa.documents import typesetting
from vafa.documents.raster_painter import Raster
from vafa.documents.scene import Code, Scene, Text

POINTS_PER_INCH = 72


def codes_in(picture: Image.Image) -> list[str]:
    """The QR codes of a picture, from its top."""
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in sorted(found, key=lambda code: code.position.top_left.y)]


def picture_of(raster: Raster) -> Image.Image:
    return Image.frombytes("1", (raster.width, raster.height), raster.rows, "raw", "1;I")


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png))


def pages_of(pdf: bytes, dots_per_inch: float) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dots_per_inch / POINTS_PER_INCH).to_pil() for page in document]


def words_of(pdf: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


Area = tuple[float, float, float, float]


def ink_areas(scene: Scene) -> list[Area]:
    """Left, top, right and bottom of the ink of each text of a scene."""
    areas: list[Area] = []
    for item in scene.items:
        if isinstance(item, Text):
            ink = typesetting.ink(item.line)
            scale = item.size / typesetting.UNITS_PER_EM
            left, top = item.x + ink.left * scale, item.baseline - ink.top * scale
            areas.append((left, top, item.x + ink.right * scale, item.baseline - ink.bottom * scale))
    return areas


def code_areas(scene: Scene, quiet_cells: int) -> list[Area]:
    """The same for its codes with their quiet border."""
    areas: list[Area] = []
    for item in scene.items:
        if isinstance(item, Code):
            quiet, side = quiet_cells * item.cell, len(item.matrix) * item.cell
            areas.append((item.x - quiet, item.y - quiet, item.x + side + quiet, item.y + side + quiet))
    return areas


def touching(areas: list[Area]) -> list[tuple[Area, Area]]:
    """Pairs of areas that share ground."""
    return [
        (a, b)
        for i, a in enumerate(areas)
        for b in areas[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
