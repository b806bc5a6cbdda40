"""`vafa refund`, `undo`, `reassign`, `adjust`, `erase`: putting right what was posted."""

from typing import Annotated

import typer

from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.reading import Misuse
from vafa.commands.selling import posted
from vafa.commands.shapes import member_figures, posting_figures, standing_figures
from vafa.wording import answers, office_answers
from vafa.wording.catalogue import later

Back = Annotated[
    list[str] | None,
    typer.Option("--line", metavar="SKU:QTY", help=later("Goods that came back as SKU:QUANTITY; may be repeated.")),
]
BackAmount = Annotated[
    str | None,
    typer.Option("--amount", metavar="RIAL", help=later("Worth of the goods in Rial; without it everything left.")),
]
Change = Annotated[
    str, typer.Option("--points", metavar="±POINTS", help=later("Points to give, or with a minus to take."))
]


def refund(
    call: Call,
    receipt: options.Receipt,
    amount: BackAmount = None,
    line: Back = None,
    key: options.Key = None,
    at: options.At = None,
    staff: options.Staff = None,
) -> Answer:
    """Takes goods back, wholly or in part."""
    if amount is not None and line:
        raise Misuse("not_with", "--amount", "--line")
    amount_rial = None if amount is None else reading.amount(amount)
    back, moment, by = reading.goods_back(line), reading.moment(at), reading.staff_number(staff)
    shop = call.shop()
    return posted(shop.take_back(receipt, amount_rial=amount_rial, lines=back, key=key, at=moment, staff=by))


def undo(call: Call, receipt: options.Receipt, key: options.Key = None, staff: options.Staff = None) -> Answer:
    """Takes the last posting back."""
    return posted(call.shop().undo(receipt, key=key, staff=reading.staff_number(staff)))


def reassign(
    call: Call,
    receipt: options.Receipt,
    reason: options.Reason,
    card: options.Card = None,
    mobile: options.Mobile = None,
    key: options.Key = None,
    staff: options.Staff = None,
) -> Answer:
    """Moves a receipt to the member it belongs to."""
    who, by = reading.member(card, mobile), reading.staff_number(staff)
    posting = call.shop().reassign(receipt, who, reason, key=key, staff=by)
    slip = posting.receipt
    return Answer(
        posting_figures(posting),
        lambda language: [
            *answers.reassigned(slip.number, slip.member_name, slip.member_mobile, language),
            *answers.said_slip(slip, language, repeated=posting.repeated),
        ],
    )


def adjust(
    call: Call,
    points: Change,
    reason: options.Reason,
    card: options.Card = None,
    mobile: options.Mobile = None,
    key: options.Key = None,
    at: options.At = None,
    staff: options.Staff = None,
) -> Answer:
    """Gives or takes points by hand."""
    who, number = reading.member(card, mobile), reading.points(points)
    moment, by = reading.moment(at), reading.staff_number(staff)
    made = call.shop().adjust(who, number, reason, key=key, at=moment, staff=by)
    shop = call.shop().read_shop()
    return Answer(
        {
            "event": made.event_id.hex(),
            "repeated": made.repeated,
            **member_figures(made.member),
            "points": made.points,
            **standing_figures(made.standing),
        },
        lambda language: [
            *answers.adjusted(made.points, language, repeated=made.repeated),
            *answers.account(made.standing, shop.programme.money_off.rial_per_point, shop.state.unit, language),
        ],
    )


def erase(call: Call, card: options.Card = None, mobile: options.Mobile = None, staff: options.Staff = None) -> Answer:
    """Drops whatever names a member."""
    who, by = reading.member(card, mobile), reading.staff_number(staff)
    gone = call.shop().erase(who, staff=by)
    return Answer({"member": gone.member.hex(), "erased": True}, office_answers.erased)
