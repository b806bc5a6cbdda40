"""For which lines, when, and how often something holds."""

from enum import StrEnum

from msgspec import Struct

from vafa.domain.rulebook.kinds import (
    DateRange,
    Figure,
    HourRange,
    Id,
    Measure,
    Sku,
    Weekday,
    Window,
    YearlyRange,
)


class Scope(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which lines of a bill are meant: those of the named products or categories (all, when neither is named), but
    not the excepted ones. A category holds the categories below it: `food` holds `food/rice`."""

    products: tuple[Sku, ...] = ()
    categories: tuple[Sku, ...] = ()
    except_products: tuple[Sku, ...] = ()
    except_categories: tuple[Sku, ...] = ()


class Reach(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A member's own measure in a window, today's bill not counted, is in `at_least`..`at_most`."""

    measure: Measure
    window: Window
    at_least: int = 0
    at_most: int | None = None


class When(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Conditions; all that are written must hold, and of a list any one. Amount and quantity are those of the scope's
    lines after the discounts before this one. Days are Tehran calendar days, hours Tehran time."""

    tiers: tuple[Id, ...] = ()
    segments: tuple[Id, ...] = ()
    not_segments: tuple[Id, ...] = ()
    memberships: tuple[Id, ...] = ()
    interests: tuple[Id, ...] = ()
    branches: tuple[Id, ...] = ()
    tenders: tuple[Id, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    hours: tuple[HourRange, ...] = ()
    dates: tuple[DateRange, ...] = ()
    yearly: tuple[YearlyRange, ...] = ()
    min_amount_rial: Figure | None = None
    max_amount_rial: Figure | None = None
    min_quantity: Figure | None = None
    reach: tuple[Reach, ...] = ()
    birthday_within_days: int | None = None
    members_only: bool = True


class LimitOf(StrEnum):
    USES = "uses"
    POINTS = "points"
    RIAL = "rial"


class LimitPer(StrEnum):
    PURCHASE = "purchase"
    MEMBER = "member"
    SHOP = "shop"


class Limit(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """At most so many uses, points or Rial of discount, for each purchase, each member or the whole shop, in a
    window (a purchase has none). What is above is not given; the reason says so."""

    of: LimitOf
    most: Figure
    per: LimitPer = LimitPer.MEMBER
    window: Window = Window()
