"""A slip that only proves the printer: its digits, the letters that merge when the head is worn, a code."""

from vafa.documents.code_matrix import qr_matrix
from vafa.documents.raster_painter import Raster, paint_bits
from vafa.documents.slip_sheet import SlipSheet, Span
from vafa.documents.typesetting import Weight
from vafa.domain.receipt import ShopFace
from vafa.wording import figures, papers
from vafa.wording.catalogue import Language
from vafa.wording.papers import Label

DIGITS = "0123456789"


def trial_raster(shop: ShopFace, language: Language, width_dots: int) -> Raster:
    """The trial slip in one bit. `width_dots` as for a slip."""
    sheet = SlipSheet(width_dots, rtl=language == "fa")
    if letter := papers.initial(shop):
        sheet.mark(letter)
        sheet.space(8)
    sheet.centred(Span(shop.name, 32, Weight.EXTRABOLD))
    sheet.framed(Span(papers.say(Label.TRIAL, language), 32, Weight.EXTRABOLD))
    sheet.space(8)
    sheet.centred(Span(figures.in_script(DIGITS, language), 34, Weight.BOLD))
    sheet.centred(Span(papers.say(Label.TRIAL_LETTERS, language), 30))
    sheet.rule(dashed=True)
    sheet.code(qr_matrix(DIGITS), [Span(papers.say(Label.TRIAL_HINT, language), 24)])
    return paint_bits(sheet.finish())
