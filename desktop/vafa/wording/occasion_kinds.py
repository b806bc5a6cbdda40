"""The occasions of a programme by their names, for sentences about one of them."""

from collections.abc import Mapping
from types import MappingProxyType

from vafa.domain.rulebook.plans import Trigger
from vafa.wording.catalogue import Language, later, words

_OTHER = later("the occasion")

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        Trigger.FIELD_FILLED: later("the field"),
        Trigger.INTEREST_TOLD: later("the interest"),
        Trigger.FORM_COMPLETED: later("the form"),
        Trigger.SURVEY_ANSWERED: later("the survey"),
        Trigger.MEMBERSHIP_SOLD: later("the membership"),
        Trigger.TIER_REACHED: later("the tier"),
        Trigger.ANNIVERSARY: later("the anniversary"),
    }
)


def occasion_kind(trigger: str, language: Language) -> str:
    """What the name in an occasion names: «فرم» / "the form"."""
    _ = words(language)
    message = _KINDS.get(trigger, _OTHER)
    return _(message)
