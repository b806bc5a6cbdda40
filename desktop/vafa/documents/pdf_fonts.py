"""The typeface inside a PDF: only the glyphs used, each with the words it stands for."""

import uharfbuzz
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFZCompress,
)

from vafa.documents import typesetting
from vafa.documents.typesetting import Weight

_SYMBOLIC = 4
_PER_BLOCK = 100
_SHAPING_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"OS/2", b"cmap", b"name", b"post")


class PdfFont:
    """One weight in one document. A code is given to each pair of glyph and text behind it, so that a search finds the
    words whatever shapes the letters took; letters of a ligature stand in the order they are seen."""

    def __init__(self, weight: Weight) -> None:
        self.weight = weight
        self.name = f"F{list(Weight).index(weight)}"
        self._codes: dict[tuple[int, str], int] = {(0, ""): 0}

    def code(self, glyph: int, source: str) -> int:
        """The two-byte code of a glyph that stands for `source`."""
        return self._codes.setdefault((glyph, source), len(self._codes))

    def width(self, glyph: int) -> int:
        """A glyph's width as the document declares it, in thousandths of the size."""
        return round(typesetting.glyph_advance(self.weight, glyph) * 1000 / typesetting.UNITS_PER_EM)

    def write(self, document: PDFDocument) -> PDFObjectReference:
        """The font's objects in a document; returns the reference for a page's resources."""
        name = PDFName(f"VAFAAA+Vazirmatn-{self.weight}")
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                "FontDescriptor": document.Reference(self._descriptor(document, name)),
                "DW": 0,
                "W": PDFArray([0, PDFArray([self.width(glyph) for glyph, _ in self._codes])]),
                "CIDToGIDMap": document.Reference(_stream(b"".join(g.to_bytes(2, "big") for g, _ in self._codes))),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(self._to_unicode())),
            }
        )
        return document.Reference(font)

    def _descriptor(self, document: PDFDocument, name: PDFName) -> PDFDictionary:
        file = _subset(self.weight, {glyph for glyph, _ in self._codes})
        stream = _stream(file)
        stream.dictionary["Length1"] = len(file)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray([-500, -570, 1500, 1060]),
                "ItalicAngle": 0,
                "Ascent": round(typesetting.ASCENT * 1000),
                "Descent": -round(typesetting.DESCENT * 1000),
                "CapHeight": round(typesetting.CAPITAL * 1000),
                "StemV": 80,
                "FontFile2": document.Reference(stream),
            }
        )

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{code:04X}> <{source.encode('utf-16-be').hex().upper()}>"
            for (_, source), code in self._codes.items()
            if source
        ]
        lines = ["/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap"]
        lines += ["/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def"]
        lines += ["/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def"]
        lines += ["1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange"]
        for start in range(0, len(rows), _PER_BLOCK):
            block = rows[start : start + _PER_BLOCK]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines).encode("ascii")


def _subset(weight: Weight, glyphs: set[int]) -> bytes:
    """The font file with these glyphs only, each under its old number, and without the tables that shape text."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.drop_table_tag_set.update({int.from_bytes(tag, "big") for tag in _SHAPING_TABLES})
    return bytes(uharfbuzz.subset(typesetting.font_face(weight), wanted).blob.data)


def _stream(content: bytes) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])
