"""Which column says what: by its heading, in six languages, however it was renamed, moved, added or dropped."""

import re

from rapidfuzz import fuzz

# Headings of the ISO/IEC/CEN, IPPC and IPCC forms and of our own, without marks, in lower case.
NAMES = {
    "party": ["mb nc", "mb", "country", "member body", "party", "pays", "país", "الدولة", "страна", "国家"],
    "line": ["line number", "from line", "line", "ligne", "línea", "السطر", "строка", "行"],
    "clause": [
        *("clause subclause", "clause", "chapter", "section", "article", "provision", "chapitre", "artículo"),
        *("disposition", "capítulo", "المادة", "статья", "条", "条款"),
    ],
    "paragraph": [
        *("paragraph figure table", "paragraph", "para", "sentence row indent etc", "paragraphe", "alinéa"),
        *("párrafo", "الفقرة", "пункт", "段", "段落"),
    ],
    "nth": ["para nber", "paragraph number", "para number", "no de paragraphe", "número de párrafo"],
    "type": [
        *("type of comment", "type", "type de commentaire", "type d observation", "tipo de comentario"),
        *("نوع التعليق", "тип замечания", "意见类型"),
    ],
    "comment": [
        *(
            "comments",
            "comment",
            "explanation",
            "justification",
            "commentaires",
            "observations",
            "comentarios",
        ),
        *("comentario", "explication", "explicación", "التعليقات", "التعليق", "замечания", "комментарий"),
        *("意见", "评论", "justification for change", "rationale"),
    ],
    "proposed": [
        *("proposed change", "proposed rewording", "proposed text", "proposal", "modification proposée"),
        *(
            "texte proposé",
            "cambio propuesto",
            "texto propuesto",
            "new words if amended",
            "التغيير المقترح",
            "النص المقترح",
        ),
        *("предлагаемое изменение", "предлагаемый текст", "修改建议", "拟议案文"),
    ],
    "observations": [
        *("observations of the secretariat", "response", "observations du secrétariat", "réponse"),
        *("observaciones de la secretaría", "respuesta", "ملاحظات الأمانة", "ответ", "秘书处意见"),
    ],
    "number": ["comment no", "no", "number", "id", "numéro", "número", "номер", "序号"],
    "quote": ["words commented on", "text as it stands", "original text", "texte actuel", "texto actual"],
    "clearance": ["clearance", "cleared as amended not cleared", "decision", "visa"],
    "remark": ["remark"],
    "key": ["key", "travaux key"],
    "page": ["from page", "page"],
    "to_page": ["to page"],
    "to_line": ["to line"],
}
ISO = ["party", "line", "clause", "paragraph", "type", "comment", "proposed", "observations"]
SAYS = {"comment", "proposed", "clearance"}
_MARKS = re.compile(r"[^\w]+", re.UNICODE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\d+")
LIKENESS = 82


def meaning_of(heading):
    """What a column of that heading holds, as one of NAMES, or None."""
    plain = " ".join(_MARKS.sub(" ", _ASIDE.sub(" ", heading.casefold())).split())
    if not plain or len(plain) > 80:
        return None
    for meaning, names in NAMES.items():
        if plain in names:
            return meaning
    scored = ((fuzz.ratio(plain, name), meaning) for meaning, names in NAMES.items() for name in names)
    score, meaning = max(scored)
    return meaning if score >= LIKENESS else None


def headings(grid):
    """(index of the row after the headings, [(meaning or None, heading)]) of a Grid, or None: not a form."""
    best, found = 1, None
    for index, row in enumerate(grid.rows[:25]):
        columns = _columns(row)
        if _weight(columns) > best:
            best, found = _weight(columns), (index + 1, columns)
    if found:
        return found
    width = max((len(row) for row in grid.rows), default=0)
    for row in grid.heads:
        columns = _columns(row)
        if _weight(columns) > 1 and len(row) == width:
            return 0, columns
    return (0, [(meaning, meaning) for meaning in ISO]) if width == len(ISO) else None


def _columns(row):
    taken, columns = set(), []
    for cell in row:
        meaning = meaning_of(cell)
        # The second column of one meaning is somebody's own: it is kept with its heading.
        columns.append((None if meaning in taken else meaning, " ".join(cell.split())))
        taken.add(meaning)
    return columns


def _weight(columns):
    meanings = {meaning for meaning, _heading in columns} - {None}
    return len(meanings) if meanings & SAYS else 0
