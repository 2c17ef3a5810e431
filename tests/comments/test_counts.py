"""What the margin counts is what the list shows: for every reader, at every place, by brute force."""

import gzip
import random
from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments import services
from comments.models import Comment, Tally
from comments.services.counting import recount, visible_counts
from tests.cast import make_round, submitted, write_draft

pytestmark = pytest.mark.django_db
READERS = ("anna", "tomas", "noor", "olga", "expert", "administrator", "superuser")


@pytest.fixture
def busy(anna, tomas, noor, expert, administrator, considered, version, round_one, arvenia, tolmark, coastal):
    """Three rounds on one version under three policies, with withheld comments and one withdrawn, at random places."""
    chance = random.Random(7)
    people = {arvenia: anna, tolmark: tomas, coastal: noor}
    rounds = [round_one]
    rounds += [
        make_round(version, list(people), administrator, number=n, visibility=v)
        for n, v in ((2, "open"), (3, "group"))
    ]
    for round in rounds:
        for party, person in people.items():
            for _each in range(6):
                label, paragraph = chance.choice(
                    [("Article 1", "1"), ("Article 1", "2 (a)"), ("Article 3", ""), ("PP1", "")]
                )
                withheld = "withheld" if chance.random() < 0.3 else "public"
                write_draft(round, party, person, label=label, paragraph=paragraph, publication=withheld)
            submission = submitted(round, party, person)[0].submission
            if round is rounds[1] and party is coastal:
                services.withdraw_submission(submission, by=person)
    services.publish_responses(considered(round_one), by=expert, override="Counted, not answered.")
    return version


def by_brute_force(version, user):
    rows = Comment.objects.visible_to(user).standing().filter(entry__version=version)
    return Counter(rows.values_list("entry", "paragraph"))


@pytest.mark.parametrize("reader", ["anonymous", *READERS])
def test_the_counts_are_those_of_the_comments_one_may_see(request, busy, reader):
    user = AnonymousUser() if reader == "anonymous" else request.getfixturevalue(reader)
    counts = visible_counts(busy, user)
    assert {place: n for place, n in counts.items() if n} == dict(by_brute_force(busy, user))


def test_the_tallies_kept_are_those_counted_afresh(busy):
    def rows():
        found = Tally.objects.filter(entry__version=busy).exclude(standing=0)
        return sorted(found.values_list("round", "entry", "paragraph", "group", "standing", "public"))

    kept = rows()
    recount(busy)
    assert rows() == kept


@pytest.mark.parametrize("comments", [1, 3])
def test_the_reading_page_makes_the_same_queries_at_any_number_of_comments(
    client_of, anna, tomas, round_one, arvenia, django_assert_num_queries, comments
):
    for _each in range(comments):
        write_draft(round_one, arvenia, anna)
    submitted(round_one, arvenia, anna)
    client, address = client_of(tomas), round_one.version.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)


@pytest.mark.parametrize("comments", [1, 3])
def test_a_provision_and_a_list_make_the_same_queries_at_one_and_three_comments(
    client_of, anna, expert, round_one, arvenia, comments
):
    for _each in range(comments):
        write_draft(round_one, arvenia, anna, label="Article 3", proposed="Everybody may take part.")
    submitted(round_one, arvenia, anna)
    client, counted = client_of(expert), {}
    slug = round_one.declaration.slug
    for name, address in (
        ("provision", f"{round_one.version.get_absolute_url()}article-3/"),
        ("comments", f"/declarations/{slug}/comments/"),
        ("desk", f"/declarations/{slug}/desk/"),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted[name] = len(queries)
    assert counted == {"provision": 19, "comments": 12, "desk": 14}


def test_the_reading_page_is_light(round_one):
    """150 kB on a first visit, with styles; 30 kB after; a provision's own page is lighter still."""
    client = Client(headers={"accept-encoding": "gzip"})
    page = client.get(round_one.version.get_absolute_url())
    provision = client.get(f"{round_one.version.get_absolute_url()}article-1/")
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) <= 30_000
    assert len(provision.content) <= len(page.content)
    styles = sum(compressed(name) for name in ("css/bootstrap.min.css", "travaux.css", "mark.svg"))
    assert len(page.content) + styles <= 150_000


def compressed(name):
    with open(finders.find(name), "rb") as file:
        return len(gzip.compress(file.read()))


def test_a_public_count_however_small_tells_what_the_list_tells_and_no_more(
    client, round_one, arvenia, tolmark, coastal, anna, tomas, noor, expert, considered
):
    for party, person, publication in (
        (arvenia, anna, "public"),
        (tolmark, tomas, "unnamed"),
        (coastal, noor, "withheld"),
    ):
        said = {"explanation": f"mk{publication}", "publication": publication}
        write_draft(round_one, party, person, label="Article 3", **said)
        submitted(round_one, party, person)
    services.publish_responses(considered(round_one), by=expert, override="Counted, not answered.")
    entry = round_one.version.entries.get(label="Article 3")
    assert visible_counts(round_one.version, AnonymousUser()) == {(entry.pk, ""): 2}
    shown = client.get(entry.get_absolute_url()).content.decode()
    said = [f"mk{publication}" in shown for publication in ("public", "unnamed", "withheld")]
    assert said == [True, True, False]
    assert "Tolmark" not in shown
