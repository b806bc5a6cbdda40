"""A cashier sells: a scan, an amount, F3, Enter, F10; and everything on the way that is not straight."""

from tests.fakes.little_shop import LittleShop
from tests.journeys.window_journey import ALI, KAMRAN, LEILA, MARYAM, MEMBERS, REZA, SARA, plain

from vafa.domain.acts import BlockReason
from vafa.domain.who import by_mobile


def test_scan_amount_points_finish_and_the_slip_is_on_paper(counter, founded, printer):
    before = founded.points(SARA)
    jobs = len(printer.jobs)
    state = counter.open_by_card(founded, SARA)
    assert state["box"]["text"] == ""  # nothing of the card stays in the box
    counter.type("345000")
    live = counter.until_counter(
        lambda state: state["sale"]["amount_rial"] == 3_450_000 and state["sale"]["quotation"], "a live quotation"
    )["sale"]["quotation"]
    assert live["bill"]["award"]["points"] == 34
    counter.press("Return")
    counter.until_counter(lambda state: state["box"]["text"] == "", "the amount accepted")
    counter.press("F3")
    counter.until_step("sale", "points")
    counter.type("400")
    counter.press("Return")
    state = counter.until_counter(
        lambda state: (
            state["box"]["mode"] == "amount" and state["sale"]["points"] == 400 and state["sale"]["quotation"]
        ),
        "400 points off",
    )
    assert state["sale"]["quotation"]["bill"]["payable_rial"] == 3_050_000
    counter.until_read("۳۰۵٬۰۰۰")
    posted = counter.finish()
    number = posted["receipt"]["number"]
    slip = founded.slip(number)
    assert (slip.amount_rial, slip.points_spent, slip.paid_rial) == (3_450_000, 400, 3_050_000)
    assert founded.points(SARA) == before - 400 + slip.points_earned
    assert sum(reason.points for reason in slip.reasons) == slip.points_earned > 0
    counter.until_counter(lambda state: state["posted"] and state["posted"]["slip"] == "printed", "a printed slip")
    assert len(printer.jobs) == jobs + 1
    job = printer.jobs[-1]
    assert (job.confirmed, job.cuts, job.picture.width) == (True, 1, 576)
    assert (
        counter.until_counter(lambda state: state["posted"]["picture"], "the slip on the screen")["box"]["text"] == ""
    )


def test_too_many_points_are_refused_in_place_and_enter_takes_the_best(counter, founded):
    before = founded.points(REZA)
    counter.open_by_card(founded, REZA)
    counter.amount(200_000)
    counter.press("F3")
    counter.until_step("sale", "points")
    counter.type("1500")
    counter.press("Return")
    state = counter.until_counter(lambda state: state["question"], "a question in place")
    assert state["question"]["said"]["code"] == "not_enough_points"
    assert (state["question"]["ways"][0], state["question"]["chosen"]) == ("take_best", 0)
    assert state["box"]["text"] == "1500"
    counter.until_read("۱٬۵۰۰", "۵۰۰")
    counter.press("Return")
    counter.until_counter(
        lambda state: not state["question"] and state["sale"]["points"] == before and state["sale"]["quotation"],
        "the best that is allowed",
    )
    number = counter.finish()["receipt"]["number"]
    assert founded.slip(number).points_spent == before


def test_ctrl_z_takes_the_last_posting_back(counter, founded, printer):
    before = founded.points(KAMRAN)
    counter.open_by_card(founded, KAMRAN)
    counter.amount(120_000)
    number = counter.finish()["receipt"]["number"]
    counter.until_counter(lambda state: state["posted"] and state["posted"]["slip"] == "printed", "a printed slip")
    assert founded.points(KAMRAN) > before
    jobs = len(printer.jobs)
    counter.press("Ctrl+Z")
    state = counter.until_counter(
        lambda state: state["posted"] and state["posted"]["kind"] == "cancelled", "the posting taken back"
    )
    assert state["posted"]["receipt"]["number"] == number
    assert founded.points(KAMRAN) == before
    counter.until_counter(lambda state: state["posted"] and state["posted"]["slip"] == "printed", "the cancelled slip")
    assert len(printer.jobs) == jobs + 1
    counter.press("Ctrl+Z")
    counter.settle()
    assert founded.slip(number).number == number
    assert founded.points(KAMRAN) == before


