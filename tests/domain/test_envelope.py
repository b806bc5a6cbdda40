import hashlib

import msgspec
import pytest
from msgspec import Raw

from vafa.domain.acts import PointsAdjusted
from vafa.domain.envelope import Envelope, chain_start, chain_step, encode, open_envelope, request_digest, seal

ENVELOPE = Envelope(b"e" * 16, "points_adjusted", 1, 7 << 16, 7, None, b"m" * 16, Raw(encode(PointsAdjusted(points=5))))


def test_an_envelope_is_sealed_to_the_same_bytes_for_ever():
    assert seal(ENVELOPE).hex() == (
        "98c41065656565656565656565656565656565af706f696e74735f61646a757374656401ce0007000007c0"
        "c4106d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d81a6706f696e747305"
    )
    assert open_envelope(seal(ENVELOPE)) == ENVELOPE


def test_keys_stand_in_order_whatever_order_they_were_given_in():
    assert encode({"b": 1, "a": 2}) == encode({"a": 2, "b": 1})


def test_the_chain_hashes_what_stood_before():
    start = chain_start(b"s" * 16)
    assert start == hashlib.sha256(b"s" * 16).digest()
    data = seal(ENVELOPE)
    assert chain_step(start, data) == hashlib.sha256(start + data).digest() != chain_step(bytes(32), data)


@pytest.mark.parametrize("data", [b"", b"\x90", b"\xc1", seal(ENVELOPE)[:-1], encode({"event_id": 5})])
def test_other_bytes_are_no_envelope(data: bytes):
    with pytest.raises(msgspec.DecodeError):
        open_envelope(data)


def test_a_request_digest_tells_requests_apart_and_takes_any_number():
    assert request_digest("redeem", (b"m", 5)) == request_digest("redeem", (b"m", 5))
    others = {request_digest("redeem", (b"m", 6)), request_digest("adjust", (b"m", 5)), request_digest("x", 10**30)}
    assert len(others | {request_digest("redeem", (b"m", 5))}) == 4
    assert request_digest("refund", {"b": 1, "a": 2}) == request_digest("refund", {"a": 2, "b": 1})
