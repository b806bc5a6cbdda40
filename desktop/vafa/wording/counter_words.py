"""What the counter says with figures while a purchase is open: the day, the member, the bill."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from vafa.domain.engine.outcome import Bill
from vafa.domain.receipt import NextExpiry, Reason, ShopFace
from vafa.domain.units import DisplayUnit, Points, Rial
from vafa.persian import digits, tehran
from vafa.persian.money import RIAL_PER_TOMAN
from vafa.wording import figures, times
from vafa.wording.card_words import CARDS
from vafa.wording.catalogue import Language, words
from vafa.wording.reason_figures import shown
from vafa.wording.reasons import reason_line

_NEAR_DAYS = 60
"""A day further away is told by its date alone."""


class Because(Struct, frozen=True):
    """A reason for points in two parts: what it is called, and how it was reckoned."""

    name: str
    detail: str


def reason_parts(reason: Reason, unit: DisplayUnit, language: Language) -> Because:
    """The reason of an award or of a step. The shop's own title is its name where there is one; what no card was
    written for says its whole sentence, and a code from a newer programme shows the name of its rule."""
    if reason.code not in CARDS:
        return Because(reason_line(reason, unit, language), "")
    name, detail = (told if isinstance(told, str) else told(reason) for told in CARDS[reason.code])
    _ = words(language)
    said = shown(reason, unit, language)
    title = reason.names.get("title")
    return Because(title or _(name).format_map(said), _(detail).format_map(said) if detail else "")


def earns_nothing(bill: Bill, unit: DisplayUnit, language: Language) -> str:
    """Which money of the bill brings no points; "" when all of it does."""
    _ = words(language)
    amount = sum(line.net_rial for line in bill.lines)
    earning = sum(line.earning_rial for line in bill.lines)
    with_points = figures.money(Rial(amount - earning), unit, language)
    tax = figures.money(_in_whole_toman(earning - bill.award.facts.base_rial), unit, language)
    match (earning > bill.award.facts.base_rial, amount > earning):
        case (True, True):
            return _("{tax} of tax and {money} paid with points earn no points.").format(tax=tax, money=with_points)
        case (True, False):
            return _("{tax} of tax earn no points.").format(tax=tax)
        case (False, True):
            return _("{money} paid with points earn no points.").format(money=with_points)
        case _:
            return ""


def _in_whole_toman(rial: int) -> Rial:
    """Tax is a share: its tenths of a toman explain nothing."""
    return Rial(round(rial / RIAL_PER_TOMAN) * RIAL_PER_TOMAN)


def percent(part: int, whole: int, language: Language) -> str:
    """A share as a whole percent: «۶۸٪»; nothing of nothing is 0."""
    share = figures.number(round(part * 100 / whole) if whole else 0, language)
    return f"{share}{'٪' if language == 'fa' else '%'}"


def of_receipts(with_member: int, receipts: int, language: Language) -> str:
    """The figures of the share: «۳۴ از ۵۰ فاکتور»."""
    _ = words(language)
    return _("{part} of {whole} receipts").format(
        part=figures.number(with_member, language), whole=figures.number(receipts, language)
    )


def in_receipts(receipts: int, language: Language) -> str:
    """«در ۵۲ فاکتور»."""
    _ = words(language)
    if receipts == 1:
        return _("in one receipt")
    return _("in {count} receipts").format(count=figures.number(receipts, language))


def yesterday_people(count: int, language: Language) -> str:
    """«دیروز ۵ نفر»."""
    _ = words(language)
    return _("yesterday {count}").format(count=figures.number(count, language))


def waiting_purchases(count: int, language: Language) -> str:
    """«۲ فاکتور منتظر»."""
    _ = words(language)
    if not count:
        return _("nothing waits")
    if count == 1:
        return _("one purchase waits")
    return _("{count} purchases wait").format(count=figures.number(count, language))


def waiting_slips(count: int, language: Language) -> str:
    """What the printer still owes: «خالی», «۳ رسید»."""
    _ = words(language)
    if not count:
        return _("empty")
    return _("one slip") if count == 1 else _("{count} slips").format(count=figures.number(count, language))


def found_members(count: int, language: Language) -> str:
    """How many a text fits: «۴ عضو»."""
    _ = words(language)
    if not count:
        return _("nobody fits")
    return _("one member") if count == 1 else _("{count} members").format(count=figures.number(count, language))


def last_digits(count: int, language: Language) -> str:
    """What the box is asking for: «۴ رقم آخر موبایل»."""
    _ = words(language)
    return _("Last {count} digits of the mobile").format(count=figures.number(count, language))


def joined(moment: datetime, mobile: str, language: Language) -> str:
    """Since when and under which mobile: «عضو از ۱۴۰۱ · ۰۹۱۲•••۴۵۶۷»."""
    _ = words(language)
    since = _("member since {year}").format(year=times.jalali_year(moment, language))
    return f"{since}  ·  {figures.masked_mobile(mobile, language)}" if mobile else since


def equals(money: str) -> str:
    """«= ۴۰٬۰۰۰ تومان»."""
    return f"= {money}"


def worth_in_words(money: str, language: Language) -> str:
    """«برابر ۱۹۵٬۰۰۰ تومان»."""
    _ = words(language)
    return _("worth {money}").format(money=money)


def pending(points: int, language: Language) -> str:
    """«۶۰ امتیاز در انتظار»; "" for none."""
    _ = words(language)
    return _("{points} in waiting").format(points=figures.points(Points(points), language)) if points else ""


def good_until(on: date, now: datetime, language: Language) -> str:
    """The last good day, and how far it is when it is near: «تا ۶ آذر، ۶ روز دیگر»."""
    _ = words(language)
    day = times.day_and_month(on, language) if times.same_year(on, now) else figures.day_in_words(on, language)
    days = (on - tehran.tehran_date(now)).days
    if days > _NEAR_DAYS:
        return _("until {day}").format(day=day)
    return _("until {day}, {left}").format(day=day, left=times.in_days(days, language))


def birthday_soon(today: date, days: int, language: Language) -> str:
    """A birthday so many days ahead: «تولدش سه‌شنبه ۳ آذر است»."""
    _ = words(language)
    if days <= 0:
        return _("Today is the birthday")
    return _("Birthday on {day}").format(day=times.weekday_and_day(today + timedelta(days), language))


def last_visit(moment: datetime, now: datetime, language: Language) -> str:
    """«آخرین خرید ۱۲ روز پیش»."""
    _ = words(language)
    return _("Last purchase {ago}").format(ago=times.ago(moment, now, language))


def most_points(points: int, language: Language) -> str:
    """«بیشینه این فاکتور ۱٬۱۸۰»."""
    _ = words(language)
    return _("at most {points} on this bill").format(points=figures.number(points, language))


def all_points(points: int, language: Language) -> str:
    """«همه ۱٬۱۸۰»."""
    _ = words(language)
    return _("All {points}").format(points=figures.number(points, language))


def next_to_lapse(soonest: NextExpiry, language: Language) -> str:
    """The label of the points that lapse first: «نزدیک‌ترین انقضا، ۲ اسفند»."""
    _ = words(language)
    return _("Next to expire, {day}").format(day=figures.day_in_words(soonest.on, language))


def till(face: ShopFace, language: Language) -> str:
    """«صندوق ۲»; "" for a till without a name."""
    _ = words(language)
    name = digits.to_persian(face.till) if language == "fa" else face.till
    return _("till {till}").format(till=name) if name else ""


def shop_title(face: ShopFace) -> str:
    """The head of a slip: «فروشگاه مهرگان — ونک»."""
    return f"{face.name} — {face.branch}" if face.branch else face.name


def date_and_time(moment: datetime, language: Language) -> str:
    """«۱۴۰۵/۰۸/۳۰  ۱۸:۴۲»."""
    return f"{figures.day(tehran.tehran_date(moment), language)}  {figures.time_of_day(moment, language)}"


def consent_given(moment: datetime, name: str, language: Language) -> str:
    """Who asked and when: «گفت بله؛ ساعت ۱۸:۴۲ به نام نسترن احمدی»."""
    _ = words(language)
    return _("Said yes; {time}, asked by {name}").format(time=figures.time_of_day(moment, language), name=name)


def parked_number(number: int, language: Language) -> str:
    """«شمارهٔ ۳»."""
    _ = words(language)
    return _("number {number}").format(number=figures.number(number, language))


def page_of(page: int, pages: int, language: Language) -> str:
    """«صفحهٔ ۱ از ۳»."""
    _ = words(language)
    return _("Page {page} of {pages}").format(
        page=figures.number(page, language), pages=figures.number(pages, language)
    )
