"""Whose hands an act is in: who does it, and the second person who approves what the first may not do alone."""

from msgspec import Struct

from vafa.domain.acts import ApprovalGiven
from vafa.domain.errors import Refusal
from vafa.domain.roles import Deed, counts_as_approved
from vafa.store.finding import find_person
from vafa.store.people import StaffMember
from vafa.store.shopfile import Posted, Store, Writing


class Approval(Struct, frozen=True):
    """Somebody's consent to an act that is still to be posted."""

    approver: StaffMember
    deed: Deed

    def post(self, act: Writing, approved: Posted) -> None:
        """Journals, beside the act just posted, who let it pass."""
        act.post(ApprovalGiven(deed=self.deed, of=approved.event_id), staff=self.approver.id)


class Hands(Struct, frozen=True):
    """Who does an act, and who stands by to approve it. Without `staff` it is the computer's owner."""

    staff: StaffMember | None
    approver: StaffMember | None

    @property
    def by(self) -> bytes | None:
        return self.staff.id if self.staff else None

    def approval(self, deed: Deed, asked_rial: int, *, before_rial: int = 0, step_rial: int = 1) -> Approval | None:
        """What has to be journalled beside an act of this size; None when nobody needs to approve it. Raises as
        `counts_as_approved`."""
        first, second = (person.role if person else None for person in (self.staff, self.approver))
        needed = counts_as_approved(first, second, deed, asked_rial, before_rial=before_rial, step_rial=step_rial)
        return Approval(self.approver, deed) if needed and self.approver else None


def find_hands(store: Store, number: int | None, approved_by: int | None, deed: Deed) -> Hands:
    """Who does it, and the second person, whose PIN was checked before.

    Raises Refusal `staff_unknown`, `not_allowed` or `approve_self`.
    """
    if approved_by is not None and approved_by == number:
        raise Refusal("approve_self", number=number)
    first, second = (None if of is None else find_person(store, of, deed) for of in (number, approved_by))
    return Hands(first, second)
