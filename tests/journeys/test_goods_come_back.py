"""Goods come back, by number and by the slip's code; a supervisor agrees; a receipt goes to the right member."""

from tests.fakes.little_shop import LittleShop
from tests.journeys.window_journey import ARASH, KAMRAN, LEILA, MARYAM, MEMBERS, REZA, ZAHRA

from vafa.domain.card_code import read_receipt_number, receipt_code
from vafa.domain.who import by_mobile
from vafa.services.asking import Sale

NEGAR_NUMBER = 2


def sold(founded, name, rial, staff=NEGAR_NUMBER):
    """A purchase that was made before, by the same cashier; its number."""
    with LittleShop(founded.folder) as little:
        return little.shop.sell(Sale(who=by_mobile(MEMBERS[name][0]), amount_rial=rial), staff=staff).receipt.number


def test_a_refund_by_its_number_of_a_part(counter, founded):
    number = sold(founded, LEILA, 1_500_000)
    before = founded.points(LEILA)
    counter.press("F8")
    counter.until_step("refund", "refund_number")
    counter.type(number.removeprefix("F-"))
    counter.press("Return")
    counter.until_step("refund", "refund_amount")
    counter.to_idle()
    counter.type("f" + number.removeprefix("F-"))  # under the Persian layout the key gives another letter
    counter.press("Return")
    counter.until_step("receipt")
    counter.press("1")
    counter.until_step("refund", "refund_amount")
    counter.type("50000")
    counter.press("Return")
    posted = counter.until_step("posted")["posted"]
    assert (posted["kind"], posted["receipt"]["of_number"]) == ("refund", number)
    assert founded.slip(posted["receipt"]["number"]).amount_rial == 500_000
    assert founded.points(LEILA) == before - 5


def test_a_refund_by_the_slip_s_code(counter, founded):
    before = founded.points(ZAHRA)
    number = sold(founded, ZAHRA, 800_000)
    counter.scan(receipt_code(*read_receipt_number(number)))
    state = counter.until_step("receipt")
    assert state["found"]["receipt"]["number"] == number
    counter.press("1")
    counter.until_step("refund", "refund_amount")
    counter.press("Return")
    posted = counter.until_step("posted")["posted"]
    assert (posted["kind"], posted["receipt"]["amount_rial"]) == ("refund", 800_000)
    assert founded.points(ZAHRA) == before
    counter.scan(receipt_code(*read_receipt_number(number)))
    state = counter.until_counter(lambda state: state["found"], "the receipt again")
    assert state["found"]["left_rial"] == 0
    counter.press("1")
    assert counter.until_counter(lambda state: state["box"]["no"], "refused")["box"]["no"]["code"] == "already_refunded"


def test_a_supervisor_agrees_to_a_refund_above_the_limit(counter, founded):
    number = sold(founded, KAMRAN, 32_000_000)
    counter.scan(receipt_code(*read_receipt_number(number)))
    counter.until_step("receipt")
    counter.press("1")
    counter.until_step("refund", "refund_amount")
    counter.press("Return")
    question = counter.until_counter(lambda state: state["question"], "asked for an approval")["question"]
    assert (question["said"]["code"], question["ways"]) == ("needs_approval", ["ask_approval"])
    counter.press("Return")
    approving = counter.until_counter(lambda state: state["approving"], "who may")["approving"]
    names = [person["name"] for person in approving["people"]]
    assert len(names) == 2
    counter.press(str(names.index(ARASH[0]) + 1))
    counter.until_counter(lambda state: state["approving"] and state["approving"]["chosen"] is not None, "one chosen")
    counter.type("0000")
    counter.press("Return")
    wrong = counter.until_counter(lambda state: state["approving"] and state["approving"]["no"], "a wrong PIN")
    assert wrong["approving"]["no"]["code"] == "pin_wrong"
    counter.type(ARASH[1])
    counter.press("Return")
    state = counter.until_step("posted")
    assert (state["posted"]["approved_by"], state["person"]["name"]) == (ARASH[0], "نگار احمدی")
    with LittleShop(founded.folder) as little:
        kinds = [act.envelope.kind for act in _acts(little)]
    assert kinds.count("approval_given") == 1


def _acts(little):
    newest = little.store.journal.count()
    rows = little.store.database.rows("SELECT event_id FROM journal WHERE seq > ?", (newest - 3,))
    return [little.store.journal.act(bytes(event_id)) for (event_id,) in rows]


def test_a_receipt_goes_to_the_right_member(counter, founded):
    number = sold(founded, REZA, 2_000_000)
    before = founded.points(REZA), founded.points(MARYAM)
    counter.scan(receipt_code(*read_receipt_number(number)))
    counter.until_step("receipt")
    counter.press("3")
    counter.until_step("reassign", "new_owner")
    counter.scan(founded.cards[MARYAM])
    counter.until_step("reassign", "reason")
    counter.write("کارت دوستش بود")
    counter.press("Return")
    posted = counter.until_step("posted")["posted"]
    assert posted["kind"] == "reassigned"
    assert (founded.points(REZA), founded.points(MARYAM)) == (before[0] - 20, before[1] + 20)
