from dataclasses import replace

import pypdfium2
import pytest
from msgspec.structs import replace as with_fields
from tests.documents.paper_reading import code_areas, codes_in, ink_areas, opened, pages_of, touching, words_of
from tests.documents.paper_samples import CARD, CODE, SHOP

from vafa.documents import card_faces
from vafa.documents.card import CARDS_A_SHEET, CardPrint, card_pdf, card_png
from vafa.documents.code_matrix import QUIET_CELLS
from vafa.domain.receipt import ShopFace
from vafa.wording import papers
from vafa.wording.catalogue import LANGUAGES, Language
from vafa.wording.papers import Label

_LONG = ShopFace("فروشگاه‌های زنجیره‌ای بزرگ شهروند خاورمیانهٔ جنوبی و شمالی", phone="021 8877 6655 داخلی ۱۲۳۴۵۶۷۸۹۰")


def _many(count: int) -> list[CardPrint]:
    return [CardPrint(SHOP, f"{40010402186 + i}", f"103{40010402186 + i}{i * 7919:020d}") for i in range(count)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shop", [SHOP, _LONG, ShopFace("م")])
def test_nothing_leaves_a_face_or_meets_its_neighbour(shop: ShopFace, language: Language):
    name = "سیده فاطمه‌زهرا میرمحمدصادقی طباطبایی‌نژاد اصفهانی‌تبار"
    fronts = (card_faces.front(shop, language), card_faces.holder(name, language))
    backs = (card_faces.back(shop, language), card_faces.identity(CARD.serial, CARD.code, language))
    for scenes in (fronts, backs):
        inks = [area for scene in scenes for area in ink_areas(scene)]
        codes = [area for scene in scenes for area in code_areas(scene, QUIET_CELLS)]
        assert not touching(inks + codes)
        for left, top, right, bottom in inks + codes:
            assert 30 <= left < right <= card_faces.WIDTH - 30
            assert 30 <= top < bottom <= card_faces.HEIGHT - 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_shows_both_faces_and_its_code_is_read_back(language: Language):
    picture = opened(card_png(CARD, language))
    assert picture.mode == "RGB"
    assert picture.width >= card_faces.WIDTH
    assert picture.height >= 2 * card_faces.HEIGHT
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert codes_in(picture) == [CODE]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_one_card_is_two_pages_of_card_size(language: Language, dots_per_inch: int):
    pdf = card_pdf([CARD], language, sheet=False)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    for page in document:
        assert page.get_width() == pytest.approx(85.6 * 72 / 25.4, abs=0.1)
        assert page.get_height() == pytest.approx(53.98 * 72 / 25.4, abs=0.2)
    front, back = pages_of(pdf, dots_per_inch)
    assert codes_in(front) == []
    assert codes_in(back) == [CODE]


def test_ten_cards_share_a_sheet_and_backs_lie_behind_their_fronts():
    cards = [replace(card, member_name=f"Holder {i}") for i, card in enumerate(_many(13))]
    pdf = card_pdf(cards, "en", sheet=True)
    pages = pages_of(pdf, 150)
    assert len(pages) == 4
    assert sorted(codes_in(pages[1])) == [card.code for card in cards[:CARDS_A_SHEET]]
    assert sorted(codes_in(pages[3])) == [card.code for card in cards[CARDS_A_SHEET:]]
    assert codes_in(pages[0]) == []
    width = pages[1].width
    left_back = codes_in(pages[1].crop((0, 0, width // 2, pages[1].height)))
    assert sorted(left_back) == [card.code for card in cards[1:CARDS_A_SHEET:2]]
    first_front = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    left, right = (first_front.search(f"Holder {i}").get_next() for i in (0, 1))
    assert first_front.get_charbox(left[0])[0] < first_front.get_charbox(right[0])[0]


def test_what_cards_share_is_in_the_file_once():
    ten, twenty = (len(card_pdf(_many(count), "fa", sheet=True)) for count in (10, 20))
    assert twenty - ten < ten / 3


def test_the_same_cards_give_the_same_bytes():
    assert card_pdf(_many(3), "fa", sheet=True) == card_pdf(_many(3), "fa", sheet=True)
    assert card_png(CARD, "fa") == card_png(CARD, "fa")


def test_no_card_is_refused():
    with pytest.raises(ValueError, match="no card"):
        card_pdf([], "fa", sheet=True)


def test_the_serial_stands_in_groups_and_the_name_only_if_given():
    plain = words_of(card_pdf([CARD], "fa", sheet=False))
    named = words_of(card_pdf([replace(CARD, member_name="مریم رضایی‌نژاد")], "fa", sheet=False))
    assert "4001 0402 186" in plain
    assert "رضایی‌نژاد" not in plain
    assert "رضایی‌نژاد" in named


def test_a_shop_without_telephone_asks_to_be_told():
    silent = words_of(card_pdf([replace(CARD, shop=with_fields(SHOP, phone=""))], "en", sheet=False))
    spoken = words_of(card_pdf([CARD], "en", sheet=False))
    assert papers.say(Label.LOST_TELL, "en") in silent
    assert "8877" not in silent
    assert papers.say(Label.LOST_CALL, "en") in spoken
    assert "8877" in spoken
