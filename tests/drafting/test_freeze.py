"""Freezing and issuing: a page of its own that says what it will do, then a text that stands."""

import pytest
from django.urls import reverse

from drafting import services
from drafting.models import Version
from tests.drafting.conftest import everything
from tests.drafting.test_frozen import hash_of, words_of

SAID = {"name": "preliminary", "note": "For circulation", "read": "on"}


@pytest.fixture
def once_frozen(declaration, expert):
    return services.freeze_version(declaration, name="preliminary", by=expert)


@pytest.fixture
def edit(at, expert):
    def save(label, text):
        wording = at(label)
        base = wording.current_record.history_id
        services.save_wording(wording, heading="", text=text, base=base, by=expert, reason="Why")

    return save


def test_freezing_makes_a_version_of_exactly_the_words_that_stand(expert_in, expert, declaration, page):
    standing = [(p.label, p.wording.heading, p.wording.text) for p in services.working_text(declaration)]
    answer = expert_in.post(page("freeze"), SAID)
    made = Version.objects.get()
    assert (answer.status_code, answer.url) == (302, made.get_absolute_url())
    assert (made.number, made.name, made.note, made.state, made.frozen_by) == (
        1, "preliminary", "For circulation", "frozen", expert,
    )  # fmt: skip
    assert words_of(made) == standing
    assert hash_of(made) == made.sha256
    # Title 5, opening 4, preamble 7 + 5, Part 2, Articles with their headings 18, 17 and 8.
    assert made.words == 65


def test_the_page_shows_what_it_will_freeze_and_its_hash(expert_in, declaration, page):
    answer = expert_in.get(page("freeze"))
    _entries, digest, _obstacles = services.preview_freeze(declaration)
    shown = answer.content.decode()
    assert digest in shown
    assert shown.count('<blockquote class="words"') == len(answer.context["entries"]) == 8
    assert not Version.objects.exists()
    assert services.freeze_version(declaration, name="zero", by=declaration.created_by).sha256 == digest


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"read": ""}, "read"), ({"name": "best"}, "name"), ({"note": "\x00"}, "note")],
)
def test_what_is_missing_is_said_and_nothing_is_frozen(expert_in, page, changed, field):
    answer = expert_in.post(page("freeze"), SAID | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Version.objects.exists()


def test_the_same_text_is_not_frozen_twice(expert_in, once_frozen, page):
    answer = expert_in.post(page("freeze"), SAID)
    assert answer.status_code == 422
    assert "Nothing has changed since preliminary text was frozen." in answer.content.decode()
    assert Version.objects.count() == 1


def test_the_same_words_give_the_same_hash_whatever_records_hold_them(declaration, once_frozen, at, edit):
    text = at("Article 3").text
    edit("Article 3", "Other words.")
    assert services.preview_freeze(declaration)[1] != once_frozen.sha256
    wording = at("Article 3")
    services.save_wording(
        wording, heading="Participation", text=text, base=wording.current_record.history_id,
        by=declaration.created_by, reason="Back",
    )  # fmt: skip
    assert services.preview_freeze(declaration)[1] == once_frozen.sha256


def test_the_hash_depends_on_words_order_labels_and_language_alone():
    rows = [["u1", "Article 1", "en", "H", "One."], ["u2", "Article 2", "en", "", "Two."]]
    same = services.text_hash(rows)
    assert same == services.text_hash(tuple(row) for row in rows)
    assert same == "4a668f8bb2b537d0ae9b14307a4b2b0bb064591dc97e9851f08229fb58270280"
    others = [
        rows[::-1],
        rows[:1],
        [[*rows[0][:4], "One"], rows[1]],
        [["u1", "Article 1", "fr", "H", "One."]],
    ]
    assert same not in [services.text_hash(other) for other in others]


def test_a_text_without_an_article_is_not_frozen(expert_in, expert, at, page):
    for _n in range(3):
        services.delete_provision(at("Article 1").provision, by=expert, reason="Out")
    answer = expert_in.post(page("freeze"), SAID)
    assert answer.status_code == 422
    assert "There is no Article in the text yet." in answer.content.decode()


def test_a_second_version_follows_the_first(expert_in, declaration, once_frozen, edit, page):
    edit("Article 3", "Other words.")
    assert expert_in.get(page("freeze")).context["summary"]["insertions"] == 1
    expert_in.post(page("freeze"), SAID | {"name": "revised"})
    assert list(Version.objects.values_list("number", "name")) == [(1, "preliminary"), (2, "revised")]


def test_others_cannot_freeze(page, others_at, refused):
    assert others_at(page("freeze"), SAID) == refused


def test_only_get_and_post_are_answered(expert_in, page):
    assert expert_in.put(page("freeze")).status_code == 405


# --- Issuing -----------------------------------------------------------------------------------------------
@pytest.fixture
def issue(once_frozen):
    return reverse("issue", args=[once_frozen.declaration.slug, once_frozen.number])


def test_issuing_makes_a_version_public_and_supersedes_the_one_before(
    client, expert_in, expert, declaration, once_frozen, issue, edit
):
    assert client.get(once_frozen.get_absolute_url()).status_code == 404
    answer = expert_in.post(issue, {"once": "5f0c9c1e-1111-4a4a-8b8b-000000000002"})
    assert (answer.status_code, answer.url) == (302, once_frozen.get_absolute_url())
    once_frozen.refresh_from_db()
    assert (once_frozen.state, once_frozen.issued_by) == ("issued", expert)
    assert client.get(once_frozen.get_absolute_url()).status_code == 200
    edit("Article 3", "Other words.")
    later = services.freeze_version(declaration, name="revised", by=expert)
    services.issue_version(later, by=expert)
    once_frozen.refresh_from_db()
    assert once_frozen.state == "superseded"
    assert client.get(once_frozen.get_absolute_url()).status_code == 200


def test_a_version_is_issued_once(expert_in, issue):
    expert_in.post(issue, {})
    answer = expert_in.post(issue, {})
    assert answer.status_code == 422
    assert "Only a frozen version that has not been issued can be issued." in answer.content.decode()


def test_the_page_says_what_issuing_means_and_does_nothing(expert_in, issue):
    before = everything()
    assert "It becomes public for good" in expert_in.get(issue).content.decode()
    assert everything() == before


def test_others_cannot_issue(issue, others_at, refused):
    assert others_at(issue) == refused


def test_a_version_that_is_not_there_cannot_be_issued(expert_in, once_frozen):
    address = reverse("issue", args=[once_frozen.declaration.slug, 7])
    assert expert_in.post(address).status_code == 404
    assert expert_in.put(reverse("issue", args=[once_frozen.declaration.slug, 1])).status_code == 405
