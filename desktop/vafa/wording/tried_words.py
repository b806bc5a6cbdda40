"""What `vafa try` says to people: a line for every event, and the form of a file."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.wording import figures
from vafa.wording.answers import Grid, Line
from vafa.wording.catalogue import Language, words


def said_results(results: Sequence[Mapping[str, Any]], language: Language) -> list[Line]:
    """Every event with its points, what is to pay, the balance afterwards, and why it was refused."""
    _ = words(language)
    headings = (_("Event"), _("Points"), _("Left to pay"), _("Balance"), _("Refusal"))
    return [Grid(headings, tuple(_row(result, language) for result in results))]


def _row(result: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    account, refused = result["account"], result["refused"]
    points = result["points"] - result["points_clawed"] + result["points_returned"] - result["points_spent"]
    return (
        f"{figures.number(result['n'], language)} {result['event']}",
        figures.points(Points(points), language),
        figures.money(Rial(result["payable_rial"]), DisplayUnit.RIAL, language),
        figures.points(Points(account["balance"]), language) if account else "",
        refused[language] if refused else "",
    )


def said_schema(schema: Mapping[str, object]) -> list[Line]:
    """The form as it would stand in a file."""
    return [json.dumps(schema, ensure_ascii=False, indent=2)]
