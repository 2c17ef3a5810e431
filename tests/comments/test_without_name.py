"""Public without the name: the party and its number stand on no page that others read; no public cell is under 3."""

from itertools import product

import pytest
from django.test import Client

from circulation.models import Recipient
from comments import services
from comments.models import Comment, Endorsement
from comments.services.cells import guarded
from compilation.services import compile_round, layouts_for
from drafting import services as drafting
from tests.cast import member, party, submitted, write_draft
from tests.visibility.addresses import addresses
from tests.visibility.reading import text_of

pytestmark = pytest.mark.django_db
NAME, CODE = "Mkunnamedland", "MKUN"


@pytest.fixture
def world(declaration, version, round_one, arvenia, tolmark, anna, tomas, expert, administrator, considered):
    """Unnamedland spoke without its name; the round is published."""
    hidden = party(CODE, f"Kingdom of {NAME}", NAME, "member_state", "grulac")
    speaker = member(hidden, "who@example.org", "Speaker")
    services_of_round = Recipient.objects.create(round=round_one, organisation=hidden)
    write_draft(round_one, hidden, speaker, paragraph="1", proposed="Solidarity means all acting.")
    services.submit(services_of_round, by=speaker, publication="unnamed")
    submitted(round_one, arvenia, anna)
    considered(round_one)
    for comment in round_one.comments.all():
        answer = services.propose_response(comment, outcome="noted", reason="Thanks.", by=expert)
        services.decide_response(answer, by=expert)
    services.apply_comments([round_one.comments.get(organisation=hidden)], by=expert)
    services.publish_responses(round_one, by=expert)
    drafting.issue_version(drafting.freeze_version(declaration, name="revised", by=expert), by=expert)
    return speaker


@pytest.mark.thorough  # every address there is, twice
def test_no_address_and_no_file_betrays_a_party_without_a_name(world, client_of, tomas, round_one):
    comment = Comment.objects.get(publication="unnamed")
    assert (comment.ref, comment.unnamed_as) == ("R1-MKUN-001", "member_state")
    ignored = ("/admin/", f"/{CODE}/")
    for client, address in product((Client(), client_of(tomas)), addresses()):
        if not any(part in address for part in ignored):
            answer = client.get(address)
            if f"-{CODE}-" in address:
                assert answer.status_code != 200, address
                continue
            text = text_of(answer)
            assert (NAME in text, f"-{CODE}-" in text) == (False, False), address
    for layout in ("matrix", "contributor", "provision", "report", "statistics"):
        for format in layouts_for(round_one, tomas)[layout].formats:
            if format in ("csv", "docx"):
                made = compile_round(round_one, layout, format, tomas)
                assert NAME.encode() not in made


def test_the_page_of_such_a_comment_has_an_address_that_says_nothing(world, client_of, expert, round_one):
    comment = Comment.objects.get(publication="unnamed")
    base = f"{round_one.declaration.get_absolute_url()}comments/"
    page = Client().get(f"{base}{comment.public_ref}/")
    assert (page.status_code, "A Member State" in page.content.decode()) == (200, True)
    assert Client().get(f"{base}{comment.ref}/").status_code == 404
    assert NAME in client_of(expert).get(f"{base}{comment.ref}/").content.decode()
    assert NAME in client_of(world).get(f"{base}{comment.ref}/").content.decode()


@pytest.mark.parametrize("query", ["words=MKUN", f"words={NAME}", "group=grulac", "words=R1-MKUN-001"])
def test_no_search_and_no_filter_finds_it_by_its_party(world, client_of, administrator, round_one, query):
    base = f"{round_one.declaration.get_absolute_url()}comments/"
    comment = Comment.objects.get(publication="unnamed")
    assert comment.public_ref in Client().get(f"{base}?category=member_state").content.decode()
    assert comment.public_ref not in Client().get(f"{base}?{query}").content.decode()
    admin = client_of(administrator)
    word = query.partition("=")[2]
    found = admin.get(f"/admin/comments/comment/?q={word}").content.decode()
    assert (comment.public_ref in found, f"Kingdom of {NAME}" in found) == (False, False)


def test_who_replied_names_only_those_who_may_be_named(world, round_one):
    page = Client().get(f"{round_one.get_absolute_url()}replies/").content.decode()
    assert ("Arvenia" in page, NAME in page, "fewer than 3" in page) == (True, False, True)


def test_a_category_of_fewer_than_three_is_not_said(round_one, coastal, noor):
    recipient = Recipient.objects.get(round=round_one, organisation=coastal)
    write_draft(round_one, coastal, noor)
    services.submit(recipient, by=noor, publication="unnamed")
    comment = Comment.objects.get()
    assert (comment.unnamed_as, str(comment.party), comment.party.get_category_display()) == (
        "",
        "A party",
        "",
    )


def test_the_choice_is_made_when_submitting_and_a_stricter_one_of_a_comment_holds(
    client_of, anna, expert, round_one, arvenia
):
    write_draft(round_one, arvenia, anna, publication="withheld")
    write_draft(round_one, arvenia, anna)
    page = f"/declarations/{round_one.declaration.slug}/rounds/1/parties/AR/submission/"
    shown = client_of(anna).get(page).content.decode()
    assert "The mandate holder (Small matters: Elin Expert), successors in the mandate" in shown
    assert client_of(anna).post(page, {"publication": "secret"}).status_code == 422
    assert client_of(anna).post(page, {"publication": "unnamed"}).status_code == 302
    chosen = Comment.objects.order_by("serial").values_list("publication", flat=True)
    assert list(chosen) == ["withheld", "unnamed"]
    drafts = Recipient.objects.get(round=round_one, organisation=arvenia).drafts.for_list()
    assert [draft.differs_from_submitted for draft in drafts] == [False, False]
    assert Endorsement.objects.count() == 0


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([0, 3, 9], ["0", "3", "9"]),
        ([1, 2, 9], ["fewer than 3", "fewer than 3", "9"]),
        ([1, 5, 9], ["fewer than 3", "not shown", "9"]),
        ([1, 1, 9], ["fewer than 3", "fewer than 3", "not shown"]),
        ([2, 2, 0], ["not shown"] * 3),
        ([2, 0], ["fewer than 3", "0"]),
        ([1, 1], ["fewer than 3", "fewer than 3"]),
    ],
)
def test_no_cell_under_three_and_none_that_the_total_gives_away(counts, shown):
    assert guarded(counts) == shown
