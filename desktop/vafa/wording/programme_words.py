"""What is wrong with a programme document, in a sentence with the place and what mends it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from vafa.domain.rulebook.fault import Fault
from vafa.wording import figures
from vafa.wording.catalogue import Language, Words, later, words

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        # reading
        "not_json": later(
            "This is no JSON from line {line}, column {column} on; a comma, a quote or a bracket may "
            "be missing or too many there."
        ),
        "cut_off": later("The document ends too early, in line {line}, column {column}; save the whole file again."),
        "not_utf8": later("The letters from line {line}, column {column} on are not UTF-8; save the file as UTF-8."),
        "too_deep": later(
            "The document holds brackets within brackets too deeply; a programme needs ten levels at most."
        ),
        "out_of_range": later("{place}: this number is too large; give a smaller one."),
        "number_too_large": later("The number in line {line}, column {column} is too large; give a smaller one."),
        "said_twice": later("{place}: “{field}” is written twice; keep one of them."),
        "wrong_type": later("{place}: this has to be {want}, not {got}."),
        "missing": later("{place}: “{field}” is missing; add it."),
        "unknown_field": later("{place}: “{field}” is not known here; check the spelling or leave it out."),
        "one_of": later("{place}: “{value}” is not known; choose one of: {allowed}."),
        "pattern": later("{place}: this has to be written like {like}."),
        "no_such_date": later("{place}: this is no date; write it like 2027-03-20."),
        "bad_value": later("{place}: this value is not possible here; compare it with the schema."),
        "at_least": later("{place}: this has to be at least {least}."),
        "at_most": later("{place}: this has to be at most {most}."),
        "too_short": later("{place}: this needs at least {least} letters."),
        "too_long": later("{place}: this may have at most {most} letters."),
        "between": later("{place}: this has to be between {least} and {most}."),
        "too_many": later("{place}: {count} are too many; at most {most} are allowed."),
        "empty": later("{place}: this is empty; write at least one entry."),
        # times
        "no_such_day": later("{place}: there is no day {text}; check month and day."),
        "outside_calendar": later(
            "{place}: {text} is too far away to be reckoned with; write a day from 1900 to 2199."
        ),
        "no_such_time": later("{place}: there is no time {text}; write 00:00 to 24:00."),
        "hours_empty": later(
            "{place}: from {text} to {text} is no stretch of time; write another end, or 00:00 to "
            "24:00 for the whole day."
        ),
        "range_backwards": later("{place}: {to} is before {from}; exchange the two days or correct one."),
        "window_days": later("{place}: a rolling window needs its number of days."),
        "window_no_days": later(
            "{place}: a window of the kind “{kind}” has no days; leave them out or choose “rolling”."
        ),
        "growing": later("{place}: the steps have to grow; this one has to begin above {above}."),
        "expiry_day": later("{place}: points that lapse on a fixed day need one from {least} to {most}."),
        "expiry_extra": later("{place}: this does not belong to an expiry of the mode “{mode}”; leave it out."),
        # parts
        "not_a_step": later(
            "{place}: {least} points cannot be made of whole steps of {step}; choose a multiple of the step."
        ),
        "unique": later("{place}: the name “{name}” stands at {first} already; choose another one."),
        "id_letters": later("{place}: a name may have no | in it, no invisible letters and no space at its ends."),
        "unknown_name": later(
            "{place}: “{name}” does not stand in “{list}” of this programme; add it there or correct the name."
        ),
        "other_letters": later(
            "{place}: “{alike}” in “{list}” is typed with other letters than “{name}” here; write both the same."
        ),
        "title_letters": later(
            "{place}: a title is one line without invisible marks that break it or turn it around; type it anew."
        ),
        "category_blank": later("{place}: nothing is left of this category; write it like food/rice."),
        "category_twice": later("{place}: “{name}” and “{other}” are the same category; keep one of them."),
        "unknown_product": later("{place}: the shop has no product “{name}”; correct the number or add the product."),
        "unknown_category": later("{place}: the shop has no category “{name}”; correct the name or add the category."),
        "target_missing": later("{place}: a rule on “{trigger}” needs a target."),
        "target_extra": later(
            "{place}: a rule on “{trigger}” has no target; leave it out, or let the rule be on “period_target”."
        ),
        "effect_on_trigger": later(
            "{place}: “{effect}” needs a bill, and “{trigger}” has none; give fixed points, a coupon, "
            "a gift, a service or a draw ticket."
        ),
        "needs_bill": later("{place}: “{trigger}” has no bill, so this could never hold; leave it out."),
        "about_extra": later("{place}: a rule on “{trigger}” is about nothing in particular; leave it out."),
        "trigger_needs": later("{place}: “{trigger}” never happens while the programme has no “{needs}”; add it."),
        "limit_of": later(
            "{place}: “{effect}” gives no “{of}” that could be limited; limit its uses, or what it gives."
        ),
        "limit_window": later("{place}: a limit for each purchase has no window; leave it out."),
        "caps_points": later("{place}: the caps of the programme bind points; write “points” or “uses”."),
        "code_letters": later(
            "{place}: the code “{code}” has an invisible letter in it, or nothing that can be typed; "
            "use letters and digits."
        ),
        "code_collides": later(
            "{place}: the code “{code}” is typed the same as the one at {first}; choose another one."
        ),
        "lowest_tier": later(
            "{place}: the lowest tier begins at {at_least}; let it begin at 0, or say “no_tier”: true."
        ),
        "tiers_overlap": later(
            "{place}: the tiers “{below}” and “{tier}” begin at the same {above}; let the higher one begin above it."
        ),
        "tiers_unsorted": later(
            "{place}: the tier “{tier}” begins below “{below}” ({above}); write the lowest tier first."
        ),
        "rate_per_rial": later(
            "{place}: all rules together could give more than {most} points for a Rial; lower the "
            "points or the multipliers."
        ),
        "rate_per_thousandth": later(
            "{place}: all rules together could give more than {most} points for a thousandth of a "
            "unit; lower the points or the multipliers."
        ),
        "factors_below_zero": later(
            "{place}: the multipliers below 1 could together make less than no points; raise them."
        ),
        # warnings
        "never_dates": later("{place}: these days are over since {to}; the part never takes effect again."),
        "never_together": later(
            "{place}: none of these days, up to {to}, is one of the weekdays or yearly days that are asked for; the "
            "part never takes effect."
        ),
        "lapses_unspent": later(
            "{place}: points can lapse before they can be spent (they wait {days} days); let them live longer, or wait "
            "less."
        ),
        "limit_open": later(
            "{place}: whoever is no member has no limit for each member; write “members_only”: true, or a limit for "
            "each purchase or the shop."
        ),
        "never_segments": later("{place}: the segments that are asked for are also shut out; nobody is left."),
        "never_tender": later("{place}: no bill is paid by “{name}”; this never holds."),
        "never_scope": later("{place}: all that is named is excepted or excluded again; no goods are left."),
        "multiplier_of_one": later(
            "{place}: a multiplier of 1 changes nothing; leave the rule out or correct the factor."
        ),
        "budget_over": later("{place}: this budget ended on {to}; what names it gives nothing any more."),
        "budget_unused": later(
            "{place}: nothing draws on the budget “{name}”; name it in a rule, a coupon or a reward."
        ),
        "coupon_unreachable": later(
            "{place}: the coupon “{name}” has no codes and nothing issues it; nobody can have it."
        ),
        "tier_idle": later(
            "{place}: the tier “{tier}” brings nothing; name it in a rule, a coupon, a reward or a gate."
        ),
        "referral_idle": later(
            "{place}: neither side of a referral gets anything; add a rule on “referrer” or “referee”."
        ),
        "not_served": later(
            "{place}: nothing in this version of the program sets “{trigger}” off yet; it gives nothing for now."
        ),
        "no_categories": later(
            "{place}: in this version of the program a line of a bill has no category yet; name the products."
        ),
        "shadowed": later(
            "{place}: for each product of the shop a closer rule counts instead of “{name}”; it gives nothing."
        ),
    }
)

_OTHER = "other"

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "int": later("a whole number"),
        "float": later("a number with a decimal point"),
        "str": later("a text in quotes"),
        "bool": later("true or false"),
        "array": later("a list in [ ]"),
        "object": later("an object in { }"),
        "date": later("a date"),
        "null": later("null"),
        _OTHER: later("something else"),
    }
)

_WORDS_OF_THE_DOCUMENT = frozenset(
    {"allowed", "effect", "field", "first", "from", "kind", "least", "like", "list", "mode", "most", "needs", "of"}
    | {"text", "to", "trigger"}
)
"""What stands in the document letter by letter, and reads left to right; other names are the shop's own."""

