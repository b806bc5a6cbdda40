import pytest

from vafa.domain.errors import Refusal
from vafa.domain.roles import MAY, Deed, Role, require


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
