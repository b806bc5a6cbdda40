"""ESC/POS, the language of receipt printers: the few commands a slip needs. Paper is always a picture, never text."""

INITIALIZE = b"\x1b@"
FEED_LINES = b"\x1bd"
CUT = b"\x1dV\x00"
ASK_PAPER_IN_ORDER = b"\x1dr\x01"
"""GS r 1: answered by one byte, but only when everything sent before it has been printed."""

BAND_ROWS = 256
"""Cheap printers hold one command's picture in a small buffer: a slip is sent in bands of at most this many rows."""

FEED_BEFORE_CUT_LINES = 6
"""The knife sits above the print head: so much feed brings the last row past it."""


def encode_slip(width_dots: int, rows: bytes) -> bytes:
    """One slip as a printer wants it, with a cut at its end.

    `rows` holds the dots from the top left, eight to a byte, highest bit first, 1 = black; a row has
    `width_dots / 8` bytes. The printer answers one byte when all is on paper.
    ValueError: the rows do not fit the width.
    """
    if width_dots <= 0 or width_dots % 8 or len(rows) % (width_dots // 8):
        raise ValueError(f"{len(rows)} bytes are no rows of {width_dots} dots")
    feed = FEED_LINES + bytes([FEED_BEFORE_CUT_LINES])
    return b"".join([INITIALIZE, *_bands(width_dots // 8, rows), feed, CUT, ASK_PAPER_IN_ORDER])


def _bands(row_bytes: int, rows: bytes) -> list[bytes]:
    """GS v 0 (raster picture, normal size): width in bytes and height in rows, low byte first, then the dots."""
    bands = []
    for start in range(0, len(rows), row_bytes * BAND_ROWS):
        band = rows[start : start + row_bytes * BAND_ROWS]
        height = len(band) // row_bytes
        bands.append(b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little") + band)
    return bands