# Between these two a text is laid out by its own first letter, whatever the sentence around it does.
_OWN_DIRECTION = "\u2068"
_END_ISOLATE = "\u2069"
_UNKNOWN_FIGURE = "…"


def fault_line(fault: Fault, language: Language) -> str:
    """One sentence: where in the document, what is so, and what helps."""
    _ = words(language)
    shown = _Shown({name: figures.number(value, language) for name, value in fault.figures.items()})
    shown.update((name, _named(name, text, _)) for name, text in fault.names.items())
    shown["place"] = figures.latin(fault.place) if fault.place else _("the document")
    sentence = FAULTS[fault.mend if fault.mend in FAULTS else "bad_value"]
    return _(sentence).format_map(shown)


def faults_line(faults: Sequence[Fault], language: Language) -> str:
    """The first fault, and how many more there are."""
    _ = words(language)
    first = fault_line(faults[0], language)
    if len(faults) == 1:
        return first
    return _("{fault} Besides, {count} more.").format(fault=first, count=figures.number(len(faults) - 1, language))


class _Shown(dict[str, str]):
    """A figure that was not told must not hide the sentence."""

    def __missing__(self, name: str) -> str:
        return _UNKNOWN_FIGURE


def _named(name: str, text: str, _: Words) -> str:
    if name in {"want", "got"}:
        kinds = text.split(" / ") if text else [""]
        return " / ".join(_kind(kind, _) for kind in kinds)
    if name in _WORDS_OF_THE_DOCUMENT:
        return figures.latin(text)
    return f"{_OWN_DIRECTION}{text}{_END_ISOLATE}"


def _kind(kind: str, _: Words) -> str:
    known = kind if kind in _KINDS else _OTHER
    return _(_KINDS[known])
