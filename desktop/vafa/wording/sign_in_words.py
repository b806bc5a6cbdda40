"""What stands at the door: the greeting, who may come in, what a wrong PIN costs."""

from vafa.domain.receipt import ShopFace
from vafa.wording import figures, papers
from vafa.wording.catalogue import Language, words


def place(shop: ShopFace, language: Language) -> str:
    """Shop, branch and till in one line: «فروشگاه مهرگان · شعبهٔ ونک · صندوق ۲»."""
    return " · ".join(part for part in (shop.name, papers.place(shop, language)) if part)


def pin_of(name: str, language: Language) -> str:
    """Whose PIN is asked for: «رمز نسترن احمدی»."""
    _ = words(language)
    return _("PIN of {name}").format(name=name)


def demo_hint(pin: str, language: Language) -> str:
    """What lets one into a demo shop."""
    _ = words(language)
    return _("This is a demo shop: everybody's PIN is {pin}.").format(pin=figures.in_script(pin, language))


def digits_typed(count: int, language: Language) -> str:
    """What a screen reader says of the hidden PIN: «۳ رقم نوشته شده»."""
    _ = words(language)
    return _("{count} digits typed").format(count=figures.number(count, language))


def more_people(count: int, language: Language) -> str:
    """How many are not shown: «و ۳ نفر دیگر»."""
    _ = words(language)
    return _("and {count} more").format(count=figures.number(count, language))
