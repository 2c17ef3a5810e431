"""What goes to the Council: final text, report, sustained concerns and chain, sealed as one file with a manifest."""

import io
import json
import zipfile
from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import override

from circulation.models import Round
from comments.services import letters, public_chain
from compilation import documents
from compilation.layouts import report, texts
from compilation.writers import writer_of
from stakeholders import moments

# The same files give the same bytes: an archive that remembers when it was packed never would.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
REPORT_WORDS = 10_700


def package_of(finalization, now):
    """The sealed package of `finalization` as bytes of a .zip: what anybody may read, and nothing else.

    In it: the final text in each language (.docx, .xml, .txt) and as .pdf, for each published round the report in
    the Council's word budget and in full, the sustained concerns, the decisions to go on with something missing,
    the chain of receipts, and a manifest with the SHA-256 of every file.
    """
    version, reader = finalization.version, AnonymousUser()
    with override("en"):
        files = dict(_texts(version))
        for round in Round.objects.filter(declaration=finalization.declaration, state__in=Round.PUBLISHED):
            files |= dict(documents_of(round, reader, now))
        files["overrides.json"] = _json([_override(each) for each in version.declaration.overrides.all()])
        files["chain.json"] = _json(public_chain())
    files["manifest.json"] = _json(
        {
            "declaration": version.declaration.title,
            "version": version.full_name,
            "sha256 of the text": version.sha256,
            "begun": moments.in_utc(finalization.begun_at),
            "files": {name: sha256(content).hexdigest() for name, content in sorted(files.items())},
        }
    )
    return _zipped(files)


def _texts(version):
    for language in version.languages:
        for format in documents.TEXT_FORMATS:
            yield f"text/{language}.{format}", documents.write_text(version, language, format)


def documents_of(round, reader, now):
    """(name, content) of what is printed of a published round: reports, the text it was on, sustained concerns."""
    folder = f"round-{round.number}"
    if round.version_id:
        for format in ("docx", "pdf"):
            within = report.paper(round, reader, now, REPORT_WORDS)
            yield f"{folder}/report-{REPORT_WORDS}.{format}", writer_of(within, format).write(within)
            whole = report.paper(round, reader, now)
            yield f"{folder}/report-in-full.{format}", writer_of(whole, format).write(whole)
        clean = texts.clean(round, reader, now)
        yield f"{folder}/text-circulated.pdf", writer_of(clean, "pdf").write(clean)
    yield (
        f"{folder}/sustained-concerns.json",
        _json([_concern(*row) for row in letters.sustained(round, reader)]),
    )


def _concern(comment, reaction):
    return {
        "number": comment.number,
        "party": comment.party.short_name,
        "place": str(comment.place),
        "weight": str(comment.get_weight_display()),
        "words": reaction.words,
        "language": comment.language,
    }


def _override(each):
    return {"gate": each.gate, "number": each.number, "reason": each.reason, "missing": len(each.missing)}


def _json(content):
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
