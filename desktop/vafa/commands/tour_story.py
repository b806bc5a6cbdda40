"""What the tour does in the window, step by step: a table of keys, what they lead to, and the picture of it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from vafa.commands.demo_names import FAMILY_NAMES, GIVEN_NAMES
from vafa.domain.acts import BlockReason
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale
from vafa.shop import Shop

if TYPE_CHECKING:
    from vafa.ui.counter.counter_state import CounterState
    from vafa.ui.frame import Frame
    from vafa.ui.robot import Robot

NAMES = {f"0912111007{place}": f"{GIVEN_NAMES[-place]} {FAMILY_NAMES[-place]}" for place in (1, 2)}
"""Who has a card with points, and who a card that is blocked, by mobile."""

NEWCOMER = "09350000274"
BILL_TOMAN, SMALL_BILL_TOMAN = "1320000", "486000"


class Cast(Struct, frozen=True):
    """Who comes to the counter: cards by their codes, and what they are called."""

    card: str
    blocked_card: str
    pin: str


class Stage(Struct, frozen=True):
    """What a step may use. `state` is what the counter shows just now."""

    frame: "Frame"
    robot: "Robot"
    cast: Cast
    notes: dict[str, str]

    def state(self) -> "CounterState":
        inside = self.frame.inside
        if inside is None or inside.counter is None:
            raise LookupError("nobody is signed in")
        return inside.counter.state


class Step(Struct, frozen=True):
    """Does something and waits until the window shows it. `main`: pictured in every look."""

    name: str
    play: Callable[[Stage], None]
    main: bool = False


def prepare(shop: Shop) -> Cast:
    """A member with a past and a card, and one whose card is blocked; the rest is the made-up shop's own."""
    for mobile, name in NAMES.items():
        shop.enrol(mobile, name=name, staff=1)
    guest, unlucky = map(by_mobile, NAMES)
    for rial in (42_000_000, 61_500_000, 18_300_000):
        shop.sell(Sale(who=guest, amount_rial=rial), staff=1)
    card = shop.issue_card(guest, staff=1)
    blocked = shop.issue_card(unlucky, staff=1)
    shop.block_card.by_serial(blocked.serial, BlockReason.LOST, staff=1)
    shop.issue_card(unlucky, staff=1)
    return Cast(card.code, blocked.code, shop.read_shop().demo_pin)


def _sign_in(stage: Stage) -> None:
    stage.robot.until(lambda: stage.frame.sign_in.state.people)
    stage.robot.type(stage.cast.pin[:-1])


def _idle(stage: Stage) -> None:
    stage.robot.type(stage.cast.pin[-1])
    stage.robot.press("Enter")
    stage.robot.until(lambda: stage.frame.window.place == "counter" and stage.state().day is not None)


def _member(stage: Stage) -> None:
    stage.robot.scan(stage.cast.card)
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.member is not None)


def _amount(stage: Stage) -> None:
    stage.robot.type(BILL_TOMAN)
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.quotation is not None)


def _reasons(stage: Stage) -> None:
    stage.robot.press("Enter")
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.quotation is not None)


def _redeem(stage: Stage) -> None:
    stage.robot.press("F3")
    stage.robot.type("400")
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.quotation is not None)
    stage.robot.press("Enter")
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.points == 400)


def _refusal(stage: Stage) -> None:
    stage.robot.press("F3")
    for _ in range(8):
        stage.robot.press("Backspace")
    stage.robot.type("999999")
    stage.robot.press("Enter")
    stage.robot.until(lambda: stage.state().question is not None or stage.state().box.no is not None)


def _posted(stage: Stage) -> None:
    stage.robot.press("Enter")
    stage.robot.until(lambda: stage.state().question is None and stage.state().box.no is None)
    stage.robot.press("F10")
    _until_posted(stage)


def _until_posted(stage: Stage) -> None:
    stage.robot.until(lambda: (posted := stage.state().posted) is not None and posted.picture is not None)
    posted = stage.state().posted
    if posted is not None:
        stage.notes[posted.kind.value] = posted.receipt.number


