"""What the counter asks of the shop: services, and what the frame around the page lends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from vafa.clock import Clock
from vafa.domain.receipt import Receipt
from vafa.services.counter.draft_sale import DraftSale
from vafa.services.counter.enrol import Enrol
from vafa.services.counter.find_hits import FindHits
from vafa.services.counter.identify import Identify
from vafa.services.counter.look_up import LookUp
from vafa.services.counter.note import Note
from vafa.services.counter.park import Park, Recall
from vafa.services.counter.print_slip import ReadSlip
from vafa.services.counter.quote import Quote
from vafa.services.counter.read_day import ReadDay
from vafa.services.counter.reassign import Reassign
from vafa.services.counter.sell import Sell
from vafa.services.counter.sign_in import SignIn
from vafa.services.counter.take_back import TakeBack
from vafa.services.counter.undo import Undo
from vafa.services.office.hire import ListStaff
from vafa.services.office.set_clock import SetClock
from vafa.ui.counter.counter_state import SlipPicture


class PostedSlip(Protocol):
    """What every posting answers."""

    @property
    def receipt(self) -> Receipt: ...

    @property
    def repeated(self) -> bool: ...


@dataclass(frozen=True)
class Desk:
    """Services by the names of the shop's fields, all called in the runner's lanes; then what the frame lends."""

    clock: Clock

    identify: Identify
    find_hits: FindHits
    look_up: LookUp
    read_day: ReadDay
    read_slip: ReadSlip
    list_staff: ListStaff

    quote: Quote
    sell: Sell
    undo: Undo
    park: Park
    recall: Recall
    draft_sale: DraftSale

    enrol: Enrol
    note: Note
    take_back: TakeBack
    reassign: Reassign
    set_clock: SetClock
    sign_in: SignIn

    preview_slip: Callable[[Receipt], SlipPicture]
    """The slip as the printer would get it, in the language and width that are set. Called in a reading lane."""

    print_slip: Callable[[str], object]
    """Puts the slip of a receipt number on paper, raising the printer's Trouble. Called in the device lane."""

    print_waiting: Callable[[], object]
    """Puts on paper whatever waits, raising the printer's Trouble. Called in the device lane."""

    waiting_slips: Callable[[], int]
    """How many slips wait for the printer. Called in a reading lane."""

    printer_set: Callable[[], bool]
    """Whether this till has a printer; answered at once, in the window's thread."""
