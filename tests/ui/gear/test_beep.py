"""The beep is a real sound, short enough for a queue, and a till without a loudspeaker is none the worse."""

import wave

import pytest

from vafa import paths
from vafa.ui.gear.beep import SOUND, Beep


def test_the_sound_is_short_and_audible() -> None:
    with wave.open(str(paths.resources() / "sounds" / SOUND)) as sound:
        assert sound.getcomptype() == "NONE"
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert 0.05 <= sound.getnframes() / sound.getframerate() <= 0.2
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    assert max(samples) > 2**13


@pytest.mark.qt_log_ignore("Couldn't (load|resolve) ", "PulseAudioService", extend=True)
def test_it_sounds_without_waiting(qapp) -> None:
    beep = Beep()
    for _ in range(3):
        beep.sound()
