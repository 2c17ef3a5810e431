from datetime import date

import pytest

from mandate.models import Activity, Consideration, Source

NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}


def no_rows(*prefixes):
    """The management forms of inlines in which nothing was written."""
    return {f"{prefix}-{name}": value for prefix in prefixes for name, value in NO_ROWS.items()}


@pytest.fixture
def report(db):
    """The report that the considerations are drawn from."""
    return Source.objects.create(
        slug="report", kind="report", symbol="A/68/176", title="A report", date=date(2013, 7, 23)
    )


@pytest.fixture
def meeting(mandate):
    """A consultation of two days."""
    return Activity.objects.create(
        mandate=mandate,
        slug="meeting",
        kind="consultation",
        title="Consultation of two days",
        begins=date(2026, 3, 2),
        ends=date(2026, 3, 3),
    )


@pytest.fixture
def consideration(mandate, report, meeting):
    """Consideration (a), drawn from the meeting."""
    row = Consideration.objects.create(
        mandate=mandate,
        kind="consideration",
        letter="a",
        text="See A/68/176.",
        source=report,
        paragraph="26 (a)",
    )
    row.activities.add(meeting)
    return row
