"""The bytes of an act, written once and hashed as written."""

import hashlib

import msgspec
from msgspec import Raw, Struct


class Envelope(Struct, frozen=True, array_like=True):
    """An act as it stands in the journal: canonical msgpack of these fields in this order, for ever.

    `moment_ms` is when the act counts (Unix milliseconds), `hlc` its place among all acts. Stream and seq are not in
    the bytes, so that an act keeps its identity when it is issued again under another stream.
    """

    event_id: bytes
    kind: str
    v: int
    hlc: int
    moment_ms: int
    staff: bytes | None
    member: bytes | None
    body: Raw


_encoder = msgspec.msgpack.Encoder(order="sorted")
_decoder = msgspec.msgpack.Decoder(Envelope)


def encode(value: object) -> bytes:
    """Canonical msgpack: keys sorted, shortest forms."""
    return _encoder.encode(value)


def seal(envelope: Envelope) -> bytes:
    """The envelope's bytes."""
    return _encoder.encode(envelope)


def open_envelope(data: bytes) -> Envelope:
    """Reads an envelope. Raises msgspec.DecodeError (ValidationError included) for bytes that are none."""
    try:
        return _decoder.decode(data)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError(str(error)) from error


def chain_start(stream: bytes) -> bytes:
    """What stands before a stream's first hash."""
    return hashlib.sha256(stream).digest()


def chain_step(previous: bytes, envelope: bytes) -> bytes:
    """The hash at a place: SHA-256 of the hash before it and the envelope's bytes."""
    return hashlib.sha256(previous + envelope).digest()


def payload_digest(salt: bytes, payload: bytes) -> bytes:
    """What a body says of its personal payload; without the salt nothing can be guessed from it."""
    return hashlib.sha256(salt + payload).digest()


def request_digest(deed: str, request: object) -> bytes:
    """A digest of what was asked, without the moment: tells a retry from another request under the same key.

    Taken from JSON, which holds numbers of any size: what is asked has not been checked yet.
    """
    return hashlib.sha256(msgspec.json.encode((deed, request), order="sorted")).digest()
