"""The form of a programme document, for other programs."""

from typing import Any

import msgspec

from vafa.domain.rulebook.document import Programme

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def programme_schema() -> dict[str, Any]:
    """The JSON Schema of a document of the newest format. What no schema can say (unknown names, days that do not
    exist, tiers that overlap) `faults_of` says."""
    schema = {"$schema": DIALECT, "title": "Vafa loyalty programme", **msgspec.json.schema(Programme)}
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(schema))
    return plain
