"""The settings of this till: its devices, and how its window looks and sounds."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from vafa.store.database import Database

TEXT_PERCENTS = (100, 115, 130)
PAPER_DOTS = (576, 384)
LANGUAGES = ("fa", "en")


class Theme(StrEnum):
    """`SYSTEM` follows the computer."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class TillSettings(Struct, frozen=True):
    """What a till was told. `camera` is the system's name of a camera, "" for none; `demo_pin` the PIN that everybody
    in a made-up shop has, "" in a real one."""

    printer: str | None = None
    paper_dots: int = PAPER_DOTS[0]
    language: str = LANGUAGES[0]
    theme: Theme = Theme.SYSTEM
    text_percent: int = TEXT_PERCENTS[0]
    calm_motion: bool = False
    sounds: bool = False
    camera: str = ""
    demo_pin: str = ""


def read_till_settings(database: Database) -> TillSettings:
    """What is set on this till. A value that this version does not know is as if nothing had been said."""
    said = dict(database.rows("SELECT name, value FROM setting"))
    return TillSettings(
        printer=said.get("printer"),
        paper_dots=_one_of(PAPER_DOTS, said, "paper_dots"),
        language=next((one for one in LANGUAGES if one == said.get("language")), LANGUAGES[0]),
        theme=next((one for one in Theme if one == said.get("theme")), Theme.SYSTEM),
        text_percent=_one_of(TEXT_PERCENTS, said, "text_percent"),
        calm_motion=said.get("calm_motion") == "1",
        sounds=said.get("sounds") == "1",
        camera=said.get("camera", ""),
        demo_pin=said.get("demo_pin", ""),
    )


def write_till_settings(database: Database, changes: Mapping[str, object]) -> None:
    """Keeps what was said, under the names of `TillSettings`; inside a transaction of the caller."""
    for name, value in changes.items():
        text = str(int(value)) if isinstance(value, bool) else str(value)
        database.run("INSERT OR REPLACE INTO setting VALUES (?,?)", (name, text))


def _one_of(allowed: tuple[int, ...], said: Mapping[str, str], name: str) -> int:
    return next((one for one in allowed if str(one) == said.get(name)), allowed[0])
