"""`vafa try`: a programme, members and events of one file, played in memory. No shop is touched."""

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from vafa.commands.call import Answer, Call
from vafa.commands.files import read_small
from vafa.commands.reading import Misuse
from vafa.commands.shapes import plain
from vafa.domain.club.play import play
from vafa.domain.club.story import MAX_STORY_BYTES, Story, read_story, schema
from vafa.domain.errors import Refusal
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.fault import Fault
from vafa.domain.units import DisplayUnit, Points
from vafa.wording.apologies import apology
from vafa.wording.catalogue import LANGUAGES, later
from vafa.wording.club_refusals import IN_A_STORY
from vafa.wording.reasons import award_sentence, reason_line
from vafa.wording.tried_words import said_results, said_schema

STDIN = "-"

SAID_EVENTS = 1_000
"""Up to so many events every reason has its sentences beside it; the answer to a longer story carries codes and figures
alone, for nobody reads it and the sentences would take longer than the story."""

StoryFile = Annotated[
    str | None, typer.Argument(metavar="FILE|-", help=later("JSON file of the story, or - to read it."))
]
SchemaOnly = Annotated[bool, typer.Option("--schema", help=later("Describe the file's form as JSON Schema."))]


def try_story(call: Call, story: StoryFile = None, schema_only: SchemaOnly = False) -> Answer:  # noqa: ARG001 - no shop
    """Plays the story of a file; or describes what such a file looks like."""
    if (story is None) is not schema_only:
        raise Misuse("one_of", "FILE", "--schema")
    if story is None:
        return Answer({"schema": schema()}, lambda _: said_schema(schema()))
    document = _content(story)
    with _no_litter():
        told = read_story(document)
        played = _answered(told)
    return Answer(played, lambda language: said_results(played["results"], language, _titles(told)))


def answered(document: bytes) -> dict[str, Any]:
    """The answer to a story as plain figures, with a Persian and an English sentence beside refusals and reasons.
    Raises the Refusals of `read_story` and `play`."""
    with _no_litter():
        return _answered(read_story(document))


def _answered(story: Story) -> dict[str, Any]:
    played = msgspec.to_builtins(play(story), enc_hook=plain)
    saying, titles = _sayings(), _titles(story)
    for result in played["results"]:
        _say_refusal(result, titles)
        if len(played["results"]) <= SAID_EVENTS:
            _say_reasons(result, saying)
    return dict(played)


def _titles(story: Story) -> dict[str, str]:
    """How members are called, where the story says it."""
    return {member.id: member.title for member in story.members if member.title}


def _content(story: str) -> bytes:
    if story != STDIN:
        return read_small(Path(story), MAX_STORY_BYTES)
    source = getattr(sys.stdin, "buffer", sys.stdin)
    content = source.read(MAX_STORY_BYTES + 1)
    if len(content) > MAX_STORY_BYTES:
        raise Refusal("file_too_large", limit_bytes=MAX_STORY_BYTES)
    return content if isinstance(content, bytes) else content.encode()


@contextmanager
def _no_litter() -> Iterator[None]:
    """A story only grows: looking for circles in it again and again would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sayings() -> Callable[[dict[str, Any]], dict[str, str]]:
    """The sentences of a reason, made once for equal ones."""
    known: dict[bytes, dict[str, str]] = {}

    def saying(told: dict[str, Any]) -> dict[str, str]:
        name = msgspec.json.encode(told)
        if name not in known:
            reason = msgspec.convert(told, Reason)
            known[name] = {language: reason_line(reason, DisplayUnit.RIAL, language) for language in LANGUAGES}
        return known[name]

    return saying


_MEMBERS = frozenset({"member", "into"})
"""Figures of refusals that name a member."""

_REASONS = ("reasons", "steps", "declined", "alerts")


def _say_reasons(result: dict[str, Any], saying: Callable[[dict[str, Any]], dict[str, str]]) -> None:
    if result["reasons"]:
        why = msgspec.convert(result["reasons"], tuple[Reason, ...])
        points = Points(result["points"])
        result["why"] = {one: award_sentence(points, why, DisplayUnit.RIAL, one) for one in LANGUAGES}
    for part in (result, *result["awards"]):
        for field in _REASONS:
            for reason in part.get(field, ()):
                reason.update(saying(reason))
    gate = result["gate"]
    for reason in gate["unmet"] if gate else ():
        reason.update(saying(reason))


def _say_refusal(result: dict[str, Any], titles: Mapping[str, str]) -> None:
    refused = result["refused"]
    if refused:
        told = dict(refused["figures"])
        if "faults" in told:
            told["faults"] = msgspec.convert(told["faults"], tuple[Fault, ...])
        for name in _MEMBERS.intersection(told):
            told[name] = titles.get(told[name], told[name])
        for language in LANGUAGES:
            sorry = apology(refused["code"], told, DisplayUnit.RIAL, language, instead=IN_A_STORY)
            refused[language] = sorry.text
