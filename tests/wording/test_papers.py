import pytest

from vafa.domain.receipt import ReceiptKind, ShopFace
from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths
from vafa.wording import papers
from vafa.wording.catalogue import LANGUAGES, Language
from vafa.wording.papers import Label


@pytest.mark.parametrize("label", Label)
def test_every_label_is_said_in_persian(label: Label):
    assert papers.say(label, "en") == label
    assert any("\u0600" <= letter <= "\u06ff" for letter in papers.say(label, "fa"))


@pytest.mark.parametrize(
    ("name", "letter"),
    [("فروشگاه مهرگان", "م"), ("فروشگاه‌های زنجیره‌ای لاله", "ل"), ("مهرگان", "م"), ("the Shop", "T"), ("", "")],
)
def test_a_shop_is_known_by_the_letter_of_its_own_name(name: str, letter: str):
    assert papers.initial(ShopFace(name)) == letter


def test_a_shop_called_only_shop_keeps_its_letter():
    assert papers.initial(ShopFace("فروشگاه")) == "ف"


@pytest.mark.parametrize(
    ("branch", "till", "language", "text"),
    [
        ("شعبهٔ ونک", "2", "fa", "شعبهٔ ونک · صندوق ۲"),
        ("Vanak", "2", "en", "Vanak · till 2"),
        ("", "2", "fa", "صندوق ۲"),
        ("شعبهٔ ونک", "", "fa", "شعبهٔ ونک"),
        ("", "", "fa", ""),
    ],
)
def test_a_place_names_what_is_known(branch: str, till: str, language: Language, text: str):
    assert papers.place(ShopFace("مهرگان", branch, till), language) == text


def test_only_a_sale_has_no_title():
    titled = {kind for kind in ReceiptKind if all(papers.title(kind, language) for language in LANGUAGES)}
    assert titled == set(ReceiptKind) - {ReceiptKind.SALE}
    assert papers.title(ReceiptKind.SALE, "fa") == ""


def test_sentences_carry_their_figures():
    assert papers.points_off(Points(400), "fa") == "تخفیف با ۴۰۰ امتیاز"
    assert papers.worth(Rial(995_000), DisplayUnit.TOMAN, "fa") == "برابر ۹۹٬۵۰۰ تومان"
    assert papers.earned_here(Points(155), "fa") == "کسب این خرید \u2066+۱۵۵\u2069"
    assert papers.page_of(2, 3, "fa") == "صفحهٔ ۲ از ۳"


def test_a_name_keeps_its_own_direction_beside_its_quantity():
    assert papers.goods("Milk", Thousandths(1_250), "fa") == "\u2068Milk\u2069 ×\u00a0۱٫۲۵"


def test_a_telephone_is_one_unbroken_island():
    phone = papers.phone(ShopFace("م", phone="021 8877"), "fa")
    assert phone == "\u2066۰۲۱\u00a0۸۸۷۷\u2069"
