"""Codes of digits for paper: one string, one picture, for ever."""

import qrcode
from qrcode.constants import ERROR_CORRECT_H

from vafa.documents.scene import Matrix

QUIET_CELLS = 4
"""Empty cells that a reader needs on every side (ISO/IEC 18004)."""

_MASK = 3


def qr_matrix(digits: str) -> Matrix:
    """The QR code of a string of decimal digits, error correction H, without its quiet border.

    Up to 34 digits give 25 x 25 cells. The mask is fixed, any of the eight being lawful: searching for the prettiest
    takes most of the time of printing a thousand cards.
    """
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("a printed code is made of digits only")
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_H, border=0, mask_pattern=_MASK)
    code.add_data(digits)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.modules)
