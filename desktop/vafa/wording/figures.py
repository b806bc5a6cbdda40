"""Figures as people read them, in either language: numbers, money, dates, times, mobiles."""

from datetime import date, datetime

from vafa.domain.units import DisplayUnit, Points, Rial, Thousandths
from vafa.persian import money as exact
from vafa.persian import tehran
from vafa.persian.jalali import JalaliDate
from vafa.wording.catalogue import Language, later, words

# Between these two a run is laid out left to right by itself, whatever the sentence around it does.
_ISOLATE = "\u2066"
_END_ISOLATE = "\u2069"

_MINUS = "\u2212"
_TO_PERSIAN = str.maketrans("0123456789,.%", "۰۱۲۳۴۵۶۷۸۹٬٫٪")

_MONTHS = (
    later("Farvardin"),
    later("Ordibehesht"),
    later("Khordad"),
    later("Tir"),
    later("Mordad"),
    later("Shahrivar"),
    later("Mehr"),
    later("Aban"),
    later("Azar"),
    later("Dey"),
    later("Bahman"),
    later("Esfand"),
)

_UNITS = {DisplayUnit.TOMAN: later("toman"), DisplayUnit.RIAL: later("Rial")}


def number(n: int, language: Language) -> str:
    """A whole number with thousands separators: «۱٬۲۳۴» / "1,234"; a minus stays at the left."""
    return _with_sign("" if n >= 0 else _MINUS, f"{abs(n):,}", language)


def signed(n: int, language: Language) -> str:
    """A change: like `number`, with a plus where it is above zero."""
    return _with_sign("+", f"{n:,}", language) if n > 0 else number(n, language)


def money(rial: Rial, unit: DisplayUnit, language: Language, *, with_unit: bool = True) -> str:
    """An exact amount in the unit people see: «۱۲۳٬۴۵۶٫۷ تومان» / "123,456.7 toman"; one decimal only if needed."""
    plain = exact.toman_text(abs(rial)) if unit is DisplayUnit.TOMAN else f"{abs(rial):,}"
    figure = _with_sign("" if rial >= 0 else _MINUS, plain, language)
    return f"{figure} {money_unit(unit, language)}" if with_unit else figure


def money_unit(unit: DisplayUnit, language: Language) -> str:
    """The name of a money unit: «تومان» / "toman"."""
    return words(language)(_UNITS[unit])


def points(n: Points, language: Language) -> str:
    """Points with their unit word: «۱٬۲۴۰ امتیاز» / "1,240 points"."""
    _ = words(language)
    unit = _("point") if abs(n) == 1 else _("points")
    return f"{number(n, language)} {unit}"


def quantity(thousandths: Thousandths, language: Language) -> str:
    """A quantity of goods without idle zeros: 1,250 is «۱٫۲۵» / "1.25", 2,000 is «۲» / "2"."""
    whole, rest = divmod(abs(thousandths), 1_000)
    plain = f"{whole:,}.{rest:03d}".rstrip("0").rstrip(".")
    return _with_sign("" if thousandths >= 0 else _MINUS, plain, language)


def day(on: date | JalaliDate, language: Language) -> str:
    """A date in figures, Jalali in both languages: «۱۴۰۵/۰۸/۳۰» / "1405/08/30". ValueError outside 1200 to 1600."""
    jalali = _jalali(on)
    return in_script(f"{jalali.year}/{jalali.month:02d}/{jalali.day:02d}", language)


def day_in_words(on: date | JalaliDate, language: Language) -> str:
    """A date with its month's name: «۳۰ آبان ۱۴۰۵» / "30 Aban 1405". ValueError outside 1200 to 1600."""
    jalali = _jalali(on)
    month = words(language)(_MONTHS[jalali.month - 1])
    return f"{in_script(str(jalali.day), language)} {month} {in_script(str(jalali.year), language)}"


def time_of_day(moment: datetime, language: Language) -> str:
    """Hour and minute of an aware moment on a Tehran clock: «۲۳:۰۵» / "23:05"."""
    return in_script(f"{tehran.tehran_time(moment):%H:%M}", language)


def masked_mobile(mobile: str, language: Language) -> str:
    """A canonical mobile that tells its owner apart but cannot be dialled: «۰۹۱۲•••۴۵۶۷», left to right."""
    return latin(in_script(f"{mobile[:4]}•••{mobile[-4:]}", language))


def latin(text: str) -> str:
    """A Latin code (card, receipt, address) as an island that reads left to right in any sentence."""
    return f"{_ISOLATE}{text}{_END_ISOLATE}"


def _with_sign(sign: str, plain: str, language: Language) -> str:
    figure = in_script(plain, language)
    return latin(sign + figure) if sign else figure


def in_script(plain: str, language: Language) -> str:
    """Digits and signs of a plain text as the language writes them."""
    return plain.translate(_TO_PERSIAN) if language == "fa" else plain


def _jalali(on: date | JalaliDate) -> JalaliDate:
    return on if isinstance(on, JalaliDate) else JalaliDate.of(on)
