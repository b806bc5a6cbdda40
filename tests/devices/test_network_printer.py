"""A slip is printed, or the till knows what went wrong and whether some of it may be on paper."""

import time

import pytest
from tests.fakes.escpos_printer import FakePrinter, Faults

from vafa.devices.network_printer import NetworkPrinter, parse_printer_address
from vafa.domain.errors import Refusal, Trouble

TIMEOUT_S = 5.0
"""A busy machine may keep the printer of a test from answering for a while."""

SHORT_TIMEOUT_S = 0.25
MIDDLE_TIMEOUT_S = 1.0
"""Where the till has to wait for it: nothing is answered, or only what the till asks after it."""

WIDTH, HEIGHT = 384, 600
ROWS = bytes(dot % 251 for dot in range(WIDTH // 8 * HEIGHT))


def printer_at(fake: FakePrinter, timeout_s: float = TIMEOUT_S) -> NetworkPrinter:
    return NetworkPrinter(fake.host, fake.port, timeout_s)


def trouble_with(fake: FakePrinter, timeout_s: float) -> Trouble:
    printer = printer_at(fake, timeout_s)
    began_s = time.monotonic()
    with fake, pytest.raises(Trouble) as caught:
        printer.print_slip(WIDTH, ROWS)
    assert time.monotonic() - began_s < 3 * timeout_s + printer._printing_s(WIDTH, ROWS) + 5
    assert (caught.value.figures["host"], caught.value.figures["port"]) == (fake.host, fake.port)
    return caught.value


@pytest.mark.parametrize(
    ("faults", "code", "sent"),
    [
        (Faults(mute=True), "printer_no_answer", False),
        (Faults(deaf=True), "printer_no_answer", False),
        (Faults(hangs_up=True), "printer_died", False),
        (Faults(dies_at_byte=1), "printer_died", False),
        (Faults(offline=True), "printer_offline", False),
        (Faults(cover_open=True), "printer_cover_open", False),
        (Faults(paper_out=True), "printer_no_paper", False),
        (Faults(cover_open=True, paper_out=True), "printer_cover_open", False),
        (Faults(paper_out_at_row=300), "printer_no_paper", True),
        (Faults(paper_out_at_row=300, confirms_without_paper=True), "printer_no_paper", True),
        (Faults(paper_out_at_row=HEIGHT), "printer_no_paper", True),
        (Faults(dies_at_byte=10_000), "printer_died", True),
        (Faults(stalls_at_byte=10_000), "printer_no_answer", True),
        (Faults(never_confirms=True), "printer_no_answer", True),
        # A status that nobody asked for must not pass for the confirmation.
        (Faults(never_confirms=True, chatty=True), "printer_no_answer", True),
    ],
)
def test_every_failure_has_its_name_and_says_what_may_be_on_paper(faults: Faults, code: str, sent: bool) -> None:
    fake = FakePrinter(faults)
    refused_s = SHORT_TIMEOUT_S if code == "printer_no_answer" else TIMEOUT_S
    timeout_s = MIDDLE_TIMEOUT_S if sent else refused_s
    trouble = trouble_with(fake, timeout_s)
    assert (trouble.code, trouble.figures["sent"]) == (code, sent)
    assert bool(fake.jobs) <= sent


@pytest.mark.parametrize(
    "faults",
    [Faults(), Faults(near_end=True), Faults(chatty=True), Faults(band_s=0.1)],
    ids=["well", "near its end", "chatty", "slow"],
)
def test_a_slip_is_done_only_when_the_printer_has_confirmed_it(faults: Faults) -> None:
    with FakePrinter(faults) as fake:
        printer_at(fake).print_slip(WIDTH, ROWS)
        (job,) = fake.jobs
        assert job.confirmed
        assert b"".join(job.rows) == ROWS
    assert fake.protocol_errors == []


def test_a_job_that_the_network_cannot_swallow_ends_in_time() -> None:
    """The printer answers the first questions, then reads no more: the rest of the job finds no room on the way."""
    with FakePrinter(Faults(stalls_at_byte=7)) as fake, pytest.raises(Trouble) as caught:
        printer_at(fake, MIDDLE_TIMEOUT_S).print_slip(400_000, bytes(50_000 * 200))
    assert (caught.value.code, caught.value.figures["sent"]) == ("printer_no_answer", True)


def test_a_printer_that_is_off_is_unreachable() -> None:
    with FakePrinter() as fake:
        pass
    with pytest.raises(Trouble) as caught:
        printer_at(fake).print_slip(WIDTH, ROWS)
    assert (caught.value.code, caught.value.figures["sent"]) == ("printer_unreachable", False)


def test_one_printer_serves_one_slip_after_the_other() -> None:
    with FakePrinter() as fake:
        for _ in range(3):
            printer_at(fake).print_slip(WIDTH, ROWS)
    assert (len(fake.jobs), fake.connections) == (3, 3)


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("tcp://192.168.1.50:9100", "192.168.1.50", 9100),
        ("TCP://printer.shop.lan:6101/", "printer.shop.lan", 6101),
        ("printer-2:9101", "printer-2", 9101),
        (" 10.0.0.7 ", "10.0.0.7", 9100),
        ("[fe80::1]:9100", "fe80::1", 9100),
        ("tcp://[::1]", "::1", 9100),
    ],
)
def test_addresses(address: str, host: str, port: int) -> None:
    printer = parse_printer_address(address)
    assert (printer.host, printer.port) == (host, port)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tcp://",
        "usb://1",
        "http://printer",
        "printer:",
        "printer:0",
        "printer:65536",
        "printer:9100/raw",
        "printer:-1",
        "9100",
        "192.168.1",
        "192.168.1.256",
        "a..b",
        "-printer",
        "user@printer",
        "two words",
        "printer\n9100",
        "چاپگر",
        "printer:۹۱۰۰",
        "::1",
        "[::1",
        "[12345::1]",
        "x" * 64,
        ".".join(["x" * 60] * 5),
    ],
)
def test_nonsense_is_refused(address: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_printer_address(address)
    assert (caught.value.code, caught.value.figures["address"]) == ("printer_address_bad", address)
