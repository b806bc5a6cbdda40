"""What people and programs write on the command line, made into values. What cannot be read is refused."""

import re
import sys
from datetime import UTC, date, datetime, time
from typing import Literal

from vafa.domain.card_code import CARD_DIGITS
from vafa.domain.engine.known import Wanted
from vafa.domain.errors import Refusal
from vafa.domain.receipt import ReceiptLine
from vafa.domain.tender import Tender
from vafa.domain.units import Rial, Thousandths
from vafa.domain.who import NOBODY, Who, by_card, by_mobile
from vafa.persian.digits import parse_decimal_thousandths, parse_integer, typed
from vafa.persian.jalali import Birthday, JalaliDate, parse_birthday, parse_jalali
from vafa.persian.tehran import tehran_date, tehran_moment

NOON = time(12)
"""A day without a time means its noon, which lies in the business day of the same date."""

_DAY_AND_TIME = re.compile(r"(\S+?)[ T](\d{1,2}:\d{2}|\d{2}:\d{2}:\d{2})")
_SHOWN_LETTERS = 40


class Misuse(Exception):
    """Options that do not go together. `code` and `options` make the sentence; the exit code is that of wrong usage."""

    def __init__(self, code: Literal["one_of", "needs", "not_with"], *options: str) -> None:
        super().__init__(code, options)
        self.code = code
        self.options = options


def amount(text: str) -> Rial:
    """An amount in Rial, in any digits. Raises Refusal `amount_not_a_number`."""
    number = parse_integer(text)
    if number is None:
        raise Refusal("amount_not_a_number", text=text[:_SHOWN_LETTERS])
    return Rial(number)


def points(text: str) -> int:
    """Points with their sign. Raises Refusal `points_not_a_number`."""
    number = parse_integer(text)
    if number is None:
        raise Refusal("points_not_a_number", text=text[:_SHOWN_LETTERS])
    return number


def count(text: str) -> int:
    """Any other whole number. Raises Refusal `not_a_number`."""
    number = parse_integer(text)
    if number is None:
        raise Refusal("not_a_number", text=text[:_SHOWN_LETTERS])
    return number


def staff_number(text: str | None) -> int | None:
    """Who does it; None is the owner of the computer."""
    return None if text is None else count(text)


def wanted(text: str | None) -> Wanted:
    """Points to take off a bill: a number, `max`, or none."""
    if text is None:
        return None
    return "max" if text.strip().lower() == "max" else points(text)


def goods(texts: list[str] | None) -> tuple[ReceiptLine, ...]:
    """Lines of goods of SKU:QUANTITY:UNIT PRICE. A line's price is rounded half up to whole Rial.

    Raises Refusal `line_unreadable`.
    """
    return tuple(_goods_line(text) for text in texts or ())


def goods_back(texts: list[str] | None) -> dict[str, int] | None:
    """Thousandths by stock number of SKU:QUANTITY. Raises Refusal `line_unreadable`."""
    back: dict[str, int] = {}
    for text in texts or ():
        sku, _, quantity = text.rpartition(":")
        thousandths = parse_decimal_thousandths(quantity)
        if not sku or thousandths is None:
            raise Refusal("line_unreadable", text=text[:_SHOWN_LETTERS])
        back[sku] = back.get(sku, 0) + thousandths
    return back or None


def tenders(texts: list[str] | None) -> tuple[Tender, ...]:
    """How a bill was paid, of KIND:RIAL. Raises Refusal `amount_not_a_number`."""
    parts = (text.rpartition(":") for text in texts or ())
    return tuple(Tender(kind, amount(rial)) for kind, _, rial in parts)


def member(card: str | None, mobile: str | None, *, anonymous: bool = False, or_nobody: bool = False) -> Who:
    """The one who is named, by exactly one of the options. Raises Misuse, or the refusals of `by_card`, `by_mobile`."""
    named = [option for option in (card, mobile, anonymous or None) if option is not None]
    if len(named) != 1:
        raise Misuse("one_of", "--card", "--mobile", *(["--anonymous"] if or_nobody else []))
    if card is not None:
        return by_card(card)
    return by_mobile(mobile) if mobile is not None else NOBODY


def card_or_mobile(text: str) -> Who:
    """A member by whatever was written: the digits of a card, or else a mobile."""
    digits = [letter for letter in typed(text) if letter.isdecimal()]
    return by_card(text) if len(digits) >= CARD_DIGITS else by_mobile(text)


def moment(text: str | None) -> datetime | None:
    """An aware moment: Jalali or ISO, on a Tehran clock unless it names an offset. Raises Refusal `date_invalid`."""
    if text is None:
        return None
    try:
        stated = _moment(" ".join(typed(text[: 2 * _SHOWN_LETTERS]).split()))
        JalaliDate.of(tehran_date(stated))
    except (ValueError, OverflowError) as error:
        raise Refusal("date_invalid", text=text[:_SHOWN_LETTERS]) from error
    return stated


def _moment(plain: str) -> datetime:
    split = _DAY_AND_TIME.fullmatch(plain)
    jalali = parse_jalali(split[1] if split else plain)
    if jalali is not None:
        clock = f"{split[2]:0>5}" if split else ""
        return tehran_moment(jalali.to_date(), time.fromisoformat(clock) if clock else NOON)
    if split is None and len(plain) <= len("2026-11-21"):
        return tehran_moment(date.fromisoformat(plain), NOON)
    stated = datetime.fromisoformat(plain)
    return stated.astimezone(UTC) if stated.tzinfo else tehran_moment(stated.date(), stated.time())


def day(text: str) -> date:
    """A day, Jalali or ISO. Raises Refusal `date_invalid`."""
    jalali = parse_jalali(text)
    try:
        read = jalali.to_date() if jalali else date.fromisoformat(typed(text[:_SHOWN_LETTERS]))
        JalaliDate.of(read)
    except ValueError as error:
        raise Refusal("date_invalid", text=text[:_SHOWN_LETTERS]) from error
    return read


def birthday(text: str | None) -> Birthday | None:
    """A Jalali birthday, with or without its year. Raises Refusal `date_invalid`."""
    if text is None:
        return None
    read = parse_birthday(text)
    if read is None:
        raise Refusal("date_invalid", text=text[:_SHOWN_LETTERS])
    return read


def from_standard_input(option: str, value: str) -> str:
    """The first line of standard input, for what must not stand in a list of processes. `value` has to be `-`."""
    if value != "-":
        raise Misuse("needs", option, "-")
    return sys.stdin.readline(1_000).strip()


def _goods_line(text: str) -> ReceiptLine:
    sku, quantity, price = ([*text.rsplit(":", 2), "", ""])[:3]
    thousandths, unit_rial = parse_decimal_thousandths(quantity), parse_integer(price)
    if not sku or thousandths is None or unit_rial is None:
        raise Refusal("line_unreadable", text=text[:_SHOWN_LETTERS])
    return ReceiptLine(sku, Thousandths(thousandths), Rial((thousandths * unit_rial + 500) // 1_000))
