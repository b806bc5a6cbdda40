"""What a text in the one box is: a code, a mobile, last digits, a receipt number, an amount, or part of a name."""

import re

from msgspec import Struct

from vafa.domain.card_code import CARD_DIGITS, MARK_LETTERS, NUMBER_DIGITS, CodeKind, read_code
from vafa.domain.errors import Refusal
from vafa.domain.units import DisplayUnit
from vafa.persian import digits
from vafa.persian.folding import key
from vafa.persian.keyboard import as_latin
from vafa.persian.mobile import canonical_mobile
from vafa.persian.money import RIAL_PER_TOMAN
from vafa.ui.counter.counter_state import Mode

MAX_TYPED = 200
"""Letters of the box that are looked at; a page that was pasted is no longer than this."""

FEWEST_DIGITS, FEWEST_LETTERS = 3, 2
"""From so many on a list of members appears as one types."""

_MOST_LAST_DIGITS = 9
_MOBILE_BEGINS = ("09", "0098", "+")
_LONGEST_MOBILE = len("00989123456789")

_DIGITS = re.compile(r"\+?[0-9][0-9 \-]*")
_RECEIPT = re.compile(rf"([A-Z]{{1,{MARK_LETTERS}}})(?:-([0-9]{{0,{NUMBER_DIGITS}}})|([0-9]{{1,{NUMBER_DIGITS}}}))")

_NOUGHT_FIRST = re.compile(r"0[0-9]")

_THOUSANDTHS = 1_000


class Reading(Struct, frozen=True):
    """What the text tells. `value` is the text as it is looked for: the digits of a code, a canonical mobile (or its
    beginning), a receipt number, a name. `whole`: a mobile with nothing missing."""

    mode: Mode
    value: str = ""
    whole: bool = False

    @property
    def searchable(self) -> bool:
        """Whether a list of members can be shown for it."""
        match self.mode:
            case Mode.NAME:
                return len(key(self.value)) >= FEWEST_LETTERS
            case Mode.DIGITS | Mode.MOBILE:
                return len(self.value) >= FEWEST_DIGITS
            case _:
                return False


def read_box(text: str) -> Reading:
    """What the cashier is typing, as far as the text tells. Takes any text."""
    plain = digits.typed(text[:MAX_TYPED])
    if not plain:
        return Reading(Mode.ANYTHING)
    if _DIGITS.fullmatch(plain):
        return _of_digits(plain)
    receipt = _RECEIPT.fullmatch(as_latin(plain))
    if receipt is not None:
        number = receipt[2] or receipt[3] or ""
        return Reading(Mode.RECEIPT, f"{receipt[1]}-{int(number) if number else ''}")
    return Reading(Mode.NAME, plain)


def _of_digits(plain: str) -> Reading:
    bare = re.sub(r"[ \-]", "", plain)
    if len(bare) <= _MOST_LAST_DIGITS and not bare.startswith(_MOBILE_BEGINS):
        return Reading(Mode.DIGITS, bare)
    if len(bare) <= _LONGEST_MOBILE and bare.startswith(("0", "9", "+")):
        mobile = canonical_mobile(bare)
        return Reading(Mode.MOBILE, mobile or _beginning(bare), whole=mobile is not None)
    return _of_code(bare)


def _beginning(bare: str) -> str:
    """The beginning of a mobile as it stands in a membership: with 0 and without the country."""
    if bare.startswith(("+", "00")):
        return f"0{bare.lstrip('+0').removeprefix('98').removeprefix('0')}"
    return bare


def _of_code(bare: str) -> Reading:
    try:
        code = read_code(bare)
    except Refusal:
        return Reading(Mode.CARD, bare)
    if code.kind is CodeKind.RECEIPT:
        return Reading(Mode.RECEIPT, code.receipt)
    return Reading(Mode.CARD, bare, whole=len(bare) == CARD_DIGITS)


def opens_at_once(text: str, reading: Reading) -> bool:
    """Whether a mobile is complete beyond doubt, so that nobody has to press Enter: eleven digits from 09 on, or all
    digits after the country's."""
    plain = digits.typed(text)
    return reading.mode is Mode.MOBILE and reading.whole and plain.startswith(("09", "+98", "0098"))


def read_amount(text: str, unit: DisplayUnit) -> int | None:
    """Rial of an amount typed in the unit that is shown, or None. In Toman one decimal is a Rial's tenth of it. What
    begins with a nought is the beginning of a mobile."""
    plain = digits.typed(text[:MAX_TYPED])
    if _NOUGHT_FIRST.match(plain):
        return None
    if unit is DisplayUnit.RIAL:
        return digits.parse_integer(plain)
    thousandths = digits.parse_decimal_thousandths(plain)
    if thousandths is None or thousandths * RIAL_PER_TOMAN % _THOUSANDTHS:
        return None
    return thousandths * RIAL_PER_TOMAN // _THOUSANDTHS


def amount_text(rial: int, unit: DisplayUnit) -> str:
    """The amount as it is typed: ASCII digits of the unit, no separators."""
    if unit is DisplayUnit.RIAL:
        return str(rial)
    toman, tenth = divmod(rial, RIAL_PER_TOMAN)
    return f"{toman}.{tenth}" if tenth else str(toman)


def typed_receipt(text: str) -> str:
    """The number of a receipt as it is typed where only that is asked for: F20418, ب-۲۰۴۱۸, or the slip's own code."""
    reading = read_box(text)
    return reading.value if reading.mode is Mode.RECEIPT else digits.typed(text[:MAX_TYPED]).upper()
