"""Every sentence that stands on paper: slips, cards and statements."""

from datetime import date, datetime
from enum import StrEnum

from vafa.domain.receipt import Reason, ReceiptKind, ShopFace
from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths
from vafa.persian import digits, tehran
from vafa.wording import figures
from vafa.wording.catalogue import Language, later, words
from vafa.wording.reasons import reason_line


class Label(StrEnum):
    """A sentence that needs no figure; `say` puts it into a language."""

    COPY = later("Copy")
    RECEIPT = later("Receipt")
    OF_RECEIPT = later("Of receipt")
    AMOUNT = later("Purchase amount")
    RETURNED_AMOUNT = later("Returned goods")
    CANCELLED_AMOUNT = later("Cancelled amount")
    DISCOUNT = later("Discount")
    POINTS_SPENT = later("Points spent")
    MONEY_OFF = later("Their value")
    PAID = later("Paid")
    HANDED_BACK = later("Handed back")
    POINTS_CLAWED = later("Points taken back")
    POINTS_RETURNED = later("Points given back")
    MEMBER = later("Club member")
    MOBILE = later("Mobile")
    BALANCE = later("Your points balance")
    PENDING = later("Points in waiting")
    DEBT = later("Points debt")
    POINTS_UNIT = later("points")
    SAVED = later("Saved this year")
    RETURN_TITLE = later("To return goods")
    RETURN_HINT = later("Keep this slip. Its code finds this purchase.")
    CODE_HINT = later("Keep this slip. Its code finds it again.")
    THANKS = later("Thank you for your purchase")
    THANKS_ANYWAY = later("Thank you for being with us")
    NO_MESSAGES = later("To stop text messages: 11")
    TRIAL = later("Trial print")
    TRIAL_LETTERS = later("a b g m q w 0 O 1 l")
    TRIAL_HINT = later("If every letter is clear and this code can be read, the printer is ready.")

    CLUB = later("Customer club")
    MOTTO = later("Your loyalty matters to us")
    PROMISE = later("Every purchase earns points, all points are money off")
    SHOW_CARD = later("Show this when you buy")
    SAY_MOBILE = later("Or just say your mobile number.")
    POINTS_ARE_YOURS = later("The points are yours, not the card's.")
    LOST_CALL = later("If it is lost, call us to block it:")
    LOST_TELL = later("If it is lost, tell us to block it.")
    CARD_NUMBER = later("Card number")
    TERMS = later("Ask the cashier for the terms of the club.")

    STATEMENT = later("Points statement")
    DATE = later("Date")
    DESCRIPTION = later("Description")
    POINTS = later("Points")
    RUNNING_BALANCE = later("Balance")
    NO_ROWS = later("Nothing has been posted yet.")


_TITLES = {
    ReceiptKind.REDEMPTION: later("Points spent"),
    ReceiptKind.REFUND: later("Return of goods"),
    ReceiptKind.CANCELLED: later("Cancelled"),
}

# Between these two a name is laid out by its own first letter, whatever the sentence around it does.
_OWN_DIRECTION = "\u2068"
_END_ISOLATE = "\u2069"

_UNBROKEN_SPACE = "\u00a0"

# A shop is known by the word after these.
_GENERIC_NAMES = frozenset({"فروشگاه", "فروشگاه‌های", "زنجیره‌ای", "سوپرمارکت", "The", "Shop", "Store"})


def say(label: Label, language: Language) -> str:
    """A label in a language."""
    return words(language)(label)


def title(kind: ReceiptKind, language: Language) -> str:
    """What a slip calls itself under the shop's name; empty for an ordinary sale."""
    return words(language)(_TITLES[kind]) if kind in _TITLES else ""


def initial(shop: ShopFace) -> str:
    """The letter in the shop's mark: of «فروشگاه مهرگان» it is «م»."""
    parts = [part for part in shop.name.split() if part not in _GENERIC_NAMES] or shop.name.split()
    return parts[0][0].upper() if parts else ""


def place(shop: ShopFace, language: Language) -> str:
    """Branch and till, as far as they are named: «شعبهٔ ونک · صندوق ۲»."""
    _ = words(language)
    till = _("till {till}").format(till=_in_script(shop.till, language)) if shop.till else ""
    return " · ".join(part for part in (shop.branch, till) if part)


def moment(at: datetime, language: Language) -> str:
    """Day and time on a Tehran clock, apart enough to be read apart."""
    return f"{figures.day(tehran.tehran_date(at), language)}   {figures.time_of_day(at, language)}"


def points_off(points: Points, language: Language) -> str:
    """The label of money taken off for points: «تخفیف با ۴۰۰ امتیاز»."""
    _ = words(language)
    return _("Discount with {points}").format(points=figures.points(points, language))


def discount(reason: Reason, unit: DisplayUnit, language: Language) -> str:
    """The label of a discount of the programme: the shop's own words for it, else how it was reckoned."""
    return reason.names.get("title") or reason_line(reason, unit, language)


def earned_here(points: Points, language: Language) -> str:
    """What this purchase added: «کسب این خرید +۱۵۵»."""
    _ = words(language)
    return _("This purchase {points}").format(points=figures.signed(points, language))


def worth(rial: Rial, unit: DisplayUnit, language: Language) -> str:
    """What points come to in money: «برابر ۹۹٬۵۰۰ تومان»."""
    _ = words(language)
    return _("worth {money}").format(money=figures.money(rial, unit, language))


def next_expiry(on: date, language: Language) -> str:
    """The label of the points that lapse first, with their last good day."""
    _ = words(language)
    return _("Next to expire, {day}").format(day=figures.day_in_words(on, language))


def goods(name: str, quantity: Thousandths, language: Language) -> str:
    """A thing and how many of it: «شیر × ۲»; the name keeps its own direction, the sign stays with its number."""
    _ = words(language)
    return _("{name} ×{quantity}").format(
        name=f"{_OWN_DIRECTION}{name}{_END_ISOLATE}",
        quantity=_UNBROKEN_SPACE + figures.quantity(quantity, language),
    )


def shop_phone(shop: ShopFace, language: Language) -> str:
    """The line that names the shop's telephone."""
    _ = words(language)
    return _("Telephone: {phone}").format(phone=phone(shop, language))


def phone(shop: ShopFace, language: Language) -> str:
    """The shop's telephone as an island that reads left to right."""
    return figures.latin(_in_script(shop.phone.replace(" ", _UNBROKEN_SPACE), language))


def printed_on(at: datetime, language: Language) -> str:
    """When a statement was made."""
    _ = words(language)
    return _("Made on {day}").format(day=figures.day_in_words(tehran.tehran_date(at), language))


def page_of(page: int, pages: int, language: Language) -> str:
    """A page's number and how many there are."""
    _ = words(language)
    return _("Page {page} of {pages}").format(
        page=figures.number(page, language), pages=figures.number(pages, language)
    )


def _in_script(text: str, language: Language) -> str:
    return digits.to_persian(text) if language == "fa" else text
