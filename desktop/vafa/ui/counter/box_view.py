"""What the one box says it asks for: its tag, hint, unit, and what Enter and Esc do now."""

from collections.abc import Callable
from types import MappingProxyType

from msgspec import Struct

from vafa.ui.counter.counter_state import CounterState, Mode, Step
from vafa.ui.parts.look import look
from vafa.ui.parts.number_typing import Kind
from vafa.ui.parts.unified_box import BoxView
from vafa.wording import counter_words, figures
from vafa.wording.catalogue import later
from vafa.wording.said_words import said, way_on


class _Manner(Struct, frozen=True):
    """How the box looks in a mode: messages for tag and placeholder, its icon, what is typed, what Enter does."""

    tag: str
    icon: str
    kind: Kind = "free"
    enter: str = later("accept")
    placeholder: str = ""


_MANNERS: MappingProxyType[Mode, _Manner] = MappingProxyType(
    {
        Mode.ANYTHING: _Manner("", "scan-line", placeholder=later("Card, mobile, name or receipt number")),
        Mode.CARD: _Manner(later("Membership card"), "credit-card"),
        Mode.MOBILE: _Manner(later("Mobile number"), "phone", enter=later("find")),
        Mode.DIGITS: _Manner(later("Digits of the mobile"), "phone", enter=later("this one")),
        Mode.NAME: _Manner(later("Name"), "user", enter=later("this one")),
        Mode.RECEIPT: _Manner(later("Receipt number"), "receipt-text", enter=later("find")),
        Mode.AMOUNT: _Manner(later("Amount of the bill"), "wallet", "number", placeholder=later("the amount")),
        Mode.POINTS: _Manner(
            later("Spend points"), "coins", "number", placeholder=later("Enter alone: the most allowed")
        ),
        Mode.NEW_MOBILE: _Manner(later("New member"), "user-plus", "mobile", later("enrol"), later("the mobile")),
        Mode.NEW_NAME: _Manner(later("Name"), "user-plus", enter=later("enrol"), placeholder=later("optional")),
        Mode.NEW_BIRTHDAY: _Manner(
            later("Birthday"), "calendar-days", "date", later("enrol"), later("such as 02/24 or 1369/02/24")
        ),
        Mode.NEW_REFERRER: _Manner(
            later("Who brought the customer"),
            "handshake",
            enter=later("enrol"),
            placeholder=later("mobile, or read the card"),
        ),
        Mode.REFUND_NUMBER: _Manner(
            later("Return of goods"),
            "rotate-ccw",
            enter=later("find"),
            placeholder=later("receipt number, such as 20418"),
        ),
        Mode.REFUND_AMOUNT: _Manner(
            later("Return of goods"), "rotate-ccw", "number", later("return"), later("Enter alone: all that is left")
        ),
        Mode.NEW_OWNER: _Manner(
            later("The right member"), "users", enter=later("accept"), placeholder=later("card, mobile or name")
        ),
        Mode.REASON: _Manner(
            later("The reason"), "message-circle", enter=later("move"), placeholder=later("in a few words")
        ),
        Mode.NOTE: _Manner(later("Note"), "sticky-note", enter=later("keep"), placeholder=later("empty takes it away")),
        Mode.PIN: _Manner(later("PIN of the colleague"), "key-round", "secret", later("approve")),
        Mode.MOMENT: _Manner(
            later("Date and time"), "clock", enter=later("set"), placeholder=later("1405/08/30 18:42")
        ),
    }
)

_PICKING = _Manner(later("Approval by a colleague"), "shield-check", placeholder=later("choose with a digit"))
_DONE = _Manner(later("Amount of the bill"), "wallet", "number", placeholder=later("F10 finishes"))
_ASKING = _Manner(later("Amount of the bill"), "wallet", "number")
_CHOOSING: MappingProxyType[Step, _Manner] = MappingProxyType(
    {
        Step.PARKED: _Manner(
            later("Parked purchases"), "circle-pause", placeholder=later("choose with a digit or the arrows")
        ),
        Step.RECEIPT: _Manner(later("Receipt"), "receipt-text", placeholder=later("choose with 1 to 3")),
        Step.DETAILS: _Manner(
            later("Member details"), "user", placeholder=later("Enter writes the note, Esc goes back")
        ),
    }
)

