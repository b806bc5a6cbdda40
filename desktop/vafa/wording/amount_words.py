"""Amounts of money spelled out, so that a missing or extra zero is heard: «یک میلیون و سیصد هزار تومان»."""

from persiantools import digits

from vafa.domain.units import DisplayUnit
from vafa.persian.money import RIAL_PER_TOMAN
from vafa.wording.catalogue import Language, words
from vafa.wording.figures import money_unit

_ENGLISH_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_GROUPS = ("", "thousand", "million", "billion", "trillion")

LARGEST = 10**15 - 1
"""Nothing above is spelled out."""


def amount_in_words(rial: int, unit: DisplayUnit, language: Language) -> str:
    """The exact amount, spelled out in the unit people see; empty for what is below zero or above `LARGEST`."""
    whole, tenths = divmod(rial, RIAL_PER_TOMAN) if unit is DisplayUnit.TOMAN else (rial, 0)
    if not 0 <= whole <= LARGEST:
        return ""
    spelled = _spelled(whole, language)
    if tenths:
        _ = words(language)
        spelled = _("{whole} point {tenths}").format(whole=spelled, tenths=_spelled(tenths, language))
    return f"{spelled} {money_unit(unit, language)}"


def _spelled(number: int, language: Language) -> str:
    return _persian(number) if language == "fa" else _english(number)


def _persian(number: int) -> str:
    spelled: str = digits.to_word(number)
    return spelled


def _english(number: int) -> str:
    if number < 1_000:
        return _english_hundreds(number)
    groups: list[str] = []
    for name in _ENGLISH_GROUPS:
        number, group = divmod(number, 1_000)
        if group:
            groups.insert(0, f"{_english_hundreds(group)} {name}".strip())
    return " ".join(groups)


def _english_hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    said = [f"{_ENGLISH_ONES[hundreds]} hundred"] if hundreds else []
    if rest or not hundreds:
        tens, ones = divmod(rest, 10)
        below = _ENGLISH_ONES[rest] if rest < len(_ENGLISH_ONES) else _ENGLISH_TENS[tens]
        said.append(f"{below}-{_ENGLISH_ONES[ones]}" if rest >= len(_ENGLISH_ONES) and ones else below)
    return " and ".join(said)
