"""What pages and acts cost, measured in a database of its own that is thrown away."""

import gc
import tempfile
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import include, path, reverse

from comments import services
from comments.models import Tally
from compilation.services import compile_round
from drafting.models import VersionEntry

HOST = "127.0.0.1"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def scratch_database():
    """A new, empty, migrated database beside the real one, which is not touched; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        name = str(Path(folder) / "bench.sqlite3") if connection.vendor == "sqlite" else "travaux_bench"
        connection.settings_dict["TEST"]["NAME"] = name
        real = connection.settings_dict["NAME"]
        # The parties of the demonstration are all there are.
        with override_settings(INSTALLS_PARTIES=False):
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(real, verbosity=0)


@dataclass(frozen=True)
class World:
    """What is measured on: a round that is open, its text, the next version of it, and somebody of each kind."""

    round: object
    second: object
    delegate: object
    recipient: object
    expert: object


def measure(world, comments, times):
    """Rows {"name", "comments", "p50_ms", "p95_ms", "queries", "bytes"} for every page and act, at this fill."""
    for name, act in _acts(world):
        yield _row(name, comments, act, times.get(name, times["usual"]))


def _acts(world):
    version, declaration = world.round.version, world.round.declaration
    delegate, expert = _client(world.delegate), _client(world.expert)
    article = version.entries.filter(label="Article 2").first()
    pair = reverse("comparison", args=[declaration.slug, version.number, str(world.second.number)])
    yield "bare page", lambda: _get(delegate, f"/bare/{version.pk}/")
    yield "reading page", lambda: _get(delegate, reverse("version", args=[declaration.slug, version.number]))
    yield (
        "comments of one provision",
        lambda: _get(expert, reverse("provision", args=[declaration.slug, version.number, article.slug])),
    )
    yield "saving a draft comment", lambda: _save(world, article)
    _prepare(world)
    yield "submitting", lambda: services.submit(world.recipient, by=world.delegate).record.encode()
    yield "comparing two versions", lambda: _get(delegate, pair)
    yield "compiling to .xlsx", lambda: compile_round(world.round, "matrix", "xlsx", world.expert)


def page_of_sources(world, provision):
    """The act of reading where a provision comes from, as the expert: every record, template and all."""
    address = reverse("provision_sources", args=[world.round.declaration.slug, provision.uid])
    expert = _client(world.expert)
    return lambda: _get(expert, address)


def _row(name, comments, act, times):
    act()
    queries, size = _counted(act)
    taken = sorted(_timed(act) for _time in range(times))
    return {
        "name": name,
        "comments": comments,
        "p50_ms": round(taken[len(taken) // 2], 2),
        "p95_ms": round(taken[min(len(taken) - 1, int(len(taken) * 0.95))], 2),
        "queries": queries,
        "bytes": size,
    }


def _counted(act):
    """How many queries an act makes, transactions' own statements left out, and the size of what it answers."""
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        size = len(act() or b"")
    own = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(own) for query in queries.captured_queries), size


def _timed(act):
    gc.collect()
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _client(user):
    client = Client(SERVER_NAME=HOST, headers={"accept-encoding": "gzip"})
    client.force_login(user, backend=BACKEND)
    return client


def _get(client, address):
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}.")
    return answer.content


DRAFTS_SUBMITTED = 10


def _prepare(world):
    """A delegation's usual submission: ten drafts, whatever was saved before."""
    for draft in list(world.recipient.drafts.to_submit())[DRAFTS_SUBMITTED:]:
        services.discard_draft(draft, by=world.delegate)


def _save(world, entry):
    content = {
        "proposed_text": "",
        "explanation": "A word.",
        "type": "editorial",
        "stance": "oppose",
        "weight": "comment",
    }
    content |= {"language": "en", "publication": "public"}
    # Under a recipient of its own, so that measuring does not change what the other acts are measured on.
    services.save_draft(world.recipient, uuid.uuid4(), by=world.delegate, revision=0, entry=entry, **content)


def bare_page(request, pk):
    """What the reading page is measured against: the same words and counts, one template, one query for counts."""
    entries = VersionEntry.objects.filter(version=pk).select_related("record").order_by("order")
    counts = {}
    for entry, paragraph, standing in Tally.objects.filter(entry__version=pk).values_list(
        "entry", "paragraph", "standing"
    ):
        counts[entry, paragraph] = counts.get((entry, paragraph), 0) + standing
    rows = [
        (
            entry,
            [
                (span.printed, span.words(entry.text), counts.get((entry.pk, span.label), 0))
                for span in entry.paragraphs
            ],
        )
        for entry in entries
    ]
    return HttpResponse(_BARE.render({"rows": rows}, request))


_BARE = engines["django"].from_string(
    "<!doctype html><title>Bare</title>{% for entry, lines in rows %}<h2>{{ entry.label }} {{ entry.heading }}</h2>"
    "{% for printed, words, count in lines %}<p>{{ printed }} {{ words }} <a href='#{{ entry.slug }}'>{{ count }}</a>"
    "</p>{% endfor %}{% endfor %}"
)

urlpatterns = [path("bare/<int:pk>/", bare_page), path("", include(settings.ROOT_URLCONF))]


def with_bare_page():
    """Settings under which the bare page has an address, nothing is logged for debugging, and no mail goes out."""
    mail = "django.core.mail.backends.dummy.EmailBackend"
    return override_settings(ROOT_URLCONF=__name__, DEBUG=False, EMAIL_BACKEND=mail)
