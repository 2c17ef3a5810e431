"""Coming in by invitation: a link that is spent once, a code to the invited address (T9)."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from stakeholders import clock, services
from stakeholders.models import Invitation, Membership, Notice, User

pytestmark = pytest.mark.django_db
NEW = "new@arvenia.example"


@pytest.fixture
def invited(arvenia, administrator):
    """An invitation to be a deputy of Arvenia, and the address of its link."""
    invitation, token = services.invite(
        NEW, by=administrator, organisation=arvenia, role="deputy", name="Nia"
    )
    return invitation, Invitation.address(token)


def code_mailed():
    return re.search(r"\b(\d{6})\b", Notice.objects.filter(kind="code").first().body).group(1)


def is_signed_in(browser):
    return "_auth_user_id" in browser.session


def test_an_invitation_is_a_letter_with_a_link_from_the_configured_address(invited, settings):
    _invitation, link = invited
    notice = Notice.objects.get(kind="invitation")
    assert (notice.to, notice.subject) == (NEW, "Invitation to Travaux: Republic of Arvenia")
    assert settings.BASE_URL + link in notice.body


def test_only_the_hash_of_the_token_is_kept(invited):
    invitation, link = invited
    token = link.rstrip("/").rpartition("/")[2]
    assert invitation.token_hash == Invitation.hash(token)
    assert token not in str([each.value_to_string(invitation) for each in Invitation._meta.fields])


def test_whoever_follows_the_link_to_look_spends_nothing(invited, client):
    invitation, link = invited
    assert [client.get(link).status_code, client.head(link).status_code] == [200, 200]
    invitation.refresh_from_db()
    assert (invitation.spent_at, Notice.objects.filter(kind="code").count()) == (None, 0)


def test_the_link_then_the_code_make_a_person_with_a_role(invited, client, arvenia):
    invitation, link = invited
    assert client.post(link)["Location"] == "/invitation/code/"
    answer = client.post("/invitation/code/", {"code": code_mailed()})
    person = User.objects.get(email=NEW)
    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (302, "/", True)
    assert (person.name, person.office, person.has_usable_password()) == ("Nia", "", False)
    member = Membership.objects.get(user=person)
    assert (member.organisation, member.role) == (arvenia, "deputy")
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("administrator@travaux.example", True, True),
        (NEW, True, True),
    ]
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


def test_a_link_that_was_used_gives_another_browser_nothing(invited, client):
    _invitation, link = invited
    client.post(link)
    other = Client()
    assert [other.get(link).status_code, other.post(link).status_code] == [410, 410]
    answer = other.post("/invitation/code/", {"code": code_mailed()})
    assert (answer.status_code, is_signed_in(other)) == (410, False)
    assert Notice.objects.filter(kind="code").count() == 1


def test_whoever_was_forwarded_the_link_still_needs_the_code_that_was_mailed(invited, client):
    _invitation, link = invited
    client.post(link)
    assert client.post("/invitation/code/", {"code": "000000x"}).status_code == 422
    assert not is_signed_in(client)
    assert Notice.objects.get(kind="code").to == NEW


def test_five_wrong_codes_use_the_invitation_up(invited, client):
    _invitation, link = invited
    client.post(link)
    right = code_mailed()
    wrong = "111111" if right != "111111" else "222222"
    for _ in range(5):
        assert client.post("/invitation/code/", {"code": wrong}).status_code == 422
    assert client.post("/invitation/code/", {"code": right}).status_code == 422
    assert not is_signed_in(client)


def test_a_code_is_good_for_fifteen_minutes(invited, client):
    invitation, link = invited
    client.post(link)
    invitation.refresh_from_db()
    sent = invitation.code_sent_at
    assert invitation.takes_code(sent + timedelta(minutes=14, seconds=59))
    with clock.at(sent + timedelta(minutes=15)):
        assert client.post("/invitation/code/", {"code": code_mailed()}).status_code == 422


def test_a_link_is_good_for_seven_days(invited, client):
    invitation, link = invited
    with clock.at(invitation.invited_at + timedelta(days=7)):
        assert client.post(link).status_code == 410
    with clock.at(invitation.invited_at + timedelta(days=7) - timedelta(seconds=1)):
        assert client.post(link).status_code == 302


def answer_to(address):
    """The page at an address without what differs by nature: the address itself, and the form's own token."""
    page = Client().get(address)
    body = page.content.decode()
    for changing in (address, quote(address, safe="")):
        body = body.replace(changing, "")
    return page.status_code, re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", body)


