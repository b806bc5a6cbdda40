import pytest

from vafa.domain.errors import Refusal
from vafa.domain.roles import (
    ADJUST_LIMIT_POINTS,
    MAY,
    REDEEM_LIMIT_RIAL,
    REFUND_LIMIT_RIAL,
    Deed,
    Role,
    approvers,
    counts_as_approved,
    require,
)


def test_a_higher_role_may_all_that_a_lower_one_may():
    ranks = [MAY[role] for role in (Role.CASHIER, Role.SUPERVISOR, Role.MANAGER)]
    assert ranks[0] < ranks[1] < ranks[2] == frozenset(Deed)


@pytest.mark.parametrize(
    ("role", "deed", "needs"),
    [
        (Role.CASHIER, Deed.ADJUST, Role.SUPERVISOR),
        (Role.CASHIER, Deed.ERASE, Role.MANAGER),
        (Role.SUPERVISOR, Deed.STAFF, Role.MANAGER),
        (Role.SUPERVISOR, Deed.PROGRAMME, Role.MANAGER),
    ],
)
def test_a_deed_above_the_role_names_the_role_it_needs(role: Role, deed: Deed, needs: Role):
    with pytest.raises(Refusal) as caught:
        require(role, deed)
    assert caught.value.figures == {"role": role.value, "deed": deed.value, "needs": needs.value}


@pytest.mark.parametrize(
    ("deed", "asked", "roles"),
    [
        (Deed.SELL, 10**15, tuple(Role)),
        (Deed.REDEEM, REDEEM_LIMIT_RIAL, tuple(Role)),
        (Deed.REDEEM, REDEEM_LIMIT_RIAL + 1, (Role.SUPERVISOR, Role.MANAGER)),
        (Deed.REFUND, REFUND_LIMIT_RIAL, tuple(Role)),
        (Deed.REFUND, REFUND_LIMIT_RIAL + 1, (Role.SUPERVISOR, Role.MANAGER)),
        (Deed.REFUND_ANY, 1, (Role.SUPERVISOR, Role.MANAGER)),
        (Deed.ADJUST, ADJUST_LIMIT_POINTS, (Role.SUPERVISOR, Role.MANAGER)),
        (Deed.ADJUST, ADJUST_LIMIT_POINTS + 1, (Role.MANAGER,)),
    ],
)
def test_who_may_do_a_deed_of_a_size(deed: Deed, asked: int, roles: tuple[Role, ...]):
    assert approvers(deed, asked) == roles


def test_every_deed_of_any_size_may_be_done_by_somebody():
    assert all(approvers(deed, 10**18)[-1] is Role.MANAGER for deed in Deed)


def test_what_lies_within_a_limit_rests_on_nobody_else():
    for role in (None, *Role):
        assert not counts_as_approved(role, Role.MANAGER, Deed.REDEEM, REDEEM_LIMIT_RIAL)
    assert not counts_as_approved(None, None, Deed.REFUND_ANY, 10**15)
    assert not counts_as_approved(Role.SUPERVISOR, Role.CASHIER, Deed.REDEEM, 10**15)
    assert counts_as_approved(Role.CASHIER, Role.SUPERVISOR, Deed.REDEEM, REDEEM_LIMIT_RIAL + 1)


def test_above_a_limit_the_refusal_says_how_much_would_do():
    with pytest.raises(Refusal) as caught:
        counts_as_approved(Role.CASHIER, Role.CASHIER, Deed.REFUND, 6_000_000, before_rial=15_000_000, step_rial=3_000)
    assert (caught.value.code, dict(caught.value.figures)) == (
        "needs_approval",
        {
            "deed": "refund",
            "role": "cashier",
            "needs": "supervisor",
            "asked_rial": 21_000_000,
            "limit_rial": 20_000_000,
            "best_rial": 5_000_000,
            "best": 1_666,
        },
    )
    with pytest.raises(Refusal) as caught:
        counts_as_approved(Role.CASHIER, None, Deed.REFUND_ANY, 1)
    assert caught.value.figures["best"] is caught.value.figures["limit_rial"] is None
