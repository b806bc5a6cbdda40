"""A new member: the mobile is enough; name, birthday, referrer and consents are there for whoever tells them."""

from msgspec import structs

from vafa.domain.acts import Consent
from vafa.domain.errors import Refusal, Trouble
from vafa.domain.texts import name as checked_name
from vafa.domain.who import NOBODY, Who, by_card, by_mobile
from vafa.persian.jalali import parse_birthday
from vafa.persian.mobile import canonical_mobile
from vafa.services.counter.look_up import Glance
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import CONSENTS, Enrolment, Mode, Place, Said, Step, ToastKind, WayOn
from vafa.ui.counter.till_sale import TillSale
from vafa.ui.parts.runner import No

_FIELDS = (Mode.NEW_MOBILE, Mode.NEW_NAME, Mode.NEW_BIRTHDAY, Mode.NEW_REFERRER)
_TEXTS = {
    Mode.NEW_MOBILE: "mobile",
    Mode.NEW_NAME: "name",
    Mode.NEW_BIRTHDAY: "birthday",
    Mode.NEW_REFERRER: "referrer",
}


class EnrolFlow(Flow):
    """F2: the sheet of a new member. It may lie over an open purchase, which gets the member then."""

    def __init__(self, core: CounterCore, till: TillSale) -> None:
        self._core = core
        self._till = till
        self._key = ""
        self._referrer: Who = NOBODY

    def begin(self, mobile: str = "") -> None:
        """Opens the sheet, with what is known of the mobile."""
        core = self._core
        self._key, self._referrer = core.desk.clock.new_id().hex(), NOBODY
        core.leave_page()
        core.change(step=Step.ENROL, enrolment=Enrolment(), hits=None, posted=None, stopped=None, details=None)
        core.ask_for(Mode.NEW_MOBILE, mobile)
        self.typed(mobile)

    def typed(self, text: str) -> None:
        mode = self._core.state.box.mode
        if self._sheet.sending or mode not in _TEXTS:
            return
        self._set(**{_TEXTS[mode]: text})
        if mode is Mode.NEW_MOBILE:
            self._mobile_typed(text)
        elif mode is Mode.NEW_REFERRER:
            self._referrer_typed(text)

    def accepted(self) -> None:
        if not self._sheet.sending:
            self._enrol()

    def went_back(self) -> None:
        core = self._core
        if self._sheet.sending:
            return
        if core.state.box.mode is not Mode.NEW_MOBILE:
            self._go_to(Mode.NEW_MOBILE)
            return
        core.void("referrer")
        if self._till.open is not None:
            self._till.show()
        else:
            core.go_idle()

    def key(self, name: str) -> None:
        if self._sheet.sending or self._core.state.box.mode not in _FIELDS:
            return
        at = _FIELDS.index(self._core.state.box.mode)
        match name:
            case "Tab" | "Down":
                self._go_to(_FIELDS[(at + 1) % len(_FIELDS)])
            case "Backtab" | "Up":
                self._go_to(_FIELDS[at - 1])
            case "F2":
                self._go_to(Mode.NEW_MOBILE)
            case "F6":
                self._go_to(Mode.NEW_REFERRER)
            case "Ctrl+1" | "Ctrl+2":
                self._toggle(int(name[-1]) - 1)

    def picked(self, place: int) -> None:
        """A field of the sheet was clicked."""
        if 0 <= place < len(_FIELDS) and not self._sheet.sending:
            self._go_to(_FIELDS[place])

    def referrer_scanned(self, digits: str) -> None:
        """The referrer's card was read."""
        core, who = self._core, by_card(digits)

        def came(member: Glance) -> None:
            self._referrer = who
            self._set(referrer="", referrer_card=True, referrer_name=member.member.name or member.member.mobile)
            if core.state.box.mode is Mode.NEW_REFERRER:
                self._go_to(Mode.NEW_REFERRER)

        core.ask(
            "referrer", lambda: core.desk.look_up.glance(who), came, lambda no: self._wrong(Mode.NEW_REFERRER, said(no))
        )

    # --- the fields

    @property
    def _sheet(self) -> Enrolment:
        return self._core.state.enrolment or Enrolment()

    def _set(self, **changes: object) -> None:
        self._core.change(enrolment=structs.replace(self._sheet, **changes))

    def _toggle(self, place: int) -> None:
        self._set(consents=self._sheet.consents ^ {CONSENTS[place]})

    def _go_to(self, mode: Mode, no: Said | None = None) -> None:
        self._core.ask_for(mode, str(getattr(self._sheet, _TEXTS[mode])), no=no)

    def _wrong(self, mode: Mode, no: Said) -> None:
        if self._core.state.box.mode is mode:
            self._core.say_no(no)
        else:
            self._go_to(mode, no)

    def _mobile_typed(self, text: str) -> None:
        core, mobile = self._core, canonical_mobile(text)
        self._set(mobile_good=mobile is not None)
        core.void("is_member")
        if mobile is None:
            return
        who = by_mobile(mobile)

        def exists(member: Glance) -> None:
            self._set(mobile_good=False)
            self._offer_existing(member.member.name, mobile)

        core.ask("is_member", lambda: core.desk.look_up.glance(who), exists, _free)

    def _referrer_typed(self, text: str) -> None:
        core, mobile = self._core, canonical_mobile(text)
        self._referrer = NOBODY if mobile is None else by_mobile(mobile)
        self._set(referrer_name="", referrer_card=False)
        core.void("referrer")
        if mobile is None:
            return
        who = self._referrer

        def came(member: Glance) -> None:
            self._set(referrer_name=member.member.name or member.member.mobile)

        def failed(no: No) -> None:
            if core.state.box.mode is Mode.NEW_REFERRER:
                core.say_no(_of_another(no))

        core.ask("referrer", lambda: core.desk.look_up.glance(who), came, failed)

    # --- enrolling

    def _enrol(self) -> None:
        core, sheet = self._core, self._sheet
        wrong = _fault(sheet)
        if wrong is not None:
            self._wrong(*wrong)
            return
        birthday = parse_birthday(sheet.birthday) if sheet.birthday.strip() else None
        consents = tuple(Consent(channel, given=True) for channel in CONSENTS if channel in sheet.consents)
        key, staff, referrer = self._key, core.state.person.number, self._referrer
        who = by_mobile(sheet.mobile)
        desk = core.desk

        def work() -> Glance:
            desk.enrol(
                sheet.mobile,
                name=sheet.name,
                birthday=birthday,
                consents=consents,
                referrer=referrer,
                key=key,
                staff=staff,
            )
            return desk.look_up.glance(who)

        self._set(sending=True)
        core.act("enrol", work, lambda member: self._enrolled(who, member), self._not_enrolled)

    def _enrolled(self, who: Who, member: Glance) -> None:
        core = self._core
        core.change(enrolment=None)
        if self._till.open is not None:
            self._till.show()
            self._till.set_member(who, member)
        else:
            self._till.begin(who, member)
        core.toast(ToastKind.ENROLLED, name=member.member.name, mobile=member.member.mobile)

    def _not_enrolled(self, no: No) -> None:
        self._set(sending=False)
        if isinstance(no, Trouble):
            self._core.question(said(no), Place.PAGE, (WayOn.TRY_AGAIN,), lambda _: self._enrol())
            return
        match no.code:
            case "already_member":
                self._offer_existing(str(no.figures.get("name") or ""), str(no.figures.get("mobile") or ""))
            case "key_reused":
                self._key = self._core.desk.clock.new_id().hex()
                self._enrol()
            case "name_invalid":
                self._wrong(Mode.NEW_NAME, said(no))
            case "date_invalid":
                self._wrong(Mode.NEW_BIRTHDAY, structs.replace(said(no), code="birthday_invalid"))
            case "member_unknown" | "card_blocked" | "card_unknown":
                self._wrong(Mode.NEW_REFERRER, _of_another(no))
            case "mobile_invalid":
                self._wrong(Mode.NEW_MOBILE, said(no))
            case _:
                self._core.say_no(said(no))

    def _offer_existing(self, name: str, mobile: str) -> None:
        core, who = self._core, by_mobile(mobile)

        def opened(member: Glance) -> None:
            core.change(enrolment=None)
            if self._till.open is not None:
                self._till.show()
                self._till.set_member(who, member)
            else:
                self._till.begin(who, member)

        figures = {"name": name, "mobile": mobile}
        core.question(
            Said("already_member", figures),
            Place.MEMBER,
            (WayOn.OPEN_EXISTING,),
            lambda _: core.ask("open", lambda: core.desk.look_up.glance(who), opened, lambda no: core.say_no(said(no))),
        )


def _fault(sheet: Enrolment) -> tuple[Mode, Said] | None:
    """The first field that cannot be taken, and why."""
    if canonical_mobile(sheet.mobile) is None:
        return Mode.NEW_MOBILE, Said("mobile_invalid", {"mobile": sheet.mobile[:30]})
    try:
        checked_name(sheet.name)
    except Refusal as no:
        return Mode.NEW_NAME, said(no)
    if sheet.birthday.strip() and parse_birthday(sheet.birthday) is None:
        return Mode.NEW_BIRTHDAY, Said("birthday_invalid", {"text": sheet.birthday[:40]})
    if sheet.referrer.strip() and canonical_mobile(sheet.referrer) is None:
        return Mode.NEW_REFERRER, Said("mobile_invalid", {"mobile": sheet.referrer[:30]})
    return None


def _of_another(no: No) -> Said:
    """What is wrong with somebody who is named beside the customer: nobody offers to make him a member."""
    return structs.replace(said(no), code="mobile_of_nobody") if no.code == "member_unknown" else said(no)


def _free(_: No) -> None:
    """Nobody has the mobile: just what is wanted."""
