"""The codes in a camera's frame: a glance at each, a thorough look only every so often."""

from vafa.devices.wedge import payload
from vafa.domain.errors import Trouble

THOROUGH_EVERY_FRAMES = 30
"""A thorough look takes ten times as long as a glance: it has one frame in so many while the glances find nothing."""

MOST_CODES = 8
LARGEST_SIDE_PX = 8_192
"""No camera at a counter has a longer side: such a size is a driver's mistake."""


class FrameReader:
    """Reads one camera's frames in their order. Not for several threads at once."""

    def __init__(self, thorough_every_frames: int = THOROUGH_EVERY_FRAMES) -> None:
        self._thorough_every_frames = thorough_every_frames
        self._in_vain = 0
        self._thorough_helps = False

    def __call__(
        self, luma: bytes | bytearray | memoryview, width_px: int, height_px: int, stride: int
    ) -> tuple[str, ...]:
        """The distinct texts in reading order, each as `wedge.payload` leaves it; () if there is none.

        `stride` is how many bytes of `luma` one row takes; those past `width_px` are padding.
        Trouble `camera_frame_impossible` if the sizes do not fit the bytes.
        """
        possible = 0 < width_px <= min(stride, LARGEST_SIDE_PX) and 0 < height_px <= LARGEST_SIDE_PX
        if not possible or stride * (height_px - 1) + width_px > len(luma):
            raise Trouble("camera_frame_impossible", width_px=width_px, height_px=height_px, bytes=len(luma))
        # These two cost a till without a camera a tenth of a second.
        import numpy as np

        from vafa.devices import decoder

        pixels = np.ndarray((height_px, width_px), np.uint8, luma, strides=(stride, 1))
        texts = decoder.glance(pixels)
        if texts:
            self._in_vain = 0
            self._thorough_helps = False
        else:
            self._in_vain += 1
            if self._thorough_helps or self._in_vain % self._thorough_every_frames == 0:
                texts = decoder.decode(pixels)
                self._thorough_helps = bool(texts)
        return tuple(dict.fromkeys(map(payload, texts)))[:MOST_CODES]
