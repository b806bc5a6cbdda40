"""Frames become cards off the window's thread: each card once, late frames dropped, no camera no trouble."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import thread_time

import numpy as np
import pytest
import qrcode
from PIL import Image
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaFormat,
    QMediaPlayer,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoFrameInput,
)
from pytestqt.qtbot import QtBot

from vafa.devices.frame_reader import FrameReader
from vafa.devices.sighting import Sightings
from vafa.domain.errors import Trouble
from vafa.ui.gear import camera as gear
from vafa.ui.gear.camera import Camera, CameraState

WIDTH_PX, HEIGHT_PX = 1280, 720
FRAMES_PER_S = 30
WAIT_MS = 15_000
CARDS = ("1" * 34, "1012345678901234567890123456789012", "7000006000002041855")
PixelFormat = QVideoFrameFormat.PixelFormat

pytestmark = pytest.mark.qt_log_ignore(
    # Video acceleration and audio that this machine may lack: the multimedia libraries go on without them.
    "Couldn't (load|resolve) ",
    "No RHI backend",
    "PulseAudioService",
    extend=True,
)


def scene(text: str | None, angle: float = 0.0, seed: int = 1) -> Image.Image:
    """What a camera over a counter sees: a noisy board, and a card lying on it, a little turned."""
    noise = np.random.default_rng(seed).normal(110, 12, (HEIGHT_PX, WIDTH_PX))
    board = Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))
    if text:
        code = qrcode.make(text, error_correction=qrcode.ERROR_CORRECT_H, box_size=7, border=4).get_image().convert("L")
        card = Image.new("L", (code.width + 200, code.height + 60), 235)
        card.paste(code, (20, 30))
        board.paste(card.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=110), (420, 180))
    return board


def as_frame(picture: Image.Image, number: int = 0) -> QVideoFrame:
    grey = QImage(picture.tobytes(), *picture.size, picture.width, QImage.Format.Format_Grayscale8)
    frame = QVideoFrame(grey.convertToFormat(QImage.Format.Format_RGB32))
    frame.setStartTime(number * 1_000_000 // FRAMES_PER_S)
    frame.setEndTime((number + 1) * 1_000_000 // FRAMES_PER_S)
    return frame


def frame_of(picture: Image.Image, form: PixelFormat, first: int, step: int) -> QVideoFrame:
    """A frame of another form with the picture's grey where that form has it, and something else everywhere else."""
    frame = QVideoFrame(QVideoFrameFormat(QSize(*picture.size), form))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    stride = frame.bytesPerLine(0)
    plane = np.frombuffer(frame.bits(0), np.uint8)
    plane[:] = 93
    rows = plane[: stride * picture.height].reshape(picture.height, stride)
    rows[:, first : step * picture.width : step] = np.asarray(picture)
    frame.unmap()
    return frame


class Watch:
    """A camera with what it told. A busy machine may take long between two looks: they count together all the same,
    unless a test has other sightings in mind."""

    def __init__(self, reader: Callable[..., Sequence[str]], sightings: Sightings | None = None) -> None:
        self.camera = Camera(reader, sightings or Sightings(within_ms=WAIT_MS, away_ms=WAIT_MS))
        self.seen: list[str] = []
        self.states: list[CameraState] = []
        self.camera.seen.connect(self.seen.append)
        self.camera.state_changed.connect(self.states.append)

    @property
    def code(self) -> str:
        return self.camera.trouble.code if self.camera.trouble else ""

    def show(self, qtbot: QtBot, frame: QVideoFrame) -> None:
        """One frame, and the time to read it."""
        read = self.camera.read_frames
        self.camera.sink.setVideoFrame(frame)
        qtbot.waitUntil(lambda: self.camera.read_frames > read, timeout=WAIT_MS)


@pytest.fixture
def watch(qapp) -> Iterator[Watch]:
    watch = Watch(FrameReader())
    watch.camera.start()
    yield watch
    watch.camera.close()


def test_without_any_camera_it_says_so_and_reads_what_is_played_into_it(qtbot: QtBot, watch: Watch) -> None:
    assert gear.cameras() == ()
    assert (watch.states, watch.code) == ([CameraState.ABSENT], "camera_none")
    watch.show(qtbot, as_frame(scene(CARDS[0])))
    assert watch.seen == []
    watch.show(qtbot, as_frame(scene(CARDS[0], seed=2)))
    assert watch.seen == [CARDS[0]]
    assert (watch.camera.state, watch.code) == (CameraState.RUNNING, "")