_UNITS = {Mode.AMOUNT, Mode.REFUND_AMOUNT}
_IN_PANEL = {Mode.AMOUNT, Mode.POINTS}


def box_view(state: CounterState) -> BoxView:
    """The box of a state."""
    _ = look().words
    box = state.box
    manner = _manner(state)
    error = box.no is not None or (state.approving is not None and state.approving.no is not None)
    return BoxView(
        tag=_tag(state, manner),
        icon=manner.icon,
        name=_(manner.placeholder) if manner.placeholder else "",
        placeholder=_(manner.placeholder) if manner.placeholder else "",
        kind=manner.kind,
        text=box.text,
        edition=box.edition,
        unit=_unit(state),
        hint=_hint(state),
        enter_hint=_enter(state, manner),
        esc_hint=_esc(state),
        error=error or _refuses(state),
        busy=box.busy,
        picks=box.picks,
    )


def _manner(state: CounterState) -> _Manner:
    """What the mode says; where digits only choose, what they choose from."""
    if _amount_stands(state):
        return _DONE if state.question is None else _ASKING
    if state.box.mode is not Mode.ANYTHING:
        return _PICKING if state.approving is not None and state.approving.chosen is None else _MANNERS[state.box.mode]
    return _CHOOSING.get(state.step, _MANNERS[Mode.ANYTHING])


def _amount_stands(state: CounterState) -> bool:
    """Whether the amount is in already, and nothing else is being typed."""
    sale = state.sale
    return state.box.mode is Mode.AMOUNT and not state.box.text and bool(sale and sale.amount_rial is not None)


def _tag(state: CounterState, manner: _Manner) -> str:
    _ = look().words
    if state.box.mode is Mode.DIGITS and state.hits is not None and state.hits.wanted.isdecimal():
        return counter_words.last_digits(len(state.hits.wanted), look().language)
    return _(manner.tag) if manner.tag else ""


def _unit(state: CounterState) -> str:
    _ = look().words
    if _amount_stands(state):
        return ""
    if state.box.mode in _UNITS:
        return figures.money_unit(state.unit, look().language)
    return _("points") if state.box.mode is Mode.POINTS else ""


def _refuses(state: CounterState) -> bool:
    """Whether the question that stands is about what is in the box."""
    return state.question is not None and state.box.mode in _IN_PANEL and "best" in state.question.said.figures


def _hint(state: CounterState) -> str:
    if state.step is Step.STOPPED:
        return ""
    if state.box.no is not None:
        return said(state.box.no.code, state.box.no.figures, state.unit, look().language).sentence
    if state.box.found is not None:
        return counter_words.found_members(state.box.found, look().language)
    if state.step is Step.ENROL and state.enrolment is not None and state.box.mode is Mode.NEW_MOBILE:
        _ = look().words
        return _("the number is right and nobody has it") if state.enrolment.mobile_good else ""
    return ""


def _enter(state: CounterState, manner: _Manner) -> str:
    _ = look().words
    question = state.question
    if state.approving is None and question is not None and question.ways:
        way = question.ways[min(question.chosen, len(question.ways) - 1)]
        return way_on(way, question.said.figures, state.unit, look().language)
    if _amount_stands(state) or (state.approving is not None and state.approving.chosen is None):
        return ""
    by_step: dict[Step, Callable[[], str]] = {
        Step.PARKED: lambda: _("bring back") if state.parked else "",
        Step.DETAILS: lambda: _("keep") if state.box.mode is Mode.NOTE else _("write the note"),
        Step.RECEIPT: lambda: _("return"),
        Step.POSTED: lambda: _("accept"),
    }
    found = by_step.get(state.step)
    return found() if found is not None else _(manner.enter)


def _esc(state: CounterState) -> str:
    _ = look().words
    if state.help:
        return _("close")
    if state.step in {Step.IDLE, Step.POSTED}:
        return _("clear") if state.box.no is not None or state.question is not None else ""
    return _("clear") if state.step in {Step.HITS, Step.STOPPED} else _("back")
