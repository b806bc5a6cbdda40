"""Enrolling a member: the mobile is enough."""

from msgspec import Struct

from vafa.domain import texts
from vafa.domain.acts import Ask, Consent, MemberEnrolled
from vafa.domain.engine.occasions import Occasion
from vafa.domain.engine.referring import check_referrer
from vafa.domain.envelope import request_digest
from vafa.domain.errors import Refusal
from vafa.domain.personal import Profile
from vafa.domain.roles import Deed
from vafa.domain.rulebook.plans import Trigger
from vafa.domain.who import NOBODY, Who
from vafa.persian.jalali import Birthday, JalaliDate
from vafa.persian.mobile import canonical_mobile
from vafa.persian.tehran import tehran_date
from vafa.store.awarding import post_occasion
from vafa.store.finding import find_acting, find_member, subject
from vafa.store.members import Member
from vafa.store.shopfile import Store


class Enrolment(Struct, frozen=True):
    """A member as enrolled. `repeated`: the same request had been carried out before, under the same key."""

    member: Member
    repeated: bool = False


class Enrol:
    """One canonical mobile, one member. What the programme gives for enrolling is posted in the same act. Refuses
    `mobile_invalid`, `name_invalid`, `already_member` (with the member's id), and for the referrer as `find_member` and
    `check_referrer` say. Consent is kept per channel, with who asked and when."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(
        self,
        mobile: str,
        *,
        name: str = "",
        birthday: Birthday | None = None,
        consents: tuple[Consent, ...] = (),
        referrer: Who = NOBODY,
        key: str | None = None,
        staff: int | None = None,
    ) -> Enrolment:
        store = self._store
        canonical = canonical_mobile(mobile)
        if canonical is None:
            raise Refusal("mobile_invalid", mobile=mobile[:30])
        if birthday is not None and birthday.year and birthday.year > JalaliDate.of(tehran_date(store.now())).year:
            raise Refusal("date_invalid", text=str(birthday.year))
        profile = Profile(canonical, texts.name(name), birthday)
        with store.act() as act:
            digest = request_digest("enrol", (consents, subject(store, referrer)))
            earlier = act.earlier(key, digest, profile)
            if earlier:
                return Enrolment(self._member(earlier.envelope.member or b""), repeated=True)
            by = find_acting(store, staff, Deed.ENROL)
            known = store.members.by_mobile(canonical)
            if known is not None:
                raise Refusal("already_member", member=known.id.hex(), name=known.name, mobile=canonical)
            member = store.clock.new_id()
            brought_by = None if referrer.anonymous else find_member(store, referrer).id
            if brought_by is not None:
                check_referrer(member, brought_by, self._referrer_of, has_bought=False)
            body = MemberEnrolled(
                ask=Ask(act.till, key, digest) if key else None, consents=consents, referrer=brought_by
            )
            act.post(body, member=member, staff=by, personal=profile)
            post_occasion(store, act, member, Occasion(trigger=Trigger.ENROLMENT), act.now, by)
        return Enrolment(self._member(member))

    def _referrer_of(self, member: bytes) -> bytes | None:
        return self._store.members.background(member)[2]

    def _member(self, member: bytes) -> Member:
        found = self._store.members.get(member)
        if found is None:
            raise Refusal("member_unknown", mobile="")
        return found
