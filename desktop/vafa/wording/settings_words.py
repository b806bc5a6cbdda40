"""What the settings say with figures in them: what was scanned, what waits, how large the text is."""

from vafa.domain.receipt import ShopFace
from vafa.wording import figures, papers
from vafa.wording.catalogue import Language, words


def subtitle(shop: ShopFace, language: Language) -> str:
    """What the settings hold for: «این رایانه · شعبهٔ ونک · صندوق ۲»."""
    _ = words(language)
    return " · ".join(part for part in (_("This computer"), papers.place(shop, language)) if part)


def percent(figure: int, language: Language) -> str:
    """«۱۱۵٪»."""
    return figures.in_script(f"{figure}%", language)


def paper_width(dots: int, language: Language) -> str:
    """The paper of a print head: «۸۰ میلی‌متر» for 576 dots, «۵۸ میلی‌متر» for 384."""
    _ = words(language)
    millimetres = {576: 80, 384: 58}[dots]
    return _("{millimetres} mm").format(millimetres=figures.number(millimetres, language))


def characters(count: int, language: Language) -> str:
    """How much came from the scanner: «۳۴ نویسه»."""
    _ = words(language)
    return _("{count} characters").format(count=figures.number(count, language))


def slips_waiting(count: int, language: Language) -> str:
    """«۳ رسید در صف چاپ»."""
    _ = words(language)
    if count == 1:
        return _("one slip waits for the printer")
    return _("{count} slips wait for the printer").format(count=figures.number(count, language))