@pytest.mark.parametrize("width_px", [640, 642, 650])
@pytest.mark.parametrize(
    ("form", "first", "step"),
    [
        (PixelFormat.Format_Y8, 0, 1),
        (PixelFormat.Format_YUV420P, 0, 1),
        (PixelFormat.Format_NV12, 0, 1),
        (PixelFormat.Format_YUYV, 0, 2),
        (PixelFormat.Format_UYVY, 1, 2),
        (PixelFormat.Format_P010, 1, 2),
        (PixelFormat.Format_BGRX8888, 1, 4),
        (PixelFormat.Format_RGBA8888, 1, 4),
        (PixelFormat.Format_XRGB8888, 2, 4),
        (PixelFormat.Format_ABGR8888, 2, 4),
    ],
)
def test_every_form_of_frame_and_padded_rows(
    qtbot: QtBot, watch: Watch, form: PixelFormat, first: int, step: int, width_px: int
) -> None:
    picture = scene(CARDS[1]).crop((400, 150, 400 + width_px, 630))
    for _ in range(2):
        watch.show(qtbot, frame_of(picture, form, first, step))
    assert watch.seen == [CARDS[1]]


def test_a_form_that_is_not_known_goes_through_a_picture(
    qtbot: QtBot, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gear, "_LUMA_PLACES", {})
    for seed in range(2):
        watch.show(qtbot, as_frame(scene(CARDS[1], seed=seed)))
    assert watch.seen == [CARDS[1]]


def test_frames_faster_than_they_are_read_are_dropped_but_for_the_newest(qtbot: QtBot) -> None:
    may_go, entered, read = threading.Event(), threading.Event(), []

    def slow(luma: memoryview, width_px: int, height_px: int, stride: int) -> tuple[str, ...]:
        entered.set()
        assert may_go.wait(WAIT_MS / 1000)
        read.append(width_px)
        return ()

    watch = Watch(slow)
    watch.camera.start()
    sizes = range(40, 140)
    for width_px in sizes:
        watch.camera.sink.setVideoFrame(as_frame(Image.new("L", (width_px, 30))))
    assert entered.wait(WAIT_MS / 1000)
    assert watch.camera.dropped_frames == len(sizes) - 2
    may_go.set()
    qtbot.waitUntil(lambda: watch.camera.read_frames == 2, timeout=WAIT_MS)
    assert read == [sizes[0], sizes[-1]]
    assert watch.camera.dropped_frames == len(sizes) - 2
    watch.camera.close()


def test_what_was_read_when_the_camera_goes_off_is_told_no_more(qtbot: QtBot) -> None:
    may_go, entered = threading.Event(), threading.Event()

    def slow(luma: memoryview, width_px: int, height_px: int, stride: int) -> tuple[str, ...]:
        entered.set()
        assert may_go.wait(WAIT_MS / 1000)
        return (CARDS[0],)

    watch = Watch(slow)
    watch.camera.start()
    watch.camera.sink.setVideoFrame(as_frame(scene(None)))
    assert entered.wait(WAIT_MS / 1000)
    watch.camera.stop()
    watch.camera.frame_came(as_frame(scene(None)))
    may_go.set()
    qtbot.waitUntil(lambda: watch.camera.read_frames == 1, timeout=WAIT_MS)
    assert watch.seen == []
    assert watch.states[-1] == CameraState.OFF
    watch.camera.start()
    for _ in range(2):
        watch.show(qtbot, as_frame(scene(None)))
    assert watch.seen == [CARDS[0]]
    watch.camera.close()


def test_a_frame_that_cannot_be_is_told_and_the_next_good_one_mends_it(qtbot: QtBot) -> None:
    bad = [True]

    def reader(luma: memoryview, width_px: int, height_px: int, stride: int) -> tuple[str, ...]:
        if bad[0]:
            raise Trouble("camera_frame_impossible")
        return ()

    watch = Watch(reader)
    watch.camera.start()
    for _ in range(3):
        watch.show(qtbot, as_frame(scene(None)))
    assert (watch.camera.state, watch.code) == (CameraState.FAILED, "camera_frame_impossible")
    bad.clear()
    bad.append(False)
    watch.show(qtbot, as_frame(scene(None)))
    assert (watch.camera.state, watch.code) == (CameraState.RUNNING, "")
    assert watch.states.count(CameraState.FAILED) == 1
    watch.camera.close()


class PluggedIn(QCamera):
    """A camera that is there without being there."""

    def start(self) -> None:
        """Nothing comes of it."""


