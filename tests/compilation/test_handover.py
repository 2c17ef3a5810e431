"""Handover: a mandate as one .zip of plain pages, tables, texts and receipts that needs nothing of ours to be read."""

import csv
import io
import json
import posixpath
import subprocess
import sys
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from lxml import html

from comments import services
from comments.models import Attachment, Submission
from compilation import printing
from compilation.handover import comments as comment_pages
from compilation.handover import write_handover
from drafting import services as drafting
from mandate.models import Activity, Consideration, Request, RequestAnswer, Resolution, Source, Stage, Term
from stakeholders import clock
from stakeholders.models import Printout

# Whole archives, page by page: left to the whole suite.
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
PAGE = "/mandates/small-matters/handover/"
ACTS = ("script", "form", "iframe", "img", "object", "embed", "video", "audio", "base")


@pytest.fixture
def record(mandate, declaration, version, answered, expert):
    """A term, a stage, a resolution with a request that a meeting answers, and a consideration behind Article 1."""
    day = date(2026, 3, 2)
    asked = Source.objects.create(
        slug="res", kind="resolution", symbol="A/HRC/RES/17/6", title="Asks", date=day
    )
    resolution = Resolution.objects.create(mandate=mandate, source=asked, act="asked")
    meeting = Activity.objects.create(
        mandate=mandate,
        slug="meeting",
        kind="panel",
        title="A panel",
        begins=day,
        ends=day,
        summary="See A/HRC/RES/17/6.",
    )
    request = Request.objects.create(resolution=resolution, letter="4 (a)", text="Consult.")
    RequestAnswer.objects.create(request=request, activity=meeting)
    Term.objects.create(mandate=mandate, holder="Elin Expert", begins=day)
    Stage.objects.create(mandate=mandate, number=1, title="Groundwork", begins=day)
    drawn = Consideration.objects.create(
        mandate=mandate, kind="consideration", letter="a", text="Listen.", source=asked, paragraph="26 (a)"
    )
    article = version.entries.get(label="Article 1").provision
    drafting.record_basis(article, drawn, by=expert)
    return mandate


def packed(mandate, reader, now=None):
    file = io.BytesIO()
    write_handover(mandate, reader, file, now=now or clock.now())
    return zipfile.ZipFile(file)


@pytest.fixture
def archive(record):
    """What anybody may read of it."""
    return packed(record, AnonymousUser())


def trees(archive):
    pages = [name for name in archive.namelist() if name.endswith(".html")]
    return {name: html.document_fromstring(archive.read(name).decode()) for name in pages}


def led_to(name, href):
    path, _mark, fragment = href.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name), fragment


def test_every_link_leads_to_a_file_that_is_there_and_nothing_acts_or_is_fetched(archive):
    found, names = trees(archive), set(archive.namelist())
    ids = {name: [each.get("id") for each in tree.iter() if each.get("id")] for name, tree in found.items()}
    faults, reached, follows = [], {"index.html"}, {}
    for name, tree in found.items():
        faults += [(name, each.tag) for each in tree.iter(*ACTS)]
        faults += [(name, "twice", each) for each in set(ids[name]) if ids[name].count(each) > 1]
        for element in tree.iter():
            faults += [
                (name, key)
                for key in element.attrib
                if key.startswith(("on", "hx-")) or key in ("src", "style")
            ]
            href = element.get("href")
            if href is None or (element.tag == "a" and href.startswith("https://")):
                continue
            file, fragment = led_to(name, href)
            follows.setdefault(name, set()).add(file)
            if file not in names or (fragment and fragment not in ids.get(file, [])):
                faults.append((name, href))
    assert faults == []
    waiting = ["index.html"]
    while waiting:
        more = follows.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    assert set(found) - reached == set()
    assert "url(" not in archive.read("style.css").decode()
    assert {(tree.get("lang"), tree.get("dir")) for tree in found.values()} == {("en", "ltr")}


def test_the_pages_say_what_was_asked_what_was_said_and_what_became_of_it(archive, declaration, version):
    base = f"pages/declarations/{declaration.slug}"
    said = {name: " ".join(tree.text_content().split()) for name, tree in trees(archive).items()}
    comments = said[f"comments/{declaration.slug}/round-1/0001.html"]
    assert [words in comments for words in ("It binds us.", "Not now.", "We cannot join this.")] == [True] * 3
    assert "A panel" in said["pages/mandate/requests.html"]
    assert "consideration (a)" in said[f"{base}/bases.html"]
    text = trees(archive)[f"{base}/versions/1.html"]
    assert text.get_element_by_id("article-1.2-a").text_content().strip() == "(a)preventive action, and"
    # The count at the paragraph leads to the comment itself.
    link = text.xpath("//a[contains(@class, 'say')]")
    assert [led_to(f"{base}/versions/1.html", each.get("href")) for each in link] == [
        (f"comments/{declaration.slug}/round-1/0001.html", "R1-AR-001")
    ]


