"""Names within a sentence: the shop's own words, quoted, and in a list."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from vafa.wording.catalogue import Language, words

# Between these two a text is laid out by its own first letter, whatever the sentence around it does.
_OWN_DIRECTION = "\u2068"
_END_ISOLATE = "\u2069"

_COMMA: Mapping[Language, str] = MappingProxyType({"fa": "، ", "en": ", "})

_A_CHOICE = 2


def own_words(text: str) -> str:
    """A name in a direction of its own; "" stays empty."""
    return f"{_OWN_DIRECTION}{text}{_END_ISOLATE}" if text else ""


def quoted(name: str, language: Language) -> str:
    """A name in the language's quotes: «یلدا» / “Yalda”."""
    _ = words(language)
    return _("“{name}”").format(name=own_words(name))


def listed(parts: Iterable[str], language: Language) -> str:
    """Parts with commas between them."""
    return _COMMA[language].join(parts)


def either(parts: Sequence[str], language: Language) -> str:
    """Parts of which any one will do: «نقره‌ای» یا «طلایی»."""
    if len(parts) < _A_CHOICE:
        return "".join(parts)
    _ = words(language)
    return _("{first} or {last}").format(first=listed(parts[:-1], language), last=parts[-1])
