"""An open call: whoever was not written to asks, confirms an address, drafts at once, and submits once admitted."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from circulation.models import Application, Recipient
from circulation.services import add_recipients, extend_round
from comments import services as comments
from comments.models import Comment, Draft, Submission
from comments.services import counting
from drafting.services import Refused
from stakeholders import clock
from stakeholders.models import Notice, Organisation, Standing, User
from tests.cast import make_round, submitted, write_draft

pytestmark = pytest.mark.django_db
PARTIES = "/admin/stakeholders/organisation/"
SAID = {
    "name": "Friends of Small Matters",
    "category": "ngo",
    "ecosoc": "special",
    "person": "Fatou",
    "email": "Fatou@friends.example",
    "language": "en",
}


@pytest.fixture
def call(version, administrator):
    """An open call to which nobody was invited."""
    return make_round(version, [], administrator, is_open_call=True)


@pytest.fixture
def form(call):
    return f"{call.get_absolute_url()}participation/"


def ask(form, client=None, **changes):
    return (client or Client()).post(form, {"ref": uuid.uuid4(), **SAID, **changes})


def letters(kind="participation"):
    return list(Notice.objects.filter(kind=kind).order_by("pk"))


def link():
    return re.search(r"/participations/\S+", letters()[-1].body).group()


def come_in(form, **changes):
    """Ask, follow the link, press the button, enter the code; returns the browser and the party."""
    client = Client()
    ask(form, client, **changes)
    client.post(link())
    code = re.search(r"\b\d{6}\b", letters("code")[-1].body).group()
    assert client.post("/invitation/code/", {"code": code}).status_code == 302
    return client, Application.objects.latest("pk").organisation


@pytest.fixture
def friends(form):
    return come_in(form)[1]


@pytest.fixture
def fatou(friends):
    return User.objects.get(email="fatou@friends.example")


def test_an_open_call_opens_without_recipients_and_shows_the_way_in(call, form, client_of, tomas):
    assert call.state == "open"
    assert form in Client().get(call.get_absolute_url()).content.decode()
    assert Client().get(form).status_code == client_of(tomas).get(form).status_code == 200


def test_what_is_typed_is_kept_and_makes_no_party_before_the_address_is_confirmed(form):
    answer = ask(form)
    assert (answer.status_code, answer.url) == (302, f"{form}sent/")
    kept = Application.objects.get()
    assert (kept.name, kept.email, kept.organisation) == (SAID["name"], "fatou@friends.example", None)
    assert not Organisation.objects.exists()
    assert [n.to for n in letters()] == ["fatou@friends.example"]
    assert Client().get(answer.url).status_code == 200


def test_looking_at_the_link_changes_nothing_and_its_button_makes_a_pending_party(form):
    ask(form)
    for _scanner in range(3):
        assert Client().get(link()).status_code == 200
    assert not Organisation.objects.exists()
    assert Client().post(link()).url == "/invitation/code/"
    party = Organisation.objects.get()
    assert (party.name, party.code, party.standing, party.ecosoc) == (
        SAID["name"],
        "FOSM",
        Standing.PENDING,
        "special",
    )
    assert party.received.get().state == Recipient.State.ACKNOWLEDGED
    assert Client().post(link()).status_code == 410


def test_a_pending_party_drafts_at_once_and_submits_only_once_admitted(
    call, friends, fatou, client_of, administrator
):
    draft = write_draft(call, friends, fatou)
    browser, workspace = client_of(fatou), f"{call.get_absolute_url()}parties/FOSM/"
    assert "has not been admitted yet" in browser.get(workspace).content.decode()
    assert browser.post(f"{workspace}submission/").status_code == 403
    assert client_of(administrator).post(f"{PARTIES}{friends.pk}/admission/").status_code == 302
    assert browser.post(f"{workspace}submission/", {"publication": "public"}).status_code == 302
    assert Submission.objects.get().comments.get().draft == draft
    told = Notice.objects.get(kind="admitted")
    assert (told.to, told.body) == (
        "fatou@friends.example",
        "Your organization has been admitted and may submit.",
    )


def test_a_pending_party_reads_of_the_others_what_the_public_reads(
    call, friends, fatou, client_of, administrator, arvenia, anna
):
    """Or anybody could read what States have said, by asking to take part."""
    type(call).objects.filter(pk=call.pk).update(visibility="open")
    add_recipients(call, [arvenia], by=administrator)
    comment = submitted(call, arvenia, anna)[0]
    shown_draft = write_draft(call, arvenia, anna, label="Article 2")
    browser, page = client_of(fatou), comment.get_absolute_url()
    counts = dict.fromkeys((Standing.PENDING, Standing.DECLINED, Standing.ADMITTED))
    for standing in counts:
        Organisation.objects.filter(pk=friends.pk).update(standing=standing)
        reader = User.objects.get(pk=fatou.pk)
        counts[standing] = (
            browser.get(page).status_code,
            Comment.objects.visible_to(reader).count(),
            sum(counting.visible_counts(call.version, reader).values()),
        )
    hidden, shown = (404, 0, 0), (200, 1, 1)
    assert list(counts.values()) == [hidden, hidden, shown]
    Organisation.objects.filter(pk=friends.pk).update(standing=Standing.PENDING)
    with pytest.raises(Refused):
        comments.show_draft(shown_draft, "FOSM", by=anna)


def test_a_declined_party_is_told_why_and_keeps_what_it_drafted(
    call, friends, fatou, client_of, administrator
):
    write_draft(call, friends, fatou, explanation="Ours and kept.")
    why = {"reason": "The call is for organizations."}
    assert client_of(administrator).post(f"{PARTIES}{friends.pk}/declination/", why).status_code == 302
    page = client_of(fatou).get(f"{call.get_absolute_url()}parties/FOSM/").content.decode()
    assert "Your organization was not admitted to this call: The call is for organizations." in page
    assert Draft.objects.get().explanation == "Ours and kept."
    assert why["reason"] in Notice.objects.get(kind="declined").body


def test_a_party_that_is_known_already_is_merged_and_submits_what_it_drafted(
    call, form, coastal, client_of, administrator
):
    _browser, party = come_in(form, name=coastal.name)
    fatou = User.objects.get(email="fatou@friends.example")
    assert party.name == f"{coastal.name} [{party.code}]"
    write_draft(call, party, fatou)
    admin = client_of(administrator)
    refused = admin.post(f"{PARTIES}{party.pk}/admission/")
    assert "It can be taken for Coastal Peoples" in refused.content.decode()
    said = {"kept": coastal.pk, "reason": "The same body."}
    assert admin.post(f"{PARTIES}{party.pk}/merging/", said).status_code == 302
    recipient = call.recipients.get(organisation=party)
    assert comments.submit(recipient, by=fatou).comments.count() == 1


def test_a_form_sent_twice_is_one_request_and_one_mail(form):
    ref = uuid.uuid4()
    for _again in range(3):
        assert ask(form, ref=ref).status_code == 302
    assert (Application.objects.count(), len(letters())) == (1, 1)
    ask(form, ref=ref, email="mended@friends.example")
    assert sorted(Application.objects.values_list("email", flat=True)) == [
        "fatou@friends.example",
        "mended@friends.example",
    ]


def test_who_asks_again_under_the_same_name_gets_no_second_party(form, friends):
    _browser, again = come_in(form, name="FRIENDS of small matters")
    assert (again, Organisation.objects.count()) == (friends, 1)


def test_a_spent_link_is_renewed_to_the_same_address_alone(form, friends):
    spent = link()
    page = Client().get(spent)
    assert (page.status_code, "Send a new link" in page.content.decode()) == (410, True)
    assert Client().post(f"{spent}renewal/").status_code == 200
    assert (link() != spent, letters()[-1].to) == (True, "fatou@friends.example")
    assert Client().post(link()).url == "/invitation/code/"
    assert Organisation.objects.count() == 1
    assert Client().post("/participations/none-of-ours/renewal/").status_code == 200


def test_requests_are_limited_and_nothing_that_was_typed_is_lost(form):
    for _n in range(4):
        assert ask(form).status_code == 302
    refused = ask(form)
    assert (refused.status_code, Application.objects.count()) == (429, 4)
    assert SAID["name"] in refused.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("category", "member_state"),
        ("name", ""),
        ("name", "Friends\u202e of"),
        ("country", "99"),
    ],
)
def test_bad_input_is_answered_with_a_sentence_and_kept_in_the_form(form, field, value):
    refused = ask(form, **{field: value})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert SAID["person"] in refused.content.decode()
    assert not Application.objects.exists()


def test_a_round_that_is_no_open_call_or_is_prepared_has_no_such_page(version, round_one, administrator):
    hidden = make_round(version, [], administrator, is_open=False, is_open_call=True, number=2)
    for round in (round_one, hidden):
        for page in ("", "sent/"):
            assert Client().get(f"{round.get_absolute_url()}participation/{page}").status_code == 404


def test_after_the_closing_nobody_is_let_in_and_the_page_says_so(call, form):
    ask(form)
    type(call).objects.filter(pk=call.pk).update(
        closes_at=clock.now() - timedelta(minutes=1), late_policy="none"
    )
    assert "takes no requests" in Client().get(form).content.decode()
    assert ask(form).status_code == 422
    assert Client().post(link()).status_code == 410
    assert not Organisation.objects.exists()


def test_only_get_and_post_are_answered(form):
    ask(form)
    assert Client().put(form).status_code == Client().delete(link()).status_code == 405
    assert Client().get(f"{link()}renewal/").status_code == 405


def test_who_is_pending_is_not_reminded_and_who_was_declined_is_not_written_to(
    call, friends, administrator, arvenia
):
    assert list(call.recipients.awaited()) == []
    friends.standing = Standing.DECLINED
    friends.save()
    later = clock.now() + timedelta(days=30)
    extend_round(call, later, reason="More time.", authority="Expert", by=administrator)
    assert not Notice.objects.filter(kind="extended").exists()


def test_requests_stand_in_admin_as_typed_with_what_is_to_be_decided(
    call, friends, client_of, administrator, secretariat
):
    kept = Application.objects.get()
    base = "/admin/circulation/application/"
    listed = client_of(administrator).get(f"{base}?round__id__exact={call.pk}&standing=pending")
    assert listed.context["cl"].result_count == 1
    page = client_of(administrator).get(f"{base}{kept.pk}/change/").content.decode()
    assert f"{PARTIES}{friends.pk}/admission/" in page
    assert "/admission/" not in client_of(secretariat).get(f"{base}{kept.pk}/change/").content.decode()
    assert client_of(administrator).get(f"{base}add/").status_code == 403
