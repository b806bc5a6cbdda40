"""How a part of the payable is paid."""

from msgspec import Struct

from vafa.domain.units import Rial


class Tender(Struct, frozen=True, omit_defaults=True):
    """`kind` is the shop's own word (cash, card …); `gift_card` and `wallet` are known to the programme, and `number`
    says which gift card."""

    kind: str
    rial: Rial
    number: str = ""
