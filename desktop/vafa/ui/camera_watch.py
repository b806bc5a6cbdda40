"""The camera beside the counter: loaded when it is wanted, told of when it changes, heard when it sees a card."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from vafa.ui.counter.counter_state import Eye
from vafa.ui.parts.runner import No, Runner
from vafa.ui.settings_presenter import CameraChoice

if TYPE_CHECKING:  # the multimedia libraries are loaded in a lane, and only for somebody who has a camera
    from vafa.ui.gear.beep import Beep
    from vafa.ui.gear.camera import Camera, CameraState, Reader, Sightings


class CameraWatch:
    """Off until `watch`. `seen` hears each card once, `changed` how the camera is, `listed` the cameras there are."""

    def __init__(
        self,
        runner: Runner,
        new_reader: "Callable[[], Reader]",
        new_sightings: "Callable[[], Sightings]",
        seen: Callable[[str], None],
        changed: Callable[[Eye], None],
    ) -> None:
        self._runner = runner
        self._new_reader, self._new_sightings = new_reader, new_sightings
        self._seen, self._changed = seen, changed
        self._camera: Camera | None = None
        self._beep: Beep | None = None
        self._wanted = ""
        self._sounds = False

    def watch(self, camera: str, *, sounds: bool) -> None:
        """Watches with a camera (its id); with "" with none."""
        self._sounds = sounds
        if camera == self._wanted:
            return
        self._wanted = camera
        if camera:
            self._runner.ask(self, "load", _load, lambda _: self._start(), self._could_not_load)
        elif self._camera is not None:
            self._camera.stop()

    def list_cameras(self, listed: Callable[[tuple[CameraChoice, ...]], None]) -> None:
        """Asks which cameras there are."""
        self._runner.ask(self, "list", _load, lambda _: listed(_cameras()), lambda _: None)

    def close(self) -> None:
        """Off for good."""
        if self._camera is not None:
            self._camera.close()

    def _start(self) -> None:
        if not self._wanted:
            return
        if self._camera is None:
            from vafa.ui.gear.beep import Beep
            from vafa.ui.gear.camera import Camera

            self._camera = Camera(self._new_reader(), self._new_sightings())
            self._camera.seen.connect(self._saw)
            self._camera.state_changed.connect(self._told)
            self._beep = Beep()
        self._camera.start(self._wanted)

    def _saw(self, text: str) -> None:
        if self._sounds and self._beep is not None:
            self._beep.sound()
        self._seen(text)

    def _told(self, state: "CameraState") -> None:
        eyes = {"off": Eye.OFF, "starting": Eye.STARTING, "running": Eye.SEEING}
        self._changed(eyes.get(state.value, Eye.MISSING))

    def _could_not_load(self, _: No) -> None:
        self._changed(Eye.MISSING)


def _load() -> None:
    """In a lane: the window would stand still."""
    from vafa.ui.gear import camera

    camera.make_ready()


def _cameras() -> tuple[CameraChoice, ...]:
    from vafa.ui.gear.camera import cameras

    return tuple(CameraChoice(camera.id, camera.name) for camera in cameras())