def test_the_answer_is_the_same_for_a_link_that_was_used_expired_or_never_written(invited, administrator):
    _invitation, used = invited
    Client().post(used)
    late, token = services.invite(NEW, by=administrator, office="expert")
    Invitation.objects.filter(pk=late.pk).update(expires_at=late.invited_at)
    links = [used, Invitation.address(token), "/invitations/never-written/"]
    assert len({answer_to(link) for link in links}) == 1
    assert answer_to(used)[0] == 410


def test_a_link_sent_before_somebody_left_brings_nobody_back(invited, client, administrator):
    _invitation, link = invited
    client.post(link)
    client.post("/invitation/code/", {"code": code_mailed()})
    person = User.objects.get(email=NEW)
    _second, token = services.invite(NEW, by=administrator, office="expert")
    services.end_memberships_of(person, by=administrator)
    late = Client()
    late.post(Invitation.address(token))
    assert late.post("/invitation/code/", {"code": code_mailed()}).status_code == 422
    assert not is_signed_in(late)


def test_somebody_with_a_second_factor_is_asked_for_it_after_the_code(client, administrator, expert):
    Authenticator.objects.create(user=expert, type="totp", data={"secret": ""})
    _invitation, token = services.invite(expert.email, by=administrator, office="expert")
    client.post(Invitation.address(token))
    answer = client.post("/invitation/code/", {"code": code_mailed()})
    assert (answer["Location"], is_signed_in(client)) == ("/accounts/2fa/authenticate/", False)


def test_an_invitation_is_written_in_its_own_language(arvenia, administrator):
    services.invite(NEW, by=administrator, organisation=arvenia, role="deputy", language="fr")
    assert Notice.objects.get(kind="invitation").language == "fr"


def test_a_person_who_leaves_is_signed_out_and_keeps_their_name_on_what_they_did(
    client_of, anna, administrator
):
    browser = client_of(anna)
    services.end_memberships_of(anna, by=administrator)
    assert browser.get("/kept/6c5c6e1c-4a5e-4b8c-9a39-1f1e9a1ad2a5/").status_code == 302
    assert list(anna.memberships.values_list("is_active", flat=True)) == [False]
    assert anna.memberships.get().history.first().history_user == administrator


# --- manage.py invite ---------------------------------------------------------------------------------------
def test_the_first_administrator_comes_in_by_the_command_line(client, capsys):
    call_command("invite", "first@travaux.example", "--role", "administrator")
    link = re.search(r"/invitations/[\w-]+/", capsys.readouterr().out).group()
    client.post(link)
    client.post("/invitation/code/", {"code": code_mailed()})
    assert User.objects.get().is_administrator
    assert is_signed_in(client)


def test_the_command_invites_to_a_role_in_a_party(arvenia):
    call_command("invite", NEW, "--role", "contact_point", "--organisation", "AR", "--name", "Nia")
    found = Invitation.objects.get()
    assert (found.organisation, found.role, found.name) == (arvenia, "contact_point", "Nia")


@pytest.mark.parametrize(
    "words",
    [
        ["no-address", "--role", "administrator"],
        [NEW, "--role", "contact_point"],
        [NEW, "--role", "contact_point", "--organisation", "XX"],
        [NEW, "--role", "emperor"],
    ],
)
def test_the_command_refuses_what_makes_no_sense_in_one_line(db, words):
    with pytest.raises(CommandError) as refusal:
        call_command("invite", *words)
    assert "\n" not in str(refusal.value)
    assert (Invitation.objects.count(), len(mail.outbox)) == (0, 0)
