"""A version as Akoma Ntoso 3.0, in the shape of AKN4UN: a statement that any legal software can read.

The eIds follow the canonical labels, so that they are the same in all languages; our uid stands as wId. White space
is kept: the texts of `num` and `p`, one after another, give each provision's text back to the byte.
"""

from dataclasses import dataclass
from datetime import date

from lxml import etree

from drafting.text.differences import DELETE, INSERT
from drafting.text.numbering import paragraph_slug, place_slug, printed_label
from drafting.text.paragraphs import paragraphs

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
SOURCE = "#travaux"
ISO_639_2 = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}
LEVELS = (("paragraph", "para"), ("subparagraph", "subpara"), ("point", "point"), ("indent", "indent"))


@dataclass(frozen=True)
class Details:
    """What the identification of a version says: its name in addresses, its dates, its language."""

    slug: str
    title: str
    language: str
    work_date: date
    version_date: date
    author: str = ""
    country: str = "un"


def write_akn(units, details):
    """The version as XML in UTF-8, given its provisions (UnitText) in order."""
    root, statement = _frame(details)
    groups = _by_place(units)
    if groups["preface"]:
        preface = _add(statement, "preface", eId="preface")
        for number, unit in enumerate(groups["preface"], 1):
            _title(preface, unit, number)
    if groups["preamble"]:
        _preamble(_add(statement, "preamble", eId="preamble"), groups["preamble"])
    body = _add(statement, "mainBody", eId="body")
    _body(body, groups["body"], details.language)
    if not len(body):
        _add(body, "p", eId="body__p_1")
    if groups["conclusions"]:
        conclusions = _add(statement, "conclusions", eId="conclusions")
        for number, unit in enumerate(groups["conclusions"], 1):
            block = _add(
                conclusions, "blockContainer", eId=f"conclusions__blockContainer_{number}", wId=unit.uid
            )
            _headed(block, unit.heading)
            _lines(block, unit.text)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def write_akn_redline(redline, details):
    """A redline (as `redline` gives it) as a statement whose words carry `ins` and `del`, Part by Part."""
    root, statement = _frame(details)
    body = home = _add(statement, "mainBody", eId="body")
    for number, unit in enumerate(redline["units"], 1):
        label = unit["new"] or unit["old"] or ""
        if label.startswith("Part"):
            part = _redlined(body, "part", f"body__part_{number}", unit)
            # What follows a Part that was deleted stands where it stood before that Part.
            home = part if unit["new"] else home
            if unit["changes"] or part is not home:
                words = "intro" if part is home else "content"
                _marked(_add(part, words, eId=f"{part.get('eId')}__{words}_1"), unit["changes"])
            continue
        article = _redlined(
            home, "hcontainer", f"{home.get('eId')}__hcontainer_{number}", unit, name="provision"
        )
        content = _add(article, "content", eId=f"{article.get('eId')}__content_1")
        _marked(content, unit["changes"])
    for part in body.iter(f"{{{AKN}}}part"):
        if part[-1].tag.rpartition("}")[2] in ("num", "heading", "intro"):
            _close(part)
    if not len(body):
        _add(body, "p", eId="body__p_1")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _redlined(parent, tag, eid, unit, **attributes):
    """An element with the number of a unit, and its heading with what went and came in it."""
    element = _add(parent, tag, eId=eid, wId=unit["uid"], **attributes)
    _add(element, "num", eId=f"{eid}__num_1").text = unit["new"] or unit["old"]
    heading = unit["heading"]
    # Of a provision that is new or gone the heading has no changes of its own: it came or went whole.
    changes = heading["changes"] or [(DELETE, heading["old"]), (INSERT, heading["new"])]
    if any(words for _op, words in changes):
        _mark(_add(element, "heading", eId=f"{eid}__heading_1"), changes)
    return element


def _close(part):
    """A Part without provisions has its words, or none, as its content: the schema asks for one."""
    if part[-1].tag == f"{{{AKN}}}intro":
        part[-1].tag = f"{{{AKN}}}content"
        return
    content = _add(part, "content", eId=f"{part.get('eId')}__content_1")
    _add(content, "p", eId=f"{content.get('eId')}__p_1")


def _frame(details):
    root = etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN})
    statement = _add(root, "statement", name="statement")
    identification = _add(_add(statement, "meta"), "identification", source=SOURCE)
    work = f"/akn/{details.country}/statement/declaration/{details.work_date.isoformat()}/{details.slug}"
    language = ISO_639_2.get(details.language[:2], "und")
    expression = f"{work}/{language}@{details.version_date.isoformat()}"
    for level, uri, day in (
        ("FRBRWork", work, details.work_date),
        ("FRBRExpression", expression, details.version_date),
        ("FRBRManifestation", f"{expression}/main.xml", details.version_date),
    ):
        block = _add(identification, level)
        _add(block, "FRBRthis", value=f"{uri}/!main" if level == "FRBRWork" else uri)
        _add(block, "FRBRuri", value=uri)
        if level == "FRBRWork":
            _add(block, "FRBRalias", value=details.title, name="title")
        _add(block, "FRBRdate", date=day.isoformat(), name="Generation")
        _add(block, "FRBRauthor", href="#author")
        if level == "FRBRWork":
            _add(block, "FRBRcountry", value=details.country)
        if level == "FRBRExpression":
            _add(block, "FRBRlanguage", language=language)
    references = _add(statement[0], "references", source=SOURCE)
    _add(
        references,
        "TLCOrganization",
        eId="author",
        href="/ontology/organization/author",
        showAs=details.author or "–",
    )
    _add(
        references, "TLCOrganization", eId="travaux", href="/ontology/organization/travaux", showAs="Travaux"
    )
    return root, statement


