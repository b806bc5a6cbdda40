"""A disk that forgets what was not synced when the power goes, under SQLite itself."""

from pathlib import Path
from random import Random
from typing import Any

import apsw
from playhouse.apsw_ext import APSWDatabase

from vafa.store.database import PRAGMAS, DatabaseMaker

SECTOR = 512
VFS_NAME = "forgetful"


class Disk:
    """Files in memory: what programs see, and the sectors of each that lie in the cache only.

    At the write or sync with number `cut_at` the power goes: every unsynced sector is kept with probability
    `survival`, in no order. The program is not told and runs on; what it does later is not in `after_cut`.
    """

    def __init__(self, files: dict[str, bytes] | None = None) -> None:
        self.seen = {path: bytearray(data) for path, data in (files or {}).items()}
        self.synced = {path: bytearray(data) for path, data in self.seen.items()}
        self.unsynced: dict[str, list[tuple[int, bytes]]] = {path: [] for path in self.seen}
        self.steps = self.syncs = 0
        self.cut_at: int | None = None
        self.survival, self.random = 0.0, Random(0)
        self.after_cut: dict[str, bytes] | None = None

    def open(self, path: str) -> None:
        if path not in self.seen:
            self.seen[path], self.synced[path], self.unsynced[path] = bytearray(), bytearray(), []

    def delete(self, path: str) -> None:
        for files in (self.seen, self.synced, self.unsynced):
            files.pop(path, None)

    def write(self, path: str, data: bytes, offset: int) -> None:
        for start in range(0, len(data), SECTOR):
            self.unsynced[path].append((offset + start, data[start : start + SECTOR]))
        _put(self.seen[path], offset, data)
        self._step()

    def truncate(self, path: str, size: int) -> None:
        del self.seen[path][size:]
        del self.synced[path][size:]
        self.unsynced[path] = [(offset, data) for offset, data in self.unsynced[path] if offset + len(data) <= size]

    def sync(self, path: str) -> None:
        self._step()
        self.syncs += 1
        for offset, data in self.unsynced[path]:
            _put(self.synced[path], offset, data)
        self.unsynced[path].clear()

    def _step(self) -> None:
        self.steps += 1
        if self.steps != self.cut_at:
            return
        kept = {path: bytearray(data) for path, data in self.synced.items()}
        for path, sectors in self.unsynced.items():
            for offset, data in sectors:
                if self.random.random() < self.survival:
                    _put(kept[path], offset, data)
        self.after_cut = {path: bytes(data) for path, data in kept.items()}


def _put(file: bytearray, offset: int, data: bytes) -> None:
    if len(file) < offset:
        file.extend(bytes(offset - len(file)))
    file[offset : offset + len(data)] = data


class _OpenFile:
    def __init__(self, disk: Disk, path: str) -> None:
        self._disk, self._path = disk, path
        disk.open(path)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite names them
        return bytes(self._disk.seen[self._path][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.write(self._path, bytes(data), offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.truncate(self._path, size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.sync(self._path)

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._disk.seen[self._path])

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return apsw.SQLITE_IOCAP_POWERSAFE_OVERWRITE

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, *_: object) -> bool:  # noqa: N802
        return False

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xClose(self) -> None:  # noqa: N802
        pass


class ForgetfulFiles(apsw.VFS):
    """SQLite's files on whichever disk is in the machine just now."""

    def __init__(self) -> None:
        super().__init__(VFS_NAME, "")
        self.disk = Disk()

    def xOpen(self, name: Any, flags: list[int]) -> _OpenFile:  # noqa: N802
        return _OpenFile(self.disk, name.filename() if isinstance(name, apsw.URIFilename) else str(name))

    def xAccess(self, path: str, flags: int) -> bool:  # noqa: N802
        return path in self.disk.seen

    def xDelete(self, path: str, sync: bool) -> None:  # noqa: N802
        self.disk.delete(path)

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name


class _Cursor:
    def __init__(self, connection: apsw.Connection, cursor: apsw.Cursor) -> None:
        self._connection, self._cursor = connection, cursor

    @property
    def lastrowid(self) -> int:
        return self._connection.last_insert_rowid()

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._cursor.fetchone()

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._cursor.fetchall()

    def __iter__(self) -> Any:
        return iter(self._cursor)


class _Connection:
    """apsw's connection with the few words of the DB-API that the store uses."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, parameters: Any = ()) -> _Cursor:
        return _Cursor(self._connection, self._connection.execute(sql, parameters or None))


class _ForgetfulDatabase(APSWDatabase):
    def connection(self) -> _Connection:
        return _Connection(super().connection())


def forgetful_database(synchronous: str = "full") -> DatabaseMaker:
    """A maker for `open_store`. The locking is exclusive because files of our own have no shared memory."""
    pragmas = {"locking_mode": "exclusive", **PRAGMAS, "synchronous": synchronous}

    def make(path: Path) -> APSWDatabase:
        return _ForgetfulDatabase(str(path), pragmas=pragmas, lock_type="IMMEDIATE", autoconnect=False, vfs=VFS_NAME)

    return make
