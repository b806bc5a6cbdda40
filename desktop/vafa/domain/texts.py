"""Texts from outside, as they may be kept: one line, no control or direction marks, not too long."""

from vafa.domain.errors import Refusal
from vafa.persian.folding import display

MAX_KEY, MAX_INVOICE, MAX_SKU, MAX_NAME, MAX_REASON, MAX_NOTE = 200, 64, 64, 80, 500, 120


def clean(field: str, text: str, limit: int) -> str:
    """The text as it is shown and printed. Raises Refusal `text_too_long` (field, limit)."""
    bounded(field, text, 4 * limit)
    return bounded(field, display(text), limit)


def bounded(field: str, text: str, limit: int) -> str:
    """The text itself. Raises Refusal `text_too_long` (field, limit)."""
    if len(text) > limit:
        raise Refusal("text_too_long", field=field, limit=limit)
    return text


def reason(text: str) -> str:
    """A reason in somebody's own words. Raises Refusal `reason_missing` or `text_too_long`."""
    cleaned = clean("reason", text, MAX_REASON)
    if not cleaned:
        raise Refusal("reason_missing")
    return cleaned


def name(text: str) -> str:
    """A name of a person or a shop; may be empty. Raises Refusal `name_invalid` (limit)."""
    shown = display(text[: 4 * MAX_NAME + 1])
    if len(text) > 4 * MAX_NAME or len(shown) > MAX_NAME:
        raise Refusal("name_invalid", limit=MAX_NAME)
    return shown
