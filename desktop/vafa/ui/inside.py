"""What lies behind the sign-in: the counter, the settings, and the devices that speak to whichever is shown."""

from collections.abc import Callable
from datetime import datetime

from msgspec import structs
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from vafa.clock import Clock
from vafa.services.counter.sign_in import SignedIn
from vafa.services.office.describe import ShopView
from vafa.ui.camera_watch import CameraWatch
from vafa.ui.counter.counter_page import CounterPage
from vafa.ui.counter.counter_presenter import CounterPresenter
from vafa.ui.counter.counter_state import Colleague, CounterState, Devices, Eye, PrinterState
from vafa.ui.gear.key_filter import KeyFilter
from vafa.ui.opened import Opened
from vafa.ui.parts.background import LaneRunner
from vafa.ui.parts.places import COUNTER, SETTINGS
from vafa.ui.parts.runner import No
from vafa.ui.settings_page import SettingsPage
from vafa.ui.settings_presenter import SettingsPresenter, SettingsState
from vafa.ui.window import Window


class Inside:
    """The screens of whoever is signed in, and the way between them and their presenters."""

    def __init__(
        self,
        application: QGuiApplication,
        window: Window,
        runner: LaneRunner,
        clock: Clock,
        opened: Opened,
        look_changed: Callable[[SettingsState], None],
    ) -> None:
        self._window, self._runner, self._clock, self._opened = window, runner, clock, opened
        self._devices = Devices(printer=PrinterState.READY if opened.till.printer else PrinterState.NONE)
        self._camera = CameraWatch(
            runner, opened.new_frame_reader, opened.new_sightings, self._camera_saw, self._camera_changed
        )
        self.counter: CounterPresenter | None = None
        self._untold: Callable[[CounterPresenter], None] | None = None
        self.settings = SettingsPresenter(
            runner, opened.settings, opened.view, self._show_settings, look_changed, self._devices_changed
        )
        self._keys = KeyFilter(application, opened.new_wedge())
        self._keys.scanned.connect(self.scanned)
        self._keys.garbage.connect(self._garbage)
        self.build_anew()
        self._camera.watch(opened.view.camera, sounds=opened.view.sounds)

    def close(self) -> None:
        """The window closes for good: nothing is heard any more."""
        self._camera.close()
        self._keys.deleteLater()
        QCoreApplication.sendPostedEvents(self._keys, QEvent.Type.DeferredDelete)

    def enter(self, signed_in: SignedIn) -> None:
        """Somebody is behind the till: the counter, as it was left."""
        person = signed_in.person
        colleague = Colleague(person.number, person.name, person.role)
        if self.counter is None:
            view = self._opened.view
            self.counter = CounterPresenter(
                self._opened.desk,
                self._runner,
                self._show_counter,
                person=colleague,
                face=view.state.face,
                unit=view.state.unit,
            )
            self._join_counter()
            self.counter.devices_changed(self._devices)
            self.counter.begin()
            self.counter.refresh()
            if self._untold is not None:
                self._untold(self.counter)
        else:
            self.counter.signed_in(colleague)
        self.go(COUNTER)

    def locked(self) -> None:
        """Nobody is behind the till any more."""
        if self.counter is not None:
            self.counter.locked()

    def sale_waits(self) -> bool:
        """Whether a purchase is open."""
        return self.counter is not None and self.counter.sale_open

    def go(self, place: str) -> None:
        """Shows the counter or the settings."""
        self._window.go(place, rail=True)
        if place == SETTINGS:
            self.settings.opened(())
            self._camera.list_cameras(self.settings.opened)
        else:
            self._counter_page.take_caret()

    def tick(self, now: datetime) -> None:
        """A second has passed; `now` is the shop's time."""
        if self.counter is not None:
            self.counter.tick(now)

    def outside_change(self) -> None:
        """Another process wrote into the shop."""
        if self.counter is not None:
            self.counter.outside_change()
            self._runner.ask(self, "shop", self._opened.settings.read_shop, self._shop_read, lambda _: None)

    def copy_failed(self, no: No, again: Callable[[], None]) -> None:
        """The copy of the day could not be made; whoever signs in first is told."""
        if self.counter is not None:
            self.counter.troubled(no, "copy", again)
        else:
            self._untold = lambda counter: counter.troubled(no, "copy", again)

    def copied(self) -> None:
        """The day has its copy."""
        self._untold = None
        if self.counter is not None:
            self.counter.mended("copy")

    def scanned(self, text: str) -> None:
        """What a scanner read goes to the screen that is shown."""
        if not self._devices.scanned:
            self._tell_devices(scanned=True)
        if self._window.place == SETTINGS:
            self.settings.scanned(text)
        elif self._window.place == COUNTER and self.counter is not None:
            self.counter.scanned(text)

    def build_anew(self) -> None:
        """Makes the pages, in the look that is worn just now, and shows what they showed before."""
        self._counter_page = CounterPage()
        self._settings_page = SettingsPage()
        self._join_settings()
        self._window.put(COUNTER, self._counter_page)
        self._window.put(SETTINGS, self._settings_page)
        self._show_settings(self.settings.state)
        if self.counter is not None:
            self._join_counter()
            self.counter.refresh()
            if self._window.place == COUNTER:
                self._counter_page.take_caret()

    def _shop_read(self, view: ShopView) -> None:
        if self.counter is not None:
            self.counter.shop_changed(view.state.face, view.state.unit)

    def _camera_saw(self, text: str) -> None:
        if self._window.place == SETTINGS:
            self.settings.camera_saw()
        elif self._window.place == COUNTER and self.counter is not None:
            self.counter.scanned(text)

    def _camera_changed(self, eye: Eye) -> None:
        self._tell_devices(camera=eye)

    def _garbage(self, keys: int) -> None:
        if self._window.place == SETTINGS:
            self.settings.garbage(keys)
        elif self._window.place == COUNTER and self.counter is not None:
            self.counter.garbage(keys)

    def _join_counter(self) -> None:
        page, presenter = self._counter_page, self.counter
        if presenter is None:
            return
        page.typed.connect(presenter.typed)
        page.accepted.connect(presenter.accepted)
        page.went_back.connect(presenter.went_back)
        page.key.connect(presenter.key)
        page.picked.connect(presenter.picked)
        page.way.connect(presenter.way)

    def _join_settings(self) -> None:
        page, presenter = self._settings_page, self.settings
        page.language.connect(lambda language: presenter.choose_look(language=language))
        page.theme.connect(lambda theme: presenter.choose_look(theme=theme))
        page.text_percent.connect(lambda percent: presenter.choose_look(text_percent=percent))
        page.calm.connect(lambda calm: presenter.choose_look(calm=calm))
        page.printer.connect(presenter.choose_printer)
        page.trial.connect(presenter.try_printer)
        page.camera.connect(presenter.choose_camera)
        page.left.connect(lambda: self.go(COUNTER))

    def _show_counter(self, state: CounterState) -> None:
        self._counter_page.show_state(state)

    def _show_settings(self, state: SettingsState) -> None:
        self._settings_page.show_state(state)

    def _devices_changed(self, state: SettingsState) -> None:
        self._opened.till.printer, self._opened.till.paper_dots = state.printer, state.paper_dots
        self._camera.watch(state.camera, sounds=self._opened.view.sounds)
        self._tell_devices(printer=PrinterState.READY if state.printer else PrinterState.NONE)

    def _tell_devices(self, **changes: object) -> None:
        before = self._devices if self.counter is None else self.counter.state.devices
        self._devices = structs.replace(before, **changes)
        if self.counter is not None:
            self.counter.devices_changed(self._devices)
