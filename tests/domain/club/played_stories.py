"""Stories for tests: written as they would stand in a file, played, answered."""

import json

from vafa.domain.club.play import play
from vafa.domain.club.story import read_story
from vafa.domain.club.telling import Played

MOMENT = "1405/09/10 18:00"
BASE = {"id": "base", "give": {"type": "points_per_amount", "points": 1, "per_rial": 100_000}}


def story(*events: dict, programme: dict | None = None, **fields: object) -> bytes:
    """A story of one member `sara` (unless others are named) under the default programme."""
    whole = {"moment": MOMENT, "programme": programme or {}, "members": [{"id": "sara"}], **fields, "events": events}
    return json.dumps(whole).encode()


def played(*events: dict, programme: dict | None = None, **fields: object) -> Played:
    return play(read_story(story(*events, programme=programme, **fields)))


def bought(amount_rial: int, member: str = "sara", **fields: object) -> dict:
    """A purchase event."""
    return {"event": "purchase", "member": member, "amount_rial": amount_rial, **fields}


def refusals(answer: Played) -> list[str | None]:
    return [result.refused.code if result.refused else None for result in answer.results]
