"""Members: who they are, and finding them by whatever a cashier has."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from vafa.clock import from_ms
from vafa.domain.account import day_of
from vafa.domain.acts import Consent
from vafa.domain.personal import Profile
from vafa.persian.collation import sort_key
from vafa.persian.digits import to_ascii
from vafa.persian.folding import key, word_keys
from vafa.persian.jalali import Birthday
from vafa.store.database import Database

MAX_HITS = 50
SHORTEST_FRAGMENT = 3
"""Fewer letters than a trigram has: looked up as the beginning of a word."""


class Member(Struct, frozen=True):
    """A member as the counter sees him. An erased one has no mobile and no name."""

    id: bytes
    mobile: str
    name: str
    joined: datetime
    erased: bool = False


_MEMBER = "SELECT m.member, m.mobile, m.name, m.joined_ms, m.erased FROM member m"


class Members:
    """Reading members; the projector is the only writer."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, member: bytes) -> Member | None:
        row = self._db.row(f"{_MEMBER} WHERE m.member = ?", (member,))
        return _member(row) if row else None

    def note(self, member: bytes) -> str:
        """What was noted about a member for whoever serves him next."""
        return str(self._db.value("SELECT note FROM member WHERE member = ?", (member,)) or "")

    def birthday(self, member: bytes) -> Birthday | None:
        """Month and day of birth, and the Jalali year where it is known."""
        return _birthday(self._db.value("SELECT birthday FROM member WHERE member = ?", (member,)) or "")

    def born_on(self, month: int, day: int) -> list[bytes]:
        """The members with a birthday on a Jalali day of the year."""
        return [
            member
            for (member,) in self._db.rows(
                "SELECT member FROM member WHERE substr(birthday, -5) = ? AND birthday <> '' ORDER BY n",
                (f"{month:02d}/{day:02d}",),
            )
        ]

    def background(self, member: bytes) -> tuple[int, Birthday | None, bytes | None]:
        """The Tehran day of enrolling (`date.toordinal`), the birthday, and who brought the member."""
        row = self._db.row("SELECT joined_ms, birthday, referrer FROM member WHERE member = ?", (member,))
        return (day_of(row[0]), _birthday(row[1]), row[2]) if row else (0, None, None)

    def by_mobile(self, mobile: str) -> Member | None:
        """The member of a canonical mobile."""
        row = self._db.row(f"{_MEMBER} WHERE m.mobile = ? ORDER BY m.n LIMIT 1", (mobile,))
        return _member(row) if row else None

    def by_good_card(self, digest: bytes) -> Member | None:
        """The member of a card that is not blocked; an erased member has no cards."""
        row = self._db.row(
            f"{_MEMBER} JOIN card c ON c.member = m.member WHERE c.digest = ? AND c.blocked IS NULL AND m.erased = 0 "
            "ORDER BY c.serial LIMIT 1",
            (digest,),
        )
        return _member(row) if row else None

    def search(self, text: str, limit: int = MAX_HITS) -> list[Member]:
        """Members by part of a name (any Persian or Arabic spelling), or by the first or last digits of the mobile.

        At most `limit`, in Persian alphabetical order. Nothing to look for finds nothing.
        """
        digits = to_ascii(text[:100]).replace(" ", "").lstrip("+")
        rows = self._by_digits(digits, limit) if digits.isascii() and digits.isdecimal() else self._by_name(text, limit)
        found = {row[0]: _member(row) for row in rows}
        return sorted(found.values(), key=lambda member: (sort_key(member.name), member.mobile))[:limit]

    def _by_digits(self, digits: str, limit: int) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = []
        for column, start in (("mobile", digits), ("mobile_reversed", digits[::-1])):
            rows += self._db.rows(
                f"{_MEMBER} WHERE m.{column} >= ? AND m.{column} < ? ORDER BY m.{column} LIMIT ?",
                (start, start + ":", limit),
            )
        return rows

    def _by_name(self, text: str, limit: int) -> list[tuple[Any, ...]]:
        wanted = key(text[:200])
        if not wanted:
            return []
        if len(wanted) < SHORTEST_FRAGMENT:
            return self._db.rows(
                f"{_MEMBER} JOIN name_word w ON w.n = m.n WHERE w.word >= ? AND w.word < ? ORDER BY w.word LIMIT ?",
                (wanted, wanted + "\U0010ffff", limit),
            )
        return self._db.rows(
            f"{_MEMBER} JOIN name_fragment f ON f.rowid = m.n "
            "WHERE name_fragment MATCH ? AND instr(m.name_key, ?) > 0 LIMIT ?",
            (" AND ".join(f'"{part}"' for part in _telling_trigrams(word_keys(text[:200]))), wanted, limit),
        )


