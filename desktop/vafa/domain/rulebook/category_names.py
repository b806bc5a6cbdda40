"""How the names of categories are compared."""

from functools import lru_cache

from vafa.persian.folding import display, key

_LEVEL = "/"


@lru_cache(maxsize=8_192)
def category_key(name: str) -> str:
    """A category's name as it is compared: level by level (`food/rice`) without the differences that typing makes
    (ي and ی, ك and ک, capitals, blanks, half-spaces, marks). The empty name stays empty, and so does the key of a key.
    """
    levels = (key(level) or display(level) for level in display(name).split(_LEVEL))
    return _LEVEL.join(level for level in levels if level)


@lru_cache(maxsize=4_096)
def categories_above(name: str) -> tuple[str, ...]:
    """The keys of a category and of those that hold it: `food/rice/long` gives itself, `food/rice` and `food`."""
    levels = category_key(name).split(_LEVEL) if name else []
    return tuple(_LEVEL.join(levels[:length]) for length in range(len(levels), 0, -1))
