from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.engine.bills import bill, line

from vafa.domain.engine.known import Goods, GoodsKind
from vafa.domain.engine.tendering import (
    MAX_STORED_RIAL,
    MAX_TENDERS,
    GiftCard,
    Kept,
    Load,
    check_tenders,
    given_back,
    loaded,
    loads_of,
    settled,
    spent,
    tenders_back,
    unloaded,
)
from vafa.domain.errors import Refusal
from vafa.domain.tender import Tender

TODAY = 739_000
CARD = GiftCard("g1", 50_000, TODAY)


def gift(rial: int, number: str = "g1") -> Tender:
    return Tender("gift_card", rial, number)


def wallet(rial: int) -> Tender:
    return Tender("wallet", rial)


def refused(code: str, deed, **figures: object) -> None:
    with pytest.raises(Refusal) as said:
        deed()
    assert said.value.code == code
    assert figures.items() <= dict(said.value.figures).items()


def test_tenders_have_to_add_up_to_what_is_payable():
    check_tenders((), 100)
    check_tenders((Tender("cash", 60), gift(40)), 100)
    refused("tenders_do_not_add_up", lambda: check_tenders((Tender("cash", 99),), 100), payable_rial=100)
    many = tuple(Tender("cash", 1) for _ in range(MAX_TENDERS + 1))
    refused("tenders_do_not_add_up", lambda: check_tenders(many, len(many)))
    check_tenders(many[1:], MAX_TENDERS)


def test_a_way_to_pay_has_a_name_of_twenty_letters_at_most():
    longest = Tender("k" * 20, 5)
    check_tenders((longest,), 5)


@pytest.mark.parametrize("tender", [Tender("", 5), Tender("two words", 5), Tender("k" * 21, 5), Tender("cash", 0)])
def test_a_tender_that_cannot_be(tender: Tender):
    refused("tender_invalid", lambda: check_tenders((tender,), tender.rial))


def test_a_gift_card_without_a_number_is_asked_for():
    refused("gift_card_number_missing", lambda: check_tenders((gift(5, ""),), 5))


def test_a_gift_card_and_the_wallet_pay_down_to_nothing():
    after = spent(Kept({"g1": CARD}, 20), (gift(50_000), wallet(20), Tender("cash", 9)), TODAY)
    assert (after.cards["g1"].rial, after.wallet_rial) == (0, 0)


def test_what_cannot_be_paid_names_the_best():
    kept = Kept({"g1": CARD}, 20)
    refused("gift_card_short", lambda: spent(kept, (gift(50_001),), TODAY), best_rial=50_000)
    refused("gift_card_short", lambda: spent(kept, (gift(50_000), gift(1)), TODAY), best_rial=0)
    refused("gift_card_unknown", lambda: spent(kept, (gift(1, "g2"),), TODAY), best_rial=0)
    refused("gift_card_expired", lambda: spent(kept, (gift(1),), TODAY + 1), best_rial=0, last_day=TODAY)
    refused("wallet_short", lambda: spent(kept, (wallet(21),), TODAY), best_rial=20)
    refused("wallet_needs_member", lambda: spent(Kept(), (wallet(1),), TODAY), best_rial=0)


def test_a_top_up_does_not_pay_the_bill_that_sells_it():
    """10 in the wallet, 50 topped up on the bill: only the 10 can be used."""
    load = Load(GoodsKind.TOP_UP, 50)
    refused("wallet_short", lambda: settled(Kept({}, 10), (wallet(11),), (load,), TODAY), best_rial=10)
    assert settled(Kept({}, 10), (wallet(10),), (load,), TODAY).wallet_rial == 50
    card = Load(GoodsKind.GIFT_CARD, 50, "new")
    refused("gift_card_unknown", lambda: settled(Kept(), (gift(1, "new"),), (card,), TODAY))
    more = settled(Kept({"g1": CARD}), (gift(50_000),), (Load(GoodsKind.GIFT_CARD, 7, "g1"),), TODAY)
    assert more.cards["g1"].rial == 7


def test_a_bill_loads_the_full_price_of_what_it_sells():
    goods = {"card": Goods(kind=GoodsKind.GIFT_CARD), "top": Goods(kind=GoodsKind.TOP_UP), "tea": Goods()}
    purchase = bill(line("tea", 100), line("card", 500), line("top", 300), line("odd", 5), off_rial=90)
    assert loads_of(purchase, goods, ("", "g7")) == (Load(GoodsKind.GIFT_CARD, 500, "g7"), Load(GoodsKind.TOP_UP, 300))
    refused("gift_card_number_missing", lambda: loads_of(purchase, goods), rial=500)
    refused("gift_card_number_missing", lambda: loads_of(purchase, goods, ("",)), rial=500)


