"""A camera that looks for cards: its frames are read off the window's thread, and a card is told once.

Importing this file loads the multimedia libraries: do it when a camera is wanted, first in a thread (`make_ready`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic_ns
from typing import Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QPluginLoader, QSize, QThread, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from vafa.domain.errors import Trouble

LARGEST_FRAME_PIXELS = 1_280 * 960
"""More pixels cost time and find no more cards."""

SLOWEST_FRAMES_PER_S = 12
READS_APART_MS = 50
"""Twenty looks a second find a card as soon as thirty do, and leave a small computer to the rest of the shop."""

FIRST_FRAME_WAIT_MS = 8_000
NEXT_FRAME_WAIT_MS = 3_000
CLOSE_WAIT_MS = 3_000

_Format = QVideoFrameFormat.PixelFormat
_LUMA_PLACES: dict[QVideoFrameFormat.PixelFormat, tuple[int, int]] = {
    **dict.fromkeys((_Format.Format_Y8, _Format.Format_YUV420P, _Format.Format_YUV422P, _Format.Format_YV12), (0, 1)),
    **dict.fromkeys((_Format.Format_NV12, _Format.Format_NV21, _Format.Format_IMC1, _Format.Format_IMC2), (0, 1)),
    **dict.fromkeys((_Format.Format_IMC3, _Format.Format_IMC4), (0, 1)),
    _Format.Format_YUYV: (0, 2),
    _Format.Format_UYVY: (1, 2),
    # Sixteen bits, the lower byte first.
    **dict.fromkeys((_Format.Format_Y16, _Format.Format_P010, _Format.Format_P016), (1, 2)),
    # Of colours, green is nearest to what an eye calls bright.
    **dict.fromkeys((_Format.Format_BGRA8888, _Format.Format_BGRX8888), (1, 4)),
    **dict.fromkeys((_Format.Format_RGBA8888, _Format.Format_RGBX8888), (1, 4)),
    **dict.fromkeys((_Format.Format_ARGB8888, _Format.Format_XRGB8888), (2, 4)),
    **dict.fromkeys((_Format.Format_ABGR8888, _Format.Format_XBGR8888), (2, 4)),
}
"""Where the grey of a pixel lies in the first plane of a frame: the first byte, and how many bytes to the next."""


class CameraState(StrEnum):
    OFF = "off"
    ABSENT = "absent"
    STARTING = "starting"
    RUNNING = "running"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CameraName:
    """A camera of this computer."""

    id: str
    name: str


class Reader(Protocol):
    """Finds texts in grey pixels; rows are `stride` bytes apart. Called in the camera's own thread, one at a time."""

    def __call__(
        self, luma: bytes | bytearray | memoryview, width_px: int, height_px: int, stride: int
    ) -> Sequence[str]: ...


class Sightings(Protocol):
    """Says when a text has been seen often enough."""

    def look(self, texts: Sequence[str], at_ms: int) -> str | None: ...
    def forget(self) -> None: ...


class FrameSize(Protocol):
    """A size and speed that a camera offers."""

    def resolution(self) -> QSize: ...
    def maxFrameRate(self) -> float: ...


_Size = TypeVar("_Size", bound=FrameSize)


def make_ready() -> None:
    """Loads what the first use of a camera loads; for a thread beside the window's, which would stand still."""
    for plugin in Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "multimedia").glob("*ffmpeg*"):
        QPluginLoader(str(plugin)).load()


def cameras() -> tuple[CameraName, ...]:
    """The cameras of this computer, the usual one first."""
    usual = QMediaDevices.defaultVideoInput()
    devices = sorted(QMediaDevices.videoInputs(), key=lambda device: device != usual)
    return tuple(CameraName(_id(device), device.description()) for device in devices)


def best_size(sizes: Iterable[_Size]) -> _Size | None:
    """The most pixels within LARGEST_FRAME_PIXELS among those that are fast enough; None leaves it to the camera."""

    def pixels(size: _Size) -> int:
        return size.resolution().width() * size.resolution().height()

    fitting = [
        size
        for size in sizes
        if 0 < pixels(size) <= LARGEST_FRAME_PIXELS and size.maxFrameRate() >= SLOWEST_FRAMES_PER_S
    ]
    return max(fitting, key=lambda size: (pixels(size), size.maxFrameRate()), default=None)


