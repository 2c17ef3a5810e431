"""Parties, people, invitations and the outbox, as an administrator has them in admin."""

import re
from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import Client

from stakeholders.models import Invitation, Membership, Notice, Organisation, User
from stakeholders.names import skeleton
from tests.cast import party

pytestmark = pytest.mark.django_db
PARTIES, PEOPLE = "/admin/stakeholders/organisation/", "/admin/stakeholders/user/"
INVITATIONS, NOTICES = "/admin/stakeholders/invitation/", "/admin/stakeholders/notice/"
NO_ROWS = {
    f"{prefix}-{name}": "0"
    for prefix in ("contacts", "memberships", "names", "groups")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


@pytest.fixture
def client(client_of, administrator):
    return client_of(administrator)


def record(**changes):
    """What the form of a new party sends."""
    return NO_ROWS | {
        "code": "NW",
        "name": "Republic of Newland",
        "short_name": "Newland",
        "category": "member_state",
        "regional_group": "african",
        "ecosoc": "none",
        "language": "en",
        "is_active": "on",
        **changes,
    }


def test_a_new_party_is_recorded_with_who_made_it(client, administrator):
    answer = client.post(f"{PARTIES}add/", record())
    newland = Organisation.objects.get()
    assert (answer.status_code, newland.code, newland.sort_key) == (302, "NW", "newland")
    assert [r.history_user for r in newland.history.all()] == [administrator]


@pytest.mark.parametrize(
    "name",
    [
        "Republic of Arvenia",
        "REPUBLIC OF ARVENIA",
        "Rеpublic of Arvenia",  # a Cyrillic е
        "Republic of Αrvenia",  # a Greek Alpha
        "Ｒepublic of Arvenia",  # a full-width R
        "Republic of Árvenia",
        "Republic  of-Arvenia",
        "Republlc of Arvenia",
        "Arvenia",
    ],
)
def test_a_name_that_can_be_taken_for_another_partys_is_refused(client, arvenia, name):
    answer = client.post(f"{PARTIES}add/", record(name=name))
    assert answer.context["adminform"].form.errors == {"name": ["This can be taken for Republic of Arvenia."]}
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("mark", ["\u202e", "\u200b", "\u2066", "\U000e0041", "\ufeff"])
def test_a_name_with_marks_that_cannot_be_seen_is_refused(client, mark):
    answer = client.post(f"{PARTIES}add/", record(name=f"New{mark}land State"))
    assert [*answer.context["adminform"].form.errors] == ["name"]
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    ("one", "other"), [("Republic of Arvenia", "Republic of Sundria"), ("北国", "南国"), ("Мир", "Рим")]
)
def test_names_that_differ_to_the_eye_differ(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("name", ["Republic of Аrvenia", "New\u200bland"])
def test_a_name_in_another_language_is_held_to_the_same_rule(client, arvenia, name):
    other = party("NW", "Republic of Newland", "Newland", "member_state", "african")
    rows = {
        "names-TOTAL_FORMS": "1",
        "names-0-language": "fr",
        "names-0-name": name,
        "names-0-short_name": "X",
    }
    answer = client.post(f"{PARTIES}{other.pk}/change/", record(**rows))
    errors = [each.errors for formset in answer.context["inline_admin_formsets"] for each in formset.formset]
    assert [list(each) for each in errors if each] == [["name"]]
    assert not other.names.exists()


def test_a_broken_address_is_answered_with_a_sentence_and_nothing_typed_is_lost(client, arvenia):
    rows = {"contacts-TOTAL_FORMS": "1", "contacts-0-email": "mission@", "contacts-0-name": "The desk"}
    rows |= {"contacts-0-role": "contact_point", "contacts-0-is_active": "on"}
    form = record(name=arvenia.name, short_name="Arvenia", accreditation="As typed", **rows)
    page = client.post(f"{PARTIES}{arvenia.pk}/change/", form).content.decode()
    assert "Enter a valid email address." in page
    assert all(f'value="{words}"' in page for words in ("mission@", "The desk", "As typed"))
    assert not arvenia.contacts.exists()


def test_a_party_may_be_saved_again_under_its_own_name(client, arvenia):
    form = record(name=arvenia.name, short_name="Arvenia", regional_group="weog")
    assert client.post(f"{PARTIES}{arvenia.pk}/change/", form).status_code == 302
    arvenia.refresh_from_db()
    assert (arvenia.regional_group, arvenia.code) == ("weog", "AR")


def test_the_code_of_a_party_cannot_be_changed(client, arvenia):
    client.post(f"{PARTIES}{arvenia.pk}/change/", record(name=arvenia.name, short_name="Arvenia", code="ZZ"))
    arvenia.refresh_from_db()
    assert arvenia.code == "AR"


def test_somebody_is_invited_from_the_partys_page(
    client, administrator, arvenia, django_capture_on_commit_callbacks
):
    form = {"email": "New@arvenia.example", "name": "Nil", "role": "reviewer", "language": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{PARTIES}{arvenia.pk}/invitation/", form)
    found = Invitation.objects.get()
    assert (answer.status_code, found.email, found.organisation, found.role, found.invited_by) == (
        302,
        "new@arvenia.example",
        arvenia,
        "reviewer",
        administrator,
    )
    assert [message.to for message in mail.outbox] == [["new@arvenia.example"]]


def test_an_invitation_to_no_address_is_refused_with_what_was_typed(client, arvenia):
    answer = client.post(f"{PARTIES}{arvenia.pk}/invitation/", {"email": "nowhere", "name": "Nil"})
    assert (answer.status_code, answer.context["form"]["name"].value()) == (422, "Nil")
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"role": "reviewer"},
        {"office": "expert", "role": "reviewer"},
    ],
)
def test_an_invitation_is_to_an_office_or_to_a_role_in_a_party(client, place):
    form = {"email": "new@travaux.example", "language": "en"} | place
    assert client.post(f"{INVITATIONS}add/", form).status_code == 200
    assert Invitation.objects.count() == 0


