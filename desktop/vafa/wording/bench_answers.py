"""What a measuring run found, as a table."""

from collections.abc import Sequence

from vafa.wording.answers import Grid, Line
from vafa.wording.catalogue import Language, words

Row = tuple[str, float | None, str, float | None, float | None, bool]


def measured(rows: Sequence[Row], language: Language) -> list[Line]:
    """Rows of (what, figure, unit, floor, ratio, met) as a table. Names of measures stay in English: they are searched
    for, compared and pasted into reports."""
    _ = words(language)
    headings = (_("Measured"), _("Figure"), _("Unit"), _("Floor"), _("Ratio"), _("Bar"))
    met, missed, unknown = _("met"), _("missed"), _("not measured")
    return [
        Grid(
            headings,
            tuple(
                (
                    name,
                    unknown if figure is None else f"{figure:g}",
                    unit,
                    "" if floor is None else f"{floor:g}",
                    "" if ratio is None else f"{ratio:g}",
                    met if fits else missed,
                )
                for name, figure, unit, floor, ratio, fits in rows
            ),
        )
    ]
