"""PINs of this till: their verifiers, how often each was missed, and until when nobody may try again."""

from msgspec import Struct

from vafa.domain.errors import Refusal, Trouble
from vafa.domain.pin import pause_s
from vafa.store.database import Database


class Try(Struct, frozen=True):
    """A try that was counted before anybody knows whether it is right: `misses` with it, and the pause it brings."""

    verifier: str
    misses: int
    pause_s: int


class Pins:
    """The local table of PINs; the PIN itself is kept nowhere."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def set(self, staff: bytes, verifier: str, moment_ms: int) -> None:
        """Keeps a new verifier; whoever had to wait does no longer."""
        self._db.run(
            "INSERT OR REPLACE INTO pin (staff, verifier, set_ms) VALUES (?,?,?)", (staff, verifier, moment_ms)
        )

    def waits(self, now_ms: int) -> dict[bytes, int]:
        """Everybody who has a PIN on this till, with the seconds until it may be tried."""
        rows = self._db.rows("SELECT staff, misses, wait_until_ms FROM pin")
        return {staff: _wait_s(misses, until_ms, now_ms) for staff, misses, until_ms in rows}

    def begin(self, staff: bytes, now_ms: int) -> Try:
        """Counts a try as missed before it is checked: guesses made at once, or cut short, cost what others cost.

        A pause that lies further ahead than pauses last was set by another clock: it begins again, so that a clock
        set back neither lengthens nor ends it. Raises Refusal `pin_missing` or `pin_wait` (seconds).
        """
        with self._db.write():
            row = self._db.row("SELECT verifier, misses, wait_until_ms FROM pin WHERE staff = ?", (staff,))
            if row is None:
                raise Refusal("pin_missing")
            verifier, misses, until_ms = row
            wait_s = _wait_s(misses, until_ms, now_ms)
            if wait_s == 0:
                misses += 1
                self._note(staff, misses, now_ms + pause_s(misses) * 1_000)
            elif until_ms > now_ms + wait_s * 1_000:
                self._note(staff, misses, now_ms + wait_s * 1_000)
        if wait_s:
            raise Refusal("pin_wait", seconds=wait_s)
        return Try(verifier, misses, pause_s(misses))

    def succeed(self, staff: bytes, verifier: str) -> None:
        """The PIN of this verifier was right: all misses are forgotten."""
        self._db.run("UPDATE pin SET misses = 0, wait_until_ms = 0 WHERE staff = ? AND verifier = ?", (staff, verifier))

    def _note(self, staff: bytes, misses: int, until_ms: int) -> None:
        self._db.run("UPDATE pin SET misses = ?, wait_until_ms = ? WHERE staff = ?", (misses, until_ms, staff))


def pin_verifier(digits: str) -> str:
    """The argon2 verifier of a PIN in ASCII digits. Takes its time, on purpose."""
    import argon2  # only whoever sets a PIN waits for it

    return argon2.PasswordHasher().hash(digits)


def fits(verifier: str, digits: str) -> bool:
    """Whether a PIN is the one of a verifier. Takes its time, on purpose. Raises Trouble `shop_damaged`."""
    import argon2

    try:
        return argon2.PasswordHasher().verify(verifier, digits)
    except argon2.exceptions.VerifyMismatchError:
        return False
    except (argon2.exceptions.InvalidHashError, argon2.exceptions.VerificationError) as error:
        raise Trouble("shop_damaged", detail="pin") from error


def _wait_s(misses: int, until_ms: int, now_ms: int) -> int:
    return min(max(0, -(-(until_ms - now_ms) // 1_000)), pause_s(misses))
