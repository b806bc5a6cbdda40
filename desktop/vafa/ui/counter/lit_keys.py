"""Which keys are lit, and which one is the strongest, in every step."""

from vafa.ui.counter.counter_state import CounterState, Mode, Step

_BEFORE_A_SALE = frozenset({Step.IDLE, Step.HITS, Step.STOPPED, Step.POSTED})


def lit_keys(state: CounterState, undo_s: int) -> frozenset[str]:
    """The keys that do something now. F1 always does, and is not among them."""
    if state.approving is not None or _on_its_way(state):
        return frozenset()
    keys = _of_sale(state) if state.step is Step.SALE else _before_a_sale(state)
    if undo_s > 0 and state.step in {Step.IDLE, Step.POSTED}:
        keys |= {"Ctrl+Z"}
    return keys


def _on_its_way(state: CounterState) -> bool:
    """Whether something has been handed to the shop that has to come back first."""
    sale, sheet, found = state.sale, state.enrolment, state.found
    return bool((sale and sale.posting) or (sheet and sheet.sending) or (found and found.sending))


def _before_a_sale(state: CounterState) -> frozenset[str]:
    if state.step in _BEFORE_A_SALE:
        return frozenset({"F2", "F7", "F8", "Ctrl+Space"})
    if state.step is Step.ENROL:
        return frozenset({"F2", "F6"})
    return {
        Step.PARKED: frozenset({"F2", "F7", "F8"}),
        Step.RECEIPT: frozenset({"F7", "F8"}),
        Step.REFUND: frozenset({"F8"}),
        Step.DETAILS: frozenset({"F9"}),
    }.get(state.step, frozenset())


def _of_sale(state: CounterState) -> frozenset[str]:
    sale = state.sale
    keys = set()
    if sale is None or sale.member is None:
        keys.add("F2")
    else:
        keys |= {"F3", "F9"} if _can_spend(state) else {"F9"}
    if sale is not None and sale.amount_rial is not None:
        keys |= {"F7", "F10"}
    return frozenset(keys)


def _can_spend(state: CounterState) -> bool:
    sale = state.sale
    return bool(sale and sale.member and sale.amount_rial and sale.member.balance.spendable > 0)


def strong_key(state: CounterState) -> str:
    """The next key in the way of things, besides Enter; "" when that is Enter itself."""
    match state.step:
        case Step.SALE if state.question is None and state.sale is not None and state.sale.amount_rial is not None:
            return "F10" if not state.sale.posting else ""
        case Step.ENROL:
            return "F6" if state.box.mode is Mode.NEW_REFERRER else "F2"
        case Step.HITS if state.hits is not None and not state.hits.hits:
            return "F2"
        case _:
            return ""
