"""`vafa enrol`, `show`: members and their accounts."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from vafa.clock import from_ms, to_ms
from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.files import write_whole
from vafa.commands.reading import Misuse
from vafa.commands.shapes import member_figures, overview_figures, utc
from vafa.domain.account import NEVER, day_of
from vafa.domain.acts import Channel, Consent
from vafa.domain.card_code import receipt_number
from vafa.domain.units import Points
from vafa.domain.who import NOBODY, by_mobile
from vafa.services.counter.look_up import Overview
from vafa.wording import answers, office_answers, tier_answers
from vafa.wording.catalogue import later

NewMobile = Annotated[
    str, typer.Option("--mobile", metavar="MOBILE", help=later("The member's mobile, in any spelling."))
]
Name = Annotated[str, typer.Option("--name", metavar="TEXT", help=later("The member's name."))]
Birth = Annotated[str | None, typer.Option("--birth", metavar="DATE", help=later("Birthday, as 1369/02/24 or 02/24."))]
Consents = Annotated[
    list[Channel] | None,
    typer.Option("--consent", help=later("Channel the member agreed to: sms, email or call; may be repeated.")),
]
Referrer = Annotated[
    str | None,
    typer.Option("--referrer", metavar="MOBILE|CARD", help=later("Mobile or card of who brought the member.")),
]
Part = Annotated[
    str | None,
    typer.Option("--name", metavar="TEXT", help=later("Part of a name, or first or last digits of a mobile.")),
]


def enrol(
    call: Call,
    mobile: NewMobile,
    name: Name = "",
    birth: Birth = None,
    consent: Consents = None,
    referrer: Referrer = None,
    key: options.Key = None,
    staff: options.Staff = None,
) -> Answer:
    """Makes somebody a member; the mobile is enough."""
    by_mobile(mobile)  # a shop is not founded for a mobile that is none
    birthday, by = reading.birthday(birth), reading.staff_number(staff)
    brought_by = NOBODY if referrer is None else reading.card_or_mobile(referrer)
    consents = tuple(Consent(channel, given=True) for channel in dict.fromkeys(consent or ()))
    made = call.shop(create=True).enrol(
        mobile, name=name, birthday=birthday, consents=consents, referrer=brought_by, key=key, staff=by
    )
    member = made.member
    return Answer(
        {
            "repeated": made.repeated,
            **member_figures(member),
            "joined": utc(member.joined),
            "consents": [channel.value for channel in dict.fromkeys(consent or ())],
        },
        lambda language: answers.enrolled(member.name, member.mobile, language, repeated=made.repeated),
    )


def show(
    call: Call,
    card: options.Card = None,
    mobile: options.Mobile = None,
    name: Part = None,
    at: options.At = None,
    pdf: options.Pdf = None,
) -> Answer:
    """Shows a member's account, or who is called so; writes the statement as PDF."""
    moment = reading.moment(at)
    if name is None:
        found = call.shop().look_up(reading.member(card, mobile), at=moment)
        if pdf is not None:
            _write_statement(call, found, pdf)
        return overview(call, found)
    if card is not None or mobile is not None or pdf is not None:
        raise Misuse("not_with", "--name", "--card", "--mobile", "--pdf")
    hits = call.shop().seek(name)
    if len(hits) == 1:
        return overview(call, call.shop().look_up(by_mobile(hits[0].mobile), at=moment))
    rows = [(hit.name, hit.mobile) for hit in hits]
    return Answer({"hits": [member_figures(hit) for hit in hits]}, lambda language: answers.hits(rows, language))


def overview(call: Call, found: Overview) -> Answer:
    """A member's account as an answer."""
    unit = call.unit()
    alive = [lot for lot in found.lots if lot.alive(day_of(to_ms(found.moment)))]
    lots = [(lot.points, None if lot.expires_on == NEVER else date.fromordinal(lot.expires_on)) for lot in alive]
    cards = [(card.serial, card.blocked, card.replaced_by) for card in found.cards]
    return Answer(
        overview_figures(found),
        lambda language: [
            answers.person(found.member.name, found.member.mobile, language),
            *(tier_answers.place(found.tier, unit, language) if found.tier else []),
            *answers.account(found.standing, found.rial_per_point, unit, language),
            *answers.lots(lots, language),
            *answers.statement(found.lines, _receipt_numbers(found), language),
            *(office_answers.cards(cards, language) if cards else []),
        ],
    )


def _write_statement(call: Call, found: Overview, pdf: Path) -> None:
    from vafa.documents.statement import Statement, StatementRow, statement_pdf

    numbers = _receipt_numbers(found)
    rows = tuple(
        StatementRow(
            from_ms(line.moment_ms),
            answers.movement(line, numbers.get(line.entry.event_id, "") if line.entry else "", call.language),
            Points(line.points),
            Points(line.net),
        )
        for line in found.lines
    )
    face = call.shop().read_shop().state.face
    statement = Statement(face, found.member.name, found.member.mobile, found.moment, rows)
    write_whole(pdf, statement_pdf(statement, call.language))


def _receipt_numbers(found: Overview) -> dict[bytes, str]:
    return {row.event_id: receipt_number(row.mark, row.number) for row in found.receipts}
