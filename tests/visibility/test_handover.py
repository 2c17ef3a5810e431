"""No word that is hidden from a reader is in any file of the archive made for that reader."""

import io
import re
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from compilation.handover import write_handover
from stakeholders import clock
from tests.visibility.reading import text_of
from tests.visibility.test_matrix import MARKER, world  # noqa: F401
from tests.visibility.world import READERS

pytestmark = pytest.mark.django_db
# What is no part of the record of a mandate, whoever may read it: drafts, files, letters, notes of the day.
APART = re.compile("mk0|mk[1-4](file|reply|pending|note|asked|letter|kept|reason|step|upload|buffer|working)")


def words_of(archive):
    """Every marker in it, also inside the .docx and .zip files that lie in it."""
    for name in archive.namelist():
        yield from MARKER.findall(text_of(HttpResponse(archive.read(name))))


@pytest.mark.parametrize("reader", ["anonymous", "tomas", "expert"])
def test_the_archive_holds_exactly_what_its_reader_may_see(world, mandate, reader):  # noqa: F811
    user = AnonymousUser() if reader == "anonymous" else world.users[reader]
    file = io.BytesIO()
    write_handover(mandate, user, file, now=clock.now())
    found = set(words_of(zipfile.ZipFile(file)))
    theirs = {marker for marker, readers in READERS.items() if reader in readers}
    assert found - theirs == set()
    assert {marker for marker in theirs - found if not APART.match(marker)} == set()
