"""What the office is told: cards, papers, staff, the shop itself, and its safe keeping."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from vafa.domain.receipt import ShopFace
from vafa.domain.roles import Role
from vafa.domain.units import DisplayUnit
from vafa.wording import figures
from vafa.wording.answers import Grid, Line, moment
from vafa.wording.catalogue import Language, later, words
from vafa.wording.figures import latin

_ROLES = {Role.CASHIER: later("Cashier"), Role.SUPERVISOR: later("Supervisor"), Role.MANAGER: later("Branch manager")}

BLOCK_REASONS = {
    "lost": later("lost"),
    "stolen": later("stolen"),
    "damaged": later("damaged"),
}


def role(name: str, language: Language) -> str:
    """A role by its code; an unknown one is shown as it is."""
    _ = words(language)
    return _(_ROLES[Role(name)]) if name in set(Role) else name


def card_issued(serial: str, replaces: str | None, files: Sequence[str], language: Language) -> list[Line]:
    """A card was made."""
    _ = words(language)
    said: list[Line] = [_("Card {serial} was issued.").format(serial=latin(serial))]
    if replaces:
        said.append(_("It replaces card {serial}.").format(serial=latin(replaces)))
    return said + written(files, language)


def written(files: Sequence[str], language: Language) -> list[Line]:
    """Files that were written."""
    _ = words(language)
    return [_("Written: {file}").format(file=latin(file)) for file in files]


def cards_blocked(serials: Sequence[str], language: Language) -> list[Line]:
    """Cards that work no more."""
    _ = words(language)
    said: list[Line] = [_("Card {serial} was blocked.").format(serial=latin(serial)) for serial in serials]
    return [*said, _("The points stay with the member.")]


def cards(rows: Sequence[tuple[str, str | None, str | None]], language: Language) -> list[Line]:
    """A member's cards: serial, why blocked, replaced by."""
    _ = words(language)
    if not rows:
        return [_("No card has been issued.")]
    named = tuple(
        (latin(serial), block_reason(blocked, language) if blocked else _("good"), latin(newer) if newer else "")
        for serial, blocked, newer in rows
    )
    return [Grid((_("Card number"), _("State"), _("Replaced by")), named)]


def block_reason(code: str, language: Language) -> str:
    """Why a card is blocked."""
    _ = words(language)
    return _(BLOCK_REASONS[code]) if code in BLOCK_REASONS else code


def codes_read(codes: Sequence[str], language: Language) -> list[Line]:
    """The digits of codes as they were read."""
    _ = words(language)
    return [_("Read: {code}").format(code=latin(code)) for code in codes]


def printed(number: str, language: Language, *, copy: bool) -> list[Line]:
    """A slip is on paper."""
    _ = words(language)
    text = _("A copy of receipt {number} was printed.") if copy else _("Receipt {number} was printed.")
    return [text.format(number=latin(number))]


def slips_waiting(rows: Sequence[tuple[str, int, str]], language: Language) -> list[Line]:
    """Slips that the printer has not confirmed: receipt, how often tried, code of the last trouble."""
    _ = words(language)
    if not rows:
        return [_("No slip waits for the printer.")]
    named = tuple((latin(number), figures.number(tries, language), latin(error)) for number, tries, error in rows)
    return [Grid((_("Receipt"), _("Tries"), _("Last trouble")), named)]


def erased(language: Language) -> list[Line]:
    """A member was erased."""
    _ = words(language)
    return [
        _("The member's name, mobile and other personal values were erased from the shop."),
        _("Older copies still hold them until they are thinned out; whoever restores one erases again."),
    ]


def verified(acts: int, members: int, entries: int, heads: Sequence[str], language: Language) -> list[Line]:
    """Everything agrees."""
    _ = words(language)
    said: list[Line] = [
        _("Everything agrees: {acts} acts, {members} members, {entries} entries.").format(
            acts=figures.number(acts, language),
            members=figures.number(members, language),
            entries=figures.number(entries, language),
        )
    ]
    return said + [_("Chain: {head}").format(head=latin(head)) for head in heads]


def rebuilt(acts: int, language: Language) -> list[Line]:
    """Projections were made anew."""
    _ = words(language)
    return [_("Made anew from {acts} acts.").format(acts=figures.number(acts, language))]


