"""Values about persons. They stand beside the journal, never in a body, and an erasure drops them."""

from msgspec import Struct

from vafa.persian.jalali import Birthday


class Profile(Struct, frozen=True, omit_defaults=True):
    """What a member told the shop. `mobile` is canonical (`09…`)."""

    mobile: str
    name: str = ""
    birthday: Birthday | None = None


class StaffName(Struct, frozen=True):
    name: str


class FreeText(Struct, frozen=True):
    """A reason or a note in somebody's own words."""

    text: str
