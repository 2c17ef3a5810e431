import pytest

from circulation.models import Recipient


@pytest.fixture
def arvenias(round_one, arvenia):
    """Arvenia's part in the open round."""
    return Recipient.objects.get(round=round_one, organisation=arvenia)
