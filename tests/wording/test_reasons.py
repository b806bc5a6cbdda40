import pytest

from vafa.domain.receipt import Reason
from vafa.domain.units import DisplayUnit, Points
from vafa.wording.catalogue import Language
from vafa.wording.reasons import reason_line

_BASE = {"points": 1, "per_rial": 100_000, "base_rial": 11_636_000}


@pytest.mark.parametrize(
    ("code", "figures", "language", "text"),
    [
        ("per_amount", _BASE, "fa", "پایه، هر ۱۰٬۰۰۰ تومان"),
        ("per_amount", _BASE, "en", "Base, each 10,000 toman"),
        ("per_amount", {**_BASE, "points": 5}, "fa", "پایه، ۵ امتیاز برای هر ۱۰٬۰۰۰ تومان"),
        ("multiplier", {"numerator": 5, "denominator": 4}, "fa", "ضریب ۱٫۲۵"),
        ("multiplier", {"numerator": 2, "denominator": 1}, "en", "Multiplier 2"),
        ("multiplier", {"numerator": 4, "denominator": 3}, "en", "Multiplier 1.333"),
    ],
)
def test_a_reason_is_a_short_line(code: str, figures: dict[str, int], language: Language, text: str):
    assert reason_line(Reason(code, Points(1), "r", figures), DisplayUnit.TOMAN, language) == text


def test_a_reason_of_a_newer_programme_shows_its_rule():
    assert reason_line(Reason("moon_phase", Points(1), "هفتهٔ تولد"), DisplayUnit.TOMAN, "fa") == "هفتهٔ تولد"
