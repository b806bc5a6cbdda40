"""Made-up ledgers of one member: sensible ones, as the shop's acts make them, and arbitrary ones."""

from datetime import UTC, datetime

from hypothesis import strategies as st
from msgspec import structs

from vafa.domain.account import NEVER, Account, Entry, EntryKind, LotId, day_of

DAY_MS = 86_400_000
START_MS = int(datetime(2026, 11, 21, 6, 30, tzinfo=UTC).timestamp() * 1_000)
MEMBER = b"m" * 16


def event(number: int) -> bytes:
    return number.to_bytes(16, "big")


def entry(number: int, kind: EntryKind, points: int, moment_ms: int = START_MS, **fields: object) -> Entry:
    """The only entry of act `number`, at that place of the ledger."""
    made = Entry(
        member=MEMBER,
        hlc=number,
        event_id=event(number),
        part=1,
        kind=kind,
        points=points,
        moment_ms=moment_ms,
        grace_days=30,
    )
    return structs.replace(made, **fields)


def earned(number: int, points: int, days: int | None = None, moment_ms: int = START_MS, **fields: object) -> Entry:
    """An earn whose last good day is `days` after it (None: never lapses)."""
    expires_on = NEVER if days is None else day_of(moment_ms) + days
    return structs.replace(entry(number, EntryKind.EARN, points, moment_ms, expires_on=expires_on), **fields)


def spent(number: int, points: int, moment_ms: int = START_MS) -> Entry:
    return entry(number, EntryKind.SPEND, -points, moment_ms)


_WAITS_MS = st.one_of(st.just(0), st.integers(0, 3 * DAY_MS), st.integers(0, 60 * DAY_MS))
_LIVES = st.one_of(st.none(), st.integers(0, 40))
_PENDING = st.sampled_from([0, 0, 0, 2, 20])
_OTHERS = st.integers(-3, 12)


@st.composite
def stories(draw: st.DrawFn, max_size: int = 12) -> list[Entry]:
    """Entries as acts make them: in time, signs right; corrections name an earlier entry or one that is not known."""
    made: list[Entry] = []
    moment_ms = START_MS
    for number in range(1, draw(st.integers(0, max_size)) + 1):
        moment_ms += draw(_WAITS_MS)
        kind = draw(st.sampled_from([EntryKind.EARN, EntryKind.EARN, *EntryKind]))
        points = draw(st.integers(1, 60))
        of = LotId(event(max(1, number - 1 - abs(draw(_OTHERS)))), 1)
        match kind:
            case EntryKind.EARN:
                pending_ms = draw(_PENDING) * DAY_MS
                made.append(
                    earned(
                        number,
                        points,
                        draw(_LIVES),
                        moment_ms,
                        spendable_from_ms=moment_ms + pending_ms if pending_ms else 0,
                    )
                )
            case EntryKind.ADJUST if draw(st.booleans()):
                made.append(earned(number, points, draw(_LIVES), moment_ms, kind=kind))
            case EntryKind.RETURN:
                made.append(entry(number, kind, points, moment_ms, of=of))
            case _:
                made.append(entry(number, kind, -points, moment_ms, of=of if kind is EntryKind.CLAW else None))
    return made


@st.composite
def anything(draw: st.DrawFn, max_size: int = 12) -> list[Entry]:
    """Entries as nobody should make them: any sign, any moment, any terms, references to anything."""
    many = draw(st.integers(0, max_size))
    return [
        entry(
            number,
            draw(st.sampled_from(EntryKind)),
            draw(st.integers(-60, 60)),
            START_MS + draw(st.integers(-90 * DAY_MS, 90 * DAY_MS)),
            part=draw(st.integers(1, 5)),
            spendable_from_ms=draw(st.sampled_from([0, 0, START_MS, START_MS + 30 * DAY_MS, 2**62])),
            expires_on=draw(
                st.one_of(
                    st.sampled_from([NEVER, NEVER - 1, 0, -5, 3_652_059]),
                    st.integers(day_of(START_MS) - 60, day_of(START_MS) + 60),
                )
            ),
            of=draw(st.one_of(st.none(), st.builds(LotId, st.integers(1, many).map(event), st.integers(1, 5)))),
            grace_days=draw(st.sampled_from([0, 30, 10**9])),
        )
        for number in range(1, many + 1)
    ]


def net_of(account: Account, moment_ms: int) -> int:
    balance = account.balance(moment_ms)
    return balance.spendable + balance.pending - balance.debt
