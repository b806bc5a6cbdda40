"""How somebody at the counter is named."""

from msgspec import Struct

from vafa.domain.card_code import CodeKind, code_digest, read_code
from vafa.domain.errors import Refusal
from vafa.persian.mobile import canonical_mobile


class Who(Struct, frozen=True):
    """A member by the digest of a scanned card, or by mobile; a customer without membership by neither."""

    card_digest: bytes | None = None
    serial: str = ""
    mobile: str | None = None

    @property
    def anonymous(self) -> bool:
        return self.card_digest is None and self.mobile is None


NOBODY = Who()


def by_card(text: str) -> Who:
    """A member by the digits of a card. Raises Refusal `code_not_ours`, `code_version_unknown` or `not_a_card`."""
    code = read_code(text)
    if code.kind is not CodeKind.CARD:
        raise Refusal("not_a_card", receipt=code.receipt)
    return Who(card_digest=code_digest(code.digits), serial=code.serial)


def by_mobile(text: str) -> Who:
    """A member by mobile in any spelling. Raises Refusal `mobile_invalid`."""
    mobile = canonical_mobile(text)
    if mobile is None:
        raise Refusal("mobile_invalid", mobile=text[:30])
    return Who(mobile=mobile)
