"""The pages of a mandate's record take as many queries for three rows of each kind as for one."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from drafting import services
from mandate.models import (
    Consideration,
    GoodPractice,
    Passage,
    Question,
    Questionnaire,
    Request,
    Source,
    Term,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def another(n, declaration, version, meeting, expert):
    """One more row of each kind, tied to all that a page shows beside it."""
    mandate = declaration.mandate
    source = Source.objects.create(slug=f"s{n}", kind="report", title=f"Report {n}", date=DAY)
    Passage.objects.create(source=Source.objects.get(slug="s1"), place=f"para. {n}", words="Words.")
    resolution = mandate.resolutions.create(source=source, act="asked")
    request = Request.objects.create(resolution=resolution, letter=f"({n})", text="Share a text.")
    request.answers.create(activity=meeting)
    services.answer_with_text(request, version, by=expert)
    begins = date(2000 + n, 1, 1)
    Term.objects.create(mandate=mandate, holder=f"H{n}", begins=begins, until=begins + timedelta(days=9))
    kept = {"mandate": mandate, "source": Source.objects.get(slug="s1")}
    consideration = Consideration.objects.create(kind="consideration", letter=f"c{n}", text="So.", **kept)
    consideration.activities.add(meeting)
    practice = GoodPractice.objects.create(title=f"P{n}", place="X", actors="Y", activity=meeting, **kept)
    article = version.entries.get(label=f"Article {n}").provision
    for what in (consideration, practice):
        services.record_basis(article, what, by=expert)
    meeting.segments.create(order=n, title=f"Segment {n}")
    meeting.working_groups.create(theme=f"Group {n}")
    meeting.attending.create(name=f"Body {n}")
    Questionnaire.objects.create(mandate=mandate, slug=f"q{n}", title=f"Q{n}", sent_on=DAY)
    question = Question.objects.create(
        questionnaire=Questionnaire.objects.get(slug="q1"), letter="abc"[n - 1], text="What?"
    )
    question.texts.create(language="es", text="¿Qué?")


QUERIES = {
    "mandate": 11,
    "requests": 7,
    "considerations": 7,
    "practices": 5,
    "activity": 7,
    "source": 5,
    "questionnaire": 4,
}


def test_no_page_of_the_record_asks_more_for_three_rows_than_for_one(
    client, declaration, version, meeting, expert
):
    own = {"activity": "meeting", "source": "s1", "questionnaire": "q1"}
    of_mandate = [declaration.mandate.slug]
    addresses = {
        page: reverse(
            page, args=[*(of_mandate if page != "source" else []), *([own[page]] if page in own else [])]
        )
        for page in QUERIES
    }
    counted = {page: [] for page in QUERIES}
    for n in (1, 2, 3):
        another(n, declaration, version, meeting, expert)
        for page, address in addresses.items() if n != 2 else ():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted[page].append(len(queries))
    assert counted == {page: [n, n] for page, n in QUERIES.items()}
