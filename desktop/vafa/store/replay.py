"""Making projections from the journal."""

from vafa.store.accounts import Accounts
from vafa.store.database import Database
from vafa.store.journal import Journal
from vafa.store.members import MemberRows
from vafa.store.projector import Projector
from vafa.store.schema import PROJECTIONS


def rebuild(database: Database) -> int:
    """Replaces all projections by what the journal says, in one transaction; returns the number of acts read.

    What came with a base stays: it has no acts to be made from.
    """
    journal, accounts = Journal(database), Accounts(database)
    with database.write():
        for table in PROJECTIONS:
            kept = " WHERE from_base = 0" if table in {"member", "card", "entry"} else ""
            database.run(f"DELETE FROM {table}{kept}")
        MemberRows(database).index_anew()
        for (member,) in database.rows("SELECT DISTINCT member FROM entry"):
            accounts.fold(member)
        replay(journal, database)
        return journal.count()


def replay(journal: Journal, target: Database) -> None:
    """Plays all acts of a journal into the projections of a file."""
    projector = Projector(target)
    for act in journal.acts():
        projector.apply(act.n, act.envelope, act.body, act.payload, act.place.stream)
