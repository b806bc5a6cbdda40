"""Measuring the counter's work on a big shop: awards, whole acts, searches."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from vafa import paths
from vafa.clock import SystemClock
from vafa.commands.demo_names import FAMILY_NAMES, GIVEN_NAMES
from vafa.commands.measure import Measure, held, share, timed_ms
from vafa.domain.receipt import ReceiptLine
from vafa.domain.units import Rial, Thousandths
from vafa.domain.who import by_card
from vafa.services.asking import Sale
from vafa.services.counter.identify import Identify
from vafa.services.counter.sell import Sell
from vafa.store.bench_base import BenchMember, make_bench_shop
from vafa.store.opening import open_store
from vafa.store.shopfile import FILE_NAME, HIGH_WATER_NAME, Store

SEED = 1
AWARDS, WARM_UP, ROUND = 1_500, 100, 50
ACTS, PURCHASES_ON_FILE = 300, 20_000
SEARCHES = 400
FEW_AWARDS, MANY_AWARDS = 20, 120

AWARD_BAR_RATIO = 2.5
ACT_BAR_MS, ACT_BAR_RATIO = 5.0, 1.2
SEARCH_BAR_MS, LOOK_UP_BAR_MS = 5.0, 1.0

THREE_LINES = tuple(
    ReceiptLine(sku, Thousandths(quantity), Rial(price))
    for sku, quantity, price in (("1001", 1_000, 450_000), ("2040", 2_000, 890_000), ("3300", 750, 2_150_000))
)


def bench_shop(members: int, seed: int = SEED) -> Path:
    """The folder of the big shop, made at first use and kept in the user's cache."""
    folder = paths.cache() / f"bench-{members}-{seed}"
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        store = make_bench_shop(
            folder, SystemClock(), members=members, seed=seed, given=GIVEN_NAMES, family=FAMILY_NAMES
        )
        store.close()
        (folder / "whole").touch()
    return folder


@contextmanager
def working_copy(members: int) -> Iterator[Store]:
    """The big shop, copied, so that measuring leaves the original as it was."""
    original = bench_shop(members)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=paths.cache()) as name:
        for file in (FILE_NAME, HIGH_WATER_NAME):
            shutil.copyfile(original / file, Path(name) / file)
        store = open_store(Path(name), SystemClock())
        try:
            yield store
        finally:
            store.close()


def bench_award(members: int) -> list[Measure]:
    """An award from BEGIN IMMEDIATE to COMMIT against a bare durable commit of one row in the same file."""
    with working_copy(members) as store:
        database = store.database
        database.run("CREATE TABLE bare (n INTEGER PRIMARY KEY, x INTEGER) STRICT")
        spans: list[float] = []
        _time_acts(store, spans)
        bench, sell = BenchMember(SEED), Sell(store)
        for i in range(WARM_UP + AWARDS):
            member = bench.hash(i) % members
            sell(Sale(who=by_card(bench.code(member)), amount_rial=3_490_000 + i, lines=_lines(i)))
            _commit_one(store)
            if i % ROUND == ROUND - 1:
                store.tend()
        awards, floor = spans[2 * WARM_UP :: 2], spans[2 * WARM_UP + 1 :: 2]
        details: dict[str, float | str] = {
            "members": members,
            "entries": int(database.value("SELECT count(*) FROM entry")),
            "p99_ms": round(share(awards, 0.99), 4),
            "bare_p99_ms": round(share(floor, 0.99), 4),
            "file_mb": round((store.folder / FILE_NAME).stat().st_size / 1e6),
        }
    award = held(
        "award p50",
        "ms",
        share(awards, 0.5),
        floor_name="bare durable one-row commit, same file",
        floor=share(floor, 0.5),
        most_ratio=AWARD_BAR_RATIO,
        details=details,
    )
    return [award, *_syncs()]


def bench_act(members: int) -> list[Measure]:
    """The whole act from member code to receipt figures, with many purchases on file and with none."""
    del members
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_cache()) as name:
        empty, full = (_small_shop(Path(name) / part) for part in ("empty", "full"))
        bench = BenchMember(SEED)
        full_sell = Sell(full)
        full.database.run("PRAGMA synchronous = OFF")
        for i in range(PURCHASES_ON_FILE):
            full_sell(Sale(who=by_card(bench.code(i % 10)), amount_rial=1_000_000 + i))
            full.tend()
        full.database.run("PRAGMA synchronous = FULL")
        times: dict[Path, list[float]] = {empty.folder: [], full.folder: []}
        for i in range(ACTS):
            for store in (empty, full):
                code = bench.code(10 + i % 10) if store is empty else bench.code(i % 10)
                times[store.folder].append(timed_ms(partial(_whole_act, store, code)))
                store.tend()
        empty.close()
        full.close()
    return [
        held(
            "whole act p50",
            "ms",
            share(times[full.folder], 0.5),
            floor_name="the same act with no purchases on file",
            floor=share(times[empty.folder], 0.5),
            most=ACT_BAR_MS,
            most_ratio=ACT_BAR_RATIO,
            details={"purchases_on_file": PURCHASES_ON_FILE, "p99_ms": round(share(times[full.folder], 0.99), 4)},
        )
    ]


