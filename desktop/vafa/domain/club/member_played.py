"""What members do in a story besides buying: enrolling, telling, answering, being given points by hand."""

from vafa.domain.account import EntryKind
from vafa.domain.club.giving import attach_coupon, give_main, occasion, tier_of, tier_reached
from vafa.domain.club.happenings import (
    AdjustHappens,
    AnniversaryHappens,
    EnrolHappens,
    FieldHappens,
    FormHappens,
    GiveCouponHappens,
    InterestHappens,
    ManualHappens,
    ProfileHappens,
    ReferHappens,
    SurveyHappens,
)
from vafa.domain.club.recorded import ADJUSTED, Stamp
from vafa.domain.club.state import Club
from vafa.domain.club.telling import Result
from vafa.domain.engine.lot_life import lot_life
from vafa.domain.engine.occasions import Occasion, profile_occasions
from vafa.domain.engine.referring import check_referrer
from vafa.domain.errors import Refusal
from vafa.domain.rulebook.plans import Trigger

MAX_ADJUSTED = 10_000_000_000


def enrol(club: Club, stamp: Stamp, event: EnrolHappens) -> Result:
    """A new member. Raises Refusal `already_member`, and for the referrer `member_unknown` or `referral_self`."""
    if event.member in club.own:
        raise Refusal("already_member", member=event.member)
    if event.referrer == event.member:
        raise Refusal("referral_self")
    referrer = club.book(event.referrer) if event.referrer else None
    book = club.enrol(event.member, stamp.instant.moment)
    book.segments = event.segments
    book.birthday = event.birthday.value if event.birthday else None
    book.referrer = referrer.member if referrer else None
    return given(club, stamp, event.member, Occasion(trigger=Trigger.ENROLMENT))


def refer(club: Club, stamp: Stamp, event: ReferHappens) -> Result:  # noqa: ARG001 - one of many of this shape
    """A member says later who brought him. Raises the Refusals of `check_referrer`."""
    book, referrer = club.book(event.member), club.book(event.referrer)
    bought = any(total.net_rial > 0 for total in book.days)
    check_referrer(book.member, referrer.member, club.referrer_of, has_bought=bought)
    for recorded in club.recorders(event.member):
        recorded.referrer = referrer.member
    return Result(posted=True)


def profile(club: Club, stamp: Stamp, event: ProfileHappens) -> Result:  # noqa: ARG001 - one of many of this shape
    """Birthday or segments of a member are told."""
    club.book(event.member)
    for book in club.books_of(event.member):
        book.birthday = event.birthday.value if event.birthday else book.birthday
        book.segments = event.segments if event.segments is not None else book.segments
    return Result()


def field(club: Club, stamp: Stamp, event: FieldHappens) -> Result:
    """One field of the profile; the last one completes it. Raises Refusal `field_unknown`."""
    _refuse_unknown("field_unknown", event.field, club.ruleset.programme.fields)
    before = tuple(club.book(event.member).fields)
    for book in club.recorders(event.member):
        book.fields[event.field] = None
    after = tuple(club.book(event.member).fields)
    return given(club, stamp, event.member, *profile_occasions(club.ruleset, before, after))


def form(club: Club, stamp: Stamp, event: FormHappens) -> Result:
    """A form is completed. Raises Refusal `form_unknown`."""
    _refuse_unknown("form_unknown", event.form, club.ruleset.programme.forms)
    return given(club, stamp, event.member, Occasion(trigger=Trigger.FORM_COMPLETED, about=event.form))


def survey(club: Club, stamp: Stamp, event: SurveyHappens) -> Result:
    """A survey is answered. Raises Refusal `survey_unknown`."""
    _refuse_unknown("survey_unknown", event.survey, club.ruleset.programme.surveys)
    return given(club, stamp, event.member, Occasion(trigger=Trigger.SURVEY_ANSWERED, about=event.survey))


def interest(club: Club, stamp: Stamp, event: InterestHappens) -> Result:
    """An interest is told. Raises Refusal `interest_unknown`."""
    _refuse_unknown("interest_unknown", event.interest, club.ruleset.programme.interests)
    club.book(event.member)
    for book in club.recorders(event.member):
        book.interests[event.interest] = None
    return given(club, stamp, event.member, Occasion(trigger=Trigger.INTEREST_TOLD, about=event.interest))


def anniversary(club: Club, stamp: Stamp, event: AnniversaryHappens) -> Result:
    """An anniversary is today."""
    on = event.on.value if event.on else None
    return given(club, stamp, event.member, Occasion(trigger=Trigger.ANNIVERSARY, about=event.about, on=on))


def manual(club: Club, stamp: Stamp, event: ManualHappens) -> Result:
    """Points by hand through the rules on `manual`."""
    about = Occasion(trigger=Trigger.MANUAL, about=event.rule, points=event.points)
    return given(club, stamp, event.member, about)


def adjust(club: Club, stamp: Stamp, event: AdjustHappens) -> Result:
    """Points by hand without a rule. Raises Refusal `points_zero`, `points_too_many` or `reason_missing`."""
    club.book(event.member)
    if not event.points:
        raise Refusal("points_zero")
    if abs(event.points) > MAX_ADJUSTED:
        raise Refusal("points_too_many", points=event.points, limit=MAX_ADJUSTED)
    if not event.reason.strip():
        raise Refusal("reason_missing")
    life = lot_life(club.ruleset.programme, stamp.instant)
    club.post(stamp, event.member, ADJUSTED, EntryKind.ADJUST, event.points, life=life)
    return Result(posted=True, points=event.points)


def give_coupon(club: Club, stamp: Stamp, event: GiveCouponHappens) -> Result:
    """A coupon by hand. Raises Refusal `coupon_plan_unknown`."""
    club.book(event.member)
    if event.plan not in club.ruleset.coupons:
        raise Refusal("coupon_plan_unknown", plan=event.plan)
    return Result(posted=True, coupons_issued=(attach_coupon(club, stamp, event.member, event.plan),))


def given(club: Club, stamp: Stamp, name: str, *occasions: Occasion) -> Result:
    """Gives what the rules give for occasions, and looks at the tier afterwards."""
    before = tier_of(club, stamp, name)
    result = Result()
    for about in occasions:
        give_main(club, stamp, name, occasion(club, stamp, name, about), result)
    tier_reached(club, stamp, name, before, result)
    return result


def _refuse_unknown(code: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise Refusal(code, name=name, known=list(known))