class MemberRows:
    """Writing members, inside an act's transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def enrol(self, member: bytes, profile: Profile | None, referrer: bytes | None, joined_ms: int) -> None:
        """Adds a member; without a profile (it was erased) only the bare id."""
        name = profile.name if profile else ""
        born = profile.birthday if profile else None
        birthday = f"{born.year or ''}/{born.month:02d}/{born.day:02d}" if born else ""
        mobile = profile.mobile if profile else None
        cursor = self._db.run(
            "INSERT INTO member (member, mobile, mobile_reversed, name, name_key, birthday, referrer, joined_ms) "
            "VALUES (?,?,?,?,?,?,?,?)",
            (member, mobile, mobile[::-1] if mobile else None, name, key(name), birthday, referrer, joined_ms),
        )
        n = cursor.lastrowid
        for word in set(word_keys(name)):
            self._db.run("INSERT OR IGNORE INTO name_word VALUES (?,?)", (word, n))
        self._db.run("INSERT INTO name_fragment (rowid, name_key) VALUES (?,?)", (n, key(name)))

    def index_anew(self) -> None:
        """Makes the search rows of the members that are there."""
        self._db.run("INSERT INTO name_fragment (name_fragment) VALUES ('rebuild')")
        for n, name in self._db.rows("SELECT n, name FROM member WHERE erased = 0"):
            for word in set(word_keys(name)):
                self._db.run("INSERT OR IGNORE INTO name_word VALUES (?,?)", (word, n))

    def consent(self, member: bytes, consent: Consent, moment_ms: int, staff: bytes | None) -> None:
        self._db.run(
            "INSERT OR REPLACE INTO consent VALUES (?,?,?,?,?)",
            (member, consent.channel.value, int(consent.given), moment_ms, staff),
        )

    def note(self, member: bytes, text: str) -> None:
        self._db.run("UPDATE member SET note = ? WHERE member = ? AND erased = 0", (text, member))

    def erase(self, member: bytes) -> None:
        """Drops what names the member; the bare id stays."""
        row = self._db.row("SELECT n, name, name_key FROM member WHERE member = ?", (member,))
        if row is None:
            return
        n, name, name_key = row
        self._db.run("INSERT INTO name_fragment (name_fragment, rowid, name_key) VALUES ('delete',?,?)", (n, name_key))
        for word in set(word_keys(name)):
            self._db.run("DELETE FROM name_word WHERE word = ? AND n = ?", (word, n))
        self._db.run(
            "UPDATE member SET mobile = NULL, mobile_reversed = NULL, name = '', name_key = '', birthday = '', "
            "note = '', erased = 1 WHERE n = ?",
            (n,),
        )
        self._db.run("INSERT INTO name_fragment (rowid, name_key) VALUES (?, '')", (n,))
        self._db.run("DELETE FROM consent WHERE member = ?", (member,))


def _member(row: tuple[Any, ...]) -> Member:
    return Member(row[0], row[1] or "", row[2], from_ms(row[3]), bool(row[4]))


def _birthday(text: str) -> Birthday | None:
    year, _, day = text.partition("/")
    month, _, day = day.partition("/")
    return Birthday(int(month), int(day), int(year) if year else None) if day else None


def _telling_trigrams(words: tuple[str, ...]) -> list[str]:
    """A few trigrams of a name: the ends, and those that reach over from word to word, which few names share. Asking
    for all of them reads a long list for each; the whole text is compared with what these leave over."""
    text = "".join(words)
    last = len(text) - SHORTEST_FRAGMENT
    seams = [sum(map(len, words[:i])) for i in range(1, len(words))] or [len(text) // 2]
    starts = {0, last} | {seam - back for seam in seams[:2] for back in (1, 2)}
    return [text[start : start + SHORTEST_FRAGMENT] for start in sorted(starts) if 0 <= start <= last]
