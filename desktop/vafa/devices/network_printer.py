"""A receipt printer on the network. "Sent" is not "printed": a slip counts only when the printer itself says so.

Plain sockets, not python-escpos: importing its printers takes half a second, leaves a folder behind in the temporary
files and sets up the log of the whole process; its socket leaks when the printer is off, knows no IPv6, has no bound
over several reads, and takes silence for paper. It stays in the tests as the second witness of what we send.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from vafa.devices.escpos import encode_slip
from vafa.domain.errors import Refusal, Trouble

DEFAULT_PORT = 9100
DEFAULT_TIMEOUT_S = 3.0
SLOWEST_ROWS_PER_S = 400
"""50 mm of paper a second at 8 dots/mm, a quarter of what common printers do: what a slip's length adds to the wait."""

# DLE EOT n is answered at once, even by a printer that is busy or offline.
_ASK_ONLINE, _ASK_CAUSE, _ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
_OFFLINE, _COVER_OPEN, _PAPER_OUT = 0x08, 0x04, 0x60

# Fixed bits tell the kinds of answer apart: (mask, what must be left).
_TO_DLE_EOT, _TO_GS_R = (0x93, 0x12), (0x90, 0x00)
_UNASKED_STATUS = (0x93, 0x10)
_UNASKED_STATUS_BYTES = 4


class NetworkPrinter:
    """One printer at an address. Holds no connection between slips, so that tills can share it.

    Every failure is a Trouble with figures `host`, `port` and `sent`: whether any part of the slip may be on paper,
    so that printing it again must be marked a copy. Codes: `printer_unreachable`, `printer_no_answer`,
    `printer_offline`, `printer_cover_open`, `printer_no_paper`, `printer_died`.
    """

    def __init__(self, host: str, port: int = DEFAULT_PORT, timeout_s: float = DEFAULT_TIMEOUT_S) -> None:
        self.host = host
        self.port = port
        self.timeout_s = timeout_s

    def print_slip(self, width_dots: int, rows: bytes) -> None:
        """Prints and cuts one slip; returns only when the printer has confirmed it and still has paper.

        `rows` as `escpos.encode_slip` takes them. Bounded: three times `timeout_s` (reaching it, asking before and
        after) and the time that so much paper takes, beside the look-up of a host's name.
        """
        job = encode_slip(width_dots, rows)
        with self._connected() as line:
            line.check_ready(self.timeout_s)
            line.send(job, self._printing_s(width_dots, rows))
            try:
                line.answer(_TO_GS_R)
            except Trouble as trouble:
                if trouble.code == "printer_no_answer":
                    line.check_ready(self.timeout_s)
                raise
            # Some printers confirm what they hold in memory when the roll ends: then the slip may be cut short.
            line.check_ready(self.timeout_s)

    def _printing_s(self, width_dots: int, rows: bytes) -> float:
        return self.timeout_s + len(rows) * 8 / width_dots / SLOWEST_ROWS_PER_S

    @contextmanager
    def _connected(self) -> Iterator["_Line"]:
        try:
            connection = socket.create_connection((self.host, self.port), self.timeout_s)
        except OSError as error:
            raise Trouble("printer_unreachable", host=self.host, port=self.port, sent=False) from error
        with connection:
            yield _Line(connection, self.host, self.port)


class _Line:
    """One conversation: what was asked, what came back, and whether a part of the job has left."""

    def __init__(self, connection: socket.socket, host: str, port: int) -> None:
        self._connection = connection
        self._host = host
        self._port = port
        self._sent = False
        self._deadline_s = 0.0
        self._received = bytearray()

    def check_ready(self, limit_s: float) -> None:
        """Trouble unless the printer is online, closed and has paper. A roll that is near its end is no trouble."""
        self.check_online(limit_s)
        if self.ask(_ASK_PAPER, _TO_DLE_EOT) & _PAPER_OUT == _PAPER_OUT:
            raise self._trouble("printer_no_paper")

    def check_online(self, limit_s: float) -> None:
        """Trouble that names the cause, where the printer knows it, unless the printer is online."""
        self._deadline_s = time.monotonic() + limit_s
        if not self.ask(_ASK_ONLINE, _TO_DLE_EOT) & _OFFLINE:
            return
        if self.ask(_ASK_CAUSE, _TO_DLE_EOT) & _COVER_OPEN:
            raise self._trouble("printer_cover_open")
        if self.ask(_ASK_PAPER, _TO_DLE_EOT) & _PAPER_OUT == _PAPER_OUT:
            raise self._trouble("printer_no_paper")
        raise self._trouble("printer_offline")

    def send(self, job: bytes, limit_s: float) -> None:
        """Hands the job over; its answer is awaited within the same limit."""
        self._deadline_s = time.monotonic() + limit_s
        self._sent = True
        self._write(job)

    def ask(self, question: bytes, kind: tuple[int, int]) -> int:
        """The printer's answer to a question."""
        self._write(question)
        return self.answer(kind)

    def answer(self, kind: tuple[int, int]) -> int:
        """The next answer of a kind. Answers of other kinds are dropped: they are late, or nobody asked for them."""
        mask, fixed = kind
        while True:
            answer = self._next_answer()
            if answer & mask == fixed:
                return answer

    def _next_answer(self) -> int:
        """The next byte, but never one of the four of a status that the printer sends by itself."""
        answer = self._next_byte()
        mask, fixed = _UNASKED_STATUS
        while answer & mask == fixed:
            for _ in range(_UNASKED_STATUS_BYTES):
                answer = self._next_byte()
        return answer

    def _next_byte(self) -> int:
        if not self._received:
            try:
                self._connection.settimeout(self._left_s())
                self._received += self._connection.recv(256)
            except OSError as error:
                raise self._failed(error) from error
            if not self._received:
                raise self._trouble("printer_died")
        return self._received.pop(0)

    def _write(self, content: bytes) -> None:
        try:
            self._connection.settimeout(self._left_s())
            self._connection.sendall(content)
        except OSError as error:
            raise self._failed(error) from error

    def _left_s(self) -> float:
        left_s = self._deadline_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError
        return left_s

    def _failed(self, error: OSError) -> Trouble:
        return self._trouble("printer_no_answer" if isinstance(error, TimeoutError) else "printer_died")

    def _trouble(self, code: str) -> Trouble:
        return Trouble(code, host=self._host, port=self._port, sent=self._sent)


_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_ADDRESS = re.compile(
    rf"(?:tcp://)?(?:(?P<name>{_LABEL}(?:\.{_LABEL})*)|\[(?P<six>[0-9A-Fa-f:.]+)\])(?::(?P<port>[0-9]{{1,5}}))?/?",
    re.IGNORECASE,
)
_LONGEST_NAME = 253


def parse_printer_address(address: str) -> NetworkPrinter:
    """The printer at `tcp://host:port`, `host:port` or `host` (port 9100); IPv6 in brackets.

    Refusal `printer_address_bad` with figure `address`: anything else.
    """
    match = _ADDRESS.fullmatch(address.strip())
    port = int(match["port"] or DEFAULT_PORT) if match else 0
    host = (match["name"] or match["six"]) if match else ""
    if not 0 < port < 65536 or not _is_host(host):
        raise Refusal("printer_address_bad", address=address)
    return NetworkPrinter(host, port)


def _is_host(host: str) -> bool:
    """A name of the network, or a complete numeric address (the system would guess the rest of a short one)."""
    if ":" not in host and not re.fullmatch(r"[0-9.]+", host):
        return 0 < len(host) <= _LONGEST_NAME
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