def _by_place(units):
    groups = {"preface": [], "preamble": [], "body": [], "conclusions": []}
    places = {"Title": "preface", "Opening": "preamble", "PP": "preamble", "Closing": "conclusions"}
    for unit in units:
        groups[places.get(unit.kind, "body")].append(unit)
    return groups


def _title(preface, unit, number):
    title = _add(
        preface, "longTitle", eId=f"preface__longTitle_{number}", wId=unit.uid, title=unit.heading or None
    )
    line = _add(title, "p", eId=f"preface__longTitle_{number}__p_1")
    _add(line, "docTitle").text = unit.text


def _preamble(preamble, units):
    recitals, groups, formulas = None, 0, 0
    for unit in units:
        if unit.kind == "Opening":
            formulas += 1
            formula = _add(
                preamble, "formula", eId=f"preamble__formula_{formulas}", wId=unit.uid, name="opening"
            )
            if unit.heading:
                formula.set("title", unit.heading)
            _lines(formula, unit.text)
            recitals = None
            continue
        if recitals is None:
            groups += 1
            recitals = _add(preamble, "recitals", eId=f"preamble__recs_{groups}")
        slug = place_slug(unit.label).partition("-")[2]
        recital = _add(recitals, "recital", eId=f"preamble__rec_{slug}", wId=unit.uid)
        _headed(recital, unit.heading)
        _lines(recital, unit.text)


def _body(body, units, language):
    home, prefix = body, ""
    for unit in units:
        word, _, number = place_slug(unit.label).partition("-")
        if word == "part":
            home = _add(body, "part", eId=f"part_{number}", wId=unit.uid)
            prefix = f"part_{number}__"
            _numbered(home, printed_label(unit.label, language), unit.heading)
            if unit.text:
                _lines(_add(home, "intro", eId=f"{prefix}intro_1"), unit.text)
            continue
        article = _add(home, "article", eId=f"{prefix}art_{number}", wId=unit.uid)
        _numbered(article, printed_label(unit.label, language), unit.heading)
        _article(article, unit.text)


def _article(article, text):
    """A lone paragraph is the article's content; several nest by their level, chapeau before its subparagraphs."""
    items = paragraphs(text)
    if len(items) < 2 and not (items and items[0].printed):
        _lines(_add(article, "content", eId=f"{article.get('eId')}__content_1"), text)
        return
    above, used = [(0, article)], set()
    for place, item in enumerate(items):
        while above[-1][0] >= item.level:
            above.pop()
        parent = above[-1][1]
        name, short = LEVELS[min(item.level, len(LEVELS)) - 1]
        eid = _unique(f"{parent.get('eId')}__{short}_{paragraph_slug(item.label).rpartition('-')[2]}", used)
        element = _add(parent, name, eId=eid)
        if item.body > item.start:
            _add(element, "num", eId=f"{eid}__num_1").text = text[item.start : item.body]
        has_children = place + 1 < len(items) and items[place + 1].level > item.level
        words = _add(
            element,
            "intro" if has_children else "content",
            eId=f"{eid}__{'intro' if has_children else 'content'}_1",
        )
        _add(words, "p", eId=f"{words.get('eId')}__p_1").text = text[item.body : item.end]
        above.append((item.level, element))


def _unique(eid, used):
    shown, count = eid, 1
    while shown in used:
        count += 1
        shown = f"{eid}-{count}"
    used.add(shown)
    return shown


def _numbered(element, printed, heading):
    if printed:
        _add(element, "num", eId=f"{element.get('eId')}__num_1").text = printed
    _headed(element, heading)


def _headed(element, heading):
    if heading:
        _add(element, "heading", eId=f"{element.get('eId')}__heading_1").text = heading


def _lines(element, text):
    """One p for each line, its end of line inside."""
    for number, line in enumerate(text.splitlines(keepends=True) or [""], 1):
        _add(element, "p", eId=f"{element.get('eId')}__p_{number}").text = line


def _marked(content, changes):
    number, line = 1, _add(content, "p", eId=f"{content.get('eId')}__p_1")
    for op, text in changes:
        for place, piece in enumerate(text.split("\n")):
            if place:
                number += 1
                line = _add(content, "p", eId=f"{content.get('eId')}__p_{number}")
            _mark(line, [(op, piece)])


def _mark(line, changes):
    """Add words to a line: as they are, or inside `ins` or `del`."""
    for op, piece in changes:
        if not piece:
            continue
        if op in (INSERT, DELETE):
            mark = _add(line, "ins" if op == INSERT else "del")
            mark.set("eId", f"{line.get('eId')}__{'ins' if op == INSERT else 'del'}_{len(line)}")
            mark.text = piece
        elif len(line):
            line[-1].tail = (line[-1].tail or "") + piece
        else:
            line.text = (line.text or "") + piece


def _add(parent, tag, /, **attributes):
    kept = {key: value for key, value in attributes.items() if value}
    return etree.SubElement(parent, f"{{{AKN}}}{tag}", kept)
