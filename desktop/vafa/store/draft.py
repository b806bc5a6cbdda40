"""The open purchase of this till: one row, gone when it is posted, dropped or its member is erased."""

import msgspec
from msgspec import Struct

from vafa.store.database import Database


class _Kept(Struct, frozen=True, array_like=True):
    member: bytes | None
    content: bytes


class Drafts:
    """The local table of the open purchase; `content` is what the service wrote. Writing happens inside a
    transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, content: bytes, member: bytes | None, moment_ms: int) -> None:
        """Keeps this one and no other. `member` is whom it names, so that an erasure finds it."""
        kept = msgspec.msgpack.encode(_Kept(member, content))
        self._db.run("INSERT OR REPLACE INTO draft (one, content, saved_ms) VALUES (1,?,?)", (kept, moment_ms))

    def get(self) -> bytes | None:
        kept = self._kept()
        return kept.content if kept else None

    def member(self) -> bytes | None:
        """Whom the open purchase names."""
        kept = self._kept()
        return kept.member if kept else None

    def drop(self) -> None:
        self._db.run("DELETE FROM draft")

    def forget(self, member: bytes) -> None:
        """Drops the open purchase of an erased member."""
        kept = self._kept()
        if kept is None or kept.member == member:
            self.drop()

    def _kept(self) -> _Kept | None:
        data = self._db.value("SELECT content FROM draft")
        if data is None:
            return None
        try:
            return msgspec.msgpack.decode(data, type=_Kept)
        except msgspec.DecodeError:
            return None
