import pytest
from msgspec import structs
from tests.domain.engine.bills import YALDA, bill, case_of, line, member

from vafa.domain.engine.gates import GateAnswer, ask_gate, case_without_bill
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import When
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.plans import Gate

CREDIT = Gate("credit", When(tiers=("gold",), min_amount_rial=500_000), "خرید نسیه")
TASTING = Gate("tasting", When(segments=("friends",)))


def _ask(gate, who, price_rial):
    return ask_gate(gate, case_of(Programme(gates=(gate,)), bill(line("tea", price_rial)), who))


def test_a_gate_says_yes():
    assert _ask(CREDIT, member(tier="gold"), 500_000) == GateAnswer("credit", "خرید نسیه", True)


def test_a_gate_says_no_with_all_that_is_missing():
    answer = _ask(CREDIT, member(tier="silver"), 499_000)
    assert not answer.allowed
    assert answer.unmet == (
        Reason("unmet_tier", names={"needs": "gold"}),
        Reason("unmet_amount", figures={"at_least_rial": 500_000, "missing_rial": 1_000}),
    )


@pytest.mark.parametrize(("segments", "allowed"), [(("friends",), True), ((), False)])
def test_a_gate_may_be_asked_without_a_bill(segments, allowed):
    programme = Programme(gates=(CREDIT, TASTING))
    case = case_without_bill(Ruleset(programme), member(tier="gold", segments=segments), instant_of(YALDA))
    credit, tasting = ask_gate(CREDIT, case), ask_gate(TASTING, case)
    assert (credit.allowed, tasting.allowed) == (False, allowed)
    assert [reason.code for reason in credit.unmet] == ["unmet_amount"]


def test_nobody_passes_a_gate_for_members():
    case = case_without_bill(Ruleset(Programme()), None, instant_of(YALDA))
    assert [reason.code for reason in ask_gate(TASTING, case).unmet] == ["unmet_member"]
    assert ask_gate(structs.replace(TASTING, when=When(members_only=False)), case).allowed
