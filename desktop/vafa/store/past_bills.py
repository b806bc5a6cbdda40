"""The shop's own past purchases, as a programme is tried on them."""

from vafa.clock import from_ms
from vafa.domain.acts import PurchasePosted
from vafa.domain.engine.guarding import PastBill
from vafa.domain.engine.known import MemberFacts, Surroundings
from vafa.domain.purchase import Purchase
from vafa.domain.receipt import ReceiptLine
from vafa.store.journal import Act
from vafa.store.shopfile import Store

_PURCHASES = "SELECT n, event_id FROM journal WHERE kind = 'purchase_posted' AND moment_ms >= ? ORDER BY n"


def past_bills(store: Store, since_ms: int, most: int) -> list[PastBill]:
    """The purchases since a moment, at most so many of them, evenly spread. A member has the tier, segments and
    memberships that were recorded then, and his business days before; what was given since is left out."""
    found = [event_id for _, event_id in store.database.rows(_PURCHASES, (since_ms,))]
    chosen = found if len(found) <= most else [found[i * len(found) // most] for i in range(most)]
    around = Surroundings(branch=store.ruling.shop().face.branch)
    bills = (_bill(store, store.journal.act(event_id), around) for event_id in chosen)
    return [bill for bill in bills if bill is not None]


def _bill(store: Store, act: Act, around: Surroundings) -> PastBill | None:
    body, envelope = act.body, act.envelope
    if not isinstance(body, PurchasePosted):
        return None
    lines = tuple(ReceiptLine(line.sku, line.quantity, line.price_rial) for line in body.lines)
    member = None
    if envelope.member is not None:
        joined_on, birthday, referrer = store.members.background(envelope.member)
        today = body.business_day.toordinal()
        member = MemberFacts(
            member=envelope.member,
            joined_on=joined_on,
            birthday=birthday,
            tier=body.facts.tier,
            segments=body.facts.segments,
            memberships=body.facts.memberships,
            days=tuple(total for total in store.accounts.history(envelope.member) if total.day < today),
            referrer=referrer,
        )
    return PastBill(
        purchase=Purchase(body.amount_rial, lines), member=member, moment=from_ms(envelope.moment_ms), around=around
    )