def test_there_is_a_table_of_every_kind_and_every_version_as_xml_and_pdf(archive, declaration):
    names, slug = archive.namelist(), declaration.slug
    tables = ("activities", "considerations", "oral-views", "practices", "promises", "questions", "requests",
              "resolutions", "segments", "sources", "stages", "terms")  # fmt: skip
    of_text = ("comments", "enclosed", "matrix", "observations", "provisions", "reconsidered", "replies", "rounds",
               "sustained-concerns", "versions")  # fmt: skip
    wanted = [f"data/{name}" for name in tables] + [f"data/{slug}/{name}" for name in of_text]
    assert sorted(n for n in names if n.startswith("data/")) == sorted(
        f"{name}.{format}" for name in wanted for format in ("csv", "json")
    )
    comments = json.loads(archive.read(f"data/{slug}/comments.json"))
    assert [(c["number"], c["answer"]["reason"]) for c in comments] == [("R1-AR-001", "Not now.")]
    rows = list(csv.reader(io.StringIO(archive.read(f"data/{slug}/comments.csv").decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Number", "R1-AR-001"]
    assert json.loads(archive.read("data/stages.json"))[0]["title"] == "Groundwork"
    assert archive.read(f"texts/{slug}/v1-en.pdf")[:5] == b"%PDF-"
    assert b"<akomaNtoso" in archive.read(f"texts/{slug}/v1-en.xml")


def test_what_is_withheld_is_in_the_archive_of_those_who_draft_and_in_no_file_of_the_public_one(
    archive, record, secretariat
):
    def holding(found):
        return [name for name in found.namelist() if b"For you alone." in found.read(name)]

    assert holding(archive) == []
    slug = record.declarations.get().slug
    assert holding(packed(record, secretariat)) == [
        f"data/{slug}/comments.json",
        f"data/{slug}/comments.csv",
        "chain/records/000002.json",
        f"comments/{slug}/round-1/0001.html",
    ]


def test_the_same_record_gives_the_same_bytes(record, secretariat):
    now = clock.now()
    one, other = packed(record, secretariat, now), packed(record, secretariat, now)
    assert one.fp.getvalue() == other.fp.getvalue()


def test_files_lie_in_it_to_the_byte(record, version, round_one, arvenia, anna, secretariat):
    """The document in which a version was issued is public with it; what a party enclosed, with its submission."""
    pdf = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
    drafting.keep_issued_file(version, "as issued.pdf", pdf, language="en", by=secretariat)
    enclosed = Attachment.objects.create(
        recipient=round_one.recipients.get(organisation=arvenia), name="ours.pdf", kind="pdf", size=len(pdf),
        sha256=sha256(pdf).hexdigest(), content=pdf, brought_by=anna,
    )  # fmt: skip
    enclosed.submissions.add(Submission.objects.get(recipient=enclosed.recipient))
    found, slug = packed(record, secretariat), record.declarations.get().slug
    names = [f"texts/{slug}/issued/v1-en-1.pdf", f"documents/{slug}/enclosed/R1-AR-1.pdf"]
    assert [found.read(name) for name in names] == [pdf, pdf]
    # What was not screened as a file is not public, though the comments beside it are.
    assert set(names) & set(packed(record, AnonymousUser()).namelist()) == {names[0]}
    links = trees(found)[f"pages/declarations/{slug}/versions/1.html"].xpath("//a/@href")
    assert f"../../../../texts/{slug}/issued/v1-en-1.pdf" in links


def check(where, *more):
    run = subprocess.run([sys.executable, "verify.py", *more], cwd=where, capture_output=True, text=True)
    return run.returncode, run.stdout.strip().split("\n")


def test_the_verifier_in_it_needs_nothing_else_and_names_what_was_changed(record, secretariat, tmp_path):
    packed(record, secretariat).extractall(tmp_path)
    known = len(json.loads((tmp_path / "manifest.json").read_text())["files"])
    assert check(tmp_path) == (0, [f"True: {known} files, as they were sealed."])
    page = tmp_path / "index.html"
    whole = page.read_bytes()
    page.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    assert check(tmp_path) == (1, ["NOT TRUE: index.html: it is not what it was"])
    page.write_bytes(whole)
    (tmp_path / "more.txt").write_text("More.")
    (tmp_path / "style.css").unlink()
    assert check(tmp_path)[1] == [
        "NOT TRUE: style.css: it is missing",
        "NOT TRUE: more.txt: it was not there when the archive was sealed",
    ]
    (tmp_path / "manifest.json").write_text("{}")
    assert check(tmp_path) == (1, ["NOT TRUE: manifest.json: it is not the one that was sealed"])


def test_a_chain_and_a_text_sealed_anew_after_a_change_are_found_all_the_same(record, secretariat, tmp_path):
    packed(record, secretariat).extractall(tmp_path)
    slug = record.declarations.get().slug
    records, frozen = tmp_path / "chain/records/000001.json", tmp_path / f"texts/{slug}/v1/frozen.json"
    for path, old in ((records, "It binds us."), (frozen, "in good faith")):
        path.write_text(path.read_text().replace(old, "as it likes"))
    seal_anew(tmp_path, [records, frozen])
    assert check(tmp_path)[1] == [
        f"NOT TRUE: texts/{slug}/v1/frozen.json: the words are not those that were frozen",
        "NOT TRUE: chain/records/000001.json: R1-AR/1 (place 1): the text is not the one that was received",
    ]


def seal_anew(folder, changed):
    manifest = folder / "manifest.json"
    said = json.loads(manifest.read_text())
    for path in changed:
        digest = subprocess.run(["sha256sum", path], capture_output=True, text=True).stdout.split()[0]
        said["files"][path.relative_to(folder).as_posix()]["sha256"] = digest
    manifest.write_text(json.dumps(said))
    seal = subprocess.run(["sha256sum", "manifest.json"], cwd=folder, capture_output=True, text=True)
    (folder / "manifest.sha256").write_text(seal.stdout)


def test_comments_come_a_few_at_a_time_on_pages_that_lead_on(record, secretariat, monkeypatch):
    monkeypatch.setattr(comment_pages, "PER_FILE", 1)
    found = packed(record, secretariat)
    first, second = sorted(name for name in found.namelist() if name.startswith("comments/"))
    links = [trees(found)[name].xpath("//main/p[@class='crumbs']/a/@href") for name in (first, second)]
    assert links == [["0002.html"], ["0001.html"]]


def test_the_command_writes_it_for_the_public_or_for_one_reader(record, secretariat, tmp_path, capsys):
    path = tmp_path / "handover.zip"
    call_command("handover", "small-matters", output=str(path), public=True)
    assert json.loads(zipfile.ZipFile(path).read("manifest.json"))["holds"] == "what anybody may read"
    assert f"{path.stat().st_size} bytes" in capsys.readouterr().out
    for wrong, said in (
        ({"mandate": "none"}, "There is no mandate none."),
        ({"mandate": "small-matters", "reader": "nobody@x.example"}, "There is no account"),
        ({"mandate": "small-matters", "output": str(tmp_path / "none" / "a.zip")}, "cannot be written"),
    ):
        asked = {"output": str(path)} | wrong
        with pytest.raises(CommandError, match=said):
            call_command("handover", asked.pop("mandate"), **asked)
    assert [each.name for each in tmp_path.iterdir()] == ["handover.zip"]


def test_whoever_drafts_has_it_made_and_it_is_given_out_until_something_changes(
    client_of, secretariat, record, monkeypatch
):
    waiting = []
    monkeypatch.setattr(printing, "enqueue", lambda _task, pk: waiting.append(pk))
    client = client_of(secretariat)
    assert client.get(PAGE).content.decode().count("/printout/") == 2
    page = client.post(f"{PAGE}public/printout/").url
    assert client.post(f"{PAGE}public/printout/").url == page
    printing.printing.call(waiting.pop())
    made = Printout.objects.get()
    assert (made.name, made.state, made.done) == ("small-matters-handover-public.zip", "done", 1)
    answer = client.get(f"{page}file/")
    assert (answer["Content-Type"], answer.content[:2]) == ("application/zip", b"PK")
    services.add_theme(record, "Burdens", by=secretariat)
    assert client.get(f"{page}file/").status_code == 302
    assert client.post(f"{PAGE}public/printout/").url != page
    assert client.post(f"{PAGE}everything/printout/").status_code == 404


def test_nobody_else_takes_it_along(client, client_of, administrator, anna, olga, record):
    assert client.get(PAGE).status_code == 302
    for reader, status in ((administrator, 403), (anna, 404), (olga, 404)):
        assert client_of(reader).get(PAGE).status_code == status
        assert client_of(reader).post(f"{PAGE}own/printout/").status_code == status
        assert client_of(reader).get(f"{PAGE}own/printout/").status_code == 405
    assert Printout.objects.count() == 0
