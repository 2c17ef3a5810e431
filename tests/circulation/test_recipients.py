"""To whom a round goes, and how far each has come."""

import pytest

from circulation import services
from circulation.models import Recipient
from drafting.services import Refused
from stakeholders.models import Notice
from tests.cast import make_round, party

pytestmark = pytest.mark.django_db
State = Recipient.State


@pytest.fixture
def preparation(version, administrator, arvenia):
    return make_round(version, [arvenia], administrator, is_open=False, number=2)


def codes(found):
    return [organisation.code for organisation in found]


def test_parties_are_chosen_by_category_by_group_or_one_by_one(arvenia, tolmark, coastal):
    choose = services.matching_organisations
    assert codes(choose(categories=["ngo"])) == ["CPN"]
    assert codes(choose(groups=["weog"])) == ["TK"]
    assert codes(choose(categories=["member_state"], groups=["african"])) == ["AR"]
    assert codes(choose(categories=["member_state"], codes=["CPN", "AR"])) == ["AR", "TK", "CPN"]
    assert codes(choose()) == []


def test_a_party_that_is_not_active_is_not_chosen(arvenia, tolmark):
    arvenia.is_active = False
    arvenia.save()
    assert codes(services.matching_organisations(categories=["member_state"], codes=["AR"])) == ["TK"]


def test_a_party_is_listed_once_and_only_the_new_ones_are_told_of(
    preparation, administrator, arvenia, tolmark
):
    new = services.add_recipients(preparation, [arvenia, tolmark], by=administrator)
    assert [str(r.organisation) for r in new] == ["Tolmark"]
    assert preparation.recipients.count() == 2


def test_while_a_round_is_prepared_nobody_is_written_to(preparation, administrator, tolmark, tomas):
    services.add_recipients(preparation, [tolmark], by=administrator)
    assert (Notice.objects.count(), preparation.recipients.get(organisation=tolmark).state) == (
        0,
        State.LISTED,
    )


def test_whoever_is_added_to_an_open_round_is_written_to_at_once(round_one, administrator, anna):
    newcomer = party("NEW", "State of Newland", "Newland", "member_state", "grulac")
    newcomer.contacts.create(email="mission@newland.example")
    services.add_recipients(round_one, [newcomer], by=administrator)
    added = round_one.recipients.get(organisation=newcomer)
    assert (added.state, added.invited_at is not None) == (State.INVITED, True)
    assert Notice.objects.filter(to="mission@newland.example").count() == 1
    assert Notice.objects.filter(to=anna.email).count() == 0


def test_a_round_under_consideration_takes_no_more_recipients(round_one, administrator, tolmark):
    round_one.state = "consideration"
    with pytest.raises(Refused):
        services.add_recipients(round_one, [tolmark], by=administrator)


def test_a_party_is_taken_off_the_list_only_before_anything_went_out(preparation, round_one, arvenia):
    assert services.remove_recipients(preparation, ["AR"]) == 1
    with pytest.raises(Refused):
        services.remove_recipients(round_one, ["AR"])
    assert round_one.recipients.filter(organisation=arvenia).exists()


def test_a_recipient_goes_forward_and_never_back_by_itself(round_one):
    recipient = round_one.recipients.first()
    recipient.reach(State.AT_WORK)
    for earlier in (State.INVITED, State.BOUNCED, State.DELIVERED):
        recipient.reach(earlier)
    assert recipient.state == State.AT_WORK
    recipient.state = State.SUBMITTED
    recipient.reach(State.AT_WORK)
    assert recipient.state == State.SUBMITTED


def test_a_recipient_is_delivered_when_its_letter_has_left(
    round_one, administrator, tomas, django_capture_on_commit_callbacks
):
    newcomer = party("NEW", "State of Newland", "Newland", "member_state", "grulac")
    newcomer.contacts.create(email="mission@newland.example")
    with django_capture_on_commit_callbacks(execute=True):
        services.add_recipients(round_one, [newcomer], by=administrator)
    services.note_deliveries()
    states = dict(round_one.recipients.values_list("organisation__code", "state"))
    assert states == {"AR": State.INVITED, "TK": State.INVITED, "CPN": State.INVITED, "NEW": State.DELIVERED}