class _Reading(QObject):
    """The camera's own lane: one frame at a time, in a thread that does nothing else."""

    done = Signal(object, object, int, object)
    """Texts, the frame's time, the run it belongs to, and the Trouble with this frame or None."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    @Slot(QVideoFrame, object, int)
    def read(self, frame: QVideoFrame, at_ms: int, run: int) -> None:
        texts: tuple[str, ...] = ()
        trouble: Trouble | None = None
        try:
            texts = tuple(self._texts(frame))
        except Trouble as told:
            trouble = told
        finally:
            # Also after a bug, which goes on to the crash reporter: the camera must not stand still for it.
            self.done.emit(texts, at_ms, run, trouble)

    def _texts(self, frame: QVideoFrame) -> Sequence[str]:
        place = _LUMA_PLACES.get(frame.pixelFormat())
        if place is None or not frame.map(QVideoFrame.MapMode.ReadOnly):
            return self._texts_of_image(frame.toImage())
        first, step = place
        try:
            plane = frame.bits(0)
            luma = plane if step == 1 else bytes(plane)[first::step]
            return self._reader(luma, frame.width(), frame.height(), frame.bytesPerLine(0) // step)
        finally:
            frame.unmap()

    def _texts_of_image(self, image: QImage) -> Sequence[str]:
        if image.isNull():
            raise Trouble("camera_frame_impossible", width_px=0, height_px=0, bytes=0)
        grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
        return self._reader(grey.constBits(), grey.width(), grey.height(), grey.bytesPerLine())


class Camera(QObject):
    """Off until `start`; then every card held before it is told once by `seen`.

    Frames that come while one is being read are dropped but for the newest, and counted. `sink` takes frames from
    elsewhere too: a video played into it is read like the camera's, once the camera was started.
    """

    seen = Signal(str)
    state_changed = Signal(CameraState)
    _read = Signal(QVideoFrame, object, int)

    def __init__(self, reader: Reader, sightings: Sightings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self.frame_came)
        self.state = CameraState.OFF
        self.trouble: Trouble | None = None
        """What is wrong while the state is ABSENT or FAILED, for `apology`: a code `camera_…`."""
        self.dropped_frames = 0
        self.read_frames = 0
        self._sightings = sightings
        self._session = QMediaCaptureSession(self)
        self._session.setVideoSink(self.sink)
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self._devices_changed)
        self._camera: QCamera | None = None
        self._wanted_id = ""
        self._on = False
        self._run = 0
        self._busy = False
        self._newest: tuple[QVideoFrame, int] | None = None
        self._read_ms = 0
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._read_next)
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(lambda: self._tell(CameraState.FAILED, Trouble("camera_silent")))
        self._lane = QThread(self)
        self._reading = _Reading(reader)
        self._reading.moveToThread(self._lane)
        self._read.connect(self._reading.read)
        self._reading.done.connect(self._read_done)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    def start(self, camera_id: str = "") -> None:
        """Switches the camera with this id on; "" is the usual one. Without any it waits for one to be plugged in."""
        self.stop()
        self._on, self._wanted_id = True, camera_id
        self._lane.start(QThread.Priority.LowPriority)
        self._open()

    def stop(self) -> None:
        """Switches it off: nothing is told any more, and a card that was seen may be told again after `start`."""
        self._on = False
        self._run += 1
        self._newest = None
        self._let_go()
        self._sightings.forget()
        self._tell(CameraState.OFF)

    def close(self) -> None:
        """Off for good; waits until the lane is empty."""
        self.stop()
        self._lane.quit()
        self._lane.wait(CLOSE_WAIT_MS)

    def frame_came(self, frame: QVideoFrame) -> None:
        """A frame, from wherever; its slot in the lane, if that is busy, is the newest frame's."""
        if not self._on or not frame.isValid():
            return
        if self._camera is not None:
            self._silence.start(NEXT_FRAME_WAIT_MS)
        self.dropped_frames += self._newest is not None
        self._newest = (QVideoFrame(frame), _now_ms())
        self._read_next()

    def _read_next(self) -> None:
        if self._busy or self._newest is None:
            return
        early_ms = self._read_ms + READS_APART_MS - _now_ms()
        if early_ms > 0:
            self._pause.start(early_ms)
            return
        (frame, came_ms), self._newest = self._newest, None
        self._busy, self._read_ms = True, _now_ms()
        self._read.emit(frame, came_ms, self._run)

    def _read_done(self, texts: tuple[str, ...], at_ms: int, run: int, trouble: Trouble | None) -> None:
        self._busy = False
        self.read_frames += 1
        self._read_next()
        if run != self._run:
            return
        if trouble is not None:
            self._tell(CameraState.FAILED, trouble)
            return
        self._tell(CameraState.RUNNING)
        text = self._sightings.look(texts, at_ms)
        if text is not None:
            self.seen.emit(text)

    def _open(self) -> None:
        device = self._device()
        if device is None:
            self._tell(CameraState.ABSENT, Trouble("camera_none"))
            return
        camera = QCamera(device, self)
        size = best_size(device.videoFormats())
        if size is not None:
            camera.setCameraFormat(size)
        camera.errorOccurred.connect(self._failed)
        self._camera = camera
        self._session.setCamera(camera)
        self._tell(CameraState.STARTING)
        self._silence.start(FIRST_FRAME_WAIT_MS)
        camera.start()

    def _device(self) -> QCameraDevice | None:
        devices = QMediaDevices.videoInputs()
        usual = QMediaDevices.defaultVideoInput()
        wanted = [device for device in devices if _id(device) == self._wanted_id]
        return next(iter(wanted or ([] if usual.isNull() else [usual])), None)

    def _devices_changed(self) -> None:
        if not self._on:
            return
        if self._camera is None:
            self._open()
        elif self._camera.cameraDevice() not in QMediaDevices.videoInputs():
            self._let_go()
            self._tell(CameraState.FAILED, Trouble("camera_unplugged"))

    def _failed(self) -> None:
        self._let_go()
        self._tell(CameraState.FAILED, Trouble("camera_failed"))

    def _let_go(self) -> None:
        self._silence.stop()
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.errorOccurred.disconnect(self._failed)
            camera.stop()
            camera.deleteLater()

    def _tell(self, state: CameraState, trouble: Trouble | None = None) -> None:
        news = (state, trouble and trouble.code) != (self.state, self.trouble and self.trouble.code)
        self.state, self.trouble = state, trouble
        if news:
            self.state_changed.emit(state)


def _id(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode(errors="replace")


def _now_ms() -> int:
    return monotonic_ns() // 1_000_000
