"""The command line: which commands there are, and how one is run."""

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

import typer

from vafa.commands import options
from vafa.commands.call import Answer, Call, Figures
from vafa.commands.serving import DONE, INTERRUPTED, REFUSED, WRONG_USAGE, Voice, serve
from vafa.domain.units import DisplayUnit
from vafa.wording.catalogue import LANGUAGES, Language, later, words

LANGUAGE_VARIABLE = "VAFA_LANG"


class Entry(NamedTuple):
    """A command: the function that does it, what it is for, whether it may change the shop, and whether it may take
    more than a second."""

    module: str
    function: str
    help: str
    changes: bool = True
    takes_long: bool = False


COMMANDS: Mapping[str, Entry] = MappingProxyType(
    {
        "demo": Entry("demo", "demo", later("Make a believable shop to try things out."), takes_long=True),
        "tour": Entry(
            "tour", "tour", later("Work in the real window by keys, and keep pictures of it."), takes_long=True
        ),
        "enrol": Entry("membership", "enrol", later("Make somebody a member.")),
        "show": Entry("membership", "show", later("Show a member's account."), changes=False),
        "card issue": Entry("card_desk", "issue", later("Make a card.")),
        "card block": Entry("card_desk", "block", later("Block cards.")),
        "card show": Entry("card_desk", "show_cards", later("Show a member's cards."), changes=False),
        "scan": Entry("card_desk", "scan", later("Read the code in a picture."), changes=False),
        "sell": Entry("selling", "sell", later("Post a sale.")),
        "award": Entry("selling", "award", later("Post a sale to a member, taking no points off.")),
        "redeem": Entry("selling", "redeem", later("Spend points without a bill.")),
        "park": Entry("selling", "park", later("Keep a purchase for later.")),
        "recall": Entry("selling", "recall", later("Show, sell or discard what was parked.")),
        "refund": Entry("correcting", "refund", later("Take goods back.")),
        "undo": Entry("correcting", "undo", later("Take the last posting back, within half a minute.")),
        "reassign": Entry("correcting", "reassign", later("Move a receipt to the right member.")),
        "adjust": Entry("correcting", "adjust", later("Give or take points by hand.")),
        "erase": Entry("correcting", "erase", later("Erase a member's personal values.")),
        "receipt": Entry("slips_desk", "receipt", later("Show, write or print a slip.")),
        "slips": Entry("slips_desk", "slips", later("Show or print the slips that wait for the printer.")),
        "settings": Entry("shop_desk", "settings", later("Show or change the shop's settings.")),
        "programme show": Entry(
            "programme_desk", "show_programme", later("Show the programme in force."), changes=False
        ),
        "programme check": Entry(
            "programme_desk", "check", later("Try a programme on the shop's past."), changes=False, takes_long=True
        ),
        "programme publish": Entry("programme_desk", "publish", later("Put a programme in force."), takes_long=True),
        "tier pin": Entry("tier_desk", "pin_tier", later("Give a member a tier up to a day.")),
        "tiers": Entry("tier_desk", "tiers", later("Review the tiers of all members."), takes_long=True),
        "celebrate": Entry("tier_desk", "celebrate", later("Give the birthday gifts that are due.")),
        "staff add": Entry("shop_desk", "add_staff", later("Take somebody on.")),
        "staff reset": Entry("shop_desk", "reset_pin", later("Set a new PIN.")),
        "staff list": Entry("shop_desk", "list_staff", later("Show who works here."), changes=False),
        "clock": Entry("shop_desk", "clock", later("Confirm what time it is.")),
        "try": Entry(
            "trying",
            "try_story",
            later("Play a club's story from a file; no shop is touched."),
            changes=False,
            takes_long=True,
        ),
        "verify": Entry("keeping", "verify", later("Check that everything agrees."), changes=False, takes_long=True),
        "rebuild": Entry(
            "keeping", "rebuild", later("Make everything computed anew from the journal."), takes_long=True
        ),
        "backup": Entry("keeping", "backup", later("Copy the running shop to a file."), changes=False, takes_long=True),
        "restore": Entry("keeping", "restore", later("Bring a copy back."), takes_long=True),
        "bench": Entry("bench", "bench", later("Measure how fast it is."), changes=False, takes_long=True),
    }
)

GROUPS = {
    "card": later("Cards: make, block, show."),
    "programme": later("The loyalty programme."),
    "staff": later("Who works here."),
    "tier": later("Tiers of members."),
}

_ABOUT = later("Loyalty at the shop counter.")