def bench_search(members: int) -> list[Measure]:
    """Looking members up by card, mobile digits and parts of the name."""
    store = open_store(bench_shop(members), SystemClock())
    bench, identify = BenchMember(SEED), Identify(store)
    drawn = [bench.hash(i) % members for i in range(SEARCHES)]
    names = [FAMILY_NAMES[i % len(FAMILY_NAMES)] for i in drawn]
    given = [GIVEN_NAMES[i % len(GIVEN_NAMES)] for i in drawn]
    searches = {
        "name fragment of 3 letters": [name[1:4] for name in names if len(name) > 4],
        "name fragment of 5 letters": [name[:5] for name in names],
        "beginning of a word, 2 letters": [name[:2] for name in given],
        "whole name": [f"{a} {b}" for a, b in zip(given, names, strict=True)],
        "letters that no name has": [name[::-1][:3] * 2 for name in names],
        "mobile prefix of 6": [bench.mobile(i)[:6] for i in drawn],
        "mobile suffix of 4": [bench.mobile(i)[-4:] for i in drawn],
    }
    floor = share(
        [timed_ms(partial(store.database.row, "SELECT * FROM member WHERE n = ?", (i + 1,))) for i in drawn],
        0.99,
    )
    measures = [
        held(
            f"search, {what}, p99",
            "ms",
            share([timed_ms(partial(store.members.search, text)) for text in texts], 0.99),
            floor_name="one row by its number, p99",
            floor=floor,
            most=SEARCH_BAR_MS,
            details={"members": members},
        )
        for what, texts in searches.items()
    ]
    by_code = [timed_ms(partial(identify, bench.code(i))) for i in drawn]
    measures.append(
        held(
            "look-up of a card, p99",
            "ms",
            share(by_code, 0.99),
            floor_name="one row by its number, p99",
            floor=floor,
            most=LOOK_UP_BAR_MS,
        )
    )
    store.close()
    return measures


def _time_acts(store: Store, spans: list[float]) -> None:
    """Notes how long each write transaction takes from BEGIN IMMEDIATE to COMMIT."""
    write = store.database.write

    @contextmanager
    def timed() -> Iterator[None]:
        start = time.perf_counter()
        with write():
            yield
        spans.append((time.perf_counter() - start) * 1_000)

    store.database.write = timed  # type: ignore[method-assign]


def _commit_one(store: Store) -> None:
    with store.database.write():
        store.database.run("INSERT INTO bare (x) VALUES (1)")


def _lines(i: int) -> tuple[ReceiptLine, ...]:
    first, *others = THREE_LINES
    return (ReceiptLine(first.sku, first.quantity, Rial(first.price_rial + i)), *others)


def _whole_act(store: Store, code: str) -> None:
    Identify(store)(code)
    Sell(store)(Sale(who=by_card(code), amount_rial=3_490_000, lines=_lines(0)))


def _cache() -> Path:
    folder = paths.cache()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _small_shop(folder: Path) -> Store:
    return make_bench_shop(folder, SystemClock(), members=20, seed=SEED, given=GIVEN_NAMES, family=FAMILY_NAMES)


def _syncs() -> list[Measure]:
    """Disk syncs an award, counted by the system from outside. Fewer than one is no durable award."""
    name, unit, wanted = "syncs an award", "fsync", 1.0
    tracer = shutil.which("strace")
    few, many = (_count_syncs(tracer, awards) if tracer else None for awards in (FEW_AWARDS, MANY_AWARDS))
    if few is None or many is None:
        why = "strace is not installed" if tracer is None else "strace could not trace"
        return [Measure(name, unit, None, bars={"exactly": wanted}, met=False, details={"not_measured": why})]
    return [held(name, unit, (many - few) / (MANY_AWARDS - FEW_AWARDS), exactly=wanted)]


def _count_syncs(tracer: str, awards: int) -> int | None:
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_cache()) as name:
        log = Path(name) / "calls"
        command = [tracer, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-o", str(log)]
        program = (
            f"from vafa.commands.bench_counter import award_only; award_only({str(Path(name) / 'shop')!r}, {awards})"
        )
        done = subprocess.run([*command, sys.executable, "-c", program], capture_output=True, check=False)  # noqa: S603
        return len(log.read_text().splitlines()) if done.returncode == 0 else None


def award_only(folder: str, awards: int) -> None:
    """So many awards in a fresh small shop, and nothing else: what the sync counter runs."""
    store = _small_shop(Path(folder))
    sell, code = Sell(store), BenchMember(SEED).code(1)
    for i in range(awards):
        sell(Sale(who=by_card(code), amount_rial=3_490_000 + i, lines=_lines(i)))
    store.database.raw.close()
