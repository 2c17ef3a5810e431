import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from drafting import permissions, services
from drafting.models import Declaration, Version
from drafting.services.comparing import read_bytes, version_called
from drafting.services.importing import LANGUAGES
from drafting.text import reading
from stakeholders.models import User

COMMAND_LINE = "command-line@travaux.invalid"


class Command(BaseCommand):
    """Brings a draft in: reads FILE, says what was understood, and makes a declaration of it, or nothing at all.

    With `--declaration SLUG` it is the next version of that text: its provisions keep their uid and their history, and
    what became of each is said with a score. With `--translation-of SLUG/NUMBER` it is that version in another
    language. `--freeze NAME` freezes the text that came of it. `--json` prints {"declaration": slug (after a dry run
    the one it would have), "preambular": n, "parts": n, "articles": n, "paragraphs": n} and nothing else on standard
    output; for a next version also "relations": [{"old", "new", "relation", "score", "certain"}], for a frozen one
    "version": n. A file that cannot be read or imported ends it with one sentence and exit 1; nothing has changed then.
    """

    help = "Import a draft, its next version or a translation from .txt, .md, .docx or .xml (Akoma Ntoso)."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the draft: .txt or .md (UTF-8), .docx, or .xml (Akoma Ntoso)")
        parser.add_argument("--title", default="", help="short title; default: as it stands in the text")
        parser.add_argument("--language", default="", choices=["", *LANGUAGES], help="default: recognised")
        parser.add_argument("--dry-run", action="store_true", help="say what was understood, save nothing")
        parser.add_argument("--json", action="store_true", help="print the counts as JSON")
        parser.add_argument("--by", default="", help="e-mail of the drafter who brings it")
        parser.add_argument(
            "--declaration", default="", help="slug of the text that it is the next version of"
        )
        parser.add_argument("--translation-of", default="", help="slug/number of the version it translates")
        parser.add_argument("--official", action="store_true", help="an official translation, not a courtesy")
        parser.add_argument("--reason", default="", help="why the text changes, for its history")
        parser.add_argument("--freeze", default="", choices=["", *Version.Name.values], help="freeze it so")

    def handle(self, *args, file, **options):
        path = Path(file)
        try:
            with transaction.atomic():
                told = _bring(path.name, read_bytes(path), options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except (reading.Unreadable, services.Refused) as problem:
            raise CommandError(str(problem)) from None
        outline = told.pop("outline")
        self._tell(told, outline, options["json"], options["dry_run"])

    def _tell(self, told, outline, as_json, is_dry):
        if as_json:
            self.stdout.write(json.dumps(told))
        else:
            for unit in outline.units:
                self.stdout.write(f"{unit.label}. {unit.heading}" if unit.heading else unit.label)
            for row in told.get("relations", []):
                self.stdout.write(_row(row))
            self.stdout.write(
                "{preambular} preambular paragraphs, {parts} Parts, {articles} Articles, "
                "{paragraphs} paragraphs in them.".format(**told)
            )
            slug = told["declaration"]
            said = f"It would be {slug}. Nothing was saved." if is_dry else f"Imported as {slug}."
            self.stdout.write(said)
        for each in outline.unplaced:
            self.stderr.write(f"Line {each.line}, “{each.text[:80]}”, was not placed. {each.why}")
        for note in outline.notes:
            self.stderr.write(str(note))


def _bring(name, content, options):
    """Import it and say what came of it, as data."""
    _read, outline = services.outline_of(name, content, options["language"])
    brought_for = _brought_for(options)
    if not brought_for:
        title = services.title_of(outline, options["title"])
        services.refuse_unready(title, [unit.kind for unit in outline.units])
    by = _who(options["by"])
    upload = services.keep_upload(
        name, content, by=by, title=options["title"], language=options["language"], **brought_for
    )
    relations = _relations(services.propose_succession(upload)) if upload.next_of else None
    made = _import(upload, by, options["reason"])
    told = {"declaration": made.slug} | _counts(outline)
    if relations is not None:
        told["relations"] = relations
    if options["freeze"] and not upload.translation_of:
        told["version"] = services.freeze_version(made, name=options["freeze"], by=by).number
    return told | {"outline": outline}


def _brought_for(options):
    slug, version = options["declaration"], options["translation_of"]
    if slug and version:
        raise CommandError("A file is the next version of a text, or a translation of a version: not both.")
    if slug:
        found = Declaration.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no declaration {slug}.")
        return {"next_of": found}
    if version:
        found = version_called(version)
        if found is None:
            raise CommandError(f"There is no version {version} (slug/number).")
        return {"translation_of": found, "is_official": options["official"]}
    return {}


def _import(upload, by, reason):
    if upload.next_of:
        return services.import_next(upload, by=by, reason=reason)
    if upload.translation_of:
        return services.import_translation(upload, by=by).version.declaration
    return services.import_upload(upload, by=by)


def _relations(succession):
    rows = []
    for each in succession.successors:
        old = each.keeps or each.origin
        rows.append(
            {
                "old": old.label if old else None,
                "new": each.unit.label,
                "relation": each.relation,
                "score": each.score,
                "certain": each.certain,
            }
        )
        rows += [
            {"old": unit.label, "new": each.unit.label, "relation": "merged", "score": 100.0, "certain": True}
            for unit in each.absorbs
        ]
    gone = ({"old": unit.label, "new": None, "relation": "deleted"} for unit in succession.gone)
    return rows + [row | {"score": 0.0, "certain": True} for row in gone]


def _row(row):
    name = " → ".join(label for label in (row["old"], row["new"]) if label)
    doubt = "" if row["certain"] else ", to be confirmed"
    return f"{name}: {row['relation']} ({row['score']:.0f}{doubt})"


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
