"""`vafa receipt` and `vafa slips`: a slip as figures, picture, PDF or on paper, and those that wait for the printer."""

from typing import Annotated

import typer

from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.files import write_whole
from vafa.commands.shapes import receipt_figures
from vafa.domain.errors import Refusal
from vafa.services.office.describe import NARROW_PAPER_DOTS, WIDE_PAPER_DOTS
from vafa.services.ports import SlipPrinter
from vafa.shop import printer_at
from vafa.wording import answers, office_answers
from vafa.wording.catalogue import later

OnPaper = Annotated[bool, typer.Option("--print", help=later("Print it and wait until the printer confirms."))]
AllOnPaper = Annotated[bool, typer.Option("--print", help=later("Print them, oldest first, until one fails."))]


def receipt(
    call: Call,
    receipt: options.Receipt,
    pdf: options.Pdf = None,
    png: options.Png = None,
    on_paper: OnPaper = False,
    printer: options.Printer = None,
    paper: options.Paper = None,
) -> Answer:
    """Shows a slip with the figures of its day, writes it to files, prints it."""
    shop = call.shop()
    view = shop.read_shop()
    width_dots = view.paper_dots if paper is None else paper_dots(paper)
    slip = shop.read_slip(receipt)
    files = []
    if png is not None:
        from vafa.documents.raster_painter import raster_png
        from vafa.documents.slip import slip_raster

        write_whole(png, raster_png(slip_raster(slip, call.language, width_dots)))
        files.append(str(png))
    if pdf is not None:
        from vafa.documents.slip import slip_pdf

        write_whole(pdf, slip_pdf(slip, call.language, width_dots))
        files.append(str(pdf))
    figures = {**receipt_figures(slip), "files": files, "printed": on_paper}
    if not on_paper:
        written = office_answers.written
        return Answer(
            figures, lambda language: written(files, language) if files else answers.said_slip(slip, language)
        )
    done = shop.print_slip(receipt, _printer(printer or view.printer), call.language, width_dots)
    return Answer(
        {**figures, "copy": done.copy},
        lambda language: [
            *office_answers.written(files, language),
            *office_answers.printed(done.receipt, language, copy=done.copy),
        ],
    )


def slips(call: Call, on_paper: AllOnPaper = False, printer: options.Printer = None) -> Answer:
    """Shows what waits for the printer; prints it, oldest first, each in the language and width it was asked for."""
    shop = call.shop()
    done = shop.print_slip.resume(_printer(printer or shop.read_shop().printer)) if on_paper else []
    waiting = shop.print_slip.waiting()
    return Answer(
        {
            "printed": [{"receipt": slip.receipt, "copy": slip.copy} for slip in done],
            "waiting": [
                {
                    "receipt": job.receipt,
                    "language": job.language,
                    "paper_dots": job.width_dots,
                    "tries": job.attempts,
                    "last_trouble": job.error or None,
                }
                for job in waiting
            ],
        },
        lambda language: [
            *(line for slip in done for line in office_answers.printed(slip.receipt, language, copy=slip.copy)),
            *office_answers.slips_waiting([(job.receipt, job.attempts, job.error) for job in waiting], language),
        ],
    )


def _printer(address: str | None) -> SlipPrinter:
    return printer_at(address or "")


def paper_dots(text: str) -> int:
    """A paper width in dots. Raises Refusal `paper_unknown`."""
    dots = reading.count(text)
    if dots not in {WIDE_PAPER_DOTS, NARROW_PAPER_DOTS}:
        raise Refusal("paper_unknown", dots=dots)
    return dots
