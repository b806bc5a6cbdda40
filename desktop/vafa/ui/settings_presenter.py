"""Settings of this till: language, theme and text size at once; printer, scanner and camera with their proofs."""

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct, structs

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.receipt import ShopFace
from vafa.services.office.describe import ShopView
from vafa.ui.parts.runner import Runner
from vafa.wording.catalogue import Language

SHOWN_SCANS = 4


class Trial(StrEnum):
    """How the trial print went."""

    NONE = "none"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"


class ScanKind(StrEnum):
    """What a scanned text turned out to be."""

    CARD = "card"
    RECEIPT = "receipt"
    OTHER = "other"
    GARBAGE = "garbage"


class Scan(Struct, frozen=True):
    """A scan made on this page: what it was, and how many characters came."""

    kind: ScanKind
    characters: int


class CameraChoice(Struct, frozen=True):
    """A camera of this machine."""

    id: str
    name: str


class SettingsState(Struct, frozen=True, kw_only=True):
    """What the page shows."""

    face: ShopFace
    language: Language
    theme: str
    text_percent: int
    calm: bool
    printer: str
    paper_dots: int
    waiting_slips: int = 0
    trial: Trial = Trial.NONE
    no: Refusal | Trouble | None = None
    scans: tuple[Scan, ...] = ()
    cameras: tuple[CameraChoice, ...] = ()
    camera: str = ""
    camera_sees: bool = False


class SettingsServices(Struct, frozen=True):
    """What the settings ask of the shop. `choose` takes the names of `ChooseDevices`; `try_printer` the address, the
    language and the paper's width; `kind_of` says what a scanned text is."""

    read_shop: Callable[[], ShopView]
    choose: Callable[..., None]
    try_printer: Callable[[str, Language, int], None]
    kind_of: Callable[[str], ScanKind]


class SettingsPresenter:
    """Keeps what is chosen at once. `look_changed` hears of language, theme, text size and motion, `devices_changed`
    of printer and camera."""

    def __init__(
        self,
        runner: Runner,
        services: SettingsServices,
        view: ShopView,
        show: Callable[[SettingsState], None],
        look_changed: Callable[[SettingsState], None],
        devices_changed: Callable[[SettingsState], None],
    ) -> None:
        self._runner = runner
        self._services = services
        self._show = show
        self._look_changed = look_changed
        self._devices_changed = devices_changed
        self.state = _state_of(view)

    def opened(self, cameras: tuple[CameraChoice, ...]) -> None:
        """The page is shown: reads afresh what another process may have changed."""
        self._set(cameras=cameras, scans=(), trial=Trial.NONE, no=None)
        self._runner.ask(self, "view", self._services.read_shop, self._view_came, self._failed)

    def choose_look(
        self,
        *,
        language: Language | None = None,
        theme: str | None = None,
        text_percent: int | None = None,
        calm: bool | None = None,
    ) -> None:
        """Another language, theme, text size or motion, seen at once and kept."""
        state = self.state
        self._set(
            language=language or state.language,
            theme=theme or state.theme,
            text_percent=text_percent or state.text_percent,
            calm=state.calm if calm is None else calm,
        )
        if self.state == state:
            return
        now = self.state
        self._keep(language=now.language, theme=now.theme, text_percent=now.text_percent, calm_motion=now.calm)
        self._look_changed(now)

    def choose_printer(self, address: str, paper_dots: int) -> None:
        """The printer's address (empty: none) and the width of its paper; kept at once."""
        self._set(printer=address.strip(), paper_dots=paper_dots, trial=Trial.NONE, no=None)
        self._keep(printer=self.state.printer, paper_dots=paper_dots)
        self._devices_changed(self.state)

    def try_printer(self) -> None:
        """Prints the trial slip."""
        state = self.state
        if state.trial is Trial.PRINTING or not state.printer:
            return
        self._set(trial=Trial.PRINTING, no=None)
        self._runner.send(
            self,
            "trial",
            lambda: self._services.try_printer(state.printer, state.language, state.paper_dots),
            self._printed,
            self._not_printed,
        )

    def choose_camera(self, camera: str) -> None:
        """A camera of the list, or "" for none."""
        self._set(camera=camera, camera_sees=False)
        self._keep(camera=camera)
        self._devices_changed(self.state)

    def scanned(self, text: str) -> None:
        """Something was scanned while the page is shown."""
        self._add(Scan(self._services.kind_of(text), len(text)))

    def garbage(self, characters: int) -> None:
        """A scanner sent more than any code is long."""
        self._add(Scan(ScanKind.GARBAGE, characters))

    def camera_saw(self) -> None:
        """The camera read a code."""
        self._set(camera_sees=True)

    def _add(self, scan: Scan) -> None:
        self._set(scans=(scan, *self.state.scans)[:SHOWN_SCANS])

    def _keep(self, **chosen: object) -> None:
        self._runner.act(self, "keep", lambda: self._services.choose(**chosen), lambda _: None, self._failed)

    def _view_came(self, view: ShopView) -> None:
        self._set(face=view.state.face, printer=view.printer or "", waiting_slips=view.waiting_slips)

    def _printed(self, _: None) -> None:
        self._set(trial=Trial.DONE)

    def _not_printed(self, no: Refusal | Trouble) -> None:
        self._set(trial=Trial.FAILED, no=no)

    def _failed(self, no: Refusal | Trouble) -> None:
        self._set(no=no)

    def _set(self, **changes: object) -> None:
        self.state = structs.replace(self.state, **changes)
        self._show(self.state)


def _state_of(view: ShopView) -> SettingsState:
    return SettingsState(
        face=view.state.face,
        language=view.language,
        theme=view.theme,
        text_percent=view.text_percent,
        calm=view.calm_motion,
        printer=view.printer or "",
        paper_dots=view.paper_dots,
        waiting_slips=view.waiting_slips,
        camera=view.camera,
    )
