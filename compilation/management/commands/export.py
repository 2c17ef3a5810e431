import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from compilation import documents
from drafting.services.comparing import version_called


class Command(BaseCommand):
    """Writes a frozen version, or with `--since` what changed in it, as Word, plain text or Akoma Ntoso."""

    help = "Export a version (slug/number) in one of its languages as .xml (Akoma Ntoso), .docx or .txt."

    def add_arguments(self, parser):
        parser.add_argument("version", help="slug/number")
        parser.add_argument("--format", choices=documents.TEXT_FORMATS, default="xml")
        parser.add_argument("--language", default="", help="default: the original")
        parser.add_argument("--since", default="", help="slug/number: what changed since that version")
        parser.add_argument("--output", default="", help="the file to write; default: standard output")

    def handle(self, *args, version, format, language, since, output, **options):
        found, old = _version(version), _version(since) if since else None
        language = language or found.language
        for each in filter(None, (found, old)):
            if language not in each.languages:
                raise CommandError(f"{each.declaration.slug}/{each.number} has no text in {language}.")
        if old and format not in documents.REDLINE_FORMATS:
            raise CommandError("What changed is written as .docx or .xml.")
        if old:
            made = documents.write_redline(old, found, language, format)
        else:
            made = documents.write_text(found, language, format)
        if not output:
            sys.stdout.buffer.write(made)
            return
        try:
            Path(output).write_bytes(made)
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None


def _version(name):
    found = version_called(name)
    if found is None:
        raise CommandError(f"There is no version {name} (slug/number).")
    return found
