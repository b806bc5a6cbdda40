"""Giving a member a tier by hand, up to a day."""

from datetime import date

from vafa.domain import texts
from vafa.domain.acts import TierPinned
from vafa.domain.engine.instant import instant_of
from vafa.domain.errors import Refusal
from vafa.domain.personal import FreeText
from vafa.domain.roles import Deed
from vafa.domain.who import Who
from vafa.store.finding import find_acting, find_member
from vafa.store.knowing import TierPlace, tier_place
from vafa.store.shopfile import Store


class PinTier:
    """The member is at least of this tier to the end of a day; an empty tier takes the pin away. Refuses
    `tier_unknown` (known: their names), `tier_pin_past`, `reason_missing`, and as `find_member` says."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, who: Who, tier: str, until: date, why: str, *, staff: int | None = None) -> TierPlace | None:
        store = self._store
        reason = texts.reason(why)
        with store.act() as act:
            by = find_acting(store, staff, Deed.PIN_TIER)
            member = find_member(store, who).id
            plan = store.ruling.programme().tiers
            known = [one.id for one in plan.tiers] if plan else []
            if tier and tier not in known:
                raise Refusal("tier_unknown", tier=tier[:64], known=" ".join(known))
            today = instant_of(act.now).business_day
            if tier and until.toordinal() < today:
                raise Refusal("tier_pin_past", until=until)
            act.post(
                TierPinned(tier=tier, until_day=until.toordinal() if tier else today),
                member=member,
                staff=by,
                personal=FreeText(reason),
            )
        return tier_place(store, member, instant_of(store.now()))
