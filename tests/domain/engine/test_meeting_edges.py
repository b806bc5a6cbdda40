"""Conditions as earn rules and gates read them: those of the lines alone, and those that nobody can meet."""

import pytest
from tests.domain.engine.bills import bill, case_of, line, member

from vafa.domain.engine.earning import earn
from vafa.domain.engine.gates import ask_gate
from vafa.domain.rulebook.conditions import Scope, When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.effects import PointsFixed
from vafa.domain.rulebook.plans import Gate, Rule

TEA = bill(line("tea", 100_000, 2), line("rice", 500_000))


@pytest.mark.parametrize(
    ("when", "figures"),
    [
        (When(min_amount_rial=100_000), None),
        (When(min_amount_rial=100_001), {"at_least_rial": 100_001, "missing_rial": 1}),
        (When(max_amount_rial=100_000), None),
        (When(max_amount_rial=99_999), {}),
        (When(min_quantity=2_000), None),
        (When(min_quantity=3_500), {"at_least": 3_500, "missing": 1_500}),
    ],
)
def test_an_earn_rule_asks_for_each_condition_of_its_lines(when: When, figures: dict[str, int] | None):
    """What is missing of its own lines is told; of a bill that is too large nothing is missing."""
    rule = Rule(id="gift", give=PointsFixed(5), scope=Scope(products=("tea",)), when=when)
    award, _, declined = earn(case_of(Programme(rules=(rule,)), TEA), 0)
    assert award.points == (5 if figures is None else 0)
    assert [reason.figures for reason in declined] == ([figures] if figures else [])


@pytest.mark.parametrize("when", [When(segments=("near",)), When(branches=("north",)), When(tenders=("cash",))])
def test_only_what_more_goods_would_meet_is_close(when: When):
    rule = Rule(id="gift", give=PointsFixed(5), when=when)
    award, _, declined = earn(case_of(Programme(rules=(rule,)), TEA), 0)
    assert (award.points, declined) == (0, ())


def test_nobody_has_a_birthday():
    gate = Gate("gate", When(members_only=False, birthday_within_days=0))
    answer = ask_gate(gate, case_of(Programme(gates=(gate,)), TEA, anonymous=True))
    assert (answer.allowed, [reason.code for reason in answer.unmet]) == (False, ["unmet_member"])


def test_a_condition_of_the_lines_and_one_of_the_member_are_both_told():
    gate = Gate("gate", When(segments=("near",), min_amount_rial=600_001, min_quantity=3_001))
    answer = ask_gate(gate, case_of(Programme(gates=(gate,)), TEA, member()))
    assert [reason.code for reason in answer.unmet] == ["unmet_segment", "unmet_amount", "unmet_quantity"]
    assert [reason.figures for reason in answer.unmet[1:]] == [
        {"at_least_rial": 600_001, "missing_rial": 1},
        {"at_least": 3_001, "missing": 1},
    ]
