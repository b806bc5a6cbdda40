"""`vafa sell`, `award`, `redeem`, `park`, `recall`: what a bill does to points."""

from typing import Annotated

import typer
from msgspec import structs

from vafa.commands import options, reading
from vafa.commands.call import Answer, Call
from vafa.commands.reading import Misuse
from vafa.commands.shapes import parked_figures, posting_figures, quotation_figures
from vafa.domain.who import Who
from vafa.services.asking import Sale
from vafa.services.counter.quote import Quotation
from vafa.store.slips import Posting
from vafa.wording import answers, bill_answers
from vafa.wording.catalogue import later

OnlyQuote = Annotated[bool, typer.Option("--quote", help=later("Only work the bill out; post nothing."))]
Points = Annotated[str, typer.Option("--points", metavar="POINTS", help=later("How many points."))]
ParkedNumber = Annotated[
    str | None, typer.Argument(metavar="[NUMBER]", help=later("Number of the parked purchase; none lists all."))
]
Finish = Annotated[bool, typer.Option("--finish", help=later("Sell the parked purchase."))]
Discard = Annotated[bool, typer.Option("--discard", help=later("Throw the parked purchase away."))]


def sell(
    call: Call,
    amount: options.Amount,
    card: options.Card = None,
    mobile: options.Mobile = None,
    anonymous: options.Anonymous = False,
    line: options.Lines = None,
    redeem: options.Redeem = None,
    tender: options.Tenders = None,
    invoice: options.Invoice = "",
    code: options.Codes = None,
    coupon: options.Coupons = None,
    reward: options.Rewards = None,
    override: options.Override = "",
    key: options.Key = None,
    at: options.At = None,
    staff: options.Staff = None,
    quote: OnlyQuote = False,
) -> Answer:
    """Posts a sale, or works it out only."""
    who = reading.member(card, mobile, anonymous=anonymous, or_nobody=True)
    sale = structs.replace(
        _sale(who, amount, line, redeem, tender, invoice),
        codes=tuple(code or ()),
        coupons=tuple(coupon or ()),
        rewards=tuple(reward or ()),
        override=override,
    )
    moment, by = reading.moment(at), reading.staff_number(staff)
    if quote:
        return quoted(call, call.shop().quote(sale, at=moment, staff=by))
    return posted(call.shop().sell(sale, key=key, at=moment, staff=by))


def award(
    call: Call,
    amount: options.Amount,
    card: options.Card = None,
    mobile: options.Mobile = None,
    line: options.Lines = None,
    tender: options.Tenders = None,
    invoice: options.Invoice = "",
    key: options.Key = None,
    at: options.At = None,
    staff: options.Staff = None,
    quote: OnlyQuote = False,
) -> Answer:
    """A sale to a member that takes no points off."""
    if card is None and mobile is None:
        raise Misuse("one_of", "--card", "--mobile")
    return sell(
        call,
        amount,
        card=card,
        mobile=mobile,
        line=line,
        tender=tender,
        invoice=invoice,
        key=key,
        at=at,
        staff=staff,
        quote=quote,
    )


def redeem(
    call: Call,
    points: Points,
    card: options.Card = None,
    mobile: options.Mobile = None,
    key: options.Key = None,
    at: options.At = None,
    staff: options.Staff = None,
) -> Answer:
    """Spends points without a bill."""
    who, number = reading.member(card, mobile), reading.points(points)
    by, moment = reading.staff_number(staff), reading.moment(at)
    return posted(call.shop().redeem(who, number, key=key, at=moment, staff=by))


def park(
    call: Call,
    amount: options.Amount,
    card: options.Card = None,
    mobile: options.Mobile = None,
    anonymous: options.Anonymous = False,
    line: options.Lines = None,
    redeem: options.Redeem = None,
    tender: options.Tenders = None,
    invoice: options.Invoice = "",
    staff: options.Staff = None,
) -> Answer:
    """Keeps a purchase for later; nothing is posted."""
    who = reading.member(card, mobile, anonymous=anonymous, or_nobody=True)
    sale = _sale(who, amount, line, redeem, tender, invoice)
    parked = call.shop().park(sale, staff=reading.staff_number(staff))
    unit = call.unit()
    return Answer(
        parked_figures(parked),
        lambda language: answers.parked(parked.number, parked.sale.amount_rial, unit, language),
    )


def recall(
    call: Call,
    parked: ParkedNumber = None,
    finish: Finish = False,
    discard: Discard = False,
    redeem: options.Redeem = None,
    tender: options.Tenders = None,
    key: options.Key = None,
    at: options.At = None,
    staff: options.Staff = None,
) -> Answer:
    """Shows, sells or throws away what was parked."""
    if finish and discard:
        raise Misuse("not_with", "--finish", "--discard")
    if parked is None and (finish or discard):
        raise Misuse("needs", "--finish" if finish else "--discard", "ID")
    if not finish and (redeem, tender, key, at, staff) != (None, None, None, None, None):
        raise Misuse("needs", "--redeem", "--finish")
    if parked is None:
        return _all_parked(call)
    number = reading.count(parked)
    if discard:
        call.shop().recall.discard(number)
        return Answer({"parked": number, "discarded": True}, lambda language: answers.discarded(number, language))
    # The key belongs to the parked purchase: two tills that finish it at once sell it once.
    key = key or f"park-{number}"
    done = call.shop().recall.finished(key) if finish else None
    if done is not None:
        return posted(done)
    waiting = call.shop().recall(number)
    if finish:
        changes: dict[str, object] = {}
        if redeem is not None:
            changes["redeem"] = reading.wanted(redeem)
        if tender is not None:
            changes["tenders"] = reading.tenders(tender)
        sale = structs.replace(waiting.sale, **changes)
        by, moment = reading.staff_number(staff), reading.moment(at)
        return posted(call.shop().sell(sale, key=key, at=moment, staff=by, parked=number))
    unit = call.unit()
    return Answer(
        parked_figures(waiting), lambda language: answers.parked(number, waiting.sale.amount_rial, unit, language)
    )


def _sale(
    who: Who, amount: str, lines: list[str] | None, redeem: str | None, tenders: list[str] | None, invoice: str
) -> Sale:
    """A sale of what was typed."""
    return Sale(
        who=who,
        amount_rial=reading.amount(amount),
        lines=reading.goods(lines),
        redeem=reading.wanted(redeem),
        tenders=reading.tenders(tenders),
        invoice=invoice,
    )


def posted(posting: Posting) -> Answer:
    """The answer to every act that makes a slip."""
    return Answer(
        posting_figures(posting),
        lambda language: [
            *answers.said_slip(posting.receipt, language, repeated=posting.repeated),
            *bill_answers.beside(posting.declined, posting.alerts, posting.receipt.unit, language),
        ],
    )


def quoted(call: Call, quotation: Quotation) -> Answer:
    """The answer to a question that posts nothing."""
    bill, unit = quotation.bill, call.unit()
    return Answer(
        {"quote": True, **quotation_figures(quotation)},
        lambda language: bill_answers.quoted(bill, unit, language),
    )


def _all_parked(call: Call) -> Answer:
    waiting, unit = call.shop().recall.all(), call.unit()
    rows = [(parked.number, parked.parked, parked.sale.amount_rial) for parked in waiting]
    return Answer(
        {"parked": [parked_figures(parked) for parked in waiting]},
        lambda language: answers.all_parked(rows, unit, language),
    )
