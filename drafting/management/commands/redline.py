import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string

from drafting import services
from drafting.management.lines import json_lines
from drafting.text import differences, reading
from drafting.text.languages import guess_language
from drafting.text.redline import redline
from drafting.text.word import write_word_redline
from stakeholders import clock

MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}


class Command(BaseCommand):
    """Compares two texts, each a file or a version called `slug/number`, and prints what changed.

    json: {"units": [{"old", "new", "relation", "changes", …}], "summary"}; of each unit, equal and delete join to
    the old text, equal and insert to the new one. text: [-deleted-] and {+inserted+}.
    docx: a Word file with tracked changes. With `--pairs`, each line
    {"id", "old", "new"} of a file is answered by a line {"id", "changes"}.
    """

    help = "Print what changed between two texts: OLD and NEW are files, or versions called slug/number."

    def add_arguments(self, parser):
        parser.add_argument("old", nargs="?", help="a file, or slug/number")
        parser.add_argument("new", nargs="?", help="a file, or slug/number")
        parser.add_argument("--format", choices=[*WRITERS, "docx"], default="text")
        parser.add_argument(
            "--language", default="", help="of the texts; default: recognised, or the version's"
        )
        parser.add_argument("--output", help="the file to write; default: standard output")
        parser.add_argument("--pairs", help='a file of lines {"id", "old", "new"}')

    def handle(self, *args, old, new, format, language, output, pairs, **options):
        if bool(pairs) == bool(old and new):
            raise CommandError("Name two texts, or a file of --pairs.")
        if pairs:
            self._pairs(pairs)
            return
        try:
            units = [services.units_called(name, language) for name in (old, new)]
        except (reading.Unreadable, services.Refused) as problem:
            raise CommandError(str(problem)) from None
        if format == "docx":
            written = _docx(*units, language)
        else:
            written = WRITERS[format](redline(*units), language).encode("utf-8", "surrogatepass")
        if not output:
            self._print(written, format)
            return
        try:
            Path(output).write_bytes(written)
        except OSError as problem:
            raise CommandError(f"{output} cannot be written: {problem.strerror}.") from None

    def _print(self, written, format):
        if format != "docx":
            self.stdout.write(written.decode("utf-8", "surrogatepass"))
        elif sys.stdout.isatty():
            raise CommandError("A Word file cannot be shown here: say with --output where to write it.")
        else:
            sys.stdout.buffer.write(written)

    def _pairs(self, name):
        for row in json_lines(name, ("id", "old", "new")):
            if not isinstance(row["old"], str) or not isinstance(row["new"], str):
                raise CommandError(f"{name}: old and new of {row['id']} are to be texts.")
            changes = differences.diff(row["old"], row["new"])
            # Kept to ASCII: a pair may hold half a character, which could not be printed.
            self.stdout.write(json.dumps({"id": row["id"], "changes": changes}))


def _json(data, _language):
    return json.dumps(data, ensure_ascii=False, indent=1)


def _docx(old, new, language):
    """Word's own tracked changes: accepted they are the new text, rejected the old one."""
    language = language or guess_language("\n".join(unit.text for unit in new or old))
    return write_word_redline(old, new, author="Travaux", when=clock.now(), language=language)


def _html(data, language):
    return render_to_string("drafting/redline.html", data | {"language": language or "en"})


def _text(data, _language):
    lines = []
    for unit in data["units"]:
        lines.append(f"{_name(unit)}: {unit['relation']}")
        if unit["relation"] not in ("unchanged", "renumbered only"):
            heading = _marked(unit["heading"]["changes"])
            marked = _marked(unit["changes"])
            lines += [f"  {line}" for line in [heading, *marked.splitlines()] if line]
    counts = data["summary"]
    lines.append(
        f"{counts['insertions']} insertions ({counts['words_inserted']} words), "
        f"{counts['deletions']} deletions ({counts['words_deleted']} words)."
    )
    return "\n".join(lines)


def _name(unit):
    if unit["old"] and unit["new"] and unit["old"] != unit["new"]:
        return f"{unit['new']} (was {unit['old']})"
    return unit["new"] or unit["old"]


def _marked(changes):
    return "".join(MARKS[op].format(words) for op, words in changes)


WRITERS = {"json": _json, "html": _html, "text": _text}