@pytest.fixture
def plugged(qapp, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setattr(gear, "QCamera", PluggedIn)
    monkeypatch.setattr(Camera, "_device", lambda _: QCameraDevice())
    watch = Watch(lambda *_: ())
    watch.camera.start()
    yield watch
    watch.camera.close()


def test_a_camera_that_is_unplugged_and_plugged_in_again(qtbot: QtBot, plugged: Watch) -> None:
    camera = plugged.camera
    assert camera.state == CameraState.STARTING
    plugged.show(qtbot, as_frame(scene(None)))
    assert camera.state == CameraState.RUNNING
    camera._devices.videoInputsChanged.emit()
    assert (camera.state, plugged.code) == (CameraState.FAILED, "camera_unplugged")
    camera._devices.videoInputsChanged.emit()
    assert camera.state == CameraState.STARTING


def test_a_camera_that_reports_a_fault(plugged: Watch) -> None:
    opened = plugged.camera._camera
    assert opened is not None
    opened.errorOccurred.emit(QCamera.Error.CameraError, "gone")
    assert (plugged.camera.state, plugged.code) == (CameraState.FAILED, "camera_failed")
    assert QMediaDevices.videoInputs() == []


def test_a_camera_that_falls_silent(qtbot: QtBot, plugged: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gear, "NEXT_FRAME_WAIT_MS", 20)
    plugged.show(qtbot, as_frame(scene(None)))
    qtbot.waitUntil(lambda: plugged.code == "camera_silent", timeout=WAIT_MS)
    plugged.show(qtbot, as_frame(scene(None)))
    assert CameraState.RUNNING in plugged.states[plugged.states.index(CameraState.FAILED) :]


class Size:
    def __init__(self, width_px: int, height_px: int, frames_per_s: float) -> None:
        self.pair, self.frames_per_s = (width_px, height_px), frames_per_s

    def resolution(self) -> QSize:
        return QSize(*self.pair)

    def maxFrameRate(self) -> float:  # noqa: N802
        return self.frames_per_s


@pytest.mark.parametrize(
    ("sizes", "best"),
    [
        ([(640, 480, 30), (1280, 720, 30), (3840, 2160, 30)], (1280, 720)),
        ([(640, 480, 30), (1280, 720, 5)], (640, 480)),
        ([(3840, 2160, 30)], None),
        ([(0, 0, 30)], None),
        ([], None),
    ],
)
def test_the_size_that_is_asked_of_a_camera(sizes: list[tuple[int, int, float]], best: tuple[int, int] | None) -> None:
    chosen = gear.best_size([Size(*size) for size in sizes])
    assert (chosen and chosen.pair) == best


def test_a_frame_costs_the_window_next_to_nothing(qtbot: QtBot, watch: Watch) -> None:
    frame, took_ms = as_frame(scene(CARDS[2])), []
    for _ in range(60):
        began = thread_time()
        watch.camera.frame_came(frame)
        took_ms.append((thread_time() - began) * 1000)
        qtbot.waitUntil(lambda: not watch.camera._busy, timeout=WAIT_MS)
    print(f"a frame in the window's thread: {median(took_ms):.3f} ms, at most {max(took_ms):.3f} ms")
    assert median(took_ms) < 1


def record(qtbot: QtBot, path: Path, pictures: Sequence[Image.Image]) -> None:
    form = QVideoFrameFormat(QSize(WIDTH_PX, HEIGHT_PX), PixelFormat.Format_BGRX8888)
    form.setStreamFrameRate(FRAMES_PER_S)
    frames, session, recorder = QVideoFrameInput(form), QMediaCaptureSession(), QMediaRecorder()
    session.setVideoFrameInput(frames)
    session.setRecorder(recorder)
    container = QMediaFormat(QMediaFormat.FileFormat.Matroska)
    container.setVideoCodec(QMediaFormat.VideoCodec.MotionJPEG)
    recorder.setMediaFormat(container)
    recorder.setQuality(QMediaRecorder.Quality.HighQuality)
    recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
    recorder.setAutoStop(True)
    waiting = [as_frame(picture, number) for number, picture in enumerate(pictures)] + [QVideoFrame()]

    def push() -> None:
        while waiting and frames.sendVideoFrame(waiting[0]):
            waiting.pop(0)

    frames.readyToSendVideoFrame.connect(push)
    recorder.record()
    stopped = QMediaRecorder.RecorderState.StoppedState
    qtbot.waitUntil(lambda: not waiting and recorder.recorderState() == stopped, timeout=4 * WAIT_MS)


@pytest.mark.slow
def test_a_film_of_cards_tells_each_once(qtbot: QtBot, tmp_path: Path) -> None:
    watch = Watch(FrameReader(), Sightings())
    watch.camera.start()
    shown = [card for card in CARDS for _ in range(45)]
    pictures = [scene(card, 8 * np.sin(number / 6), number) for number, card in enumerate(shown)]
    pictures += [scene(None, seed=number) for number in range(10)]
    record(qtbot, tmp_path / "cards.mkv", pictures)
    player = QMediaPlayer()
    player.setVideoSink(watch.camera.sink)
    player.setSource(QUrl.fromLocalFile(str(tmp_path / "cards.mkv")))
    player.play()
    over = QMediaPlayer.MediaStatus.EndOfMedia
    qtbot.waitUntil(lambda: player.mediaStatus() == over, timeout=4 * WAIT_MS)
    player.stop()
    print(f"{watch.camera.read_frames} frames read, {watch.camera.dropped_frames} dropped of {len(pictures)}")
    watch.camera.close()
    assert watch.seen == list(CARDS)
    assert watch.camera.read_frames > len(pictures) / 10
