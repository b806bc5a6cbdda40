"""What `vafa try` says to people: a line for every event, and the form of a file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.wording import figures
from vafa.wording.answers import Grid, Line
from vafa.wording.catalogue import Language, words

_OWN_DIRECTION, _END_ISOLATE = "\u2068", "\u2069"
"""Between these two a text is laid out by its own first letter, whatever stands around it."""


def said_results(
    results: Sequence[Mapping[str, Any]], language: Language, titles: Mapping[str, str] = MappingProxyType({})
) -> list[Line]:
    """Every event: its points, what is to pay, the balance afterwards, what came besides, why it was refused. `titles`
    are those of members by their names."""
    _ = words(language)
    headings = (_("Event"), _("Points"), _("Left to pay"), _("Balance"), _("Besides"), _("Refusal"))
    return [Grid(headings, tuple(_row(result, language, titles) for result in results))]


def _row(result: Mapping[str, Any], language: Language, titles: Mapping[str, str]) -> tuple[str, ...]:
    account, refused = result["account"], result["refused"]
    points = result["points"] - result["points_clawed"] + result["points_returned"] - result["points_spent"]
    return (
        f"{figures.number(result['n'], language)} {result['event']}",
        figures.points(Points(points), language),
        figures.money(Rial(result["payable_rial"]), DisplayUnit.RIAL, language),
        figures.points(Points(account["balance"]), language) if account else "",
        ("، " if language == "fa" else ", ").join(_besides(result, language, titles)),
        refused[language] if refused else "",
    )


def _besides(result: Mapping[str, Any], language: Language, titles: Mapping[str, str]) -> Iterator[str]:
    """What the figures of a row do not tell: a repetition, money given back, points to others, a gate's answer."""
    _ = words(language)
    if result["repeated"]:
        yield _("the first answer once more")
    if result["cash_rial"]:
        money = figures.money(Rial(result["cash_rial"]), DisplayUnit.RIAL, language)
        yield _("{money} given back").format(money=money)
    for award in result["awards"]:
        if award["points"]:
            points = figures.points(Points(award["points"]), language)
            member = titles.get(award["member"], award["member"])
            yield _("{member}: {points}").format(member=f"{_OWN_DIRECTION}{member}{_END_ISOLATE}", points=points)
    if result["gate"]:
        yield _("yes") if result["gate"]["allowed"] else _("no")
        yield from [reason[language] for reason in result["gate"]["unmet"] if language in reason]


def said_schema(schema: Mapping[str, object]) -> list[Line]:
    """The form as it would stand in a file."""
    return [json.dumps(schema, ensure_ascii=False, indent=2)]
