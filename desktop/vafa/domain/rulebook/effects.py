"""What a rule, a coupon or a reward gives."""

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from vafa.domain.rulebook.kinds import Figure, FigureOrNone, Id, Measure, Percent, Sku, Window
from vafa.domain.units import Points, Rial

SmallCount: TypeAlias = Annotated[int, Meta(ge=1, le=1_000)]


class PointsPerAmount(Struct, frozen=True, tag="points_per_amount", forbid_unknown_fields=True):
    """So many points for every so many Rial of the earn base."""

    points: Figure = Points(1)
    per_rial: Figure = Rial(100_000)


class PointsPerUnit(Struct, frozen=True, tag="points_per_unit", forbid_unknown_fields=True):
    """So many points for every so many thousandths of a unit (1,000 is one piece or kilogram)."""

    points: Figure
    per_thousandths: Figure = 1_000


class PointsFixed(Struct, frozen=True, tag="points_fixed", forbid_unknown_fields=True):
    """So many points, once for the purchase or the occasion."""

    points: Figure


class Multiplier(Struct, frozen=True, tag="multiplier", forbid_unknown_fields=True):
    """What the amount and unit rules give for the lines of the scope, times numerator/denominator. Several add up:
    ×1.25 and ×2 make ×2.25."""

    numerator: Figure
    denominator: Figure = 1


class FactorStep(Struct, frozen=True, forbid_unknown_fields=True, rename={"at": "from"}):
    at: FigureOrNone
    numerator: Figure
    denominator: Figure = 1


class GrowingMultiplier(Struct, frozen=True, tag="growing_multiplier", forbid_unknown_fields=True, omit_defaults=True):
    """A multiplier by how far the member has come; the highest step reached counts, below the first there is none."""

    measure: Measure
    window: Window
    steps: tuple[FactorStep, ...]


class PercentOff(Struct, frozen=True, tag="percent_off", forbid_unknown_fields=True, omit_defaults=True):
    """Percent of what the lines of the scope still cost, up to a cap, floored to whole Rial."""

    percent: Percent
    cap_rial: Figure | None = None


class AmountOff(Struct, frozen=True, tag="amount_off", forbid_unknown_fields=True):
    """So many Rial off the lines of the scope, never more than they still cost."""

    rial: Figure


class PercentStep(Struct, frozen=True, forbid_unknown_fields=True, rename={"at": "from"}):
    at: FigureOrNone
    percent: Percent


class SteppedOff(Struct, frozen=True, tag="stepped_off", forbid_unknown_fields=True, omit_defaults=True):
    """Percent by how much is bought: on this bill (`of_period` None; Rial of the scope's lines) or, with `of_period`,
    by the member's spend in a window with this bill counted in. The highest step reached counts for the whole."""

    steps: tuple[PercentStep, ...]
    of_period: Window | None = None
    cap_rial: Figure | None = None


class FreeItem(Struct, frozen=True, tag="free_item", forbid_unknown_fields=True, omit_defaults=True):
    """One product free: if it is on the bill its dearest unit costs nothing, else it is handed over with it."""

    sku: Sku
    quantity: SmallCount = 1


class BuyGet(Struct, frozen=True, tag="buy_get", forbid_unknown_fields=True, omit_defaults=True):
    """Of every `buy` + `get` whole units in the scope the `get` cheapest are `percent` cheaper; `groups` at most."""

    buy: SmallCount
    get: SmallCount = 1
    percent: Percent = 100
    groups: SmallCount | None = None


class CheapestFree(Struct, frozen=True, tag="cheapest_free", forbid_unknown_fields=True, omit_defaults=True):
    """With at least `of` whole units in the scope the cheapest one costs nothing."""

    of: SmallCount = 3


class Service(Struct, frozen=True, tag="service", forbid_unknown_fields=True, omit_defaults=True):
    """A special service, such as free delivery: what it is worth, and what it costs the shop."""

    service: Id
    value_rial: FigureOrNone = 0
    cost_rial: FigureOrNone = 0


class Gift(Struct, frozen=True, tag="gift", forbid_unknown_fields=True, omit_defaults=True):
    """Something handed over that was not on the bill."""

    gift: Id
    quantity: SmallCount = 1
    cost_rial: FigureOrNone = 0


class CouponIssued(Struct, frozen=True, tag="coupon", forbid_unknown_fields=True):
    """A coupon of a plan of the document, attached to the member; never usable on the bill that issues it."""

    plan: Id


class DrawTicket(Struct, frozen=True, tag="draw_ticket", forbid_unknown_fields=True, omit_defaults=True):
    """Chances in a draw."""

    draw: Id
    tickets: SmallCount = 1


EarnEffect: TypeAlias = PointsPerAmount | PointsPerUnit | PointsFixed | Multiplier | GrowingMultiplier
MoneyEffect: TypeAlias = PercentOff | AmountOff | SteppedOff | FreeItem | BuyGet | CheapestFree
HandingEffect: TypeAlias = Service | Gift | CouponIssued | DrawTicket
CouponEffect: TypeAlias = PercentOff | AmountOff | SteppedOff | FreeItem | BuyGet | CheapestFree | Service | Gift
RewardEffect: TypeAlias = PercentOff | AmountOff | FreeItem | Service | Gift | CouponIssued | DrawTicket
Effect: TypeAlias = (
    PointsPerAmount
    | PointsPerUnit
    | PointsFixed
    | Multiplier
    | GrowingMultiplier
    | PercentOff
    | AmountOff
    | SteppedOff
    | FreeItem
    | BuyGet
    | CheapestFree
    | Service
    | Gift
    | CouponIssued
    | DrawTicket
)
