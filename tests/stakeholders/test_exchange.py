"""Parties and contacts come in from a file, every change shown first, and nothing is lost to a bad one."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stakeholders import exchange
from stakeholders.models import Contact, Organisation

pytestmark = pytest.mark.django_db
IMPORT = "/admin/stakeholders/organisation/import/"
HEADERS = "code,name,short_name,category,regional_group,language\n"
GOOD = (
    HEADERS
    + "AR,Republic of Arvenia,Arvenia,member_state,grulac,fr\nNW,Newland,Newland,member_state,weog,en\n"
)


@pytest.fixture
def client(client_of, administrator):
    return client_of(administrator)


def bring(client, content, name="parties.csv", kind="parties"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"kind": kind, "file": SimpleUploadedFile(name, content)})


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_preview_shows_each_change_and_changes_nothing_until_it_is_taken(client, arvenia, administrator):
    answer = bring(client, GOOD)
    preview = answer.context["preview"]
    assert (preview["new"], preview["updated"], preview["refused"]) == (1, 1, [])
    changes = {
        row["what"]: {c["field"]: (c["old"], c["new"]) for c in row["changes"]} for row in preview["changed"]
    }
    assert changes["Arvenia"] == {"regional_group": ("african", "grulac"), "language": ("en", "fr")}
    arvenia.refresh_from_db()
    assert (arvenia.language, Organisation.objects.count()) == ("en", 1)
    assert client.post(IMPORT, {"table": answer.context["table"]}).status_code == 302
    arvenia.refresh_from_db()
    assert (arvenia.language, Organisation.objects.count()) == ("fr", 2)
    assert arvenia.history.first().history_user == administrator


def test_what_was_not_previewed_is_not_taken(client, arvenia):
    table = bring(client, GOOD).context["table"]
    client.post(IMPORT, {"table": table[:-3] + "xxx"})
    assert Organisation.objects.count() == 1


def test_the_two_formats_come_back_as_they_went_out(client, arvenia, tolmark, coastal):
    Contact.objects.create(organisation=arvenia, email="a@arvenia.example", name="=HYPERLINK(1)")
    for kind in ("parties", "contacts"):
        for format in ("csv", "xlsx"):
            file = client.get(f"/admin/stakeholders/organisation/export/{kind}.{format}").content
            preview = bring(client, file, f"x.{format}", kind).context["preview"]
            assert (preview["new"], preview["updated"], preview["refused"], preview["general"]) == (
                0,
                0,
                [],
                [],
            )
    text = client.get("/admin/stakeholders/organisation/export/contacts.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in next(
        row for row in csv.reader(io.StringIO(text)) if "a@arvenia.example" in row
    )


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (workbook([["code", "name"], ["AR", "=1+1"]]), "x.xlsx", "Cell B2 holds a formula."),
        (b"not a workbook", "x.xlsx", "The file is no Excel workbook that can be read."),
        (b"code,name\n\xff\xfe\xfa", "x.csv", "The file is not in UTF-8."),
        (b"", "x.csv", "The submitted file is empty."),
        (b"x", "x.pdf", "Bring a file that ends in .csv or .xlsx."),
        (b"name,colour\nA,B\n", "x.csv", "The file has no column “code”."),
        (b"code,colour\nA,B\n", "x.csv", "The column “colour” is not known"),
        (b"code,name\n" + b"AR,x\n" * 100_000, "x.csv", "The file has more than 5000 rows."),
        (b"code,name\n" + b"A" * 5_000_001, "x.csv", "The file is larger than 5 MB."),
    ],
    ids=["formula", "not-xlsx", "not-utf8", "empty", "pdf", "no-key", "strange", "100000-rows", "large"],
)  # fmt: skip
def test_a_bad_file_gets_a_sentence_and_changes_nothing(client, arvenia, content, name, sentence):
    answer = bring(client, content, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"][0].startswith(sentence)
    assert Organisation.objects.get().name == "Republic of Arvenia"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("NW,Republic of Аrvenia,New,member_state,weog,en", "name: This can be taken for the party AR."),
        ("NW,Newland,Arv\u200benia,member_state,weog,en", "short_name: The name contains marks"),
        ("NW,Newland,Newland,planet,weog,en", "category: "),
        ("nw!,Newland,Newland,member_state,weog,en", "code: "),
    ],
)
def test_a_bad_row_is_named_and_then_nothing_can_be_taken(client, arvenia, row, problem):
    preview = bring(client, HEADERS + row).context["preview"]
    assert preview["is_good"] is False
    assert [each["row"] for each in preview["refused"]] == [2]
    assert preview["refused"][0]["problems"][0].startswith(problem)


def test_two_rows_of_one_file_that_imitate_each_other_are_refused(client):
    rows = "AA,Norland,Norland,ngo,none,en\nBB,NorIand,NorIand,ngo,none,en"
    assert [r["row"] for r in bring(client, HEADERS + rows).context["preview"]["refused"]] == [3]


def test_contacts_name_their_party_by_its_code(client, arvenia):
    answer = bring(client, "party,email,name,role\nAR,new@arvenia.example,New,deputy\n", kind="contacts")
    client.post(IMPORT, {"table": answer.context["table"]})
    contact = Contact.objects.get()
    assert (contact.organisation, contact.email, contact.role) == (arvenia, "new@arvenia.example", "deputy")


@pytest.mark.parametrize("line", ["XX,a@b.example", "AR,not an address"])
def test_a_contact_of_nobody_or_nowhere_is_refused(client, arvenia, line):
    preview = bring(client, f"party,email\n{line}\n", kind="contacts").context["preview"]
    assert [row["row"] for row in preview["refused"]] == [2]


def test_the_secretariat_takes_out_and_does_not_bring_in(client_of, secretariat, anna, arvenia):
    looking = client_of(secretariat)
    assert looking.get("/admin/stakeholders/organisation/export/parties.csv").status_code == 200
    assert looking.get(IMPORT).status_code == bring(looking, GOOD).status_code == 403
    assert client_of(anna).get(IMPORT).status_code == 403


def test_each_cell_is_text_in_both_formats():
    rows = [["=1+1", "-2", "@x"]]
    assert exchange.read_table("x.csv", exchange.write_table("csv", ["a", "b", "c"], rows)) == (
        ["a", "b", "c"],
        rows,
    )
    sheet = openpyxl.load_workbook(io.BytesIO(exchange.write_table("xlsx", ["a", "b", "c"], rows))).active
    assert {cell.data_type for cell in sheet[2]} == {"s"}
