"""A paragraph that moved inside its provision is tagged where it stood and where it stands, both linked."""

import re

import pytest

from drafting import services

pytestmark = pytest.mark.django_db
TEXT = (
    "1. States should report every two years.\n"
    "2. Nobody is left without an answer to what was asked.\n"
    "3. States shall cooperate in good faith."
)


@pytest.fixture
def page(version, expert):
    place = next(p for p in services.working_text(version.declaration) if p.label == "Article 2")
    base = place.wording.current_record.history_id
    services.save_wording(place.wording, heading="", text=TEXT, base=base, by=expert, reason="In order.")
    return f"/declarations/{version.declaration.slug}/compare/{version.number}/working/"


def test_it_is_tagged_and_linked_at_both_ends(client_of, expert, page):
    html = client_of(expert).get(page).content.decode()
    links = dict(re.findall(r'href="#((?:was|now)-[\d-]+)">([^<]+)</a>', html))
    assert sorted(links.values()) == ["moved, now 3.", "moved, was 1."]
    assert all(f'id="{target}"' in html for target in links)


def test_inline_it_says_where_it_stood(client_of, expert, page):
    html = client_of(expert).get(f"{page}?layout=inline").content.decode()
    assert re.findall(r"moved, \w+ \d\.", html) == ["moved, was 1."]
