"""Where things lie: the shop's folder, the cache, and the files that come with the product."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent


def _shipped(name: str) -> Path:
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.exists() else _PACKAGE.parent.parent / name


def resources() -> Path:
    """Fonts and icons that come with the product."""
    return _shipped("resources")


def catalogues() -> Path:
    """The compiled catalogues of sentences."""
    return _shipped("i18n")


def default_shop() -> Path:
    """The shop folder when none is named: `$VAFA_SHOP`, else the user's data folder."""
    named = os.environ.get("VAFA_SHOP")
    if named:
        return Path(named)
    import platformdirs  # it loads what nobody else needs

    return Path(platformdirs.user_data_dir("vafa", appauthor=False)) / "shop"


def cache() -> Path:
    """The user's cache folder (bench shops); may vanish at any time."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("vafa", appauthor=False))
