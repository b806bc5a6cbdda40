"""`vafa tour`: the main job through the real windows, driven by keys; leaves pictures and papers."""

from pathlib import Path
from typing import Annotated

import typer

from vafa.clock import SystemClock
from vafa.commands.call import Answer, Call
from vafa.commands.demo import SHOP_FOLDER, prepare
from vafa.commands.own_screen import shown_there
from vafa.domain.errors import Trouble
from vafa.persian.tehran import tehran_date
from vafa.shop import open_shop
from vafa.wording.catalogue import later
from vafa.wording.tour_words import toured

Target = Annotated[Path, typer.Argument(metavar="DIR", help=later("Folder for the pictures and papers."))]

MEMBERS, SEED = 200, 1
PAPERS_FOLDER = "papers"


def tour(call: Call, folder: Target) -> Answer:
    """Makes a shop, works in it through the window, and writes what was seen and printed."""
    from vafa.commands.demo_papers import PAPERS, run_main_job
    from vafa.commands.demo_shop import make_shop
    from vafa.commands.tour_story import LOOKS, STEPS
    from vafa.commands.tour_story import prepare as prepare_cast

    prepare(folder, [name for name, _ in _pictures()])
    papers = folder / PAPERS_FOLDER
    prepare(papers, PAPERS)
    shop_folder = folder / SHOP_FOLDER
    clock = SystemClock()
    make_shop(shop_folder, MEMBERS, SEED, tehran_date(clock.now()), clock)
    shop = open_shop(shop_folder, clock)
    try:
        cast = prepare_cast(shop)
    finally:
        shop.close()
    with shown_there() as screen:
        from vafa.commands.tour_drive import drive

        drive(shop_folder, folder, cast, call.language)
    desk = Call(shop_folder, call.language, clock)
    try:
        run_main_job(desk, papers)
    finally:
        desk.close()
    pictures = [str(folder / name) for name, _ in _pictures()]
    missing = [file for file in pictures if not Path(file).is_file()]
    if missing:
        raise Trouble("file_unwritable", file=missing[0], detail="")
    listed = [str(papers / name) for name in PAPERS]
    return Answer(
        {
            "folder": str(folder),
            "screen": screen,
            "steps": len(STEPS),
            "looks": list(LOOKS),
            "pictures": pictures,
            "papers": listed,
        },
        lambda language: toured(str(folder), len(pictures), str(papers), len(listed), screen, language),
    )


def _pictures() -> list[tuple[str, str]]:
    """The pictures of a tour: file name, and the look it is in."""
    from vafa.commands.tour_story import LOOKS, STEPS

    first = next(iter(LOOKS))
    return [
        (f"{number:02d}-{step.name}-{look}.png", look)
        for number, step in enumerate(STEPS, 1)
        for look in LOOKS
        if step.main or look == first
    ]
