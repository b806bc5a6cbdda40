"""A base: entries and members that a shop file starts from, without the acts that made them, signed by their maker."""

import hashlib
from typing import TYPE_CHECKING

from vafa.store.database import Database

if TYPE_CHECKING:  # few shops begin from a base, and none waits for the keys of one when it starts
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_ENTRIES = (
    "SELECT quote(member) || hlc || quote(event_id) || part || kind || points || moment_ms || spendable_from_ms || "
    "expires_on || quote(of_event) || quote(of_part) || grace_days || "
    "quote(spend_rial) || quote(tier_points) FROM entry WHERE from_base = 1 "
    "ORDER BY member, hlc, event_id, part"
)


def sign_base(database: Database, key: "Ed25519PrivateKey") -> None:
    """Seals the rows marked `from_base`: their digest, signed. Runs inside a transaction, once."""
    digest, entries = _digest(database)
    database.run(
        "INSERT INTO base VALUES (1,?,?,?,?)",
        (digest, key.public_key().public_bytes_raw(), key.sign(digest), entries),
    )


def base_faults(database: Database) -> list[str]:
    """What does not agree with the base's seal; nothing for a file without a base and its entries."""
    row = database.row("SELECT digest, public_key, signature, entries FROM base")
    if row is None:
        return ["missing"] if database.row("SELECT 1 FROM entry WHERE from_base = 1 LIMIT 1") else []
    digest, public_key, signature, entries = row
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    faults = []
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, digest)
    except (InvalidSignature, ValueError):
        faults.append("signature")
    if _digest(database) != (digest, entries):
        faults.append("digest")
    return faults


def _digest(database: Database) -> tuple[bytes, int]:
    running, entries = hashlib.sha256(), 0
    for (text,) in database.each(_ENTRIES):
        running.update(text.encode("utf-8"))
        entries += 1
    return running.digest(), entries
