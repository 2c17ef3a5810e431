"""Two records of one organisation become one party, and nothing that hung on either is lost."""

import pytest

from comments.models import Comment
from stakeholders import permissions, services
from stakeholders.models import Belonging, Contact, Notice, Organisation, Standing
from tests.cast import member, party, submitted

pytestmark = pytest.mark.django_db
ADMIN = "/admin/stakeholders/organisation/"


@pytest.fixture
def twin(administrator):
    """A second record of the Coastal Peoples' Network, with a group and an address of its own."""
    record = party("CPW", "The Coastal Network of Peoples", "Coastal Network", "ngo")
    Contact.objects.create(organisation=record, email="office@coastal.example")
    Belonging.objects.create(group=party("GRP", "Group of Networks", "Networks", "other"), member=record)
    return record


@pytest.fixture
def applicant(db):
    """Came by an open call, and nobody has decided yet."""
    record = party("NEW", "New Initiative", "Initiative", "ngo")
    record.standing = Standing.PENDING
    record.save()
    Contact.objects.create(organisation=record, email="office@new.example")
    return record


def test_everything_that_hung_on_either_record_is_reached_from_the_one_that_stays(
    client_of, administrator, coastal, twin, noor, round_one
):
    said = submitted(round_one, coastal, noor)[0].ref
    yara = member(twin, "yara@coastal.example", "Yara")
    answer = client_of(administrator).post(
        f"{ADMIN}{coastal.pk}/merging/", {"kept": twin.pk, "reason": "One body."}
    )
    assert answer.status_code == 302
    coastal.refresh_from_db()
    assert (coastal.standing, coastal.merged_into, coastal.is_active) == (Standing.MERGED, twin, False)
    assert Comment.objects.get(ref=said).organisation == coastal
    for user in (noor, yara):
        assert {m.organisation for m in user.memberships.filter(is_active=True)} == {coastal, twin}
    assert coastal.history.first().history_change_reason == "Merged into Coastal Network. One body."


def test_contacts_and_groups_go_to_the_record_that_stays(administrator, coastal, twin):
    services.merge_parties(twin, coastal, "One body.", by=administrator)
    assert [c.email for c in coastal.contacts.all()] == ["office@coastal.example"]
    assert [b.group.code for b in coastal.groups.all()] == ["GRP"]
    assert twin not in Organisation.objects.admitted()


def test_a_merged_record_is_not_merged_again_nor_into_itself(administrator, coastal, twin):
    services.merge_parties(twin, coastal, "", by=administrator)
    for gone, kept in ((twin, coastal), (coastal, twin), (coastal, coastal)):
        with pytest.raises(services.PartyRefused):
            services.merge_parties(gone, kept, "", by=administrator)


def test_a_pending_party_is_admitted_once_and_told(client_of, administrator, applicant):
    client = client_of(administrator)
    assert client.post(f"{ADMIN}{applicant.pk}/admission/").status_code == 302
    applicant.refresh_from_db()
    assert (applicant.standing, Notice.objects.get().to) == (Standing.ADMITTED, "office@new.example")
    assert client.post(f"{ADMIN}{applicant.pk}/admission/").status_code == 403


def test_a_pending_party_is_declined_with_a_reason_that_it_is_told(client_of, administrator, applicant):
    client = client_of(administrator)
    assert client.post(f"{ADMIN}{applicant.pk}/declination/", {"reason": " "}).status_code == 422
    client.post(f"{ADMIN}{applicant.pk}/declination/", {"reason": "No address of yours was confirmed."})
    applicant.refresh_from_db()
    assert (applicant.standing, applicant.is_active) == (Standing.DECLINED, False)
    assert "No address of yours was confirmed." in Notice.objects.get().body


def test_what_is_pending_prepares_and_does_not_submit(applicant):
    mine = member(applicant, "lead@new.example", "Lead").memberships.get()
    assert (permissions.may_prepare(mine), permissions.may_submit(mine)) == (True, False)


def test_the_secretariat_decides_nothing_about_parties(client_of, secretariat, applicant):
    for act in ("admission", "declination", "merging"):
        assert client_of(secretariat).post(f"{ADMIN}{applicant.pk}/{act}/").status_code == 403
