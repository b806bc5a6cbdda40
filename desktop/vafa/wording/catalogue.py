"""The catalogues of sentences: one English message, its Persian and its English text."""

import gettext
from functools import cache
from typing import Literal, TypeAlias

from vafa import paths

Language: TypeAlias = Literal["fa", "en"]

LANGUAGES: tuple[Language, ...] = ("fa", "en")


class Words:
    """The sentences of one language. Call it with the English message; ask `language` for the rest (digits, dates)."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        with (paths.catalogues() / f"{language}.mo").open("rb") as file:
            self._texts = gettext.GNUTranslations(file)

    def __call__(self, message: str) -> str:
        return self._texts.gettext(message)


@cache
def words(language: Language) -> Words:
    """The catalogue of a language, read once."""
    return Words(language)


def later(message: str) -> str:
    """Marks a message for the catalogues where it is only named; it is translated when it is shown."""
    return message
