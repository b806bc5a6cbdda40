"""Which keys are lit where, and which one comes next."""

from tests.fakes.little_shop import MOBILES

from vafa.ui.counter.counter_state import Step


def test_every_step_lights_its_own_keys(counter):
    code = counter.card(5)
    counter.block(code)
    number = counter.bought(0, 50_000_000)
    seen = {}

    def look():
        seen[counter.step] = (counter.state.keys, counter.state.strong_key)

    look()
    counter.type("سارا")
    look()
    counter.at.scanned(code)
    look()
    counter.keys("F2")
    look()
    counter.esc()
    counter.enter(number)
    look()
    counter.keys("1")
    look()
    counter.esc()
    counter.keys("3")
    look()
    counter.esc()
    counter.esc()
    counter.type(MOBILES[0])
    assert (counter.state.keys, counter.state.strong_key) == ({"F9"}, "")
    counter.enter("20000")
    look()
    counter.keys("F9")
    look()
    counter.esc()
    counter.keys("F7", "F7")
    look()
    counter.keys("1", "F10")
    look()
    before_a_sale = {"F2", "F7", "F8", "Ctrl+Space"}
    assert seen == {
        Step.IDLE: (before_a_sale, ""),
        Step.HITS: (before_a_sale, ""),
        Step.STOPPED: (before_a_sale, ""),
        Step.ENROL: ({"F2", "F6"}, "F2"),
        Step.RECEIPT: ({"F7", "F8"}, ""),
        Step.REFUND: ({"F8"}, ""),
        Step.REASSIGN: (frozenset(), ""),
        Step.SALE: ({"F3", "F7", "F9", "F10"}, "F10"),
        Step.DETAILS: ({"F9"}, ""),
        Step.PARKED: ({"F2", "F7", "F8"}, ""),
        Step.POSTED: (before_a_sale | {"Ctrl+Z"}, ""),
    }