def test_an_office_is_given_by_invitation(client, administrator):
    form = {"email": "new@travaux.example", "language": "en", "office": "expert"}
    assert client.post(f"{INVITATIONS}add/", form).status_code == 302
    found = Invitation.objects.get()
    assert (found.office, found.invited_by, Notice.objects.get().to) == (
        "expert",
        administrator,
        "new@travaux.example",
    )


def test_a_withdrawn_link_is_good_for_nothing(client, client_of):
    client.post(f"{INVITATIONS}add/", {"email": "new@travaux.example", "language": "en", "office": "expert"})
    link = re.search(r"http://testserver(/invitations/\S+)", Notice.objects.get().body).group(1)
    found = Invitation.objects.get()
    client.post(INVITATIONS, {"action": "withdraw", "_selected_action": [found.pk]})
    assert client.post(link).status_code == 410


def test_no_office_can_be_taken_by_a_form(client, anna):
    before = User.objects.filter(pk=anna.pk).values("office", "is_superuser", "password", "email").get()
    wanted = {
        "name": "Anna B.",
        "language": "fr",
        "time_zone": "Asia/Tokyo",
        "office": "expert",
        "is_superuser": "on",
        "password": "x",
        "email": "else@where.example",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }
    assert client.post(f"{PEOPLE}{anna.pk}/change/", wanted).status_code == 302
    assert (
        User.objects.filter(pk=anna.pk).values("office", "is_superuser", "password", "email").get() == before
    )
    assert User.objects.get(pk=anna.pk).name == "Anna B."


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"name": ""}])
def test_a_person_keeps_what_is_right_when_something_wrong_is_typed(client, anna, wrong):
    rows = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    form = {"name": "Anna", "language": "en", "time_zone": "Asia/Tokyo"} | rows | wrong
    answer = client.post(f"{PEOPLE}{anna.pk}/change/", form)
    assert [*answer.context["adminform"].form.errors] == [*wrong]
    assert User.objects.get(pk=anna.pk).time_zone == "Europe/Zurich"


def test_closing_an_account_ends_sessions_and_memberships_and_keeps_the_name(client, client_of, anna, dara):
    session = client_of(anna)
    assert session.get("/accounts/email/").status_code == 200
    assert client.post(f"{PEOPLE}{anna.pk}/closing/").status_code == 302
    assert session.get("/accounts/email/").status_code == 302
    assert [(m.is_active, m.user.name) for m in Membership.objects.order_by("pk")] == [
        (False, "Anna"),
        (True, "Dara"),
    ]


def test_a_closed_account_is_opened_without_its_memberships(client, anna):
    for _ in range(2):
        client.post(f"{PEOPLE}{anna.pk}/closing/")
    anna = User.objects.get(pk=anna.pk)
    assert (anna.is_active, anna.active_memberships) == (True, [])


def test_nobody_closes_their_own_account(client, administrator):
    assert client.post(f"{PEOPLE}{administrator.pk}/closing/").status_code == 403
    administrator.refresh_from_db()
    assert administrator.is_active