def run(arguments: Sequence[str]) -> int:
    """Runs the command that the arguments name, and returns its exit code; without arguments shows the help."""
    given = list(arguments) or ["--help"]
    language = _language(given)
    voice = Voice(language, as_json="--json" in given)
    if not all(map(_is_text, given)):
        voice.refuse("text_unreadable", {}, DisplayUnit.TOMAN)
        return REFUSED
    if "--shop=" in given or ("--shop", "") in pairwise(given):
        voice.refuse("usage_value", {"option": "--shop", "detail": ""}, DisplayUnit.TOMAN)
        return WRONG_USAGE
    first = given[0]
    if first == "--help":
        given = [first]
    known = {name.split()[0] for name in _available()}
    if not first.startswith("-") and first not in known:
        like = get_close_matches(first, known, 1)
        voice.refuse("usage_command", {"command": first[:40], "like": like[0] if like else ""}, DisplayUnit.TOMAN)
        return WRONG_USAGE
    command = typer.main.get_command(_app([name for name in _available() if name.split()[0] == first]))
    _translate(command, language)
    try:
        code = command.main(given, prog_name="vafa", standalone_mode=False)
    except typer.TyperException as error:
        voice.refuse(*_misuse(error), DisplayUnit.TOMAN)
        return WRONG_USAGE
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else DONE


def _is_text(argument: str) -> bool:
    """False where the system handed over bytes that are no UTF-8: they could be neither sealed nor answered."""
    return not any("\ud800" <= letter <= "\udfff" for letter in argument)


def _available() -> list[str]:
    return [name for name, entry in COMMANDS.items() if find_spec(f"{__package__}.{entry.module}")]


def _app(wanted: Sequence[str]) -> typer.Typer:
    """The commands that are wanted; all of them when it is none, for the help. Others are not even imported."""
    app = _group(_ABOUT)
    app.callback()(lambda: None)
    groups: dict[str, typer.Typer] = {}
    for name in wanted or _available():
        *group, last = name.split()
        home = app
        if group:
            if group[0] not in groups:
                groups[group[0]] = _group(GROUPS[group[0]])
                app.add_typer(groups[group[0]], name=group[0])
            home = groups[group[0]]
        home.command(last, help=COMMANDS[name].help)(_command(COMMANDS[name]))
    return app


def _group(about: str) -> typer.Typer:
    return typer.Typer(
        help=about, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=True
    )


def _command(entry: Entry) -> Callable[..., int]:
    """The function of an entry as the parser calls it: with the options that every command has."""
    work: Callable[..., Answer] = getattr(import_module(f"{__package__}.{entry.module}"), entry.function)

    def command(
        shop: options.Shop = None, json: options.Json = False, lang: options.Lang = "fa", **given: object
    ) -> int:
        call = Call(shop, lang)
        return serve(
            call, lambda call: work(call, **given), as_json=json, changes=entry.changes, takes_long=entry.takes_long
        )

    own = list(inspect.signature(work, eval_str=True).parameters.values())[1:]
    shared = [
        parameter
        for parameter in inspect.signature(command, eval_str=True).parameters.values()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    signature = inspect.Signature(
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own + shared]
    )
    vars(command)["__signature__"] = signature
    return command


def _language(given: Sequence[str]) -> Language:
    """The language to speak before anything is parsed; a wrong one is complained about in the default."""
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    for place, argument in enumerate(given):
        if argument == "--lang" and place + 1 < len(given):
            asked = given[place + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return next((language for language in LANGUAGES if language == asked), LANGUAGES[0])


def _translate(command: Any, language: Language) -> None:  # noqa: ANN401 - the parser's classes have no public name
    """Puts the help of a command, its options and the commands under it into a language."""
    _ = words(language)
    if command.help:
        command.help = _(command.help)
    for parameter in command.params:
        if getattr(parameter, "help", None) and parameter.name != "help":
            parameter.help = _(parameter.help)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner, language)


_PROBLEMS = MappingProxyType(
    {
        "NoSuchOption": "usage_option",
        "MissingParameter": "usage_missing",
        "BadParameter": "usage_value",
        "BadOptionUsage": "usage_value",
    }
)


def _misuse(error: typer.TyperException) -> tuple[str, Figures]:
    """The code and figures of what the parser complains about."""
    parameter = getattr(error, "param", None)
    named = getattr(error, "option_name", None) or (parameter.opts[-1] if parameter is not None else "")
    code = _PROBLEMS.get(type(error).__name__, "usage_other")
    return code, {"option": str(named), "detail": str(getattr(error, "message", error))}
