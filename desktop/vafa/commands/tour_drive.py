"""The tour at work: opens the window, plays the steps and takes the pictures."""

from pathlib import Path
from typing import TYPE_CHECKING

from vafa.commands.tour_story import LOOKS, STEPS, Cast, Stage, Step
from vafa.wording.catalogue import Language

if TYPE_CHECKING:
    from vafa.ui.frame import Frame
    from vafa.ui.robot import Robot


def drive(shop_folder: Path, pictures: Path, cast: Cast, language: Language) -> None:
    """Plays every step in a window on the shop. Raises what went wrong, naming the step."""
    from vafa.ui.robot import run_in_window

    run_in_window(shop_folder, language, lambda frame, robot: _play(frame, robot, pictures, cast))


def _play(frame: "Frame", robot: "Robot", pictures: Path, cast: Cast) -> None:
    stage = Stage(frame, robot, cast, {})
    first = next(iter(LOOKS))
    _wear(frame, robot, first)
    for number, step in enumerate(STEPS, 1):
        try:
            step.play(stage)
        except TimeoutError as error:
            robot.picture(pictures / f"{number:02d}-{step.name}-stuck.png")
            raise RuntimeError(f"the tour stands still at {step.name}") from error
        robot.rest(150)
        _take(stage, step, number, pictures)


def _take(stage: Stage, step: Step, number: int, pictures: Path) -> None:
    first, *others = LOOKS
    stage.robot.picture(pictures / f"{number:02d}-{step.name}-{first}.png")
    if step.main:
        for look in others:
            _wear(stage.frame, stage.robot, look)
            stage.robot.picture(pictures / f"{number:02d}-{step.name}-{look}.png")
        _wear(stage.frame, stage.robot, first)


def _wear(frame: "Frame", robot: "Robot", look: str) -> None:
    language, theme, width_px, height_px = LOOKS[look]
    robot.resize(width_px, height_px)
    frame.wear("en" if language == "en" else "fa", theme)
    robot.rest(60)
