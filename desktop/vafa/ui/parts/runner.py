"""How a presenter has work done: it asks, and is answered later, on the window's own thread."""

from collections.abc import Callable
from typing import Protocol, TypeAlias, TypeVar

from vafa.domain.errors import Refusal, Trouble

T = TypeVar("T")

No: TypeAlias = Refusal | Trouble

CRASHED = "bug"
"""The code of the Trouble that answers work which ended in a bug; its report is written elsewhere."""


class Runner(Protocol):
    """Work off the window's thread. `owner` is whoever asks, held weakly; `topic` names one stream of questions.

    Exactly one of `then` (with what `work` returned) and `sorry` (with the "no" that it raised) is called, on the
    window's thread and never inside the call itself; neither is, once the owner is gone or was forgotten. A bug in the
    work goes to the crash reporter, and `sorry` gets a Trouble with the code `bug`.
    """

    def ask(
        self, owner: object, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]
    ) -> None:
        """Reading. A newer ask of the same owner and topic makes an older one void, answer and (not begun) work."""
        ...

    def act(
        self, owner: object, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]
    ) -> None:
        """Writing: one after the other, in the order of asking, and always done, even when the owner is gone."""
        ...

    def send(
        self, owner: object, topic: str, work: Callable[[], T], then: Callable[[T], None], sorry: Callable[[No], None]
    ) -> None:
        """Devices and whatever may wait long: one after the other, in a lane of their own."""
        ...

    def forget(self, owner: object) -> None:
        """Everything the owner has asked so far is answered to nobody; its reading that has not begun is not done."""
        ...
