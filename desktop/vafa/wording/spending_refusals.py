"""No to points, rewards, gift cards and wallets on a bill: sentences that are a part of `refusals`."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.wording.catalogue import later

SPENDING_REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # points and rewards; where nothing at all is possible (`best` is 0) the way on says so
        "redeem_step": (
            later("Points come off in steps of {step}, not {points}."),
            later("At most {best} can be used."),
        ),
        "redeem_least": (
            later("At least {least} points come off at a time, not {points}."),
            later("Use {best} points or more."),
        ),
        "too_many_rewards": (
            later("{rewards} rewards are too many for one bill; at most {limit} are allowed."),
            later("Take the others with the next purchase."),
        ),
        "reward_unknown": (
            later("The programme has no reward “{reward}”."),
            later("Choose one of its rewards."),
        ),
        "reward_not_met": (
            later("The reward “{title}” is not possible yet: {unmet}."),
            later("Mend this, or go on without the reward."),
        ),
        "reward_points_short": (
            later("For the reward “{title}” {missing} points are missing."),
            later("At most {best} of it can be taken."),
        ),
        "reward_used_up": (
            later("The limit or the stock of the reward “{title}” is used up."),
            later("At most {best} of it can be taken."),
        ),
        "reward_budget": (
            later("The budget of the reward “{title}” does not suffice: {left_rial} are left."),
            later("At most {best} of it can be taken."),
        ),
        "reward_gives_nothing": (
            later("There is nothing left for the reward “{title}” to take off."),
            later("At most {best} of it can be taken."),
        ),
        # gift cards and wallets
        "gift_card_number_missing": (
            later("The number of the gift card over {rial} is missing."),
            later("Read the gift card, or type its number."),
        ),
        "gift_card_unknown": (
            later("Gift card {number} is not known."),
            later("Check the number, or pay {rial} another way."),
        ),
        "gift_card_expired": (
            later("Gift card {number} was good until {last_day}."),
            later("Take the payment another way."),
        ),
        "gift_card_short": (
            later("{best_rial} are left on gift card {number}, less than {rial}."),
            later("Pay the rest another way."),
        ),
        "gift_card_spent": (
            later("Gift card {number} has been used; {best_rial} of {rial} are left on it."),
            later("Give back at most {best_rial} for it."),
        ),
        "wallet_needs_member": (
            later("{rial} cannot go through a wallet: a wallet belongs to a member."),
            later("Read the member's card or ask for the mobile."),
        ),
        "wallet_short": (
            later("{best_rial} are in the wallet, less than {rial}."),
            later("Pay the rest another way."),
        ),
        "wallet_spent": (
            later("The top-up of {rial} has been used; {best_rial} are in the wallet."),
            later("Give back at most {best_rial} for it."),
        ),
        "stored_too_much": (
            later("A gift card or a wallet holds at most {limit_rial}."),
            later("Instead of {rial}, load at most {best_rial}."),
        ),
        "refund_exceeds_tenders": (
            later("{rial} are more than is left of what was paid."),
            later("Give back at most {best_rial}."),
        ),
    }
)