def test_f10_struck_in_a_hurry_posts_once(counter, founded):
    before = founded.postings()
    counter.open_by_card(founded, LEILA)
    counter.amount(80_000)
    counter.press("F10", "F10", "Return", "F10")
    counter.until_counter(lambda state: state["step"] in {"posted", "idle"}, "posted")
    counter.settle()
    assert len(founded.postings()) == len(before) + 1


def test_an_amount_that_is_not_accepted_yet_counts_at_f10(counter, founded):
    counter.open_by_card(founded, LEILA)
    counter.type("91000")
    assert counter.finish()["receipt"]["amount_rial"] == 910_000


def test_a_purchase_is_parked_another_served_and_the_first_one_recalled(counter, founded):
    counter.open_by_card(founded, MARYAM)
    counter.amount(66_000)
    counter.press("F7")
    counter.until_counter(lambda state: state["step"] == "idle" and len(state["parked"]) == 1, "parked")

    counter.open_by_card(founded, LEILA)
    counter.amount(70_000)
    counter.finish()

    counter.press("F7")
    counter.until_step("parked")
    counter.press("1")
    state = counter.until_counter(
        lambda state: state["sale"] and state["sale"]["amount_rial"] == 660_000 and state["sale"]["quotation"],
        "the first one again",
    )
    assert state["sale"]["member"]["member"]["name"] == MARYAM
    number = counter.finish()["receipt"]["number"]
    assert founded.slip(number).member_name == MARYAM
    assert counter.until_counter(lambda state: not state["parked"], "nothing parked any more")


def test_a_blocked_card_says_why_and_the_mobile_goes_on(counter, founded):
    with LittleShop(founded.folder) as little:
        mobile = by_mobile(MEMBERS[ALI][0])
        lost = little.shop.issue_card(mobile)
        little.shop.block_card.by_serial(lost.serial, BlockReason.LOST)
    counter.scan(lost.code)
    state = counter.until_step("stopped")
    assert state["stopped"]["said"]["code"] == "card_blocked"
    assert plain(state["stopped"]["holder_name"]) == ALI
    counter.press("Return")
    counter.until_counter(lambda state: state["box"]["mode"] == "mobile", "the mobile asked for")
    counter.type(MEMBERS[ALI][0])
    state = counter.until_step("sale")
    assert state["sale"]["member"]["member"]["name"] == ALI


def test_a_purchase_without_a_member_and_a_member_who_is_found_late(counter, founded):
    counter.press("Ctrl+Space")
    counter.until_step("sale", "amount")
    counter.amount(50_000)
    counter.scan(founded.cards[LEILA])
    state = counter.until_counter(lambda state: state["sale"] and state["sale"]["member"], "the member attached")
    assert (state["sale"]["amount_rial"], state["sale"]["member"]["member"]["name"]) == (500_000, LEILA)
    counter.until_counter(lambda state: state["sale"]["quotation"], "worked out")
    assert founded.slip(counter.finish()["receipt"]["number"]).member_name == LEILA


def test_last_digits_and_a_name_find_the_member(counter, founded):
    counter.type("5566")
    state = counter.until_counter(lambda state: state["hits"] and state["hits"]["wanted"] == "5566", "hits")
    assert [hit["member"]["name"] for hit in state["hits"]["hits"]] == [ALI]
    counter.press("Return")
    counter.until_counter(lambda state: state["sale"] and state["sale"]["member"]["member"]["name"] == ALI, "opened")
    counter.to_idle()
    counter.write("صادق")
    state = counter.until_counter(lambda state: state["hits"] and state["hits"]["hits"], "hits by name")
    assert [hit["member"]["name"] for hit in state["hits"]["hits"]] == [MARYAM]
    counter.press("1")
    counter.until_counter(lambda state: state["sale"] and state["sale"]["member"]["member"]["name"] == MARYAM, "opened")
