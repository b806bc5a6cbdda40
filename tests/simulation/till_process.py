"""What tills do in processes of their own. Each tells its parent what it did, one message a deed, after it was done."""

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tests.fakes.hand_clock import HandClock
from tests.fakes.little_shop import MOBILES, LittleShop, live

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale
from vafa.services.counter.draft_sale import Draft
from vafa.store.occupancy import alone

Deed = Callable[..., None]

_processes = get_context("forkserver")
_processes.set_forkserver_preload([__name__])


class Till:
    """A process that does a deed in a shop's folder, and what it told so far."""

    def __init__(self, deed: Deed, folder: Path, *arguments: object, shop: bool = True) -> None:
        """With `shop` the deed gets the open shop, else the folder."""
        self._ear, mouth = _processes.Pipe(duplex=True)
        target, named = (_in_shop, (deed, folder)) if shop else (deed, (folder,))
        self.process: BaseProcess = _processes.Process(target=target, args=(*named, mouth, *arguments))
        self.process.start()
        mouth.close()
        self.told: list[Any] = []

    def hears(self, within_s: float = 30) -> Any:
        """The next message; None when the process has ended or says nothing."""
        try:
            if not self._ear.poll(within_s):
                return None
            message = self._ear.recv()
        except (EOFError, ConnectionResetError):
            return None
        self.told.append(message)
        return message

    def say(self, message: object) -> None:
        self._ear.send(message)

    def kill(self) -> list[Any]:
        """SIGKILL, and everything that had been told before it."""
        self.process.kill()
        self.process.join()
        while self.hears(0) is not None:
            pass
        self._ear.close()
        return self.told

    def end(self) -> list[Any]:
        """Waits for the deed to be done; everything that was told."""
        while self.hears() is not None:
            pass
        self.process.join()
        self._ear.close()
        assert self.process.exitcode == 0
        return self.told


def _in_shop(deed: Deed, folder: Path, mouth: Connection, *arguments: object) -> None:
    with LittleShop(folder) as little:
        deed(little, mouth, *arguments)


def sell_for_ever(little: LittleShop, mouth: Connection, seed: int) -> None:
    """Random postings; tells each receipt number after the service has returned."""
    mouth.send("open")
    while True:
        live(little.shop, seed, 50, mouth.send)
        little.shop.tend()
        seed += 1_000


def back_up_for_ever(little: LittleShop, mouth: Connection, target: Path) -> None:
    while True:
        mouth.send(little.shop.back_up(target).label)
        little.sell()


def restore_for_ever(little: LittleShop, mouth: Connection, source: Path) -> None:
    while True:
        mouth.send(little.sell())
        little.shop.restore(source)
        mouth.send(little.sell(1))


def rebuild_for_ever(little: LittleShop, mouth: Connection) -> None:
    while True:
        mouth.send(little.shop.rebuild())


def erase_all(little: LittleShop, mouth: Connection) -> None:
    """Tells each member's bare id after he was erased."""
    mouth.send(b"")
    for mobile in MOBILES:
        try:
            mouth.send(little.shop.erase(by_mobile(mobile)).member)
        except Refusal:
            continue


def found(folder: Path, mouth: Connection) -> None:
    """Founds a shop at the word."""
    mouth.send("ready")
    mouth.recv()
    with LittleShop(folder, create=True) as little:
        mouth.send(little.store.head_label())


def live_a_while(little: LittleShop, mouth: Connection, seed: int, acts: int) -> None:
    """Waits for the word, then makes random postings beside others."""
    mouth.send("open")
    mouth.recv()
    live(little.shop, seed, acts, mouth.send)


def redeem_at_the_word(little: LittleShop, mouth: Connection, points: int) -> None:
    """For every mobile it hears: redeems, and tells the receipt number or the refusal's code."""
    mouth.send("open")
    while (mobile := mouth.recv()) is not None:
        try:
            mouth.send(little.shop.redeem(by_mobile(mobile), points).receipt.number)
        except (Refusal, Trouble) as answer:
            mouth.send(answer.code)


def sell_in_a_budget(little: LittleShop, mouth: Connection, rial: int) -> None:
    """At each word a sale to that mobile; answers with what the programme took off, and what it said of the budget."""
    mouth.send("open")
    while mobile := mouth.recv():
        posting = little.shop.sell(Sale(who=by_mobile(mobile), amount_rial=rial))
        assert posting.sale is not None
        said = [reason.code for reason in (*posting.alerts, *posting.declined)]
        mouth.send((posting.sale.discount_rial, said))


def sell_under_a_key(little: LittleShop, mouth: Connection) -> None:
    """For every key it hears: sells under it, and tells receipt number, act and whether it had been done before."""
    mouth.send("open")
    while (key := mouth.recv()) is not None:
        posting = little.shop.sell(Sale(who=by_mobile(MOBILES[0]), amount_rial=500_000), key=key)
        mouth.send((posting.receipt.number, posting.event_id, posting.repeated))


def guess_at_the_word(folder: Path, mouth: Connection) -> None:
    """For every PIN it hears: tries it for person 1 while the clock stands still, and tells the refusal's code."""
    with LittleShop(folder, clock=HandClock()) as little:
        mouth.send("open")
        while (pin := mouth.recv()) is not None:
            try:
                little.shop.sign_in(1, pin)
                mouth.send("in")
            except (Refusal, Trouble) as answer:
                mouth.send(answer.code)


def finish_drafts(little: LittleShop, mouth: Connection) -> None:
    """Purchases as a window makes them, each of another amount: kept while open, posted, done with. Tells each step
    after it is done, and takes a breath: a kill meets it between two steps as well as in one, however fast they are."""

    def tells(*step: str) -> None:
        mouth.send(step)
        mouth.poll(0.005)

    mouth.send("open")
    drafts = little.shop.draft_sale
    while True:
        sale = Sale(who=by_mobile(MOBILES[0]), amount_rial=100_000 + little.store.journal.count())
        draft = Draft(sale, drafts.fresh_key())
        drafts.save(draft)
        tells("saved", draft.key)
        little.shop.sell(sale, key=draft.key)
        tells("posted", draft.key)
        drafts.drop()
        tells("dropped", draft.key)


def keep_a_window(folder: Path, mouth: Connection) -> None:
    """Opens a window's shop, tells whether it may, and keeps it until the word."""
    with LittleShop(folder) as little:
        try:
            little.shop.occupy()
        except (Refusal, Trouble) as answer:
            mouth.send((answer.code, answer.figures.get("pid")))
            return
        mouth.send(("window", os.getpid()))
        mouth.recv()


def work_alone(folder: Path, mouth: Connection) -> None:
    """Rewrites the shop's file until the word."""
    with alone(folder):
        mouth.send("alone")
        mouth.recv()
