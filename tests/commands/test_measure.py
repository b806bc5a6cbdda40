"""A figure is met only when it was measured and holds its bars."""

import pytest

from vafa.commands import bench, bench_counter
from vafa.commands.measure import held


@pytest.mark.parametrize(
    ("figure", "bars", "met"),
    [
        (2.0, {"most": 2.0}, True),
        (2.1, {"most": 2.0}, False),
        (4.0, {"floor": 2.0, "most_ratio": 2.0}, True),
        (4.1, {"floor": 2.0, "most_ratio": 2.0}, False),
        (4.0, {"most_ratio": 2.0}, False),
        (1.0, {"exactly": 1.0}, True),
        (0.0, {"exactly": 1.0}, False),
        (1.01, {"exactly": 1.0}, False),
    ],
)
def test_bars(figure, bars, met):
    assert held("x", "ms", figure, **bars).met is met


@pytest.mark.parametrize(("syncs", "met"), [(1, True), (0, False), (2, False)])
def test_an_award_syncs_exactly_once(monkeypatch, syncs, met):
    monkeypatch.setattr(bench_counter.shutil, "which", lambda _: "strace")
    monkeypatch.setattr(bench_counter, "_count_syncs", lambda _, awards: 7 + syncs * awards)
    (measure,) = bench_counter._syncs()
    assert (measure.figure, measure.met) == (syncs, met)


@pytest.mark.parametrize("tracer", [None, "strace"])
def test_what_could_not_be_measured_is_said_and_not_met(vafa, monkeypatch, tracer):
    monkeypatch.setattr(bench_counter.shutil, "which", lambda _: tracer)
    monkeypatch.setattr(bench_counter, "_count_syncs", lambda *_: None)
    monkeypatch.setattr(bench, "_benches", lambda: {"award": lambda _: bench_counter._syncs()})
    said = vafa("bench", "award", "--json").json
    (measure,) = said["measures"]
    assert (said["met"], measure["figure"], measure["met"]) == (False, None, False)
    assert "strace" in measure["details"]["not_measured"]
    assert "not measured" in vafa("bench", "award", "--lang", "en").out