def backed_up(file: str, label: str, language: Language) -> list[Line]:
    """A copy was made and checked."""
    _ = words(language)
    return [_("Copied and checked: {file}").format(file=latin(file)), _("Chain: {head}").format(head=latin(label))]


def restored(mark: str, before: str | None, erased_again: int, language: Language) -> list[Line]:
    """A copy was brought back."""
    _ = words(language)
    said: list[Line] = [
        _("The copy was restored. New receipts begin with {mark}.").format(mark=latin(mark)),
    ]
    if before is not None:
        said.append(_("What was there before: {file}").format(file=latin(before)))
    if erased_again:
        said.append(_("Erased again: {count}").format(count=figures.number(erased_again, language)))
    return said


def hired(number: int, name: str, role_name: str, language: Language, *, has_pin: bool) -> list[Line]:
    """Somebody works here now."""
    _ = words(language)
    said: list[Line] = [
        _("{role} {name}, number {number}.").format(
            role=role(role_name, language), name=name, number=figures.number(number, language)
        )
    ]
    return said if has_pin else [*said, _("No PIN is set yet.")]


def pin_set(number: int, language: Language) -> list[Line]:
    """A new PIN."""
    _ = words(language)
    return [_("The PIN of number {number} was set.").format(number=figures.number(number, language))]


def staff(rows: Sequence[tuple[int, str, str, bool]], language: Language) -> list[Line]:
    """Everybody who works here: number, name, role, whether a PIN is set."""
    _ = words(language)
    if not rows:
        return [_("Nobody works here yet.")]
    named = tuple(
        (figures.number(number, language), name, role(role_name, language), _("yes") if pin else _("no"))
        for number, name, role_name, pin in rows
    )
    return [Grid((_("Number"), _("Name"), _("Role"), _("PIN")), named)]


def settings(
    face: ShopFace, unit: DisplayUnit, printer: str | None, paper_dots: int, waiting: int, language: Language
) -> list[Line]:
    """How the shop shows itself, and this till's devices."""
    _ = words(language)
    rows = (
        (_("Shop"), face.name),
        (_("Branch"), face.branch),
        (_("Till"), face.till),
        (_("Telephone"), latin(face.phone) if face.phone else ""),
        (_("Money unit"), figures.money_unit(unit, language)),
        (_("Printer"), latin(printer) if printer else ""),
        (_("Paper width in dots"), figures.number(paper_dots, language)),
        (_("Slips waiting for the printer"), figures.number(waiting, language)),
    )
    return [Grid((_("Setting"), _("Value")), rows)]


def shop_time(now: datetime, offset: timedelta, language: Language) -> list[Line]:
    """What time the shop goes by."""
    _ = words(language)
    said: list[Line] = [_("The shop's time is {moment}.").format(moment=moment(now, language))]
    minutes = round(offset / timedelta(minutes=1))
    if minutes:
        said.append(
            _("The computer's clock differs by {minutes} minutes.").format(minutes=figures.signed(minutes, language))
        )
    return said


def demo_made(folder: str, members: int, purchases: int, language: Language) -> list[Line]:
    """A believable shop was made."""
    _ = words(language)
    return [
        _("A demo shop stands in {folder}: {members} members, {purchases} purchases.").format(
            folder=latin(folder),
            members=figures.number(members, language),
            purchases=figures.number(purchases, language),
        )
    ]


class DemoPaper(StrEnum):
    """What the main job on the demo shop leaves behind."""

    CARD = later("Card of a new member")
    CARD_PRINT = later("The same card for a card printer")
    RECEIPT = later("Receipt of a purchase with the card")
    RECEIPT_PDF = later("The same receipt as PDF")
    RECEIPT_NARROW = later("The same receipt on narrow paper")
    RECEIPT_ENGLISH = later("The same receipt in English")
    POINTS_SPENT = later("A purchase paid with points to the last Rial")
    REFUND = later("Return of a part")
    CANCELLED = later("A purchase that was undone")
    STATEMENT = later("The member's statement")
    REPORT = later("Report: everything was checked")
    BACKUP = later("Copy of the shop")


def papers_made(folder: str, papers: Sequence[tuple[DemoPaper, str]], language: Language) -> list[Line]:
    """What the main job left behind, and where."""
    _ = words(language)
    rows = tuple((_(what), latin(file)) for what, file in papers)
    return [_("The papers lie in {folder}:").format(folder=latin(folder)), Grid((_("Paper"), _("File")), rows)]
