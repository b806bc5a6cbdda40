"""Putting a programme in force, after it was tried on the shop's own past."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct, structs

from vafa.clock import to_ms
from vafa.domain import texts
from vafa.domain.acts import ProgrammePublished
from vafa.domain.engine.guarding import GuardReport, simulate
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal
from vafa.domain.personal import FreeText
from vafa.domain.roles import Deed
from vafa.domain.rulebook.cautions import warnings_of
from vafa.domain.rulebook.conditions import Scope
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.fault import Fault
from vafa.domain.rulebook.plans import Trigger
from vafa.domain.rulebook.programme_reading import check_programme, read_programme, write_programme
from vafa.domain.rulebook.walking import walk
from vafa.persian.tehran import tehran_date
from vafa.store.finding import find_acting
from vafa.store.past_bills import past_bills
from vafa.store.shopfile import Store

SIMULATED_DAYS = 90
MOST_SIMULATED = 5_000
"""Of more bills so many are taken, evenly over the days."""


class Published(Struct, frozen=True):
    """A programme in force, what it would have cost the shop in the last days, and what looks like a slip in it."""

    programme: Programme
    report: GuardReport
    warnings: tuple[Fault, ...]


class Publish:
    """Puts a programme document in force under the next version. `weigh` only tries it.

    Refuses as `read_programme` says, and `margin_guard` (share_percent, most_percent, margin_rial, cost_rial) when over
    the shop's own last `SIMULATED_DAYS` it would have given more of the margin than its guard allows (30 % without
    one); a reason in `override` lets it pass and is kept. After a refusal the running programme stays.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def weigh(self, document: bytes) -> Published:
        """What publishing would say, without doing it; refuses a document that could not run, but no margin."""
        return self._weighed(read_programme(document))

    def __call__(self, document: bytes, *, override: str = "", staff: int | None = None) -> Published:
        store = self._store
        why = FreeText(texts.reason(override)) if override else None
        programme = read_programme(document)
        weighed = self._weighed(programme)
        if not weighed.report.passes and why is None:
            raise _too_dear(weighed.report)
        with store.act() as act:
            by = find_acting(store, staff, Deed.PROGRAMME)
            fresh = structs.replace(programme, version=store.ruling.programme().version + 1)
            check_programme(fresh)
            body = ProgrammePublished(version=fresh.version, document=write_programme(fresh))
            act.post(body, staff=by, personal=why)
        return structs.replace(weighed, programme=fresh)

    def _weighed(self, programme: Programme) -> Published:
        store = self._store
        now = store.now()
        with store.reading():
            bills = past_bills(store, to_ms(now - timedelta(days=SIMULATED_DAYS)), MOST_SIMULATED)
        report = simulate(Ruleset(programme), bills)
        return Published(programme, report, (*warnings_of(programme, tehran_date(now)), *_unserved(programme)))


_UNSERVED = frozenset(
    {
        Trigger.PROFILE_COMPLETED,
        Trigger.FIELD_FILLED,
        Trigger.INTEREST_TOLD,
        Trigger.FORM_COMPLETED,
        Trigger.SURVEY_ANSWERED,
        Trigger.ANNIVERSARY,
        Trigger.MEMBERSHIP_SOLD,
        Trigger.TIER_REACHED,
        Trigger.MANUAL,
    }
)
"""What nobody can do in a shop of this version, although the engine reckons it. Nor does a line tell its category."""


def _unserved(programme: Programme) -> Iterator[Fault]:
    for place, rule in enumerate(programme.rules):
        if rule.trigger in _UNSERVED:
            yield Fault(f"rules[{place}].on", "not_served", names={"trigger": rule.trigger.value})
    for where, shape in walk(programme):
        if isinstance(shape, Scope) and (shape.categories or shape.except_categories):
            yield Fault(where, "no_categories")
    if programme.excluded_categories:
        yield Fault("excluded_categories", "no_categories")
    if programme.memberships:
        yield Fault("memberships", "not_served", names={"trigger": "memberships"})
    if programme.gates:
        yield Fault("gates", "not_served", names={"trigger": "gates"})


def _too_dear(report: GuardReport) -> Refusal:
    share = report.conservative_share
    return Refusal(
        "margin_guard",
        share_percent=None if share is None else round(share * 100, 2),
        most_percent=report.most_percent,
        margin_rial=report.margin_rial,
        cost_rial=report.conservative_rial,
        bills=report.bills,
    )
