"""A slip as the printer would get it, to be looked at before or without printing."""

from msgspec import Struct

from vafa.domain.receipt import Receipt, ShopFace
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

    def get_ready(self, face: ShopFace, language: Language, width_dots: int) -> None:
        """Loads painters and fonts, which takes a second or two the first time, so that the first slip is drawn as
        fast as every other. Nothing comes of it but that."""
        from vafa.documents import slip  # noqa: F401 - what it loads is the point
        from vafa.documents.trial_slip import trial_raster

        trial_raster(face, language, width_dots)
