"""What the window is lent of an opened shop: services for its screens, by screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from vafa.services.counter.sign_in import SignedIn
from vafa.services.office.describe import ShopView
from vafa.ui.counter.desk_services import Desk
from vafa.ui.gear.key_filter import Wedge
from vafa.ui.settings_presenter import SettingsServices
from vafa.ui.sign_in_presenter import SignInServices
from vafa.wording.catalogue import Language

if TYPE_CHECKING:  # the multimedia libraries are for somebody who has a camera
    from vafa.ui.gear.camera import Reader, Sightings


@dataclass
class Till:
    """What this till prints with. Set in the window's thread, read in the lanes."""

    printer: str
    paper_dots: int
    language: Language


@dataclass(frozen=True)
class Opened:
    """A shop that is open. `staffed`: somebody works in it; else it wants its first manager. `entering`: whoever has
    just founded it, and is signed in by that."""

    view: ShopView
    staffed: bool
    entering: SignedIn | None
    sign_in: SignInServices
    settings: SettingsServices
    desk: Desk
    till: Till
    now: Callable[[], datetime]
    """The shop's time; asked in a lane."""
    stamp: Callable[[], tuple[int, int]]
    keep_daily: Callable[[], object]
    get_ready: Callable[[], object]
    """Loads what the first slip needs; takes a second or two, in a reading lane."""
    attach: Callable[[], None]
    detach: Callable[[], None]
    tend: Callable[[], None]
    new_wedge: Callable[[], Wedge]
    new_frame_reader: "Callable[[], Reader]"
    new_sightings: "Callable[[], Sightings]"
