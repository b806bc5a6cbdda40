"""A receipt printer on the loopback network that reads ESC/POS by its own lights and can fail in all the usual ways."""

import contextlib
import re
import socket
import struct
import threading
from dataclasses import dataclass, field

from PIL import Image


@dataclass
class Faults:
    """What is wrong with the printer; nothing by default. Bytes and rows count from the start of a connection."""

    mute: bool = False
    """Takes everything, answers nothing."""
    deaf: bool = False
    """Accepts a connection and never reads from it."""
    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_out_at_row: int | None = None
    confirms_without_paper: bool = False
    """Answers GS r although the roll has ended, as some cheap printers do."""
    never_confirms: bool = False
    """Does not know GS r."""
    near_end: bool = False
    hangs_up: bool = False
    """Closes each connection as soon as it is made."""
    dies_at_byte: int | None = None
    """Breaks the connection (RST) once so many bytes have come in."""
    stalls_at_byte: int | None = None
    """Reads and says nothing more once so many bytes have come in."""
    band_s: float = 0.0
    """How long each band of dots takes."""
    chatty: bool = False
    """Sends a status that nobody asked for (ASB, four bytes) when it meets GS r."""


@dataclass
class Job:
    """What came out between two ESC @: the paper's dots and how often it was cut."""

    rows: list[bytes] = field(default_factory=list)
    widths: set[int] = field(default_factory=set)
    fed_lines: int = 0
    cuts: int = 0
    confirmed: bool = False

    @property
    def picture(self) -> Image.Image:
        """The dots as a 1-bit picture: black on white."""
        (width,) = self.widths
        ink = Image.frombytes("1", (width, len(self.rows)), b"".join(self.rows))
        return ink.point(lambda dot: 255 - dot)


class FakePrinter:
    """Serves one connection after the other in its own thread; `with FakePrinter(...) as printer:` frees the port."""

    def __init__(self, faults: Faults | None = None) -> None:
        self.faults = faults or Faults()
        self.jobs: list[Job] = []
        self.connections = 0
        self.protocol_errors: list[str] = []
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.host, self.port = self._listener.getsockname()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "FakePrinter":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        # Wakes the thread out of accept().
        with contextlib.suppress(OSError), socket.create_connection((self.host, self.port), 1):
            pass
        self._thread.join(10)
        self._listener.close()
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            with connection:
                if self._closing.is_set():
                    return
                self.connections += 1
                with contextlib.suppress(ConnectionError):
                    _Conversation(self, connection, self._closing).run()


class _Conversation:
    """One connection: real-time questions are answered as they arrive, everything else in order."""

    def __init__(self, printer: FakePrinter, connection: socket.socket, closing: threading.Event) -> None:
        self.printer = printer
        self.faults = printer.faults
        self.connection = connection
        self.closing = closing
        self.pending = b""
        self.tail = b""
        self.taken = 0
        self.printed_rows = 0

    def run(self) -> None:
        if self.faults.hangs_up:
            return
        if self.faults.deaf:
            self.closing.wait(10)
            return
        self.connection.settimeout(0.02)
        while not self.closing.is_set():
            try:
                chunk = self.connection.recv(4096)
            except TimeoutError:
                continue
            if not chunk:
                break
            self.taken += len(chunk)
            if self.faults.dies_at_byte is not None and self.taken >= self.faults.dies_at_byte:
                # A linger of zero turns close into RST.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            if self.faults.stalls_at_byte is not None and self.taken >= self.faults.stalls_at_byte:
                self.closing.wait(10)
                return
            self._answer_real_time(chunk)
            self.pending += chunk
            self._interpret()
        if self.pending and not self._out_of_paper():
            self.printer.protocol_errors.append(f"left over: {self.pending[:16]!r}")

    def _answer_real_time(self, chunk: bytes) -> None:
        """DLE EOT n wherever it stands, even inside a picture's dots: that is how printers do it."""
        seen = self.tail + chunk
        end = 0
        for match in re.finditer(rb"\x10\x04([\x01-\x04])", seen):
            self._say(bytes([self._status(match[1][0])]))
            end = match.end()
        self.tail = seen[end:][-2:]

    def _status(self, question: int) -> int:
        no_paper = self._out_of_paper()
        stopped = self.faults.offline or self.faults.cover_open or no_paper
        bits = {
            1: 0x08 * stopped,
            2: 0x04 * self.faults.cover_open | 0x20 * no_paper,
            3: 0,
            4: 0x60 * no_paper | 0x0C * (self.faults.near_end or no_paper),
        }
        return 0b0001_0010 | bits[question]

    def _out_of_paper(self) -> bool:
        limit = self.faults.paper_out_at_row
        return self.faults.paper_out or (limit is not None and self.printed_rows >= limit)

    def _say(self, answer: bytes) -> None:
        if not self.faults.mute:
            self.connection.sendall(answer)

    def _interpret(self) -> None:
        while self.pending and not (self._out_of_paper() and not self.faults.confirms_without_paper):
            used = self._one_command(self.pending)
            if used == 0:
                return
            self.pending = self.pending[used:]

    def _one_command(self, text: bytes) -> int:
        """Carries out the command at the front; how many bytes it took, 0 if it is not complete yet."""
        if b"\x1dv0".startswith(text[:3]):
            return self._raster(text)
        for head, length, deed in (
            (b"\x1b\x40", 2, self._new_job),
            (b"\x1b\x64", 3, self._feed),
            (b"\x1b\x4a", 3, lambda _: None),
            (b"\x1d\x56", 4 if text[2:3] in (b"A", b"B") else 3, self._cut),
            (b"\x1d\x72", 3, self._confirm),
            (b"\x10\x04", 3, lambda _: None),
        ):
            if text.startswith(head):
                if len(text) < length:
                    return 0
                deed(text[:length])
                return length
            if head.startswith(text[:2]):
                return 0
        self.printer.protocol_errors.append(f"unknown: {text[:4]!r}")
        return 1

    def _job(self) -> Job:
        if not self.printer.jobs:
            self.printer.protocol_errors.append("nothing was begun with ESC @")
            self.printer.jobs.append(Job())
        return self.printer.jobs[-1]

    def _raster(self, text: bytes) -> int:
        if len(text) < 8:
            return 0
        mode, row_bytes, height = struct.unpack("<BHH", text[3:8])
        size = row_bytes * height
        if len(text) < 8 + size:
            return 0
        if mode != 0 or not row_bytes or not height:
            self.printer.protocol_errors.append(f"picture of mode {mode}, {row_bytes} x {height}")
        job = self._job()
        job.widths.add(row_bytes * 8)
        self.closing.wait(self.faults.band_s)
        for row in range(height):
            if not self._out_of_paper():
                job.rows.append(text[8 + row * row_bytes : 8 + (row + 1) * row_bytes])
                self.printed_rows += 1
        return 8 + size

    def _new_job(self, _: bytes) -> None:
        self.printer.jobs.append(Job())

    def _feed(self, command: bytes) -> None:
        self._job().fed_lines += command[2]

    def _cut(self, _: bytes) -> None:
        self._job().cuts += 1

    def _confirm(self, command: bytes) -> None:
        if command[2] not in (1, 49):
            self.printer.protocol_errors.append(f"GS r {command[2]}")
        if self.faults.chatty:
            self._say(b"\x10\x00\x00\x0f")
        if self.faults.never_confirms:
            return
        self._job().confirmed = True
        self._say(bytes([0x03 * self.faults.near_end]))
