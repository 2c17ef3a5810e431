import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from drafting import permissions, services
from drafting.services.comparing import read_bytes
from drafting.services.importing import LANGUAGES
from drafting.text import reading
from stakeholders.models import User

COMMAND_LINE = "command-line@travaux.invalid"


class Command(BaseCommand):
    """Brings a draft in: reads FILE, says what was understood, and makes a declaration of it, or nothing at all.

    `--json` prints {"declaration": slug, or null after a dry run, "preambular": n, "parts": n, "articles": n,
    "paragraphs": n} and nothing else on standard output. A file that cannot be read or imported ends it with one
    sentence and exit 1; nothing has changed then.
    """

    help = "Import a draft declaration from a plain text (.txt, UTF-8) or Word (.docx) file."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the draft: .txt (UTF-8) or .docx")
        parser.add_argument("--title", default="", help="short title; default: as it stands in the text")
        parser.add_argument("--language", default="", choices=["", *LANGUAGES], help="default: recognised")
        parser.add_argument("--dry-run", action="store_true", help="say what was understood, save nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")
        parser.add_argument("--by", default="", help="e-mail of the drafter who brings it")

    def handle(self, *args, file, title, language, dry_run, json, by, **options):
        path = Path(file)
        try:
            content = read_bytes(path)
            _read, outline = services.outline_of(path.name, content, language)
            services.refuse_unready(services.title_of(outline, title), [unit.kind for unit in outline.units])
            made = None if dry_run else _import(path.name, content, title, language, by)
        except (reading.Unreadable, services.Refused) as problem:
            raise CommandError(str(problem)) from None
        counts = {"declaration": made.slug if made else None} | _counts(outline)
        self._tell(counts, outline, json)

    def _tell(self, counts, outline, as_json):
        if as_json:
            self.stdout.write(json.dumps(counts))
        else:
            for unit in outline.units:
                self.stdout.write(f"{unit.label}. {unit.heading}" if unit.heading else unit.label)
            self.stdout.write(
                "{preambular} preambular paragraphs, {parts} Parts, {articles} Articles, "
                "{paragraphs} paragraphs in them.".format(**counts)
            )
            slug = counts["declaration"]
            self.stdout.write(f"Imported as {slug}." if slug else "Nothing was saved.")
        for each in outline.unplaced:
            self.stderr.write(f"Line {each.line}, “{each.text[:80]}”, was not placed. {each.why}")
        for note in outline.notes:
            self.stderr.write(str(note))


@transaction.atomic
def _import(name, content, title, language, email):
    by = _who(email)
    upload = services.keep_upload(name, content, by=by, title=title, language=language)
    return services.import_upload(upload, by=by)


def _who(email):
    """Who brings it: the drafter named; else the only expert; where there is no expert, nobody in particular."""
    if email:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {email}.")
        if not permissions.may_import(user):
            raise CommandError(f"{email} is neither the expert nor of the secretariat, who bring texts.")
        return user
    experts = [user for user in User.objects.filter(office="expert") if permissions.may_draft(user)]
    if len(experts) > 1:
        raise CommandError("There are several experts: say with --by who brings the text.")
    return experts[0] if experts else _nobody_in_particular()


def _nobody_in_particular():
    """Somebody whose name stands in the history and who can never sign in."""
    found = User.objects.filter(email=COMMAND_LINE).first()
    return found or User.objects.create_user(
        COMMAND_LINE, None, name="Imported from the command line", is_active=False
    )


def _counts(outline):
    return {
        "preambular": outline.count("preambular"),
        "parts": outline.count("part"),
        "articles": outline.count("article"),
        "paragraphs": outline.paragraphs,
    }
