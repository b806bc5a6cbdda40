"""The digits in a QR code: member cards and receipts."""

import hashlib
from enum import StrEnum

from msgspec import Struct

from vafa.domain.errors import Refusal
from vafa.persian.digits import to_ascii

CARD_VERSION = "1"
RECEIPT_VERSION = "7"
BATCH_DIGITS, SERIAL_DIGITS, SECRET_DIGITS = 2, 11, 20
CARD_DIGITS = 1 + BATCH_DIGITS + SERIAL_DIGITS + SECRET_DIGITS
MARK_LETTERS, NUMBER_DIGITS = 3, 10
RECEIPT_DIGITS = 1 + 2 * MARK_LETTERS + NUMBER_DIGITS + 2


class CodeKind(StrEnum):
    CARD = "card"
    RECEIPT = "receipt"


class Code(Struct, frozen=True):
    """What a scanned code says. `serial` of a card, `receipt` of a slip (`F-20418`)."""

    kind: CodeKind
    digits: str
    serial: str = ""
    receipt: str = ""


def card_code(batch: str, serial: str, secret: str) -> str:
    """The 34 digits of a card. Only `code_digest` of them may be kept."""
    return CARD_VERSION + batch + serial + secret


def code_digest(digits: str) -> bytes:
    """What a till keeps of a card: SHA-256 of its digits. The 20 secret digits make guessing hopeless."""
    return hashlib.sha256(digits.encode("ascii")).digest()


def receipt_code(mark: str, number: int) -> str:
    """The 19 digits on a slip that name its receipt: letters as two digits each, number, two check digits."""
    letters = "".join(f"{ord(letter) - 64:02d}" for letter in mark).zfill(2 * MARK_LETTERS)
    body = f"{RECEIPT_VERSION}{letters}{number:0{NUMBER_DIGITS}d}"
    return body + f"{98 - int(body) * 100 % 97:02d}"


def read_code(text: str) -> Code:
    """What a scan or typed digits say; any digit set, blanks and dashes between groups are accepted.

    Raises Refusal `code_not_ours` (not digits, or no form of ours) or `code_version_unknown` (a card of another
    version: `version`).
    """
    digits = "".join(to_ascii(text[:200]).replace("-", " ").split())
    if not digits.isascii() or not digits.isdecimal():
        raise Refusal("code_not_ours")
    if len(digits) == CARD_DIGITS:
        if digits[0] != CARD_VERSION:
            raise Refusal("code_version_unknown", version=digits[0])
        return Code(CodeKind.CARD, digits, serial=digits[1 + BATCH_DIGITS :][:SERIAL_DIGITS])
    if len(digits) == RECEIPT_DIGITS and digits[0] == RECEIPT_VERSION and int(digits) % 97 == 1:
        letters = digits[1 : 1 + 2 * MARK_LETTERS]
        places = [int(letters[i : i + 2]) for i in range(0, len(letters), 2)]
        if all(place <= 26 for place in places):
            mark = "".join(chr(64 + place) for place in places if place)
            return Code(CodeKind.RECEIPT, digits, receipt=receipt_number(mark, int(digits[7:-2])))
    raise Refusal("code_not_ours")


def receipt_number(mark: str, number: int) -> str:
    """How a receipt is named: `F-20418`."""
    return f"{mark}-{number}"


def read_receipt_number(text: str) -> tuple[str, int]:
    """Mark and number of a typed receipt number (any digit set, any case). Raises Refusal `receipt_number_bad`."""
    mark, _, number = to_ascii(text[:40]).strip().upper().partition("-")
    letters = mark.isascii() and mark.isalpha() and 1 <= len(mark) <= MARK_LETTERS
    if not letters or not number.isascii() or not number.isdecimal() or len(number) > NUMBER_DIGITS:
        raise Refusal("receipt_number_bad", number=text[:40])
    return mark, int(number)
