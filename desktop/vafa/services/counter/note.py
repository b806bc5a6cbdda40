"""A note about a member, for whoever serves him next."""

from msgspec import Struct

from vafa.domain import texts
from vafa.domain.acts import Ask, MemberNoted
from vafa.domain.envelope import request_digest
from vafa.domain.personal import FreeText
from vafa.domain.roles import Deed
from vafa.domain.who import Who
from vafa.store.finding import find_acting, find_member, subject
from vafa.store.members import Member
from vafa.store.shopfile import Store


class Noted(Struct, frozen=True):
    """A member and the note about him that holds now; "" for none."""

    member: Member
    note: str


class Note:
    """Replaces the note about a member; an empty one takes it away. One that says the same is not journalled again.
    Whoever may enrol may note. Refuses `text_too_long`, and as `find_member` and `find_acting` say."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, who: Who, text: str, *, key: str | None = None, staff: int | None = None) -> Noted:
        store = self._store
        text = texts.clean("note", text, texts.MAX_NOTE)
        with store.act() as act:
            digest = request_digest("note", subject(store, who))
            if act.earlier(key, digest, FreeText(text)) is None:
                by = find_acting(store, staff, Deed.ENROL)
                member = find_member(store, who)
                if store.members.note(member.id) != text:
                    ask = Ask(act.till, key, digest) if key else None
                    act.post(MemberNoted(ask=ask), member=member.id, staff=by, personal=FreeText(text))
            member = find_member(store, who)
            return Noted(member, store.members.note(member.id))
