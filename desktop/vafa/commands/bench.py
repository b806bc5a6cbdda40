"""`vafa bench`: how fast it is on this machine, each figure beside a floor of the same run."""

from collections.abc import Callable, Mapping
from typing import Annotated

import msgspec
import typer

from vafa.commands import reading
from vafa.commands.call import Answer, Call
from vafa.commands.measure import Measure
from vafa.domain.errors import Refusal
from vafa.wording import bench_answers
from vafa.wording.catalogue import later

Name = Annotated[
    str | None,
    typer.Argument(
        help=later("What to measure: award, act, search, engine, tiers, decode, paper, start, scan or watchdog.")
    ),
]
Members = Annotated[
    str, typer.Option("--members", help=later("Members of the bench shop; it has about ten times as many entries."))
]

DEFAULT_MEMBERS = "20000"
MOST_MEMBERS = 5_000_000


def bench(call: Call, name: Name = None, members: Members = DEFAULT_MEMBERS) -> Answer:
    """Measures one thing, or everything. Refuses `bench_unknown` and `bench_too_large`."""
    del call
    benches = _benches()
    count = reading.count(members)
    if name is not None and name not in benches:
        raise Refusal("bench_unknown", name=name[:40], known=", ".join(benches))
    if not 0 < count <= MOST_MEMBERS:
        raise Refusal("bench_too_large", members=count, limit=MOST_MEMBERS)
    measures = [measure for chosen in ([name] if name else benches) for measure in benches[chosen](count)]
    rows = [
        (measure.name, measure.figure, measure.unit, measure.floor, measure.ratio, measure.met) for measure in measures
    ]
    return Answer(
        {"measures": [msgspec.to_builtins(measure) for measure in measures], "met": all(m.met for m in measures)},
        lambda language: bench_answers.measured(rows, language),
    )


def _benches() -> Mapping[str, Callable[[int], list[Measure]]]:
    """Imported late: each reads a good part of the product."""
    from vafa.commands.bench_counter import bench_act, bench_award, bench_search
    from vafa.commands.bench_engine import bench_engine
    from vafa.commands.bench_paper import bench_decode, bench_paper
    from vafa.commands.bench_start import bench_start
    from vafa.commands.bench_tiers import bench_tiers
    from vafa.commands.bench_window import bench_scan, bench_watchdog

    return {
        "award": bench_award,
        "act": bench_act,
        "search": bench_search,
        "engine": bench_engine,
        "tiers": bench_tiers,
        "decode": bench_decode,
        "paper": bench_paper,
        "start": bench_start,
        "scan": bench_scan,
        "watchdog": bench_watchdog,
    }
