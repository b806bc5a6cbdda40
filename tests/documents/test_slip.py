import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from msgspec.structs import replace
from tests.documents.paper_reading import (
    code_areas,
    codes_in,
    ink_areas,
    opened,
    pages_of,
    picture_of,
    touching,
    words_of,
)
from tests.documents.paper_samples import CODE, EXTREMES, RECEIPTS, SALE

from vafa.documents.code_matrix import QUIET_CELLS
from vafa.documents.raster_painter import raster_png
from vafa.documents.scene import Rule
from vafa.documents.slip import WIDTHS_DOTS, slip_pdf, slip_raster, slip_scene
from vafa.domain.units import Rial
from vafa.wording import figures, papers
from vafa.wording.catalogue import LANGUAGES, Language
from vafa.wording.papers import Label

ALL = {**RECEIPTS, **EXTREMES}

every_slip = pytest.mark.parametrize(
    ("name", "language", "width"), [(name, lang, width) for name in ALL for lang in LANGUAGES for width in WIDTHS_DOTS]
)


@every_slip
def test_nothing_leaves_the_paper_or_meets_its_neighbour(name: str, language: Language, width: int):
    scene = slip_scene(ALL[name], language, width)
    inks, codes = ink_areas(scene), code_areas(scene, QUIET_CELLS)
    for left, top, right, bottom in inks:
        assert left >= 4
        assert right <= width - 4
        assert top >= 0
        assert bottom <= scene.height
    rules = [
        (item.x, item.y, item.x + item.width, item.y + item.thickness) for item in scene.items if isinstance(item, Rule)
    ]
    assert not touching(inks)
    assert not touching(codes + rules)
    assert not [pair for pair in touching(codes + inks) if pair[0] in codes]


@every_slip
def test_the_code_is_read_back_from_the_dots_and_from_the_page(name: str, language: Language, width: int):
    receipt = ALL[name]
    assert codes_in(picture_of(slip_raster(receipt, language, width))) == [CODE]
    pdf = slip_pdf(receipt, language, width)
    for dots_per_inch in (203, 300):
        (page,) = pages_of(pdf, dots_per_inch)
        assert codes_in(page) == [CODE]


@pytest.mark.parametrize("width", WIDTHS_DOTS)
def test_a_row_of_dots_is_packed_eight_to_a_byte(width: int):
    raster = slip_raster(SALE, "fa", width)
    assert raster.width == width
    assert len(raster.rows) == raster.height * width // 8
    black = sum(byte.bit_count() for byte in raster.rows)
    assert 0.05 < black / (raster.width * raster.height) < 0.4


def test_a_slip_is_a_png_of_two_colours():
    raster = slip_raster(SALE, "fa", 576)
    picture = opened(raster_png(raster))
    assert picture.mode == "1"
    assert picture.size == (576, raster.height)
    assert picture.tobytes() == picture_of(raster).tobytes()


def test_another_width_is_refused():
    with pytest.raises(ValueError, match="500"):
        slip_raster(SALE, "fa", 500)


def test_the_page_is_as_wide_as_the_printable_strip():
    page = pypdfium2.PdfDocument(slip_pdf(SALE, "fa", 576))[0]
    assert page.get_width() == pytest.approx(576 * 72 / 203, abs=0.01)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_slip_gives_the_same_bytes(language: Language):
    assert slip_pdf(SALE, language, 576) == slip_pdf(SALE, language, 576)
    assert slip_raster(SALE, language, 576) == slip_raster(SALE, language, 576)


def test_only_our_own_letters_are_in_the_file():
    document = pypdfium2.PdfDocument(slip_pdf(RECEIPTS["goods"], "fa", 576))
    fonts = [item.get_font() for item in document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]
    assert fonts
    assert all("Vazirmatn" in font.get_base_name() and font.is_embedded for font in fonts)
    assert b"Helvetica" not in slip_pdf(SALE, "fa", 576)


