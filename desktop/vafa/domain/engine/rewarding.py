"""What points buy on a bill: rewards, in whole steps and after every discount, then points as money off."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from vafa.domain.account import Balance
from vafa.domain.engine.case import Case
from vafa.domain.engine.free_goods import NOTHING, UNIT, Shelf
from vafa.domain.engine.limits import counted, room
from vafa.domain.engine.meeting import unmet
from vafa.domain.engine.offering import Allowance, Offer
from vafa.domain.engine.outcome import Count, Discount, DiscountSource, Handed, HandedKind, RewardTaken
from vafa.domain.errors import Refusal
from vafa.domain.receipt import Reason
from vafa.domain.rulebook.conditions import LimitOf
from vafa.domain.rulebook.document import MoneyOff
from vafa.domain.rulebook.effects import AmountOff, CouponIssued, DrawTicket, FreeItem, Gift, PercentOff, Service
from vafa.domain.rulebook.plans import Reward
from vafa.domain.sharing import share_out
from vafa.domain.units import Points, Rial

MAX_REWARDS = 200
"""More rewards are not asked for on one bill."""


class Bought(Struct, frozen=True):
    """What points bought: `points` are those of the rewards and of the money off together; `discounts` are the money
    effects of rewards, one a reward however often it was taken."""

    rewards: tuple[RewardTaken, ...] = ()
    discounts: tuple[Discount, ...] = ()
    handed: tuple[Handed, ...] = ()
    counts: tuple[Count, ...] = ()
    steps: tuple[Reason, ...] = ()
    points: Points = Points(0)
    money_off_rial: Rial = Rial(0)


def take_rewards(case: Case, balance: Balance, units: Mapping[int, int] = NOTHING) -> Bought:
    """Takes the rewards that are asked for, in the order of the document however they were named, then points as
    money off. `units` are those that free goods have used up already, by the place of
    their line. Lowers `case.rest_rial` by the rewards' money effects, not by the money off.

    Raises Refusal `redeem_needs_member`; for a reward `too_many_rewards`, `reward_unknown`, `reward_not_met` (unmet:
    the reasons), `reward_points_short`, `reward_used_up`, `reward_budget` or `reward_gives_nothing` (best: how often
    it can be taken); and those of `points_off`.
    """
    wanted, rewards = case.choices.redeem, case.choices.rewards
    if case.member is None and (wanted is not None or rewards):
        raise Refusal("redeem_needs_member")
    till = _Till(case, balance, units)
    if rewards:
        till.sell(rewards)
    off = 0
    if wanted is not None:
        payable_rial = sum(case.rest_rial)
        off = points_off(case.ruleset.programme.money_off, payable_rial, wanted, balance, till.points)
        till.take_money_off(off, payable_rial)
    return till.bought(off)


class _Till:
    """The rewards of one bill while they are bought."""

    def __init__(self, case: Case, balance: Balance, units: Mapping[int, int]) -> None:
        self.case, self.balance = case, balance
        self._units = dict(units)
        self.points = 0
        self._allowance = Allowance(case)
        self._money_off_rial = 0
        self._rewards: list[RewardTaken] = []
        self._discounts: list[Discount] = []
        self._handed: list[Handed] = []
        self._counts: list[Count] = []
        self._steps: list[Reason] = []

    def sell(self, rewards: Sequence[str]) -> None:
        if len(rewards) > MAX_REWARDS:
            raise Refusal("too_many_rewards", rewards=len(rewards), limit=MAX_REWARDS)
        known = self.case.ruleset.rewards
        for name in rewards:
            if name not in known:
                raise Refusal("reward_unknown", reward=name[:64])
        for reward in known.values():
            if reward.id in rewards:
                self._sell(reward, rewards.count(reward.id))

    def _sell(self, reward: Reward, times: int) -> None:
        case = self.case
        lines = case.lines_in(reward.scope)
        reasons = tuple(unmet(reward.when, lines, case))
        if reasons:
            raise Refusal("reward_not_met", reward=reward.id, title=reward.title, unmet=reasons)
        available = self.balance.spendable - self.points
        points = reward.points * times
        if points > available:
            raise Refusal(
                "reward_points_short",
                reward=reward.id,
                title=reward.title,
                points=points,
                spendable=available,
                missing=points - available,
                pending=self.balance.pending,
                debt=self.balance.debt,
                best=available // reward.points,
            )
        offer, before = _offer(reward), list(case.rest_rial)
        self._check_points_limit(offer, reward, times)
        handed = 0
        for taken in range(times):
            self._check_allowed(offer, reward, taken)
            rial, more = self._give(reward, lines, self._allowance.rial_left(offer))
            cost_rial = more * _cost_of_one(reward, case)
            if not rial and not more:
                raise Refusal("reward_gives_nothing", reward=reward.id, title=reward.title, best=taken)
            left = self._allowance.rial_left(offer)
            if left is not None and rial + cost_rial > left:
                raise Refusal("reward_budget", reward=reward.id, title=reward.title, best=taken, left_rial=left)
            handed += more
            self._allowance.record(offer, rial, cost_rial, ())
        self.points += points
        self._counts += counted(offer.meters, case.instant, points=points)
        self._rewards += [RewardTaken(reward.id, Points(reward.points))] * times
        shares = tuple(was - now for was, now in zip(before, case.rest_rial, strict=True))
        self._record(reward, times, shares, handed)

    def _check_points_limit(self, offer: Offer, reward: Reward, times: int) -> None:
        left = room(offer.meters.points, self.case)
        if left is not None and reward.points * times > left:
            self._refuse_used_up(reward, LimitOf.POINTS, left // reward.points)

    def _check_allowed(self, offer: Offer, reward: Reward, taken: int) -> None:
        obstacle = self._allowance.obstacle(offer)
        if obstacle is not None:
            self._refuse_used_up(reward, LimitOf(obstacle.names["of"]), taken)
        if self._allowance.budget_obstacle(offer) is not None:
            raise Refusal("reward_budget", reward=reward.id, title=reward.title, best=taken, left_rial=0)

    def _refuse_used_up(self, reward: Reward, of: LimitOf, best: int) -> None:
        raise Refusal("reward_used_up", reward=reward.id, title=reward.title, of=of.value, best=best)

    def _give(self, reward: Reward, lines: Sequence[int], most_rial: int | None) -> tuple[int, int]:
        """Takes one of it: Rial off the lines, and how many things are handed over."""
        give, case = reward.give, self.case
        match give:
            case PercentOff():
                return self._take_off(lines, case.rest_of(lines) * give.percent // 100, give.cap_rial, most_rial), 0
            case AmountOff():
                return self._take_off(lines, give.rial, case.rest_of(lines), most_rial), 0
            case FreeItem():
                return self._free_item(give, most_rial)
            case Gift():
                return 0, give.quantity
            case DrawTicket():
                return 0, give.tickets
            case Service() | CouponIssued():
                return 0, 1

    def _take_off(self, lines: Sequence[int], rial: int, *bounds: int | None) -> int:
        rial = min([rial, *(bound for bound in bounds if bound is not None)])
        rest = [self.case.rest_rial[place] for place in lines]
        shares = share_out(rial, rest, lambda i: self.case.order[lines[i]])
        for place, share in zip(lines, shares, strict=True):
            self.case.rest_rial[place] -= share
        return sum(shares)

    def _free_item(self, give: FreeItem, most_rial: int | None) -> tuple[int, int]:
        """The dearest units on the bill that nothing else has made free; what is not there is handed over."""
        shelf = Shelf(self.case, self._units)
        places = [place for place in self.case.open if self.case.purchase.lines[place].sku == give.sku]
        units = shelf.dearest(places, give.quantity)
        # A unit that was made cheaper without being free leaves more on its line than the others cost.
        lines, net = self.case.purchase.lines, self.case.purchase.net_rial()
        worth = {
            place: min(rial, net[place] * units[place] * UNIT // lines[place].quantity)
            for place, rial in shelf.worth(units).items()
        }
        for place, more in units.items():
            self._units[place] = self._units.get(place, 0) + more
        most = sum(worth.values()) if most_rial is None else min(most_rial, sum(worth.values()))
        reached = list(worth)
        shares = share_out(most, list(worth.values()), lambda i: self.case.order[reached[i]])
        for place, share in zip(worth, shares, strict=True):
            self.case.rest_rial[place] -= share
        return most, give.quantity - sum(units.values())

    def _record(self, reward: Reward, times: int, shares: tuple[int, ...], handed: int) -> None:
        rial = Rial(sum(shares))
        kind, about = _thing(reward)
        title = _title(reward, self.case)
        names = {"title": title} if title else {}
        figures = {"points": reward.points * times, "times": times}
        if rial:
            self._discounts.append(Discount(DiscountSource.REWARD, reward.id, rial, shares, reward.title))
        if handed and kind is not None:
            cost_rial = Rial(handed * _cost_of_one(reward, self.case))
            self._handed.append(Handed(kind, about, reward.id, handed, cost_rial, title))
            figures["quantity"] = handed
            names["about"] = about
        code = f"reward_{kind.value}" if handed and kind is not None else "reward_off"
        self._steps.append(Reason(code, rule=reward.id, figures=figures, rial=rial, names=names))

    def take_money_off(self, points: int, payable_rial: int) -> None:
        rial_per_point = self.case.ruleset.programme.money_off.rial_per_point
        self._money_off_rial = min(points * rial_per_point, payable_rial)
        if points:
            figures = {"points": points, "rial_per_point": rial_per_point}
            self._steps.append(Reason("money_off", figures=figures, rial=Rial(self._money_off_rial)))

    def bought(self, off: int) -> Bought:
        return Bought(
            tuple(self._rewards),
            tuple(self._discounts),
            tuple(self._handed),
            (*self._allowance.counts, *self._counts),
            tuple(self._steps),
            Points(self.points + off),
            Rial(self._money_off_rial),
        )


def _offer(reward: Reward) -> Offer:
    return Offer(
        source=DiscountSource.REWARD,
        id=reward.id,
        rank=0,
        owner=f"reward:{reward.id}",
        give=reward.give,
        scope=reward.scope,
        when=reward.when,
        limits=reward.limits,
        title=reward.title,
        budget=reward.budget,
    )


def _thing(reward: Reward) -> tuple[HandedKind | None, str]:
    """What a reward hands over."""
    match reward.give:
        case FreeItem():
            return HandedKind.ITEM, reward.give.sku
        case Service():
            return HandedKind.SERVICE, reward.give.service
        case Gift():
            return HandedKind.GIFT, reward.give.gift
        case CouponIssued():
            return HandedKind.COUPON, reward.give.plan
        case DrawTicket():
            return HandedKind.TICKET, reward.give.draw
        case _:
            return None, ""


def _title(reward: Reward, case: Case) -> str:
    """What people call it: a coupon by the title of its plan, where that has one."""
    plan = case.ruleset.coupons.get(reward.give.plan) if isinstance(reward.give, CouponIssued) else None
    return (plan.title if plan is not None else "") or reward.title


def _cost_of_one(reward: Reward, case: Case) -> int:
    """What one handed thing costs the shop: by the reward itself, spread over its things and rounded up; else by its
    effect, or by the goods."""
    give = reward.give
    things = give.quantity if isinstance(give, FreeItem | Gift) else give.tickets if isinstance(give, DrawTicket) else 1
    if reward.cost_rial:
        return -(-reward.cost_rial // things)
    if isinstance(give, Gift | Service):
        return give.cost_rial
    if isinstance(give, FreeItem):
        known = case.around.goods.get(give.sku)
        return known.cost_rial or 0 if known else 0
    return 0


def points_off(
    money_off: MoneyOff, payable_rial: int, wanted: int | Literal["max"], balance: Balance, used_points: int = 0
) -> int:
    """The points that a redemption takes, in whole steps; the last step may be worth a fraction, so that a bill can
    reach zero. `used_points` of the balance are already spent on this bill.

    Raises Refusal `points_not_positive`, `not_enough_points`, `redeem_exceeds_payable`, `redeem_step` or
    `redeem_least`; all but the first name `best`: the most that is allowed up to what was wanted, or, when less than
    the least was wanted, the least that is allowed (0: nothing is).
    """
    step, spendable = money_off.step_points, balance.spendable - used_points
    needed = -(-payable_rial // (money_off.rial_per_point * step)) * step
    least = -(-money_off.least_points // step) * step
    most = max(0, min(spendable // step * step, needed))
    if most < least:
        most = 0
    if wanted == "max":
        return most
    best = min(most, wanted // step * step)
    if wanted <= 0:
        raise Refusal("points_not_positive", points=wanted)
    if wanted > spendable:
        raise Refusal(
            "not_enough_points",
            points=wanted,
            spendable=spendable,
            pending=balance.pending,
            debt=balance.debt,
            best=best,
        )
    if wanted > needed:
        raise Refusal("redeem_exceeds_payable", points=wanted, payable_rial=payable_rial, best=best)
    if wanted < least:
        raise Refusal("redeem_least", points=wanted, least=least, best=least if most else 0)
    if wanted % step:
        raise Refusal("redeem_step", points=wanted, step=step, best=best)
    return wanted
