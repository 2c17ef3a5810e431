"""From a phrase in an Article to the consultation it came from, in a browser."""

import re
from datetime import date

import pytest

from demonstration import loading
from drafting.models import Declaration


@pytest.fixture
def declaration(transactional_db):
    return loading.load(date.today())


def test_a_reader_goes_from_a_phrase_to_the_consultation_it_came_from(page_without_scripts, declaration):
    page = page_without_scripts
    page.goto(Declaration.objects.get().get_absolute_url())
    page.get_by_role("link", name=re.compile("What each provision rests on")).click()
    page.get_by_role("link", name="Article 2", exact=True).click()
    row = page.locator("#bases + ul li", has_text="with the participation of those likely to be affected")
    row.get_by_role("link", name="Meeting with civil society organizations").click()
    page.get_by_role("heading", name="Meeting with civil society organizations").wait_for()
    assert "Those likely to be affected should take part" in page.inner_text("main")
