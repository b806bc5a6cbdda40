"""One run of a command: the shop it is about, and the one answer it gives."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from vafa import paths
from vafa.clock import Clock, SystemClock
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.units import DisplayUnit
from vafa.shop import Shop, open_shop
from vafa.wording.answers import Line
from vafa.wording.catalogue import Language

Figures: TypeAlias = dict[str, object]


class Answer(Struct, frozen=True):
    """What a command found out: figures for programs, and a way to say them to people."""

    figures: Figures
    say: Callable[[Language], Sequence[Line]]


class Call:
    """What every command may ask for. The shop is opened when it is first needed, and only once.

    `named` says that the folder was named on the command line; else it is the default one.
    """

    def __init__(self, folder: Path | None, language: Language, clock: Clock | None = None) -> None:
        self.named = folder is not None
        self.folder = folder or paths.default_shop()
        self.language: Language = language
        self.clock = clock or SystemClock()
        self._shop: Shop | None = None

    def shop(self, *, create: bool = False) -> Shop:
        """The shop in the folder; with `create` a missing one is founded. Raises as `open_shop` says."""
        if self._shop is None:
            self._shop = open_shop(self.folder, self.clock, create=create)
        return self._shop

    @property
    def opened(self) -> Shop | None:
        """The shop, if it was needed."""
        return self._shop

    def unit(self) -> DisplayUnit:
        """The money unit to speak in; toman while no shop says otherwise."""
        if self._shop is None:
            return DisplayUnit.TOMAN
        try:
            return self._shop.read_shop().state.unit
        except (Refusal, Trouble):
            return DisplayUnit.TOMAN

    def close(self) -> None:
        """Closes the shop; what goes wrong then cannot matter any more."""
        if self._shop is not None:
            self._shop.close()
            self._shop = None