def _undo(stage: Stage) -> None:
    stage.robot.press("Ctrl+Z")
    stage.robot.until(lambda: (posted := stage.state().posted) is not None and posted.kind.value == "cancelled")
    _until_posted(stage)


def _sell_again(stage: Stage) -> None:
    stage.robot.scan(stage.cast.card)
    stage.robot.until(lambda: stage.state().sale is not None)
    stage.robot.type(SMALL_BILL_TOMAN)
    stage.robot.press("Enter")
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.amount_rial is not None)
    stage.robot.press("F10")
    _until_posted(stage)


def _receipt(stage: Stage) -> None:
    stage.robot.press("F8")
    stage.robot.type(stage.notes["sale"])
    stage.robot.press("Enter")
    stage.robot.until(lambda: stage.state().found is not None)


def _refund(stage: Stage) -> None:
    stage.robot.press("Enter")
    stage.robot.until(lambda: (posted := stage.state().posted) is not None and posted.kind.value == "refund")
    _until_posted(stage)


def _new_member(stage: Stage) -> None:
    stage.robot.press("F2")
    stage.robot.type(NEWCOMER)
    stage.robot.until(lambda: (sheet := stage.state().enrolment) is not None and sheet.mobile_good)


def _welcome(stage: Stage) -> None:
    stage.robot.press("Enter")
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.member is not None)


def _parked(stage: Stage) -> None:
    stage.robot.type("92500")
    stage.robot.press("Enter")
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.amount_rial is not None)
    stage.robot.press("F7")
    stage.robot.until(lambda: stage.state().sale is None)
    stage.robot.press("F7")
    stage.robot.until(lambda: stage.state().step.value == "parked" and stage.state().parked)


def _recalled(stage: Stage) -> None:
    stage.robot.press("Enter")
    stage.robot.until(lambda: (sale := stage.state().sale) is not None and sale.quotation is not None)


def _blocked(stage: Stage) -> None:
    stage.robot.press("F10")
    _until_posted(stage)
    stage.robot.scan(stage.cast.blocked_card)
    stage.robot.until(lambda: stage.state().stopped is not None)


def _search(stage: Stage) -> None:
    stage.robot.press("Esc")
    stage.robot.until(lambda: stage.state().stopped is None)
    stage.robot.type(FAMILY_NAMES[-1][:4])
    stage.robot.until(lambda: (hits := stage.state().hits) is not None and hits.hits)


def _settings(stage: Stage) -> None:
    stage.robot.press("Esc")
    stage.frame.window.went.emit("settings")
    stage.robot.until(lambda: stage.frame.window.place == "settings")


def _locked(stage: Stage) -> None:
    stage.robot.press("Ctrl+L")
    stage.robot.until(lambda: stage.frame.window.place == "sign_in")


STEPS = (
    Step("sign-in", _sign_in, main=True),
    Step("idle", _idle, main=True),
    Step("member", _member, main=True),
    Step("amount", _amount),
    Step("reasons", _reasons, main=True),
    Step("redeem", _redeem, main=True),
    Step("refusal", _refusal, main=True),
    Step("posted", _posted, main=True),
    Step("undone", _undo),
    Step("sold-again", _sell_again),
    Step("receipt", _receipt),
    Step("refunded", _refund),
    Step("new-member", _new_member, main=True),
    Step("welcome", _welcome),
    Step("parked", _parked),
    Step("recalled", _recalled),
    Step("blocked-card", _blocked, main=True),
    Step("search", _search, main=True),
    Step("settings", _settings, main=True),
    Step("locked", _locked),
)

LOOKS: Mapping[str, tuple[str, str, int, int]] = {
    f"{language}-{theme}-{width}": (language, theme, width, height)
    for width, height in ((1366, 768), (1920, 1080))
    for language in ("fa", "en")
    for theme in ("light", "dark")
}
"""Every look by its name; the first is the one in which everything is shown."""
