"""The doubted clock: a person says once what time it is, or that the clock is right."""

import re
from collections.abc import Callable
from datetime import datetime, time

from vafa.persian import digits
from vafa.persian.jalali import parse_jalali
from vafa.persian.tehran import tehran_date, tehran_moment
from vafa.services.office.set_clock import ShopTime
from vafa.ui.counter.counter_core import CounterCore, Flow, said
from vafa.ui.counter.counter_state import Mode, Said, ToastKind, WayOn
from vafa.ui.parts.runner import No

_TIME = re.compile(r"(?:(?P<date>.*?)[\s،,]+)?(?P<hour>[0-9]{1,2})[:.٫](?P<minute>[0-9]{2})")


class ClockFlow(Flow):
    """Asks for date and time in the box."""

    def __init__(self, core: CounterCore) -> None:
        self._core = core
        self._then: Callable[[], None] | None = None

    def answer(self, way: WayOn, then: Callable[[], None]) -> None:
        """Goes the way that was chosen; `then` when the clock is trusted again, or when it was let be."""
        self._then = then
        if way is WayOn.CLOCK_IS_RIGHT:
            self._set(None)
        else:
            self._core.ask_for(Mode.MOMENT)

    def accepted(self) -> None:
        text = self._core.state.box.text
        moment = read_moment(text, self._core.state.now)
        if moment is None:
            self._core.say_no(Said("date_invalid", {"text": text[:40]}))
        else:
            self._set(moment)

    def went_back(self) -> None:
        if self._core.state.box.text:
            self._core.ask_for(Mode.MOMENT)
        else:
            self._done()

    def _set(self, moment: datetime | None) -> None:
        desk, staff = self._core.desk, self._core.state.person.number
        self._core.put_in_box(busy=True)
        self._core.act("clock", lambda: desk.set_clock(moment, staff=staff), self._trusted, self._refused)

    def _trusted(self, shop_time: ShopTime) -> None:
        self._core.change(now=shop_time.now)
        self._core.toast(ToastKind.CLOCK_SET, now=shop_time.now)
        self._done()

    def _refused(self, no: No) -> None:
        if self._core.state.box.mode is not Mode.MOMENT:
            self._core.ask_for(Mode.MOMENT)
        self._core.say_no(said(no))

    def _done(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


def read_moment(text: str, now: datetime) -> datetime | None:
    """A Jalali date and a time of day as they are typed (1405/8/30 18:42; without a date today's), or None."""
    found = _TIME.fullmatch(digits.typed(text[:60]))
    if found is None:
        return None
    typed_date = found["date"]
    jalali = parse_jalali(typed_date) if typed_date else None
    if typed_date and jalali is None:
        return None
    day = jalali.to_date() if jalali is not None else tehran_date(now)
    hour, minute = int(found["hour"]), int(found["minute"])
    return tehran_moment(day, time(hour, minute)) if hour < 24 and minute < 60 else None
