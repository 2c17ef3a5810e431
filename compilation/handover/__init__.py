"""The archive of a mandate for whoever comes next: one .zip of plain pages, tables, texts and receipts, with hashes.

It opens without this application, in any browser and without a network, and says what its reader may see here.
"""

from itertools import groupby
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from lxml import html

from circulation.models import Round
from comments import verifier
from comments.models import Comment, Receipt, Submission
from comments.permissions import may_see_all_submissions
from comments.services import as_proof, public_chain
from compilation import documents, reporting
from compilation.handover import enclosed, pages, tables
from compilation.handover.bag import Bag
from compilation.handover.site import STYLE, Site
from compilation.layouts import texts
from compilation.packaging import documents_of
from compilation.services import compile_round
from compilation.writers import writer_of
from drafting.services import frozen_rows
from stakeholders import clock

HERE = Path(__file__).parent
# From so many comments on nobody reads a report in full: the pages and tables hold every one of them.
TOO_MANY_FOR_PAPER = 5_000


def write_handover(mandate, reader, file, *, now, watch=None):
    """Write the archive of `mandate` into `file` (binary, seekable), as `reader` may see it at `now`.

    `watch` is called with how many comments are done, and may raise to stop. What is the same gives the same bytes.
    Comments are written two hundred at a time. Returns {name: {"sha256", "bytes"}} of what is in it.
    """
    with clock.at(now):
        bag, site = Bag(file), Site(mandate, reader)
        site.fetch()
        for declaration in site.declarations:
            for version in site.versions_of(declaration):
                _put_version(bag, version)
            rounds = site.rounds[declaration.slug]
            enclosed.put_issued(bag, site.issued[declaration.slug])
            _put_documents(bag, declaration, rounds, reader, now)
            folder = f"documents/{declaration.slug}/enclosed"
            files = enclosed.put_attachments(bag, folder, rounds, reader)
            for table in tables.of_declaration(declaration, rounds, files, reader):
                tables.write(bag, f"data/{declaration.slug}", table)
        for table in tables.of_mandate(mandate, reader):
            tables.write(bag, "data", table)
        _put_report(bag, mandate, reader, now)
        _put_chain(bag, site, reader)
        site.write_comments(bag, watch or _nobody)
        site.write(bag)
        _put_front(bag, site, reader)
        bag.seal(_facts(mandate, reader))
    return bag.files


def count_comments(mandate, reader):
    """How many comments the archive will hold."""
    return Comment.objects.visible_to(reader).filter(round__declaration__mandate=mandate).count()


def _nobody(done):
    """Nobody watches."""


def _facts(mandate, reader):
    last = Receipt.objects.order_by("-position").first()
    return {
        "mandate": mandate.title,
        "holds": "what anybody may read" if reader.is_anonymous else "what its reader may see",
        "head of the chain": f"{last.position}:{last.link}" if last else "",
    }


def _put_version(bag, version):
    folder = f"texts/{version.declaration.slug}/v{version.number}"
    for language in version.languages:
        for format in documents.TEXT_FORMATS:
            bag.put(f"{folder}-{language}.{format}", documents.write_text(version, language, format))
        paper = texts.of_version(version, language)
        bag.put(f"{folder}-{language}.pdf", writer_of(paper, "pdf").write(paper))
    said = {"version": version.full_name, "sha256": version.sha256, "rows": frozen_rows(version)}
    bag.put_json(f"{folder}/frozen.json", said)


def _put_documents(bag, declaration, rounds, reader, now):
    folder = f"documents/{declaration.slug}"
    final = declaration.finalizations.filter(submitted_at__isnull=False).first()
    if final:
        bag.put(f"{folder}/submitted.zip", bytes(final.package))
    for round in rounds:
        if round.state not in Round.PUBLISHED or _is_large(round, reader):
            continue
        for name, content in documents_of(round, reader, now):
            bag.put(f"{folder}/{name}", content)
        if round.questionnaire_id:
            for layout in ("questions", "contributor", "category"):
                made = compile_round(round, layout, "pdf", reader)
                bag.put(f"{folder}/round-{round.number}/replies-{layout}.pdf", made)


def _put_report(bag, mandate, reader, now):
    first = mandate.activities.order_by("begins").values_list("begins", flat=True).first()
    if count_comments(mandate, reader) > TOO_MANY_FOR_PAPER:
        return
    for format in reporting.FORMATS:
        period = {"begins": first or now.date(), "ends": now.date()}
        bag.put(f"documents/report.{format}", reporting.write(mandate, reader, format, **period))


def _put_chain(bag, site, reader):
    bag.put_json("chain/chain.json", public_chain())
    bag.put("verify_receipts.py", Path(verifier.__file__).read_bytes())
    bag.put("verify.py", (HERE / "verify.py").read_bytes())
    if not may_see_all_submissions(reader):
        return
    for declaration in site.declarations:
        for round in site.rounds[declaration.slug]:
            receipts = Receipt.objects.filter(submission__recipient__round=round).select_related("submission")
            kept = receipts.exclude(submission__state=Submission.State.DISAVOWED)
            for receipt in kept.order_by("position").iterator(chunk_size=50):
                bag.put_json(f"chain/records/{receipt.position:06}.json", [as_proof(receipt)])


def _put_front(bag, site, reader):
    bag.put(STYLE, (HERE / STYLE).read_bytes())
    shown = [
        name for name in [*bag.files, "manifest.json"] if not name.startswith(("comments/", "chain/records/"))
    ]
    by_folder = groupby(sorted(shown), key=lambda name: name.partition("/")[0] if "/" in name else "")
    folders = [(_FOLDERS.get(folder, "")(), list(names)) for folder, names in by_folder if folder in _FOLDERS]
    said = {"folders": folders, "is_public": reader.is_anonymous}
    drawn = render_to_string("compilation/handover/files.html", said)
    main = html.fragment_fromstring(drawn, create_parent="main")
    page = pages.Page("files.html", _("Files, and how to check them"), main)
    bag.put(page.file, site.framed(page))


def _is_large(round, reader):
    return Comment.objects.visible_to(reader).in_round(round).count() > TOO_MANY_FOR_PAPER


# In the language of the archive, which is known only once it is written.
_FOLDERS = {
    "": lambda: _("To check with"),
    "chain": lambda: _("The chain of receipts"),
    "data": lambda: _("Tables"),
    "documents": lambda: _("Documents"),
    "texts": lambda: _("Texts"),
}


__all__ = ["count_comments", "write_handover"]
