"""The look of last time: the window is painted with it before the shop, which knows the chosen one, is open."""

from contextlib import suppress

import msgspec
import msgspec.structs

from vafa import paths
from vafa.ui.parts.look import TEXT_PERCENTS, Look
from vafa.wording.catalogue import Language

FILE_NAME = "look.json"


def recall_look(language: Language | None = None) -> Look:
    """The look of last time, else the ordinary one; in the language, if one is given."""
    found = Look()
    with suppress(OSError, msgspec.MsgspecError):
        read = msgspec.json.decode((paths.cache() / FILE_NAME).read_bytes(), type=Look)
        if read.text_percent in TEXT_PERCENTS:
            found = read
    return found if language is None else msgspec.structs.replace(found, language=language)


def remember_look(look: Look) -> None:
    """Keeps a look for next time; where that cannot be done, next time begins with the ordinary one."""
    with suppress(OSError):
        paths.cache().mkdir(parents=True, exist_ok=True)
        part = paths.cache() / f"{FILE_NAME}.part"
        part.write_bytes(msgspec.json.encode(look))
        part.replace(paths.cache() / FILE_NAME)
