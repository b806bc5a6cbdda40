"""The ceremony around every command: one answer on standard output, an exit code, and the chores afterwards."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, redirect_stdout
from pathlib import Path
from types import TracebackType

import msgspec

from vafa import log, paths
from vafa.commands.call import Answer, Call, Figures
from vafa.commands.reading import Misuse
from vafa.commands.shapes import plain
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.units import DisplayUnit
from vafa.wording.answers import Grid, Line
from vafa.wording.apologies import apology
from vafa.wording.catalogue import Language, words

DONE, BUG, REFUSED, TROUBLE, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 3, 64, 130

_STDOUT, _STDERR = 1, 2


class Voice:
    """How a command speaks: JSON or sentences, on standard output or (for a "no" to people) on standard error."""

    def __init__(self, language: Language, *, as_json: bool, output: int = _STDOUT) -> None:
        self.language: Language = language
        self.as_json = as_json
        self.output = output

    def answer(self, answer: Answer) -> bool:
        """Says that it is done. False when nobody could hear it; what was posted stands all the same."""
        try:
            if self.as_json:
                self._put(self.output, _json({"ok": True, **answer.figures}))
            else:
                self._say(answer.say(self.language))
        except OSError:
            self.warn(apology("answer_unwritable", {}, DisplayUnit.TOMAN, self.language).text)
            return False
        return True

    def refuse(self, code: str, figures: Figures, unit: DisplayUnit) -> None:
        """Says no, and what would help."""
        sorry = apology(code, figures, unit, self.language)
        if self.as_json:
            said = {"ok": False, "code": code, "message": sorry.sentence, "advice": sorry.way_on}
            shown = {name: plain(value) for name, value in figures.items() if name not in said}
            self._try(self.output, _json({**said, **shown}))
        else:
            self.warn(sorry.text)

    def warn(self, text: str) -> None:
        """A line for people, beside the answer."""
        self._try(_STDERR, f"{text}\n")

    def _say(self, lines: Sequence[Line]) -> None:
        if os.isatty(self.output) and any(isinstance(line, Grid) for line in lines):
            self._put(self.output, _drawn(lines))
            return
        for line in lines:
            rows = line.rows if isinstance(line, Grid) else ((line,),)
            self._put(self.output, "".join("\t".join(row) + "\n" for row in rows))

    def _put(self, descriptor: int, text: str) -> None:
        data = text.encode("utf-8", "replace")
        while data:
            data = data[os.write(descriptor, data) :]

    def _try(self, descriptor: int, text: str) -> None:
        try:
            self._put(descriptor, text)
        except OSError:
            return


def serve(call: Call, work: Callable[[Call], Answer], *, as_json: bool, changes: bool, takes_long: bool = False) -> int:
    """Runs a command and gives its answer; returns the exit code. The chores of the shop come after the answer."""
    with one_voice() as output:
        voice = Voice(call.language, as_json=as_json, output=output)
        code = BUG
        with _Bugs(call, voice), _sign_of_life(call.language) if takes_long else nullcontext():
            code = _answered(call, work, voice)
        # The one answer is out: what goes wrong from here on is for people alone.
        aside = Voice(call.language, as_json=False)
        with _Bugs(call, aside):
            if call.opened is not None and code != BUG:
                _chores(call, aside, keep=changes and code == DONE)
        with _Bugs(call, aside):
            call.close()
    return code


def _answered(call: Call, work: Callable[[Call], Answer], voice: Voice) -> int:
    try:
        return DONE if voice.answer(work(call)) else TROUBLE
    except Refusal as refusal:
        voice.refuse(refusal.code, dict(refusal.figures), call.unit())
        return REFUSED
    except Trouble as trouble:
        voice.refuse(trouble.code, dict(trouble.figures), call.unit())
        return TROUBLE
    except Misuse as misuse:
        voice.refuse(f"usage_{misuse.code}", {"options": list(misuse.options)}, DisplayUnit.TOMAN)
        return WRONG_USAGE


@contextmanager
def _sign_of_life(language: Language) -> Iterator[None]:
    """Something that moves on a terminal while a long command works; nothing where nobody looks."""
    if not os.isatty(_STDERR):
        yield
        return
    from rich.console import Console

    _ = words(language)
    with Console(stderr=True).status(_("One moment…")):
        yield


def _chores(call: Call, voice: Voice, *, keep: bool) -> None:
    """What can wait until the answer is out. A failure here changes nothing about the answer."""
    shop = call.shop()
    try:
        shop.tend()
        if keep:
            shop.keep_daily()
    except Trouble as trouble:
        voice.warn(apology("chores_failed", {}, DisplayUnit.TOMAN, voice.language).text)
        voice.warn(apology(trouble.code, trouble.figures, DisplayUnit.TOMAN, voice.language).text)


@contextmanager
def one_voice() -> Iterator[int]:
    """Standard output for the answer alone: whatever a library prints meanwhile goes to standard error."""
    sys.stdout.flush()
    output = os.dup(_STDOUT)
    os.dup2(_STDERR, _STDOUT)
    try:
        with redirect_stdout(sys.stderr):
            yield output
    finally:
        sys.stdout.flush()
        os.dup2(output, _STDOUT)
        os.close(output)


class _Bugs:
    """Catches what nobody foresaw: leaves a report without personal values, and says where it lies."""

    def __init__(self, call: Call, voice: Voice) -> None:
        self._call = call
        self._voice = voice

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if not isinstance(error, Exception):
            return False
        file = self._report(error)
        self._voice.refuse("bug", {"report": str(file) if file else None}, DisplayUnit.TOMAN)
        return True

    def _report(self, error: Exception) -> Path | None:
        folders = [self._call.folder] if self._call.folder.is_dir() else []
        return log.write_report([*folders, paths.cache()], self._call.clock.now(), log.describe(error))


def _json(figures: Figures) -> str:
    """One line. The fast encoder stumbles over names of files that are no text; the patient one does not."""
    try:
        return msgspec.json.encode(figures).decode() + "\n"
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(figures), ensure_ascii=False, separators=(",", ":")) + "\n"


def _drawn(lines: Sequence[Line]) -> str:
    """Sentences and tables as a terminal shows them."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    with console.capture() as captured:
        for line in lines:
            if isinstance(line, Grid):
                table = Table(*line.headings)
                for row in line.rows:
                    table.add_row(*row)
                console.print(table)
            else:
                console.print(line)
    return captured.get()
