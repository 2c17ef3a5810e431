"""A delegation writes: what is typed is kept, and nobody's text is lost to somebody else's."""

import uuid

import pytest

from comments.models import Draft
from tests.cast import write_draft

pytestmark = pytest.mark.django_db
CONTENT = {
    "type": "substantive",
    "stance": "support_with_change",
    "weight": "comment",
    "language": "en",
    "publication": "public",
}


@pytest.fixture
def workspace(round_one):
    return f"/declarations/{round_one.declaration.slug}/rounds/1/parties/AR/"


def form(**changes):
    place = {"place": "article-1", "paragraph": "1", "quote": "", "prefix": "", "suffix": "", "revision": 0}
    return CONTENT | place | {"proposed_text": "", "explanation": "Clearer."} | changes


def test_a_draft_keeps_place_words_and_author(client_of, anna, workspace, round_one):
    ref = uuid.uuid4()
    answer = client_of(anna).post(
        f"{workspace}drafts/{ref}/", form(quote="acting together", proposed_text="acting jointly")
    )
    draft = Draft.objects.get()
    assert (answer.status_code, answer.url) == (302, draft.get_absolute_url())
    assert (draft.ref, draft.entry.label, draft.paragraph, draft.quote) == (
        ref,
        "Article 1",
        "1",
        "acting together",
    )
    assert draft.entry.text[draft.start : draft.end] == "acting together"
    assert (draft.proposes, draft.proposed_text, draft.author) == (True, "acting jointly", anna)
    assert (draft.recipient.organisation.code, draft.recipient.state) == ("AR", "at_work")


def test_leaving_the_words_as_they_are_proposes_nothing(client_of, anna, workspace):
    same = "Solidarity means acting together."
    client_of(anna).post(f"{workspace}drafts/{uuid.uuid4()}/", form(proposed_text=same))
    assert Draft.objects.values_list("proposes", "proposed_text").get() == (False, "")


@pytest.mark.parametrize("who", ["dara", "rui"])
def test_a_deputy_and_a_reviewer_prepare_too(request, client_of, workspace, who):
    client = client_of(request.getfixturevalue(who))
    assert client.post(f"{workspace}drafts/{uuid.uuid4()}/", form()).status_code == 302


@pytest.mark.parametrize(
    "who", ["tomas", "noor", "olga", "expert", "secretariat", "administrator", "superuser"]
)
def test_nobody_else_finds_the_workspace(request, client_of, workspace, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get(workspace).status_code == 404
    assert client.post(f"{workspace}drafts/{uuid.uuid4()}/", form()).status_code == 404
    assert Draft.objects.count() == 0


def test_a_stranger_is_asked_to_sign_in(client, workspace):
    answer = client.get(workspace)
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={workspace}")


def test_another_delegations_draft_is_not_found_under_ones_own_address(
    client_of, anna, tomas, round_one, tolmark
):
    theirs = write_draft(round_one, tolmark, tomas)
    own = f"/declarations/{round_one.declaration.slug}/rounds/1/parties/AR/drafts/{theirs.ref}/"
    client = client_of(anna)
    assert client.get(own).status_code == 404
    assert client.post(own, form(revision=theirs.revision)).status_code == 404
    theirs.refresh_from_db()
    assert theirs.explanation == "This would be clearer."


def test_a_stale_copy_is_shown_beside_the_newer_one_and_nothing_is_lost(client_of, anna, dara, workspace):
    ref = uuid.uuid4()
    client_of(anna).post(f"{workspace}drafts/{ref}/", form(explanation="From Anna."))
    client_of(dara).post(f"{workspace}drafts/{ref}/", form(explanation="From Dara.", revision=1))
    answer = client_of(anna).post(f"{workspace}drafts/{ref}/", form(explanation="Anna again.", revision=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert (page.count("From Dara."), page.count("Anna again.")) == (1, 1)
    assert Draft.objects.get().explanation == "From Dara."
    # Saving what the conflict page holds makes it the newest.
    client_of(anna).post(f"{workspace}drafts/{ref}/", form(explanation="Both.", revision=2))
    assert Draft.objects.get().explanation == "Both."


def test_the_same_form_sent_twice_is_one_draft(client_of, anna, workspace):
    address = f"{workspace}drafts/{uuid.uuid4()}/"
    answers = [client_of(anna).post(address, form()) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Draft.objects.values_list("revision", flat=True).get() == 1


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("acting apart", "These words are not in the paragraph."),
        ("together.\n2. It includes", "These words run over two paragraphs."),
        ("n", "These words stand there more than once."),
    ],
)
def test_words_that_cannot_be_placed_are_refused_with_everything_kept(
    client_of, anna, workspace, quote, sentence
):
    answer = client_of(anna).post(
        f"{workspace}drafts/{uuid.uuid4()}/", form(quote=quote, explanation="Kept words.")
    )
    page = answer.content.decode()
    assert (answer.status_code, page.count("Kept words."), Draft.objects.count()) == (422, 1, 0)
    assert sentence in page


def test_typing_is_saved_and_tells_the_revision(client_of, anna, workspace):
    address = f"{workspace}drafts/{uuid.uuid4()}/typing/"
    first = client_of(anna).post(address, form(explanation="A"))
    second = client_of(anna).post(address, form(explanation="AB", revision=first.json()["revision"]))
    assert (first.json()["revision"], second.json()["revision"]) == (1, 2)
    stale = client_of(anna).post(address, form(explanation="ABC", revision=1))
    assert (stale.status_code, stale.json()["revision"]) == (409, 2)
    assert Draft.objects.get().explanation == "AB"


def test_half_a_character_is_refused_and_a_long_text_is_not(client_of, anna, workspace):
    client = client_of(anna)
    address = f"{workspace}drafts/{uuid.uuid4()}/"
    long = "word " * 500_000
    assert client.post(address, form(explanation=long)).status_code == 302
    assert len(Draft.objects.get().explanation) == len(long.strip())


def test_marks_and_overrides_are_stored_to_the_byte(client_of, anna, workspace):
    strange = "a\u202eb\u200bc <script>window.__xss=1</script> {{ 7*7 }}"
    client_of(anna).post(f"{workspace}drafts/{uuid.uuid4()}/", form(explanation=strange))
    assert Draft.objects.get().explanation == strange
    page = client_of(anna).get(workspace).content.decode()
    assert (page.count("<script>window"), page.count("&lt;script&gt;window")) == (0, 1)


def test_a_draft_set_aside_is_not_submitted_and_can_be_taken_up_again(
    client_of, anna, round_one, arvenia, workspace
):
    draft = write_draft(round_one, arvenia, anna)
    address = f"{workspace}drafts/{draft.ref}/retention/"
    states = []
    for _time in range(2):
        assert client_of(anna).post(address).url == workspace
        states.append(Draft.objects.get().state)
    assert states == ["not_retained", "draft"]
    assert client_of(anna).get(address).status_code == 405
