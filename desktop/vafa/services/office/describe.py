"""The shop's face on paper, its money unit, its programme, and the settings of this till."""

from msgspec import Struct, structs

from vafa.domain import texts
from vafa.domain.acts import ShopDescribed
from vafa.domain.errors import Refusal
from vafa.domain.roles import Deed
from vafa.domain.rulebook.document import Programme
from vafa.domain.units import DisplayUnit
from vafa.store.finding import find_acting
from vafa.store.ruling import ShopState
from vafa.store.shopfile import Store
from vafa.store.till_settings import (
    PAPER_DOTS,
    TEXT_PERCENTS,
    Theme,
    read_till_settings,
    write_till_settings,
)
from vafa.wording.catalogue import LANGUAGES, Language

WIDE_PAPER_DOTS, NARROW_PAPER_DOTS = PAPER_DOTS
MAX_CAMERA = 300


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
    """Sets this till's devices and how its window looks; what is not named stays. `printer` and `camera` may be "".

    Refuses `paper_unknown` (576 or 384 dots), `setting_unknown` (setting, value, allowed) and `text_too_long`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        *,
        printer: str | None = None,
        paper_dots: int | None = None,
        language: str | None = None,
        theme: str | None = None,
        text_percent: int | None = None,
        calm_motion: bool | None = None,
        sounds: bool | None = None,
        camera: str | None = None,
    ) -> None:
        if paper_dots is not None and paper_dots not in PAPER_DOTS:
            raise Refusal("paper_unknown", dots=paper_dots)
        _refuse_unknown("language", language, LANGUAGES)
        _refuse_unknown("theme", theme, tuple(Theme))
        _refuse_unknown("text_percent", text_percent, TEXT_PERCENTS)
        if camera is not None:
            texts.bounded("camera", camera, MAX_CAMERA)
        said: dict[str, object] = {
            "printer": printer,
            "paper_dots": paper_dots,
            "language": language,
            "theme": theme,
            "text_percent": text_percent,
            "calm_motion": calm_motion,
            "sounds": sounds,
            "camera": camera,
        }
        with self._store.act():
            changes = {name: value for name, value in said.items() if value is not None}
            write_till_settings(self._store.database, changes)


class ShopView(Struct, frozen=True):
    """What is in force in the shop, and on this till; `demo_pin` is "" in a real shop."""

    state: ShopState
    programme: Programme
    printer: str | None
    paper_dots: int
    waiting_slips: int
    language: Language
    theme: Theme
    text_percent: int
    calm_motion: bool
    sounds: bool
    camera: str
    demo_pin: str


class ReadShop:
    """Reads what is in force."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> ShopView:
        ruling = self._store.ruling
        till = read_till_settings(self._store.database)
        return ShopView(
            state=ruling.shop(),
            programme=ruling.programme(),
            printer=till.printer,
            paper_dots=till.paper_dots,
            waiting_slips=len(self._store.spool.waiting()),
            language="en" if till.language == "en" else "fa",
            theme=till.theme,
            text_percent=till.text_percent,
            calm_motion=till.calm_motion,
            sounds=till.sounds,
            camera=till.camera,
            demo_pin=till.demo_pin,
        )


def _refuse_unknown(setting: str, value: object, allowed: tuple[object, ...]) -> None:
    if value is not None and value not in allowed:
        raise Refusal("setting_unknown", setting=setting, value=str(value), allowed=list(map(str, allowed)))
