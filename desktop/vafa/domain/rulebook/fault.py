"""What is wrong with a document, and what would mend it."""

from collections.abc import Mapping

from msgspec import Struct


class Fault(Struct, frozen=True, omit_defaults=True):
    """`place` is the path in the document (`rules[2].when.hours[0].to`; empty: the whole). `mend` is the code of what
    would help, with its figures and names; `wording.programme_words` makes the sentence."""

    place: str
    mend: str
    figures: dict[str, int] = {}
    names: dict[str, str] = {}


class Catalogue(Struct, frozen=True):
    """The goods of a shop as far as a document can name them: each product with its category (empty: none), and the
    categories without products."""

    products: Mapping[str, str] = {}
    categories: tuple[str, ...] = ()
