"""The list of comments in admin: as much as whoever looks may read anyway, and no way to ask for more."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import NoReverseMatch, reverse

from circulation.models import Round
from comments.models import Comment
from tests.cast import submitted, write_draft

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/comment/"
HIDDEN, OPEN = "hidden-word-7", "open-word-7"


@pytest.fixture
def comments(round_one, arvenia, anna):
    """One comment that may be published and one that is withheld, in an independent round that is running."""
    write_draft(round_one, arvenia, anna, explanation=f"Said in public: {OPEN}.")
    write_draft(round_one, arvenia, anna, "Article 2", explanation=HIDDEN, publication="withheld")
    return submitted(round_one, arvenia, anna)


@pytest.fixture
def published(comments, round_one):
    Round.objects.filter(pk=round_one.pk).update(state=Round.State.PUBLISHED)
    return comments


def listed(browser, query=""):
    page = browser.get(LIST + query)
    assert page.status_code == 200
    return [comment.ref for comment in page.context["cl"].result_list]


def test_the_secretariat_sees_what_was_submitted_withheld_or_not(comments, client_of, secretariat):
    assert sorted(listed(client_of(secretariat))) == ["R1-AR-001", "R1-AR-002"]


@pytest.mark.parametrize("who", ["administrator", "superuser"])
def test_those_who_run_circulation_see_what_the_public_sees(comments, client_of, request, who):
    browser = client_of(request.getfixturevalue(who))
    assert listed(browser) == []
    Round.objects.update(state=Round.State.PUBLISHED)
    assert listed(browser) == ["R1-AR-001"]


@pytest.mark.parametrize("who", ["expert", "anna", "olga"])
def test_nobody_else_enters(comments, client_of, request, who):
    assert client_of(request.getfixturevalue(who)).get(LIST, follow=True).status_code == 403


def test_a_stranger_is_sent_to_the_sign_in_page(comments, client):
    assert client.get(LIST, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("query", [f"?q={HIDDEN}", "?q=R1-AR-002", "?publication__exact=withheld"])
def test_search_finds_nothing_that_is_hidden(published, client_of, superuser, query):
    page = client_of(superuser).get(LIST + query, follow=True)
    assert HIDDEN not in page.content.decode().replace(f'value="{HIDDEN}"', "").replace(f"q={HIDDEN}", "")
    assert "R1-AR-002</a>" not in page.content.decode()


def test_search_finds_what_may_be_read(published, client_of, superuser):
    assert listed(client_of(superuser), f"?q={OPEN}") == ["R1-AR-001"]


@pytest.mark.parametrize(
    "question",
    [
        "explanation__startswith=S",
        "response__reason__contains=a",
        "notes__text__contains=a",
        "submission__sha256=a",
    ],
)
def test_an_address_asks_nothing_that_no_filter_on_the_page_asks(published, client_of, superuser, question):
    assert client_of(superuser).get(f"{LIST}?{question}").status_code == 400


def test_a_comment_leads_to_its_own_page_and_a_hidden_one_is_not_found(published, client_of, superuser):
    browser, (seen, hidden) = client_of(superuser), published
    assert browser.get(f"{LIST}{seen.pk}/change/")["Location"] == seen.get_absolute_url()
    assert [browser.get(f"{LIST}{pk}/change/").status_code for pk in (hidden.pk, 999_999, "x")] == [404] * 3


def test_what_a_comment_was_before_is_not_shown(published, client_of, superuser, secretariat):
    for user in (superuser, secretariat):
        assert client_of(user).get(f"{LIST}{published[0].pk}/history/").status_code == 404


def test_a_comment_is_neither_added_nor_deleted(published, client_of, superuser):
    browser, address = client_of(superuser), f"{LIST}{published[0].pk}/"
    assert browser.get(f"{LIST}add/").status_code == 403
    page = browser.post(f"{address}delete/", {"post": "yes"})
    assert page.status_code == 403
    assert "Its party may withdraw it" in page.content.decode()
    browser.post(LIST, {"action": "delete_selected", "_selected_action": published[0].pk, "post": "yes"})
    assert Comment.objects.count() == 2
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    "model", ["draft", "submission", "response", "internalnote", "receipt", "endorsement"]
)
def test_nothing_else_of_what_was_said_is_in_admin(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:comments_{model}_changelist")


def test_the_list_costs_the_same_for_one_and_for_three(
    comments, round_one, client_of, secretariat, anna, arvenia, django_assert_num_queries
):
    browser = client_of(secretariat)
    listed(browser)
    for n in range(2):
        with django_assert_num_queries(6):
            assert len(listed(browser)) == 2 + n
        write_draft(round_one, arvenia, anna, "Article 3")
        submitted(round_one, arvenia, anna)
