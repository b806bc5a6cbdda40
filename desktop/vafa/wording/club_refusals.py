"""No to tiers, memberships, referrals, merges, programmes and stories: sentences that are a part of `refusals`."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.wording.catalogue import later

CLUB_REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # referrals
        "referral_self": (
            later("Nobody can bring himself or herself."),
            later("Name another member, or leave the referrer out."),
        ),
        "referral_taken": (
            later("It is recorded already who brought this member."),
            later("Nothing has to be done."),
        ),
        "referral_too_late": (
            later("This member has bought here before."),
            later("A referrer is named before the first purchase."),
        ),
        "referral_circle": (
            later("These members would have brought each other in a circle."),
            later("Name another member, or leave the referrer out."),
        ),
        # memberships and tiers
        "membership_unknown": (
            later("The programme has no membership “{plan}”."),
            later("Choose one that the programme names."),
        ),
        "membership_none": (
            later("This member has never had the membership “{plan}”."),
            later("Sell it instead of renewing it."),
        ),
        "membership_not_running": (
            later("No membership “{plan}” is running that could be cancelled."),
            later("Nothing has to be done."),
        ),
        "membership_needs_member": (
            later("The membership {sku} is sold to a member only."),
            later("Read the member's card or ask for the mobile."),
        ),
        "no_tiers": (later("The shop's programme has no tiers."), later("Publish a programme with tiers first.")),
        "tier_unknown": (later("The programme has no tier “{tier}”."), later("Choose one of: {known}.")),
        "tier_pin_past": (
            later("The day {until}, to which the tier is to be held, is over."),
            later("Choose today or a later day."),
        ),
        "pin_needs_day": (
            later("The tier “{tier}” needs a last day that is not over."),
            later("Choose today or a later day."),
        ),
        # what the programme does not name
        "manual_rule_unknown": (
            later("No rule “{rule}” gives points by hand."),
            later("Name a rule on “manual”, or say how many points."),
        ),
        "gate_unknown": (later("The programme has no gate “{gate}”."), later("Choose one of: {known}.")),
        "coupon_plan_unknown": (
            later("The programme has no coupon “{plan}”."),
            later("Choose one that the programme names."),
        ),
        "field_unknown": (later("The programme has no field “{name}”."), later("Choose one of: {known}.")),
        "form_unknown": (later("The programme has no form “{name}”."), later("Choose one of: {known}.")),
        "survey_unknown": (later("The programme has no survey “{name}”."), later("Choose one of: {known}.")),
        "interest_unknown": (later("The programme has no interest “{name}”."), later("Choose one of: {known}.")),
        # the margin guard of a programme
        "margin_guard": (
            later(
                "Over {bills} past bills the programme would have given {cost_rial}, {share_percent} of the margin of "
                "{margin_rial}; at most {most_percent} are allowed."
            ),
            later("Let it give less, or say why it is to be published all the same; the running programme stays."),
        ),
        "margin_guard_no_margin": (
            later(
                "Over {bills} past bills the programme would have given {cost_rial}, and there was no margin to give "
                "{most_percent} of: {margin_rial}."
            ),
            later("Let it give less, or say why it is to be published all the same; the running programme stays."),
        ),
        "guard_exceeded": (
            later(
                "Over {bills} past bills the programme would have given {conservative_rial} of a margin of "
                "{margin_rial}; at most {most_percent} of it are allowed."
            ),
            later("Let it give less, or say why it is to be published all the same; the running programme stays."),
        ),
        # merges
        "already_merged": (later("{member} has been merged into {into} already."), later("Nothing has to be done.")),
        "merge_same": (later("{member} cannot be merged with itself."), later("Name two different members.")),
        "merge_unknown": (later("There is no merge {id}."), later("Name the event of the merge.")),
        "unmerge_too_late": (
            later("The merge {id} can be taken back for {days} days only."),
            later("Adjust the accounts by hand."),
        ),
        # events of a story
        "price_unknown": (later("The price of {sku} is not known."), later("Give the price on the line.")),
        "nothing_to_redeem": (
            later("Neither points nor a reward were asked for."),
            later("Say how many points, or which reward."),
        ),
        "nothing_to_undo": (later("There is no posting to undo."), later("Nothing has to be done.")),
        "refund_of_both": (
            later("The refund of {id} names goods and an amount."),
            later("Name only one of the two."),
        ),
        "clock_too_far": (
            later("In {days} days the calendar of a story is at its end."),
            later("Let less time pass."),
        ),
        "event_id_taken": (
            later("Another event is named {id} already."),
            later("Give every event a name of its own."),
        ),
        "story_invalid": (
            later("{place}: the story cannot be read ({mend})."),
            later("Correct the file; vafa try --schema describes it."),
        ),
        "story_names_twice": (
            later("{place}: the name “{name}” stands there twice."),
            later("Give each a name of its own."),
        ),
        "story_name_unknown": (
            later("{place}: nothing is named “{name}”."),
            later("Correct the name, or add what it names."),
        ),
        "story_circle": (
            later("{place}: by “{name}” members have brought each other in a circle."),
            later("Name another referrer, or leave the field out."),
        ),
        "story_day_ahead": (
            later("{place}: this day comes after the moment at which the story begins."),
            later("Give an earlier day, or let the story begin later."),
        ),
        "story_lot_lapsed": (
            later("{place}: these points would have lapsed before they were earned."),
            later("Correct one of the two days."),
        ),
        "story_newer": (
            later("The story is of format {format}; this program reads up to {known}."),
            later("Update the program."),
        ),
    }
)

IN_A_STORY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "member_unknown": (
            later("No member of the story is named “{member}”."),
            later("Correct the name, or let the member be enrolled before."),
        ),
    }
)
"""What a story says in its own way: there nobody looks for a mobile."""
