"""`vafa verify`, `rebuild`, `backup`, `restore`: that nothing is ever lost, and how one knows."""

from pathlib import Path
from typing import Annotated

import typer

from vafa.commands.call import Answer, Call
from vafa.domain.errors import Trouble
from vafa.services.night.restore import restore_folder
from vafa.wording import office_answers
from vafa.wording.catalogue import later

Target = Annotated[Path, typer.Argument(metavar="FILE", help=later("File to write the copy to."))]
Source = Annotated[Path, typer.Argument(metavar="FILE", help=later("File to bring back."))]


def verify(call: Call) -> Answer:
    """Recomputes and compares everything; raises Trouble `shop_unsound` with the whole report if anything differs."""
    report = call.shop().verify()
    figures: dict[str, object] = {
        "acts": report.acts,
        "members": report.members,
        "entries": report.entries,
        "heads": report.heads,
        "faults": [{"check": fault.check, "where": fault.where} for fault in report.faults],
    }
    if not report.sound:
        raise Trouble("shop_unsound", count=len(report.faults), first=report.faults[0].check, **figures)
    return Answer(
        {"sound": True, **figures},
        lambda language: office_answers.verified(report.acts, report.members, report.entries, report.heads, language),
    )


def rebuild(call: Call) -> Answer:
    """Makes everything that is computed from the journal anew."""
    acts = call.shop().rebuild()
    return Answer({"acts": acts}, lambda language: office_answers.rebuilt(acts, language))


def backup(call: Call, file: Target) -> Answer:
    """Copies the running shop to a file and checks the copy."""
    made = call.shop().back_up(file)
    return Answer(
        {"file": str(made.file), "label": made.label},
        lambda language: office_answers.backed_up(str(made.file), made.label, language),
    )


def restore(call: Call, file: Source) -> Answer:
    """Brings a copy back; what was there is kept aside, damaged or not."""
    done = restore_folder(call.folder, call.clock, file)
    before = str(done.before) if done.before else None
    return Answer(
        {"mark": done.mark, "before": before, "erased_again": done.erased_again},
        lambda language: office_answers.restored(done.mark, before, done.erased_again, language),
    )
