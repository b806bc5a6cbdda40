"""Which code a camera has truly seen: believed after several looks, told once while the same card stays in view."""

from collections import Counter, deque
from collections.abc import Sequence

NEEDED_LOOKS = 2
WITHIN_MS = 500
AWAY_MS = 1_500
MOST_LOOKS = 64


class Sightings:
    """Fed with the texts of each look and its time, which never goes back; answers with a text the moment it is sure.

    A text is sure when `needed_looks` within `within_ms` found it and none of them found another one: while two cards
    lie there nobody knows which is meant. A text once told is told again only after it was away for `away_ms`.
    """

    def __init__(self, needed_looks: int = NEEDED_LOOKS, within_ms: int = WITHIN_MS, away_ms: int = AWAY_MS) -> None:
        self._needed_looks = needed_looks
        self._within_ms = within_ms
        self._away_ms = away_ms
        self._looks: deque[tuple[int, frozenset[str]]] = deque(maxlen=MOST_LOOKS)
        self._told: dict[str, int] = {}
        """Texts that were told, with the time they were last in view."""

    def look(self, texts: Sequence[str], at_ms: int) -> str | None:
        """The text that has just become sure, or None."""
        while self._looks and at_ms - self._looks[0][0] > self._within_ms:
            self._looks.popleft()
        if texts:
            self._looks.append((at_ms, frozenset(texts)))
        self._told = {
            text: at_ms if text in texts else seen_ms
            for text, seen_ms in self._told.items()
            if at_ms - seen_ms <= self._away_ms
        }
        found = Counter(text for _, seen in self._looks for text in seen)
        if len(found) != 1:
            return None
        ((text, looks),) = found.items()
        if text in self._told or text not in texts or looks < self._needed_looks:
            return None
        self._told[text] = at_ms
        return text

    def forget(self) -> None:
        """As if nothing had ever been in view: the camera was switched off."""
        self._looks.clear()
        self._told.clear()
