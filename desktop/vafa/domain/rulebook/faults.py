"""What is wrong with a programme document that could be read: everything, in one pass."""

import re
from collections.abc import Iterable, Iterator

from vafa.domain.rulebook.document import (
    FIRST_DAY,
    FORMAT,
    LAST_DAY,
    MAX_RULES,
    Expiry,
    ExpiryMode,
    MoneyOff,
    Programme,
)
from vafa.domain.rulebook.fault import Catalogue, Fault
from vafa.domain.rulebook.faults_names import name_faults
from vafa.domain.rulebook.faults_parts import part_faults
from vafa.domain.rulebook.faults_rates import rate_faults
from vafa.domain.rulebook.faults_texts import text_faults
from vafa.domain.rulebook.faults_times import shape_faults
from vafa.domain.rulebook.kinds import MAX_DAYS, MAX_FIGURE
from vafa.domain.rulebook.walking import keys_of

_NUMBER = re.compile(r"\d+")
_ORDER = {key: rank for rank, key in enumerate(keys_of(Programme))}


def faults_of(programme: Programme, catalogue: Catalogue | None = None) -> tuple[Fault, ...]:
    """Every fault of a document, in the order of the document; empty: it can run. Without a catalogue the goods that
    it names are taken as known."""
    faults = [
        *_head(programme),
        *_expiry(programme.expiry),
        *_money_off(programme.money_off),
        *shape_faults(programme),
        *part_faults(programme),
        *name_faults(programme, catalogue),
        *rate_faults(programme),
        *text_faults(programme),
    ]
    return in_order(faults)


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults as their places follow each other in a document."""
    return tuple(sorted(faults, key=_rank))


def _rank(fault: Fault) -> tuple[int, list[int]]:
    top = re.split(r"[.\[]", fault.place, maxsplit=1)[0]
    return _ORDER.get(top, -1), [int(number) for number in _NUMBER.findall(fault.place)]


def _head(programme: Programme) -> Iterator[Fault]:
    if programme.format != FORMAT:
        yield Fault("format", "between", {"least": 1, "most": FORMAT})
    if not 1 <= programme.version <= MAX_FIGURE:
        yield Fault("version", "between", {"least": 1, "most": MAX_FIGURE})
    for key in ("rules", "coupons", "rewards", "gates", "budgets", "memberships"):
        if (count := len(getattr(programme, key))) > MAX_RULES:
            yield Fault(key, "too_many", {"count": count, "most": MAX_RULES})
    if programme.tiers and (count := len(programme.tiers.tiers)) > MAX_RULES:
        yield Fault("tiers.tiers", "too_many", {"count": count, "most": MAX_RULES})


def _expiry(expiry: Expiry) -> Iterator[Fault]:
    days, on, mode = expiry.days, expiry.on, {"mode": expiry.mode.value}
    if expiry.mode is ExpiryMode.DAYS:
        if days is None or not 1 <= days <= MAX_DAYS:
            yield Fault("expiry.days", "between", {"least": 1, "most": MAX_DAYS})
    elif days is not None:
        yield Fault("expiry.days", "expiry_extra", names=mode)
    if expiry.mode is ExpiryMode.FIXED:
        if on is None or not FIRST_DAY <= on <= LAST_DAY:
            yield Fault("expiry.on", "expiry_day", names={"least": str(FIRST_DAY), "most": str(LAST_DAY)})
    elif on is not None:
        yield Fault("expiry.on", "expiry_extra", names=mode)


def _money_off(money_off: MoneyOff) -> Iterator[Fault]:
    least, step = money_off.least_points, money_off.step_points
    if least > step and least % step:
        yield Fault("money_off.least_points", "not_a_step", {"least": least, "step": step})
