"""What the counter says with figures once something is posted: the story, the sentence to say, the slip."""

from vafa.domain.receipt import Receipt, ReceiptKind
from vafa.domain.units import Points, Rial
from vafa.wording import figures
from vafa.wording.catalogue import Language, words
from vafa.wording.counter_words import reason_parts
from vafa.wording.reasons import reason_line

_COMMA = {"fa": "، ", "en": ", "}


def receipt_and_time(receipt: Receipt, language: Language) -> str:
    """«فاکتور F-20418  ·  ۱۸:۴۲»."""
    _ = words(language)
    named = _("receipt {number}").format(number=figures.latin(receipt.number))
    return f"{named}  ·  {figures.time_of_day(receipt.moment, language)}"


def of_receipt(number: str, language: Language) -> str:
    """«فاکتور F-20418»."""
    _ = words(language)
    return _("receipt {number}").format(number=figures.latin(number))


def earned_because(receipt: Receipt, language: Language) -> str:
    """Why points were given, in short: «پایه ۱۱۶، ضریب نقره‌ای ۲۹»; "" where nothing was."""
    return _COMMA[language].join(
        f"{reason_parts(reason, receipt.unit, language).name} {figures.number(reason.points, language)}"
        for reason in receipt.reasons
        if reason.points
    )


def balance_worth(receipt: Receipt, language: Language) -> str:
    """What the new balance comes to: «برابر ۹۹٬۵۰۰ تومان»; "" without membership."""
    if receipt.standing is None:
        return ""
    _ = words(language)
    rial = Rial(receipt.standing.balance * receipt.rial_per_point)
    return _("worth {money}").format(money=figures.money(rial, receipt.unit, language))


def points_worth(points: Points, receipt: Receipt, language: Language) -> str:
    """«برابر ۴۰٬۰۰۰ تومان»."""
    _ = words(language)
    rial = Rial(points * receipt.rial_per_point)
    return _("worth {money}").format(money=figures.money(rial, receipt.unit, language))


def to_say(receipt: Receipt, language: Language) -> str:
    """One sentence that the cashier may say to the customer; "" where there is none."""
    _ = words(language)
    standing = receipt.standing
    if receipt.kind is ReceiptKind.REFUND:
        handed = figures.money(receipt.paid_rial, receipt.unit, language)
        return _("“{money} comes back to you.”").format(money=handed)
    if receipt.kind is ReceiptKind.CANCELLED or receipt.anonymous or standing is None:
        return ""
    earned = figures.points(receipt.points_earned, language)
    balance = figures.points(standing.balance, language)
    if standing.debt:
        debt = figures.points(standing.debt, language)
        return _("“You earned {earned}; {debt} are still owed.”").format(earned=earned, debt=debt)
    spared_rial = receipt.money_off_rial + sum(reason.rial for reason in receipt.taken_off)
    spared = figures.money(Rial(spared_rial), receipt.unit, language)
    if spared_rial and receipt.points_earned:
        return _("“You spared {money}, earned {earned} and have {balance}.”").format(
            money=spared, earned=earned, balance=balance
        )
    if spared_rial:
        return _("“You spared {money} and have {balance}.”").format(money=spared, balance=balance)
    if receipt.points_earned:
        return _("“You earned {earned} and have {balance}.”").format(earned=earned, balance=balance)
    return _("“You have {balance}.”").format(balance=balance)


def with_discount(receipt: Receipt, language: Language) -> str:
    """«با ۱۳۲٬۰۰۰ تومان تخفیف»; "" where the programme took nothing off."""
    _ = words(language)
    off_rial = sum(reason.rial for reason in receipt.taken_off)
    return (
        _("after {money} off").format(money=figures.money(Rial(off_rial), receipt.unit, language)) if off_rial else ""
    )


def to_hand_over(receipt: Receipt, language: Language) -> str:
    """What the cashier gives besides the goods, one a line; "" for nothing."""
    return "\n".join(reason_line(reason, receipt.unit, language) for reason in receipt.handed)


def welcome(name: str, language: Language) -> str:
    """The sentence for who has just become a member."""
    _ = words(language)
    return _("“{name}, welcome to the club.”").format(name=name) if name else _("“Welcome to the club.”")


def approved_by(name: str, language: Language) -> str:
    """«با تأیید فرهاد رستمی»."""
    _ = words(language)
    return _("approved by {name}").format(name=name)


def came_back(money: str, language: Language) -> str:
    """«۳۳۰٬۰۰۰ تومان برگشته»."""
    _ = words(language)
    return _("{money} came back").format(money=money)


def left_to_return(money: str, language: Language) -> str:
    """«تا ۱٬۳۲۰٬۰۰۰ تومان»."""
    _ = words(language)
    return _("up to {money}").format(money=money)


def of_left(money: str, language: Language) -> str:
    """«از ۱٬۳۲۰٬۰۰۰ تومانی که مانده است»."""
    _ = words(language)
    return _("of {money} that are left").format(money=money)
