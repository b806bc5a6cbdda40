"""The first start: the shop's name and the first manager's PIN, in one step."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, structs

from vafa.domain import texts
from vafa.domain.errors import Refusal, Trouble
from vafa.persian.digits import to_ascii
from vafa.ui.parts.runner import Runner


class Field(StrEnum):
    SHOP = "shop"
    MANAGER = "manager"
    PIN = "pin"
    PIN_AGAIN = "pin_again"


class FirstStartState(Struct, frozen=True):
    """What the page shows; `wrong` is the field that `no` is about."""

    no: Refusal | Trouble | None = None
    wrong: Field | None = None
    founding: bool = False


class FirstStartPresenter:
    """Founds the shop. `found` does it (shop's name, manager's name, PIN); `done` hears that it is there, also
    when somebody else has founded it meanwhile."""

    def __init__(
        self,
        runner: Runner,
        found: Callable[[str, str, str], object],
        show: Callable[[FirstStartState], None],
        done: Callable[[], None],
    ) -> None:
        self._runner = runner
        self._found = found
        self._show = show
        self._done = done
        self.state = FirstStartState()

    def go(self, shop: str, manager: str, pin: str, pin_again: str) -> None:
        """Founds the shop with what was filled in, or says which field is wrong."""
        if self.state.founding:
            return
        for field, name in ((Field.SHOP, shop), (Field.MANAGER, manager)):
            if not 1 <= len(name.strip()) <= texts.MAX_NAME:
                self._set(no=Refusal("name_invalid", limit=texts.MAX_NAME), wrong=field)
                return
        if to_ascii(pin) != to_ascii(pin_again):
            self._set(no=Refusal("pins_differ"), wrong=Field.PIN_AGAIN)
            return
        self._set(no=None, wrong=None, founding=True)
        self._runner.act(self, "found", lambda: self._found(shop, manager, pin), self._founded, self._failed)

    def _founded(self, _: object) -> None:
        self._set(founding=False)
        self._done()

    def _failed(self, no: Refusal | Trouble) -> None:
        if no.code == "already_founded":  # at the terminal, while this page was filled in
            self._founded(None)
            return
        self._set(no=no, wrong=Field.PIN if no.code.startswith("pin_") else None, founding=False)

    def _set(self, **changes: object) -> None:
        self.state = structs.replace(self.state, **changes)
        self._show(self.state)
