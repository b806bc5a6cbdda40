"""The shop's face on paper, its money unit, its programme, and this till's printer."""

from msgspec import Struct, structs

from vafa.domain import texts
from vafa.domain.acts import ShopDescribed
from vafa.domain.errors import Refusal
from vafa.domain.programme import Programme
from vafa.domain.roles import Deed
from vafa.domain.units import DisplayUnit
from vafa.store.finding import find_acting
from vafa.store.ruling import ShopState
from vafa.store.shopfile import Store

PRINTER, PAPER = "printer", "paper_dots"
WIDE_PAPER_DOTS, NARROW_PAPER_DOTS = 576, 384


class Describe:
    """Changes how the shop presents itself; what is not named stays. Refuses `name_invalid`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, *, unit: DisplayUnit | None = None, staff: int | None = None, **face: str | None) -> ShopState:
        store = self._store
        changes = {part: texts.name(value) for part, value in face.items() if value is not None}
        if changes.get("name") == "":
            raise Refusal("name_invalid", limit=texts.MAX_NAME)
        with store.act() as act:
            by = find_acting(store, staff, Deed.PROGRAMME)
            before = store.ruling.shop()
            state = ShopState(structs.replace(before.face, **changes), unit or before.unit)
            if state != before:
                act.post(ShopDescribed(face=state.face, unit=state.unit), staff=by)
        return state


class ChooseDevices:
    """This till's printer address and paper width (576 or 384 dots). Refuses `paper_unknown`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, *, printer: str | None = None, paper_dots: int | None = None) -> None:
        if paper_dots is not None and paper_dots not in {WIDE_PAPER_DOTS, NARROW_PAPER_DOTS}:
            raise Refusal("paper_unknown", dots=paper_dots)
        with self._store.act():
            if printer is not None:
                self._store.ruling.set(PRINTER, printer)
            if paper_dots is not None:
                self._store.ruling.set(PAPER, str(paper_dots))


class ShopView(Struct, frozen=True):
    """What is in force in the shop, and on this till."""

    state: ShopState
    programme: Programme
    printer: str | None
    paper_dots: int
    waiting_slips: int


class ReadShop:
    """Reads what is in force."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> ShopView:
        ruling = self._store.ruling
        return ShopView(
            state=ruling.shop(),
            programme=ruling.programme(),
            printer=ruling.setting(PRINTER),
            paper_dots=int(ruling.setting(PAPER) or WIDE_PAPER_DOTS),
            waiting_slips=len(self._store.spool.waiting()),
        )
