"""Every page, narrow and wide: no violation found by axe-core, and nothing that has to be scrolled sideways."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from demonstration import loading
from tests.browser.conftest import NARROW, WIDE
from tests.pages import pages, people

# Django admin is stock: its own lists scroll sideways on a telephone, and its colours are its own.
STOCK = "admin"


@pytest.fixture
def demonstration(transactional_db):
    loading.load(date.today())


@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["360", "1280"])
def test_every_page_can_be_used_by_everybody(new_page, sign_in, demonstration, viewport):
    cast, readers, faults = people(), {}, []
    for name, who, path in pages():
        if who not in readers:
            page = new_page(viewport=viewport)
            readers[who] = sign_in(page, cast[who]) if who else page
        page = readers[who]
        answer = page.goto(path)
        faults += [(name, fault) for fault in faults_of(page, answer, is_stock=name.startswith(STOCK))]
    assert faults == []


def faults_of(page, answer, is_stock):
    if answer.status != 200:
        yield f"answered {answer.status}"
    if is_stock:
        return
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield f"{wide} pixels too wide"
    for violation in Axe().run(page).response["violations"]:
        targets = [node["target"] for node in violation["nodes"][:3]]
        yield f"{violation['id']}: {targets}"
