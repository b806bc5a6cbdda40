"""Taking a purchase back wholly, and giving it to another member: discounts stand as they were paid."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from vafa.domain.engine.case import Case
from vafa.domain.engine.earning import earn
from vafa.domain.engine.instant import Instant
from vafa.domain.engine.known import Choices, MemberFacts, Surroundings
from vafa.domain.engine.outcome import Award, Count, SideAward
from vafa.domain.engine.refunding import SideClaw
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.purchase import PostedLine, Purchase
from vafa.domain.tender import Tender


def counts_back(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The counts that bring counters back to where they were."""
    return tuple(structs.replace(count, amount=-count.amount) for count in counts)


def sides_back(side_awards: Sequence[SideAward]) -> tuple[SideClaw, ...]:
    """All side awards of a purchase, taken back."""
    return tuple(
        SideClaw(part, side.member, side.rule, side.points, side.for_tier, counts_back(side.counts))
        for part, side in enumerate(side_awards)
    )


def award_again(
    ruleset: Ruleset,
    member: MemberFacts,
    purchase: Purchase,
    paid: Sequence[PostedLine],
    money_off_rial: int,
    tenders: tuple[Tender, ...],
    instant: Instant,
    around: Surroundings,
) -> tuple[Award, tuple[Count, ...]]:
    """What a purchase that was posted already earns for another member, and what it adds to the counters. `paid` are
    its lines as they were posted."""
    case = Case(ruleset, member, purchase, instant, around, Choices(tenders=tenders))
    case.rest_rial = [int(line.net_rial) for line in paid]
    award, counts, _ = earn(case, money_off_rial)
    return award, counts
