"""Who acts for a delegation when its Contact Point cannot."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from circulation.models import Recipient
from comments import services as commenting
from stakeholders import clock, permissions, services
from stakeholders.models import Invitation, Membership, Notice, StandIn
from tests.cast import write_draft

pytestmark = pytest.mark.django_db


def of(user):
    return Membership.objects.select_related("user", "organisation").get(user=user)


def test_a_delegate_for_an_absence_submits_until_it_ends(anna, dara, round_one, arvenia, client_of):
    write_draft(round_one, arvenia, dara)
    until = clock.now() + timedelta(days=2)
    services.delegate_for_absence(of(dara), until, by=anna, reason="Leave")
    assert [permissions.may_submit(of(u)) for u in (anna, dara)] == [True, True]
    slug = round_one.declaration.slug
    answer = client_of(dara).post(f"/declarations/{slug}/rounds/1/parties/AR/submission/")
    assert answer.status_code == 302
    assert Recipient.objects.get(organisation=arvenia).submissions.get().submitted_by == dara
    with clock.at(until):
        assert permissions.may_submit(of(dara)) is False
    told = Notice.objects.filter(kind="delegation").values_list("to", flat=True)
    assert set(told) == {"anna@arvenia.example", "dara@arvenia.example"}


def test_only_the_alternate_takes_over_and_says_why(anna, dara, rui, client_of):
    services.name_alternate(of(dara), by=anna)
    page = "/delegations/AR/takeover/"
    assert client_of(rui).post(page, {"reason": "I want to"}).status_code == 403
    assert client_of(dara).post(page, {"reason": " "}).status_code == 422
    assert client_of(dara).post(page, {"reason": "Anna is in hospital"}).status_code == 302
    given = StandIn.objects.get()
    assert (given.kind, given.by, given.reason) == ("alternate", dara, "Anna is in hospital")
    assert permissions.may_submit(of(dara)) is True
    assert Notice.objects.filter(kind="delegation", body__contains="in hospital").count() == 3
    services.name_alternate(of(rui), by=anna)
    assert [of(u).is_alternate for u in (dara, rui)] == [False, True]


def test_an_administrator_appoints_on_a_written_request_that_is_kept(anna, dara, administrator, client_of):
    page, form = "/delegations/AR/appointment/", {"email": "new@arvenia.example", "name": "Nia"}
    admin = client_of(administrator)
    assert admin.post(page, form).status_code == 422
    form["request"] = SimpleUploadedFile("note verbale.pdf", b"%PDF-1.7 note")
    assert admin.post(page, form).status_code == 302
    given = StandIn.objects.get()
    assert (bytes(given.request), given.request_name) == (b"%PDF-1.7 note", "note verbale.pdf")
    assert permissions.may_submit(given.membership) is True
    assert permissions.may_submit(of(anna)) is False
    told = Notice.objects.filter(kind="delegation").values_list("to", flat=True)
    assert set(told) == {"anna@arvenia.example", "dara@arvenia.example", "new@arvenia.example"}


def test_the_ladder_of_the_delegation_pages(client, client_of, anna, rui, tomas, secretariat, administrator):
    page, invited = "/delegations/AR/", {"email": "x@arvenia.example", "role": "reviewer", "language": "en"}
    assert client.get(page).status_code == 302
    seen = [client_of(u).get(page).status_code for u in (anna, rui, tomas, secretariat, administrator)]
    assert seen == [200, 200, 404, 404, 404]
    for rest in ("invitations/", "alternate/", "absence/"):
        assert [client_of(u).post(page + rest, invited).status_code for u in (rui, tomas)] == [403, 404]
    appointing = [client_of(u).get(f"{page}appointment/").status_code for u in (administrator, anna, tomas)]
    assert appointing == [200, 403, 404]
    assert client_of(anna).post(f"{page}invitations/", invited | {"role": "king"}).status_code == 422
    assert client_of(anna).post(f"{page}invitations/", invited).status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.organisation.code, invitation.role, invitation.invited_by) == ("AR", "reviewer", anna)


def test_nobody_outside_a_delegation_can_be_made_to_stand_in_for_it(client_of, anna, tomas):
    answer = client_of(anna).post("/delegations/AR/alternate/", {"member": of(tomas).pk})
    assert answer.status_code == 404
    with pytest.raises(services.NotPossible):
        services.delegate_for_absence(of(tomas), clock.now(), by=tomas, reason="")
    assert commenting.verify_chain() == []


def test_the_request_is_downloaded_by_those_in_administration_alone(
    client, client_of, anna, tomas, expert, administrator, secretariat, arvenia
):
    form = {
        "email": "new@arvenia.example",
        "name": "Nia",
        "request": SimpleUploadedFile("n.pdf", b"%PDF note"),
    }
    client_of(administrator).post("/delegations/AR/appointment/", form)
    page = f"/delegations/AR/appointment/{StandIn.objects.get().request_sha256}/"
    shown = client_of(administrator).get("/delegations/AR/appointment/").content.decode()
    back = f"/admin/stakeholders/organisation/{StandIn.objects.get().membership.organisation_id}/change/"
    assert (page in shown, back in shown) == (True, True)
    people = (anna, tomas, expert, administrator, secretariat)
    assert [client_of(u).get(page).status_code for u in people] == [403, 404, 404, 200, 200]
    assert (client.get(page).status_code, client_of(administrator).post(page).status_code) == (302, 405)
    assert client_of(administrator).get(page).content == b"%PDF note"
    assert client_of(administrator).get("/delegations/AR/appointment/none/").status_code == 404
    admin = client_of(administrator).get(f"/admin/stakeholders/organisation/{arvenia.pk}/change/")
    assert "/delegations/AR/appointment/" in admin.content.decode()


def test_a_contact_point_is_asked_on_accepting_to_name_an_alternate(client_of, arvenia, administrator, dara):
    for role, asked in (("deputy", 0), ("contact_point", 1)):
        email = f"{role}@arvenia.example"
        invitation, token = services.invite(email, by=administrator, organisation=arvenia, role=role)
        services.spend_link(token)
        body = Notice.objects.filter(kind="code").latest("pk").body
        user = services.accept_invitation(invitation, re.search(r"\d{6}", body)[0])
        assert Notice.objects.filter(kind="alternate", to=email).count() == asked
    assert "No alternate is named yet" in client_of(user).get("/delegations/AR/").content.decode()
    services.name_alternate(of(dara), by=user)
    assert "No alternate is named yet" not in client_of(user).get("/delegations/AR/").content.decode()


def test_the_secretariat_comes_to_the_deposit_of_each_party_by_links(client_of, secretariat, round_one):
    page = round_one.get_absolute_url()
    browser = client_of(secretariat)
    assert f"{page}dashboard/recipients/" in browser.get(page).content.decode()
    listed = browser.get(f"{page}dashboard/recipients/").content.decode()
    assert listed.count("/deposit/") == round_one.recipients.count()
    admin = browser.get(f"/admin/circulation/round/{round_one.pk}/change/").content.decode()
    assert f"{page}dashboard/recipients/" in admin
