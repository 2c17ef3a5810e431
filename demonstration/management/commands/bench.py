import json
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from circulation.models import Round
from circulation.services import add_recipients, approve_round, open_round
from demonstration import bulk, measuring, seeding, wording
from demonstration.loading import people, texts
from demonstration.loading.calendar import Calendar
from drafting import services
from drafting.models import Version
from stakeholders import clock
from stakeholders.records import record_save

TIMES_OF_WORDS = 10
SIZES = (100, 1_000, 10_000)
TIMES = {"usual": 30, "reading page": 60, "bare page": 60, "compiling to .xlsx": 3, "submitting": 5}


class Command(BaseCommand):
    """Prints one JSON line a measurement; everything happens in a database of its own."""

    help = "Measure pages and acts with 100, 1,000 and 10,000 comments in the round."

    def add_arguments(self, parser):
        parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
        parser.add_argument(
            "--documents", action="store_true", help="only the documents of the largest rounds"
        )
        parser.add_argument("--words", action="store_true", help="only redlines and where words come from")

    def handle(self, *args, sizes, words, documents, **options):
        for name, make in [] if documents else wording.redlines():
            self.stdout.write(json.dumps(wording.measure(name, make, TIMES_OF_WORDS)))
        with measuring.scratch_database(), measuring.with_bare_page():
            world, there = _world(), 0
            if documents:
                for row in bulk.measure_documents(world):
                    self.stdout.write(json.dumps(row))
                return
            for row in _sources(world):
                self.stdout.write(json.dumps(row))
            if words:
                return
            for size in sorted(sizes):
                with transaction.atomic():
                    seeding.fill(world.round, size - there)
                there = size
                for row in measuring.measure(world, size, TIMES):
                    self.stdout.write(json.dumps(row))


def _sources(world):
    """A provision of the working text that nothing else measured looks at."""
    place = next(p for p in services.working_text(world.round.declaration) if p.label == "Article 11")
    make = wording.long_history(place.wording, world.expert)
    yield wording.measure("where a provision of 200 records comes from", make, TIMES_OF_WORDS)
    page = measuring.page_of_sources(world, place.provision)
    yield wording.measure("the page that shows it", lambda _n: page, TIMES_OF_WORDS)


def _world():
    now = clock.now()
    calendar = Calendar(now.date())
    cast = people.load(calendar)
    # Who holds an office is asked for a second factor before any page; this one has it.
    Authenticator.objects.create(user=cast.expert, type=Authenticator.Type.TOTP, data={})
    text = texts.bring(calendar, cast)
    first = services.freeze_version(text.declaration, name=Version.Name.PRELIMINARY, by=cast.expert)
    round = Round(
        declaration=text.declaration, version=first, number=1, title="Measured", cover_text="{link}"
    )
    round.opens_at, round.closes_at = now - timedelta(days=1), now + timedelta(days=30)
    record_save(round, by=cast.administrator)
    delegation, *others = cast.parties.values()
    add_recipients(round, others, by=cast.administrator)
    approve_round(round, by=cast.expert)
    open_round(round, by=cast.administrator)
    round = Round.objects.select_related("declaration", "version__declaration").get(pk=round.pk)
    second = _revise(cast, text)
    # This party is measured; those that fill the round are the others.
    recipient = add_recipients(round, [delegation], by=cast.administrator)[0]
    return measuring.World(round, second, cast.contact_point(delegation.code), recipient, cast.expert)


def _revise(cast, text):
    for label in ("Article 2", "Article 5", "Article 9"):
        wording = text.places[label].wordings.get(language="en")
        services.save_wording(
            wording,
            heading=wording.heading,
            text=wording.text.replace("shall", "should", 1),
            base=wording.current_record.history_id,
            by=cast.expert,
            reason="Measured",
        )
    version = services.freeze_version(text.declaration, name=Version.Name.REVISED, by=cast.expert)
    return services.issue_version(version, by=cast.expert)
