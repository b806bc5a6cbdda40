"""A slip as the printer would get it, to be looked at before or without printing."""

from msgspec import Struct

from vafa.domain.receipt import Receipt
from vafa.wording.catalogue import Language


class SlipDots(Struct, frozen=True):
    """One bit a dot, rows padded to whole bytes, 1 is black."""

    width_dots: int
    rows: bytes


class DrawSlip:
    """Draws a slip with the painters that print it. Takes some ten milliseconds."""

    def __call__(self, receipt: Receipt, language: Language, width_dots: int) -> SlipDots:
        from vafa.documents.slip import slip_raster  # loading the painters takes longer than the act

        raster = slip_raster(receipt, language, width_dots)
        return SlipDots(raster.width, raster.rows)
