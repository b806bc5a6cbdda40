"""`vafa programme show|check|publish`: the loyalty programme as a document."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.files import read_small, write_whole
from vafa.domain.rulebook.document import Programme
from vafa.domain.rulebook.programme_reading import write_programme
from vafa.services.office.publish import Published
from vafa.wording import programme_answers
from vafa.wording.catalogue import later

DEFAULT = "default"

Document = Annotated[str, typer.Argument(metavar="FILE|default", help=later("JSON file of the programme, or default."))]
Out = Annotated[str | None, typer.Option("--out", metavar="FILE", help=later("Write the document to this file."))]
Override = Annotated[
    str, typer.Option("--override", metavar="REASON", help=later("Publish above the margin guard, for this reason."))
]


def show_programme(call: Call, out: Out = None) -> Answer:
    """Shows the programme in force, or writes it to a file."""
    programme = call.shop().read_shop().programme
    document = write_programme(programme)
    if out is not None:
        write_whole(Path(out), document + b"\n")
    return Answer(
        {"version": programme.version, "programme": msgspec.json.decode(document), "file": out},
        lambda language: programme_answers.programme(programme.version, document.decode(), out, language),
    )


def check(call: Call, document: Document) -> Answer:
    """Tries a programme on the shop's own past and publishes nothing."""
    return _told(call.shop().publish.weigh(_content(document)), in_force=False)


def publish(call: Call, document: Document, override: Override = "", staff: options.Staff = None) -> Answer:
    """Puts a programme in force."""
    by = reading.staff_number(staff)
    content = _content(document)
    return _told(call.shop(create=True).publish(content, override=override, staff=by), in_force=True)


def _content(document: str) -> bytes:
    return write_programme(Programme()) if document == DEFAULT else read_small(Path(document))


def _told(published: Published, *, in_force: bool) -> Answer:
    programme, report = published.programme, published.report
    shares = {
        "expected_percent": report.expected_share,
        "conservative_percent": report.conservative_share,
    }
    return Answer(
        {
            "version": programme.version,
            "in_force": in_force,
            "programme": msgspec.json.decode(write_programme(programme)),
            "margin": {
                "bills": report.bills,
                "sales_rial": report.sales_rial,
                "margin_rial": report.margin_rial,
                "expected_rial": report.expected_rial,
                "conservative_rial": report.conservative_rial,
                **{name: None if share is None else float(round(share * 100, 2)) for name, share in shares.items()},
                "most_percent": report.most_percent,
                "passes": report.passes,
            },
            "warnings": [msgspec.to_builtins(warning) for warning in published.warnings],
        },
        lambda language: programme_answers.weighed(published, language, in_force=in_force),
    )
