"""How the names of categories are compared."""

from functools import lru_cache

from vafa.persian.folding import display, key

_LEVEL = "/"


@lru_cache(maxsize=8_192)
def category_key(name: str) -> str:
    """A category's name as it is compared: level by level (`food/rice`) without the differences that typing makes
    (ي and ی, ك and ک, capitals, blanks, half-spaces, marks); figures that something parts stay parted: `1.5` is not
    `15`. The empty name stays empty, and the key of a key is itself."""
    levels = map(_level_key, display(name).split(_LEVEL))
    return _LEVEL.join(level for level in levels if level)


def _level_key(level: str) -> str:
    folded, parted = "", False
    for part in map(key, level):
        if parted and part[:1].isdecimal() and folded[-1:].isdecimal():
            folded += "-"
        folded, parted = folded + part, not part
    return folded or display(level)


@lru_cache(maxsize=4_096)
def categories_above(name: str) -> tuple[str, ...]:
    """The keys of a category and of those that hold it: `food/rice/long` gives itself, `food/rice` and `food`."""
    folded = category_key(name)
    levels = folded.split(_LEVEL) if folded else []
    return tuple(_LEVEL.join(levels[:length]) for length in range(len(levels), 0, -1))
