"""`vafa demo`: a believable shop, and the papers of a day in it."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from vafa.commands import reading
from vafa.commands.call import Answer, Call
from vafa.domain.errors import Refusal, Trouble
from vafa.persian.tehran import tehran_date
from vafa.store.shopfile import FILE_NAME
from vafa.wording import office_answers
from vafa.wording.catalogue import later

Members = Annotated[str, typer.Option("--members", metavar="N", help=later("How many members."))]
Seed = Annotated[str, typer.Option("--seed", metavar="N", help=later("Same seed and date, same shop."))]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help=later("The day before which the year ends; else today."))
]
Papers = Annotated[
    Path | None,
    typer.Option("--papers", metavar="DIR", help=later("Also run the main job and leave its papers in this folder.")),
]

MARKER = "made-by-vafa-demo"
SHOP_FOLDER = "shop"


def demo(call: Call, members: Members = "200", seed: Seed = "1", until: Until = None, papers: Papers = None) -> Answer:
    """Makes a shop; with papers, also works in it for a while."""
    from vafa.commands.demo_papers import PAPERS, run_main_job
    from vafa.commands.demo_shop import MAX_MEMBERS, make_shop

    count, chance = reading.count(members), reading.count(seed)
    today = tehran_date(call.clock.now())
    day = today if until is None else reading.day(until)
    if not 1 <= count <= MAX_MEMBERS:
        raise Refusal("too_many_members", limit=MAX_MEMBERS)
    if day > today:
        raise Refusal("day_in_future", day=day)
    if papers is not None:
        prepare(papers, PAPERS)
    folder = papers / SHOP_FOLDER if papers is not None and not call.named else call.folder
    if (folder / FILE_NAME).exists():
        raise Refusal("shop_exists", folder=str(folder))
    made = make_shop(folder, count, chance, day, call.clock)
    figures: dict[str, object] = {
        "folder": str(folder),
        "members": made.members,
        "purchases": made.purchases,
        "head": made.head,
    }
    if papers is None:
        return Answer(
            figures,
            lambda language: office_answers.demo_made(str(folder), made.members, made.purchases, language),
        )
    desk = Call(folder, call.language, call.clock)
    try:
        run_main_job(desk, papers)
    finally:
        desk.close()
    listed = [(what, str(papers / name)) for name, what in PAPERS.items()]
    return Answer(
        {**figures, "papers": str(papers), "files": [file for _, file in listed]},
        lambda language: [
            *office_answers.demo_made(str(folder), made.members, made.purchases, language),
            *office_answers.papers_made(str(papers), listed, language),
        ],
    )


def prepare(papers: Path, names: Iterable[str]) -> None:
    """Makes the folder ready: the shop and the named files of an earlier demo go. Refuses `papers_not_ours`."""
    marker = papers / MARKER
    try:
        papers.mkdir(parents=True, exist_ok=True)
        if any(papers.iterdir()) and not marker.exists():
            raise Refusal("papers_not_ours", folder=str(papers))
        if marker.exists():
            shutil.rmtree(papers / SHOP_FOLDER, ignore_errors=True)
            for name in names:
                (papers / name).unlink(missing_ok=True)
        marker.touch()
    except FileExistsError as error:
        raise Refusal("papers_not_ours", folder=str(papers)) from error
    except OSError as error:
        raise Trouble("file_unwritable", file=str(papers), detail=str(error)) from error
