"""The tool that changes the engine: it changes one place, knows it again, and its run notices what is wrong."""

import ast
import json
import subprocess
import sys
from types import ModuleType

import pytest
from tests.house.tree import ROOT
from tests.mutation.mutants import changed, places
from tests.mutation.mutation_run import every_place, judged, own_tests
from tests.mutation.swapping import statement_lines, swap, swapped

SOURCE = '''
class Box:
    """0 and 1 in words are no place."""

    size: int = 0

    def room(self, taken: int | None) -> int:
        if taken is None or not 0 <= taken < 10:
            return max(1, -self.size // 2)
        return sorted(self.lots)[0] + taken
'''


def lines_of(tree: ast.Module) -> list[str]:
    return ast.unparse(tree).splitlines()


def test_every_kind_of_place_is_found():
    found = [(place.function, place.change) for place in places("box.py", SOURCE)]
    assert found[0] == ("Box", "0 to 1")
    assert {function for function, _ in found[1:]} == {"Box.room"}
    assert sorted(change for _, change in found[1:]) == sorted(
        [
            *(
                "Or to And",
                "Is to IsNot",
                "Not gone",
                "LtE to Lt",
                "Lt to LtE",
                "0 to 1",
                "nothing returned",
                "max to min",
            ),
            *("1 to 0", "floor to ceiling", "floor to one more", "USub gone", "nothing returned", "Add to Sub"),
            *("sorted backwards", "0 to 1"),
        ]
    )


@pytest.mark.parametrize("number", range(17))
def test_one_line_alone_is_changed(number):
    before, after = lines_of(ast.parse(SOURCE)), lines_of(changed(SOURCE, number))
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
    place = places("box.py", SOURCE)[number]
    assert before.index(next(one for one, other in zip(before, after, strict=True) if one != other)) >= 1
    assert place.name == places("box.py", f"# a line above\n{SOURCE}")[number].name


def test_a_rounding_up_is_one():
    scope: dict[str, int] = {}
    exec(compile(changed("x = 7 // 2", 0), "x", "exec"), scope)
    assert scope["x"] == 4


def test_what_is_sorted_backwards_is_sorted_forwards():
    scope: dict[str, list[int]] = {}
    exec(compile(changed("x = sorted([1, 3, 2], reverse=True)", 0), "x", "exec"), scope)
    assert scope["x"] == [1, 2, 3]


def test_what_was_judged_by_hand_still_stands_there():
    there = {place.name for _, place in every_place()}
    gone = [name for name in judged() if name not in there]
    assert not gone
    assert all(reason for reason in judged().values())


def test_a_change_inside_functions_swaps_their_code_and_one_outside_needs_a_fresh_start(tmp_path):
    path = tmp_path / "box.py"
    path.write_text(SOURCE, encoding="utf-8")
    changes = [swapped(path, number) for number in range(len(places("box.py", SOURCE)))]
    assert changes[0] is None
    assert [list(codes or ()) for codes in changes[1:]] == [[("Box.room", 7)]] * (len(changes) - 1)


def test_swapped_code_is_what_runs(tmp_path, monkeypatch):
    path = tmp_path / "halved.py"
    path.write_text("def half(whole):\n    return whole // 2\n", encoding="utf-8")
    module = ModuleType("halved")
    exec(compile(path.read_text("utf-8"), str(path), "exec"), vars(module))
    monkeypatch.setitem(sys.modules, "halved", module)
    half = module.half
    swap("halved", swapped(path, 1))
    assert half(7) == 4
    with pytest.raises(LookupError):
        swap("halved", {("third", 1): half.__code__})


def test_a_place_is_reached_with_its_statement():
    assert statement_lines(SOURCE, 8) == range(8, 10)
    assert statement_lines(SOURCE, 9) == range(9, 10)
    assert statement_lines("total = (\n    1\n    + 2\n)\n", 3) == range(1, 5)


def test_a_file_has_the_own_tests_its_name_first():
    own, others = own_tests("engine/refunding.py")
    assert own[0].endswith("test_refunding.py")
    assert not set(own) & set(others)


@pytest.mark.slow
def test_of_ten_places_most_are_noticed():
    """Which ten moves with the code; the share over all places is what the tool itself tells."""
    asked = ["--file", "sharing", "--file", "summing", "--seed", "1", "--count", "10"]
    run = [sys.executable, "-m", "tests.mutation.mutation_run", *asked]
    answer = subprocess.run(run, cwd=ROOT, capture_output=True, check=True)
    told = json.loads(answer.stdout)
    assert told["tried"] == 10
    assert told["noticed"] + told["timed out"] + told["equivalent"] >= 8
    assert len(told["survivors"]) == 10 - told["noticed"] - told["timed out"] - told["equivalent"]
