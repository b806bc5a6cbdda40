"""How long a text from outside may be."""

from vafa.domain.errors import Refusal

MAX_KEY, MAX_INVOICE, MAX_SKU = 200, 64, 64


def bounded(field: str, text: str, limit: int) -> str:
    """The text itself. Raises Refusal `text_too_long` (field, limit)."""
    if len(text) > limit:
        raise Refusal("text_too_long", field=field, limit=limit)
    return text
