"""One shop, assembled: a list of what people can do in it."""

from pathlib import Path

from vafa.clock import Clock
from vafa.devices.frame_reader import FrameReader
from vafa.devices.sighting import Sightings
from vafa.devices.wedge import Wedge
from vafa.domain.errors import Refusal
from vafa.services.counter.draft_sale import DraftSale
from vafa.services.counter.draw_slip import DrawSlip
from vafa.services.counter.enrol import Enrol
from vafa.services.counter.find_hits import FindHits
from vafa.services.counter.identify import Identify, Seek
from vafa.services.counter.look_up import LookUp
from vafa.services.counter.note import Note
from vafa.services.counter.park import Park, Recall
from vafa.services.counter.print_slip import PrintSlip, ReadSlip
from vafa.services.counter.quote import Quote
from vafa.services.counter.read_day import ReadDay
from vafa.services.counter.reassign import Reassign
from vafa.services.counter.redeem import Redeem
from vafa.services.counter.sell import Sell
from vafa.services.counter.sign_in import SignIn
from vafa.services.counter.take_back import TakeBack
from vafa.services.counter.undo import Undo
from vafa.services.night.back_up import BackUp
from vafa.services.night.celebrate import Celebrate
from vafa.services.night.keep_day import KeepDaily
from vafa.services.night.keep_house import KeepHouse
from vafa.services.night.rebuild import Rebuild
from vafa.services.night.restore import Restore
from vafa.services.night.review_tiers import ReviewTiers
from vafa.services.night.verify import Verify
from vafa.services.office.adjust import Adjust
from vafa.services.office.block_card import BlockCard
from vafa.services.office.describe import ChooseDevices, Describe, ReadShop
from vafa.services.office.erase import Erase
from vafa.services.office.found import Found
from vafa.services.office.hire import Hire, ListStaff, ResetPin
from vafa.services.office.issue_card import IssueCard
from vafa.services.office.pin_tier import PinTier
from vafa.services.office.publish import Publish
from vafa.services.office.set_clock import SetClock
from vafa.services.office.try_printer import TryPrinter
from vafa.services.ports import SlipPrinter
from vafa.store.opening import open_store
from vafa.store.shopfile import Store


class Shop:
    """A shop over its opened file. Close it when done.

    A thread beside the one that opened it calls `attach` first and `detach` at its end. A window calls `occupy`: one
    window a shop. `stamp`, asked in one and the same thread, changes when anybody has written.
    """

    def __init__(self, store: Store) -> None:
        self.close = store.close
        self.attach = store.attach
        self.detach = store.detach
        self.occupy = store.occupy
        self.stamp = store.stamp
        self.tend = store.tend
        self.now = store.now
        self.new_id = store.clock.new_id

        self.sign_in = SignIn(store)
        self.enrol = Enrol(store)
        self.identify = Identify(store)
        self.seek = Seek(store)
        self.find_hits = FindHits(store)
        self.look_up = LookUp(store)
        self.glance = self.look_up.glance
        self.note = Note(store)
        self.quote = Quote(store)
        self.sell = Sell(store)
        self.redeem = Redeem(store)
        self.take_back = TakeBack(store)
        self.undo = Undo(store)
        self.reassign = Reassign(store)
        self.park = Park(store)
        self.recall = Recall(store)
        self.draft_sale = DraftSale(store)
        self.read_day = ReadDay(store)
        self.read_slip = ReadSlip(store)
        self.print_slip = PrintSlip(store)
        self.draw_slip = DrawSlip()

        self.adjust = Adjust(store)
        self.erase = Erase(store)
        self.issue_card = IssueCard(store)
        self.block_card = BlockCard(store)
        self.found = Found(store)
        self.hire = Hire(store)
        self.reset_pin = ResetPin(store)
        self.list_staff = ListStaff(store)
        self.read_shop = ReadShop(store)
        self.describe = Describe(store)
        self.choose_devices = ChooseDevices(store)
        self.publish = Publish(store)
        self.pin_tier = PinTier(store)
        self.set_clock = SetClock(store)

        self.verify = Verify(store)
        self.rebuild = Rebuild(store)
        self.back_up = BackUp(store)
        self.keep_daily = KeepDaily(store)
        self.celebrate = Celebrate(store)
        self.keep_house = KeepHouse(store, self.celebrate)
        self.review_tiers = ReviewTiers(store)
        self.restore = Restore(store)

        self.printer_at = printer_at
        self.try_printer = TryPrinter(store)
        self.new_wedge = Wedge
        self.new_sightings = Sightings
        self.new_frame_reader = FrameReader


def printer_at(address: str) -> SlipPrinter:
    """The network printer at an address. Raises Refusal `printer_not_set` or `printer_address_bad`."""
    if not address:
        raise Refusal("printer_not_set")
    from vafa.devices.network_printer import parse_printer_address  # signing in needs no printer

    return parse_printer_address(address)


def open_shop(folder: Path, clock: Clock, *, create: bool = False) -> Shop:
    """The shop in a folder. Raises as `open_store` says."""
    return Shop(open_store(folder, clock, create=create))
