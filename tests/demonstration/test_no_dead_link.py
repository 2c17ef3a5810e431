"""Every link on every page leads somewhere: no 404, no 500, no object without a name."""

import re
from datetime import date
from urllib.parse import urljoin

import pytest

from demonstration import loading
from stakeholders.models import User
from tests.pages import ADMINISTRATOR, EXPERT, contact_point

pytestmark = pytest.mark.django_db
SAME_SHAPE = [
    (re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}"), "U"),
    (re.compile(r"/(article|pp|part)-[\w-]+"), "/P"),
    (re.compile(r"R\d-[A-Z]+-\d+"), "REF"),
    (re.compile(r"(?<=/P/)[\w-]+/"), "L/"),
    (re.compile(r"=.*"), "="),  # filters by their first parameter alone: not every pair of them
    (re.compile(r"(?<=/)\d+(?=/)"), "N"),
]


def shape(address):
    for pattern, mark in SAME_SHAPE:
        address = pattern.sub(mark, address)
    return address


def links(page, address):
    for href in re.findall(r'<a [^>]*href="([^"]+)"', page):
        target = urljoin(address, href.replace("&amp;", "&").partition("#")[0])
        if target.startswith("/") and "/static/" not in target and "logout" not in target:
            yield target


@pytest.mark.parametrize("who", ["", EXPERT, ADMINISTRATOR, "a delegate"])
def test_no_link_is_dead(client_of, client, who):
    loading.load(date.today())
    if who:
        client = client_of(User.objects.get(email=contact_point("AR") if who == "a delegate" else who))
    seen, to_visit, faults = set(), ["/"], []
    while to_visit:
        address = to_visit.pop()
        if shape(address) in seen:
            continue
        seen.add(shape(address))
        answer = client.get(address, follow=True)
        # What cannot be deleted says so, and what to do instead, on a page of its own.
        explains = address.startswith("/admin/") and address.endswith("/delete/")
        if answer.status_code != (403 if explains else 200):
            faults.append((answer.status_code, address))
        if answer.get("Content-Type", "").startswith("text/html"):
            page = answer.content.decode()
            faults += [(found, address) for found in re.findall(r"\w+ object \(\w+\)", page)]
            to_visit += links(page, address)
    assert faults == []
    assert len(seen) > 15
