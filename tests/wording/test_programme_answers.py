"""What the terminal says of a programme that was tried on the shop's past."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from vafa.domain.engine.guarding import GuardReport
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import PointsFixed
from vafa.domain.rulebook.plans import Rule
from vafa.domain.units import Points, Rial
from vafa.wording.programme_answers import weighed

PROGRAMME = Programme(
    rules=(Rule(id="a", title="شب یلدا", give=PointsFixed(Points(1))), Rule(id="b", give=PointsFixed(Points(1))))
)


def said(bills: int, language: str = "fa") -> str:
    report = GuardReport(
        bills=bills,
        sales_rial=Rial(100),
        margin_rial=Rial(20),
        expected_rial=Rial(1),
        conservative_rial=Rial(2),
        expected_share=Fraction(1, 20),
        conservative_share=Fraction(1, 10),
        most_percent=30,
        passes=True,
        silent=("a", "b"),
    )
    lines = weighed(SimpleNamespace(programme=PROGRAMME, report=report, warnings=()), language, in_force=False)
    return "\n".join(map(str, lines))


@pytest.mark.parametrize(("language", "comma"), [("fa", "، "), ("en", ", ")])
def test_rules_without_effect_are_named_by_their_titles(language, comma):
    assert f"\u2068شب یلدا\u2069{comma}\u2068b\u2069" in said(5, language)


def test_without_purchases_nothing_is_said_of_rules():
    assert "یلدا" not in said(0)