_ISOLATES = re.compile("[\u2066-\u2069]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_finds_the_words(language: Language):
    receipt = RECEIPTS["goods"]
    sentences = [
        *(papers.say(label, language) for label in (
            Label.RECEIPT, Label.AMOUNT, Label.DISCOUNT, Label.PAID, Label.MEMBER, Label.MOBILE, Label.BALANCE,
            Label.SAVED, Label.RETURN_TITLE, Label.RETURN_HINT, Label.THANKS, Label.NO_MESSAGES,
        )),
        *(line.sku for line in receipt.lines),
        receipt.shop.name, receipt.shop.branch, receipt.member_name, receipt.number, receipt.journal_mark,
        papers.earned_here(receipt.points_earned, language),
        papers.points_off(receipt.points_spent, language),
    ]  # fmt: skip
    wanted = [word.strip("؛.,:()") for sentence in sentences for word in _ISOLATES.sub("", sentence).split()]
    text = words_of(slip_pdf(receipt, language, 576))
    found = [word for word in wanted if word in text]
    assert len(wanted) > 40
    assert len(found) / len(wanted) >= 0.95, set(wanted) - set(found)


def _text(name: str, language: Language = "fa") -> str:
    return words_of(slip_pdf(RECEIPTS[name], language, 576))


def test_a_stranger_gets_no_club_part():
    text = _text("anonymous")
    for label in (Label.BALANCE, Label.MEMBER, Label.MOBILE, Label.NO_MESSAGES, Label.SAVED):
        assert papers.say(label, "fa") not in text
    assert papers.say(Label.PAID, "fa") in text


def test_the_mobile_is_never_whole():
    for name in RECEIPTS:
        text = _text(name, "en")
        assert "1234567" not in text
        assert ("0912•••4567" in text) is (name != "anonymous")


@pytest.mark.parametrize(
    ("name", "shown", "hidden"),
    [
        ("sale", (Label.AMOUNT, Label.PAID, Label.THANKS), (Label.COPY, Label.OF_RECEIPT, Label.DEBT, Label.PENDING)),
        ("refund", (Label.RETURNED_AMOUNT, Label.HANDED_BACK, Label.POINTS_CLAWED), (Label.PAID, Label.RETURN_TITLE)),
        ("cancelled", (Label.CANCELLED_AMOUNT, Label.OF_RECEIPT, Label.POINTS_CLAWED), (Label.AMOUNT, Label.THANKS)),
        ("redemption", (Label.POINTS_SPENT, Label.MONEY_OFF), (Label.AMOUNT, Label.PAID, Label.THANKS)),
        ("copy", (Label.COPY, Label.PAID), (Label.OF_RECEIPT,)),
        ("debt_and_pending", (Label.DEBT, Label.PENDING), (Label.POINTS_CLAWED, Label.SAVED)),
    ],
)  # fmt: skip
def test_each_kind_shows_what_it_has(name: str, shown: tuple[Label, ...], hidden: tuple[Label, ...]):
    text = _text(name, "en").replace("\r\n", " ")
    assert [label for label in shown if papers.say(label, "en") not in text] == []
    assert [label for label in hidden if papers.say(label, "en") in text] == []


def test_the_title_of_a_return_names_both_receipts():
    text = _text("refund", "en")
    assert papers.title(RECEIPTS["refund"].kind, "en") in text
    assert "F-20425" in text
    assert "F-20418" in text


def test_bookkeeping_is_not_a_reason_line():
    without = replace(SALE, reasons=SALE.reasons[:2])
    assert slip_scene(SALE, "fa", 576) == slip_scene(without, "fa", 576)


def test_a_slip_without_a_code_has_no_code_part():
    scene = slip_scene(replace(SALE, code=""), "fa", 576)
    assert not code_areas(scene, QUIET_CELLS)
    assert scene.height < slip_scene(SALE, "fa", 576).height


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_discount_and_gift_has_its_line(language: Language):
    receipt = RECEIPTS["offers"]
    text = _text("offers", language)
    amounts = [
        figures.money(Rial(reason.rial), receipt.unit, language, with_unit=False) for reason in receipt.taken_off
    ]
    till_rial = receipt.discount_rial - sum(reason.rial for reason in receipt.taken_off)
    amounts.append(figures.money(Rial(till_rial), receipt.unit, language, with_unit=False))
    for word in (*amounts, "شنبه‌های", "لیوان", "ارسال", papers.say(Label.DISCOUNT, language)):
        assert word in text
    off_rial = receipt.discount_rial + receipt.money_off_rial
    assert receipt.amount_rial - off_rial == receipt.paid_rial