def test_the_outbox_shows_a_letter_but_neither_link_nor_code(client):
    client.post(f"{INVITATIONS}add/", {"email": "new@travaux.example", "language": "en", "office": "expert"})
    notice = Notice.objects.get()
    token = re.search(r"/invitations/([\w-]+)", notice.body).group(1)
    client.post(f"/invitations/{token}/")
    code = Notice.objects.get(kind="code")
    pages = [client.get(f"{NOTICES}{each.pk}/change/").content.decode() for each in (notice, code)]
    assert (pages[0].count(token), pages[0].count("/invitations/…")) == (0, 1)
    assert pages[1].count(re.search(r"\d{6}", code.body).group()) == 0


def test_the_outbox_shows_no_letter_that_may_quote_a_comment(client):
    notice = Notice.objects.create(key="x", kind="answered", to="a@b.example", subject="S", body="canary")
    assert client.get(f"{NOTICES}{notice.pk}/change/").content.decode().count("canary") == 0


@pytest.mark.parametrize(
    "address",
    [
        f"{NOTICES}?body__contains=canary",
        f"{PEOPLE}?password__startswith=md5",
        f"{INVITATIONS}?token_hash__startswith=a",
        f"{PARTIES}?contacts__email__startswith=a",
    ],
)
def test_a_list_answers_no_question_about_what_it_does_not_show(client, address):
    assert client.get(address).status_code in (302, 400)


CHANGES = [
    (f"{PARTIES}add/", record()),
    (f"{INVITATIONS}add/", {"email": "new@travaux.example", "language": "en", "office": "expert"}),
]


@pytest.mark.parametrize(("address", "form"), CHANGES)
def test_the_secretariat_looks_and_changes_nothing(client_of, secretariat, address, form):
    client = client_of(secretariat)
    assert client.get(address.replace("add/", "")).status_code == 200
    assert client.post(address, form).status_code == 403
    assert (Organisation.objects.count(), Invitation.objects.count()) == (0, 0)


def test_the_secretariat_neither_invites_nor_closes_accounts(client_of, secretariat, arvenia, anna):
    client = client_of(secretariat)
    acts = [f"{PARTIES}{arvenia.pk}/invitation/", f"{PEOPLE}{anna.pk}/closing/"]
    assert [client.post(address).status_code for address in acts] == [403, 403]


@pytest.mark.parametrize("address", [PARTIES, PEOPLE, INVITATIONS, NOTICES, "/admin/"])
def test_admin_is_for_those_who_hold_an_office_there(client_of, expert, anna, address):
    assert [client_of(user).get(address).status_code for user in (expert, anna)] == [403, 403]


@pytest.mark.parametrize("address", ["/admin/", PARTIES])
def test_a_stranger_is_sent_to_the_sign_in_page_and_back(db, address):
    answer = Client().get(address, follow=True)
    assert unquote(answer.redirect_chain[-1][0]) == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("model", ["organisation", "user", "invitation", "notice"])
def test_nothing_is_deleted_and_the_page_says_what_to_do_instead(client, arvenia, anna, model):
    Notice.objects.create(key="x", kind="code", to="a@b.example", subject="S", body="")
    client.post(f"{INVITATIONS}add/", {"email": "new@travaux.example", "language": "en", "office": "expert"})
    rows = {"organisation": Organisation, "user": User, "invitation": Invitation, "notice": Notice}[model]
    before = rows.objects.count()
    address = f"/admin/stakeholders/{model}/{rows.objects.first().pk}/delete/"
    assert [client.get(address).status_code, client.post(address, {"post": "yes"}).status_code] == [403, 403]
    assert rows.objects.count() == before


def test_what_third_parties_bring_is_not_in_admin(client_of, superuser):
    client = client_of(superuser)
    for address in (
        "auth/group/",
        "account/emailaddress/",
        "mfa/authenticator/",
        "django_tasks_db/dbtaskresult/",
    ):
        assert client.get(f"/admin/{address}").status_code == 404
    assert client.get("/admin/r/1/1/").status_code == 404


@pytest.mark.parametrize("address", [PARTIES, f"{PARTIES}add/", PEOPLE, INVITATIONS, NOTICES, "/admin/"])
def test_no_page_has_an_inline_style_or_script(client, arvenia, anna, address):
    page = client.get(address).content.decode()
    assert re.findall(r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)| style=| on\w+=", page) == []


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(PARTIES, 8), (PEOPLE, 8), (NOTICES, 8)])
def test_a_list_costs_the_same_for_one_and_for_three(
    client, django_assert_num_queries, address, queries, count
):
    for number in range(count):
        organisation = party(f"P{number}", f"Party {'abc'[number]}", f"P{'abc'[number]}", "ngo")
        user = User.objects.create_user(f"p{number}@x.example", None, name="P")
        Membership.objects.create(user=user, organisation=organisation, role="reviewer")
        Notice.objects.create(
            key=str(number), kind="opened", to="a@b.example", subject="S", body="", organisation=organisation
        )
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
