"""What is wrong with the beginning of a story: names that nobody knows, members who brought each other in a
circle, days that cannot be."""

from collections.abc import Collection, Iterator, Sequence

from vafa.domain.club.happenings import PublishHappens
from vafa.domain.club.story import LotAtFirst, MemberAtFirst, Story
from vafa.domain.engine.instant import instant_of
from vafa.domain.engine.ruleset import Ruleset
from vafa.domain.errors import Refusal


def check_beginning(story: Story, ruleset: Ruleset) -> None:
    """Raises Refusal `story_name_unknown`, `story_circle` (place, name), `story_day_ahead` or `story_lot_lapsed`
    (place). A story that publishes a programme may name segments, interests, fields, tiers and coupons that only that
    one knows."""
    members = {member.id for member in story.members}
    today = instant_of(story.moment.value).business_day
    later = any(isinstance(event, PublishHappens) for event in story.events)
    for at, member in enumerate(story.members):
        place = f"$.members[{at}]"
        if member.referrer:
            _check_known(f"{place}.referrer", member.referrer, members)
        for number, term in enumerate(member.memberships):
            _check_known(f"{place}.memberships[{number}].plan", term.plan, ruleset.memberships)
        for number, day in enumerate(member.days):
            if day.on.value > today:
                raise Refusal("story_day_ahead", place=f"{place}.days[{number}].on")
        for number, lot in enumerate(member.lots):
            if _lapsed_before_earned(lot):
                raise Refusal("story_lot_lapsed", place=f"{place}.lots[{number}].expires_on")
        for where, name, known in () if later else _names(member, ruleset):
            _check_known(f"{place}.{where}", name, known)
    _check_circles(story.members)


def _lapsed_before_earned(lot: LotAtFirst) -> bool:
    if lot.earned is None or lot.expires_on is None:
        return False
    return lot.expires_on.value < instant_of(lot.earned.value).day


def _names(member: MemberAtFirst, ruleset: Ruleset) -> Iterator[tuple[str, str, Collection[str]]]:
    programme = ruleset.programme
    for key in ("segments", "interests", "fields"):
        for number, name in enumerate(getattr(member, key)):
            yield f"{key}[{number}]", name, getattr(programme, key)
    for number, coupon in enumerate(member.coupons):
        yield f"coupons[{number}].plan", coupon.plan, ruleset.coupons
    if member.tier_pin:
        yield "tier_pin.tier", member.tier_pin.tier, ruleset.tier_rank


def _check_known(place: str, name: str, known: Collection[str]) -> None:
    if name not in known:
        raise Refusal("story_name_unknown", place=place, name=name)


def _check_circles(members: Sequence[MemberAtFirst]) -> None:
    referrers = {member.id: member.referrer for member in members}
    clear: set[str] = {""}
    for at, member in enumerate(members):
        chain: dict[str, None] = {}
        name = member.id
        while name not in clear and name not in chain:
            chain[name] = None
            name = referrers[name]
        if name in chain:
            raise Refusal("story_circle", place=f"$.members[{at}].referrer", name=member.referrer)
        clear.update(chain)
