"""The short sound of a card that was seen by the camera: a scanner beeps by itself, a camera does not."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
from PySide6.QtWidgets import QApplication

from vafa import paths

SOUND = "seen.wav"
LOUDNESS = 0.6


class Beep(QObject):
    """Sounds once a call, without waiting; on a computer without a loudspeaker the system's own bell is asked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effect: QSoundEffect | None = None
        if not QMediaDevices.defaultAudioOutput().isNull():
            self._effect = QSoundEffect(self)
            self._effect.setSource(QUrl.fromLocalFile(str(paths.resources() / "sounds" / SOUND)))
            self._effect.setVolume(LOUDNESS)

    def sound(self) -> None:
        if self._effect is not None:
            self._effect.play()
        else:
            QApplication.beep()
