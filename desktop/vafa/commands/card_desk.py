"""`vafa card` and `vafa scan`: cards are made, blocked, shown and read."""

from pathlib import Path
from typing import Annotated

import typer

from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.files import placing
from vafa.commands.membership import overview
from vafa.commands.reading import Misuse
from vafa.commands.shapes import card_figures, member_figures, overview_figures, receipt_figures
from vafa.domain.acts import BlockReason
from vafa.domain.card_code import Code, CodeKind, read_code
from vafa.domain.errors import Refusal
from vafa.domain.who import by_card
from vafa.services.office.issue_card import Blank
from vafa.wording import answers, office_answers
from vafa.wording.catalogue import later

OfMember = Annotated[
    str | None, typer.Option("--member", metavar="MOBILE|CARD", help=later("Mobile or card of the member."))
]
Sheet = Annotated[bool, typer.Option("--sheet", help=later("Lay the PDF out on an A4 sheet for cutting."))]
Serial = Annotated[str | None, typer.Option("--serial", metavar="SERIAL", help=later("Serial of the card, 11 digits."))]
FromInput = Annotated[
    str | None, typer.Option("--code", metavar="-", help=later("Read the card's digits from standard input: -"))
]
Why = Annotated[BlockReason, typer.Option("--reason", help=later("Why: lost, stolen or damaged."))]
Picture = Annotated[
    Path, typer.Argument(metavar="FILE", help=later("Picture with the code: PNG, JPEG, WebP, BMP, GIF or TIFF."))
]
Raw = Annotated[bool, typer.Option("--raw", help=later("Show what was read, without a shop."))]

_BY_HAND = frozenset({BlockReason.LOST, BlockReason.STOLEN, BlockReason.DAMAGED})


def issue(
    call: Call,
    member: OfMember = None,
    mobile: options.Mobile = None,
    png: options.Png = None,
    pdf: options.Pdf = None,
    sheet: Sheet = False,
    staff: options.Staff = None,
) -> Answer:
    """Makes a card: its code exists only in the file that is written."""
    if (member is None) == (mobile is None):
        raise Misuse("one_of", "--member", "--mobile")
    if (png is None and pdf is None) or (sheet and pdf is None):
        raise Misuse("one_of", "--png", "--pdf")
    who, by = reading.card_or_mobile(member or mobile or ""), reading.staff_number(staff)
    files = [file for file in (png, pdf) if file is not None]
    blank = call.shop().issue_card.blank(who, staff=by)
    with placing(_drawn(call, blank, png, pdf, sheet=sheet)):
        fresh = call.shop().issue_card(who, blank, staff=by)
    return Answer(
        {
            "serial": fresh.serial,
            "replaces": fresh.replaces,
            **member_figures(fresh.member),
            "files": [str(file) for file in files],
        },
        lambda language: office_answers.card_issued(fresh.serial, fresh.replaces, list(map(str, files)), language),
    )


def block(
    call: Call,
    serial: Serial = None,
    mobile: options.Mobile = None,
    code: FromInput = None,
    reason: Why = BlockReason.LOST,
    staff: options.Staff = None,
) -> Answer:
    """Blocks one card, or all of a member."""
    if len([option for option in (serial, mobile, code) if option is not None]) != 1:
        raise Misuse("one_of", "--serial", "--mobile", "--code")
    if reason not in _BY_HAND:
        raise Misuse("one_of", *(f"--reason {why.value}" for why in BlockReason if why in _BY_HAND))
    by = reading.staff_number(staff)
    if code is not None:
        digits = reading.from_standard_input("--code", code)
        serial = by_card(digits).serial
        call.shop().identify(digits)
    desk = call.shop().block_card
    if serial is not None:
        blocked = desk.by_serial(serial, reason, staff=by)
    else:
        blocked = desk.of_member(reading.member(None, mobile), reason, staff=by)
    serials = [card.serial for card in blocked]
    return Answer(
        {"member": blocked[0].member.hex(), "blocked": serials, "reason": reason.value},
        lambda language: office_answers.cards_blocked(serials, language),
    )


def show_cards(call: Call, card: options.Card = None, mobile: options.Mobile = None) -> Answer:
    """Shows the cards of a member."""
    found = call.shop().look_up(reading.member(card, mobile))
    rows = [(card.serial, card.blocked, card.replaced_by) for card in found.cards]
    return Answer(
        {**member_figures(found.member), "cards": card_figures(found.cards)},
        lambda language: [
            answers.person(found.member.name, found.member.mobile, language),
            *office_answers.cards(rows, language),
        ],
    )


def scan(call: Call, file: Picture, raw: Raw = False) -> Answer:
    """Reads the code in a picture."""
    from vafa.devices.decoder import decode
    from vafa.devices.picture import load_picture

    texts = decode(load_picture(file))
    if not texts:
        raise Refusal("no_code_found", file=str(file))
    if raw:
        return Answer({"codes": list(texts)}, lambda language: office_answers.codes_read(texts, language))
    code = one_of_ours(texts)
    if code.kind is CodeKind.CARD:
        found = call.shop().look_up(by_card(code.digits))
        figures = {"kind": code.kind.value, "serial": code.serial, **overview_figures(found)}
        return Answer(figures, overview(call, found).say)
    call.shop().identify(code.digits)
    slip = call.shop().read_slip(code.receipt)
    return Answer(
        {"kind": code.kind.value, "receipt": slip.number, "slip": receipt_figures(slip)},
        lambda language: answers.said_slip(slip, language),
    )


def one_of_ours(texts: tuple[str, ...]) -> Code:
    """The one code of ours in a picture; others around it do not matter.

    Raises Refusal `two_codes`, or what `read_code` says of the only candidate.
    """
    ours: dict[str, Code] = {}
    refusals: list[Refusal] = []
    for text in texts:
        try:
            code = read_code(text)
        except Refusal as refusal:
            refusals.append(refusal)
        else:
            ours[code.digits] = code
    if len(ours) > 1:
        raise Refusal("two_codes", count=len(ours))
    if not ours:
        raise next((refusal for refusal in refusals if refusal.code != "code_not_ours"), refusals[0])
    return next(iter(ours.values()))


def _drawn(call: Call, blank: Blank, png: Path | None, pdf: Path | None, *, sheet: bool) -> dict[Path, bytes]:
    from vafa.documents.card import CardPrint, card_pdf, card_png

    print_of = CardPrint(call.shop().read_shop().state.face, blank.serial, blank.code)
    drawn = {}
    if png is not None:
        drawn[png] = card_png(print_of, call.language)
    if pdf is not None:
        drawn[pdf] = card_pdf([print_of], call.language, sheet=sheet)
    return drawn