def test_loads_add_up_within_the_bound():
    after = loaded(Kept({}, 5), (Load(GoodsKind.TOP_UP, 3), Load(GoodsKind.TOP_UP, 4)), TODAY)
    assert after.wallet_rial == 12
    refused("wallet_needs_member", lambda: loaded(Kept(), (Load(GoodsKind.TOP_UP, 3),), TODAY), best_rial=0)
    full = Load(GoodsKind.TOP_UP, MAX_STORED_RIAL)
    refused("stored_too_much", lambda: loaded(Kept({}, 5), (full,), TODAY), best_rial=MAX_STORED_RIAL - 5)
    assert loaded(Kept({}, 0), (full,), TODAY).wallet_rial == MAX_STORED_RIAL
    refused("stored_too_much", lambda: loaded(Kept({}, MAX_STORED_RIAL), (full,), TODAY), best_rial=0)


def test_a_card_that_lapsed_starts_anew_with_what_is_loaded():
    load = Load(GoodsKind.GIFT_CARD, 70, "g1", TODAY + 9)
    assert loaded(Kept({"g1": CARD}), (load,), TODAY).cards["g1"] == GiftCard("g1", 50_070, TODAY + 9)
    assert loaded(Kept({"g1": CARD}), (load,), TODAY + 1).cards["g1"] == GiftCard("g1", 70, TODAY + 9)
    shorter = Load(GoodsKind.GIFT_CARD, 70, "g1", TODAY - 3)
    assert loaded(Kept({"g1": CARD}), (shorter,), TODAY).cards["g1"].expires_on == TODAY


def test_what_was_sold_comes_back_only_unspent():
    kept = Kept({"g1": CARD}, 30)
    load, top = Load(GoodsKind.GIFT_CARD, 50_000, "g1"), Load(GoodsKind.TOP_UP, 30)
    after = unloaded(kept, (load, top))
    assert (after.cards["g1"].rial, after.wallet_rial) == (0, 0)
    refused("gift_card_spent", lambda: unloaded(after, (load,)), best_rial=0)
    refused("wallet_spent", lambda: unloaded(after, (top,)), best_rial=0)
    refused("wallet_spent", lambda: unloaded(Kept(), (top,)), best_rial=0)
    refused("wallet_spent", lambda: unloaded(Kept({}, 20), (top,)), best_rial=20)
    refused("gift_card_spent", lambda: unloaded(Kept(), (load,)), best_rial=0)


def test_a_split_bill_comes_back_in_its_parts():
    """450 paid 350 and 100; 150 come back: 116.67 and 33.33, in whole Rial that add up."""
    tenders = (Tender("card", 350), wallet(100))
    first = tenders_back(tenders, (), 150)
    assert first == (Tender("card", 117), wallet(33))
    assert tenders_back(tenders, (first,), 300) == (Tender("card", 233), wallet(67))
    refused("refund_exceeds_tenders", lambda: tenders_back(tenders, (first,), 301), best_rial=300)


def test_money_without_tenders_has_no_parts():
    assert tenders_back((), (), 150) == ()


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 1_000)), min_size=1, max_size=6),
    st.lists(st.integers(0, 900), max_size=8),
)
def test_parts_of_refunds_add_up_to_what_was_paid(paid: list[tuple[str, int]], wants: list[int]):
    tenders = tuple(Tender(kind, rial) for kind, rial in paid)
    left = sum(rial for _, rial in paid)
    earlier: list[tuple[Tender, ...]] = []
    for want in [*wants, left]:
        back = left if len(earlier) == len(wants) else min(want, left)
        parts = tenders_back(tenders, earlier, back)
        assert sum(part.rial for part in parts) == back
        assert all(part.rial > 0 for part in parts)
        earlier.append(parts)
        left -= back
    for kind in {kind for kind, _ in paid}:
        returned = sum(part.rial for parts in earlier for part in parts if part.kind == kind)
        assert returned == sum(rial for paid_kind, rial in paid if paid_kind == kind)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=5), st.integers(0, 10**6))
def test_a_first_refund_is_pro_rata_to_a_rial(paid: list[int], want: int):
    tenders = tuple(Tender(f"k{place}", rial) for place, rial in enumerate(paid))
    back = min(want, sum(paid))
    parts = {part.kind: part.rial for part in tenders_back(tenders, (), back)}
    for tender in tenders:
        assert abs(parts.get(tender.kind, 0) - Fraction(back * tender.rial, sum(paid))) < 1


def test_money_goes_back_to_a_card_that_lapsed_for_the_days_of_grace():
    parts = (gift(5), wallet(3))
    good = given_back(Kept({"g1": CARD}, 1), parts, TODAY, 30)
    assert (good.cards["g1"], good.wallet_rial) == (GiftCard("g1", 50_005, TODAY), 4)
    late = given_back(Kept({"g1": CARD}), parts, TODAY + 1, 30)
    assert (late.cards["g1"], late.wallet_rial) == (GiftCard("g1", 5, TODAY + 31), 3)
