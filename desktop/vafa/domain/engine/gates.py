"""Benefits that are allowed or not, such as buying on credit: yes, or no with what would make it a yes."""

from msgspec import Struct

from vafa.domain.engine.case import Case
from vafa.domain.engine.instant import Instant
from vafa.domain.engine.known import MemberFacts, Surroundings
from vafa.domain.engine.meeting import unmet
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import Purchase
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.plans import Gate
from vafa.domain.units import Rial

_NOWHERE = Surroundings()


class GateAnswer(Struct, frozen=True):
    """`unmet` are the conditions that do not hold; none: it is allowed."""

    gate: str
    title: str
    allowed: bool
    unmet: tuple[Reason, ...] = ()


def ask_gate(gate: Gate, case: Case) -> GateAnswer:
    """Whether this member may, on this bill and at this moment."""
    reasons = tuple(unmet(gate.when, case.open, case))
    return GateAnswer(gate.id, gate.title, not reasons, reasons)


def case_without_bill(
    ruleset: Ruleset, member: MemberFacts | None, instant: Instant, around: Surroundings = _NOWHERE
) -> Case:
    """A case for questions and awards that stand alone: the bill is empty, so conditions on its amount do not hold."""
    return Case(ruleset, member, Purchase(Rial(0), ()), instant, around)
