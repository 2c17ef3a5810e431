"""Which column says what: by its heading, in six languages, however it was renamed, moved, added or dropped."""

import re
from functools import cache

from django.conf import settings
from django.utils import translation
from rapidfuzz import fuzz

# Headings of the ISO/IEC/CEN, IPPC and IPCC forms and of our own, without marks, in lower case.
NAMES = {
    "party": [
        *(
            "mb nc",
            "mb",
            "country",
            "member body",
            "party",
            "pays",
            "partie",
            "organisme membre",
            "comité membre",
        ),
        *(
            "país",
            "parte",
            "organismo miembro",
            "الدولة",
            "البلد",
            "الطرف",
            "الهيئة العضو",
            "страна",
            "сторона",
        ),
        *("орган член", "国家", "缔约方", "成员机构"),
    ],
    "line": [
        *("line number", "from line", "line", "ligne", "numéro de ligne", "n de ligne", "de la ligne"),
        *("línea", "número de línea", "desde la línea", "السطر", "رقم السطر", "من السطر", "строка"),
        *("номер строки", "со строки", "行", "行号", "起始行"),
    ],
    "clause": [
        *("clause subclause", "clause", "chapter", "section", "article", "provision", "chapitre", "artículo"),
        *("disposition", "clause paragraphe", "article paragraphe", "capítulo", "sección", "cláusula"),
        *(
            "apartado",
            "cláusula subcláusula",
            "disposición",
            "المادة",
            "البند",
            "البند البند الفرعي",
            "القسم",
        ),
        *("الفصل", "الحكم", "статья", "раздел", "глава", "пункт подпункт", "положение", "条", "条款", "章节"),
        *("条款 子条款", "章", "节"),
    ],
    "paragraph": [
        *("paragraph figure table", "paragraph", "para", "sentence row indent etc", "paragraphe", "alinéa"),
        *(
            "paragraphe figure tableau",
            "phrase ligne alinéa etc",
            "párrafo",
            "párrafo figura tabla",
            "inciso",
        ),
        *(
            "oración fila sangría etc",
            "الفقرة",
            "الفقرة الشكل الجدول",
            "пункт",
            "абзац",
            "пункт рисунок таблица",
        ),
        *("段", "段落", "段落 图 表"),
    ],
    "nth": [
        *("para nber", "paragraph number", "para number", "no de paragraphe", "n de paragraphe"),
        *("numéro de paragraphe", "número de párrafo", "n de párrafo", "رقم الفقرة", "номер пункта"),
        *("номер абзаца", "段落编号", "段号"),
    ],
    "type": [
        *("type of comment", "type", "type de commentaire", "type d observation", "tipo de comentario"),
        *("type de l observation", "tipo de observación", "tipo", "نوع التعليق", "نوع الملاحظة", "النوع"),
        *("тип замечания", "тип комментария", "вид замечания", "意见类型", "评论类型", "类型"),
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
        *("الملاحظات", "الشرح", "التوضيح", "التبرير", "комментарии", "замечание", "пояснение", "обоснование"),
        *(
            "justificación",
            "observación",
            "observaciones",
            "remarques",
            "意见",
            "评论",
            "解释",
            "说明",
            "理由",
        ),
        *("justification for change", "rationale"),
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
        *("nouveau libellé proposé", "reformulation proposée", "libellé proposé", "redacción propuesta"),
        *("modificación propuesta", "nueva redacción propuesta", "التعديل المقترح", "الصياغة المقترحة"),
        *("الصيغة المقترحة", "предлагаемое изменение", "предлагаемый текст", "предлагаемая формулировка"),
        *("предлагаемая редакция", "修改建议", "建议修改", "拟议修改", "拟议案文", "建议案文", "拟议措辞"),
    ],
    "observations": [
        *("observations of the secretariat", "response", "observations du secrétariat", "réponse"),
        *("observaciones de la secretaría", "respuesta", "ملاحظات الأمانة", "الرد", "ответ"),
        *("замечания секретариата", "秘书处意见", "秘书处的意见", "答复", "回复"),
    ],
    "number": [
        *(
            "comment no",
            "no",
            "number",
            "id",
            "numéro",
            "n du commentaire",
            "numéro du commentaire",
            "número",
        ),
        *("n del comentario", "número del comentario", "الرقم", "رقم التعليق", "номер", "номер замечания"),
        *("номер комментария", "序号", "编号", "意见编号"),
    ],
    "quote": [
        "words commented on",
        "text as it stands",
        "original text",
        "texte actuel",
        "texto actual",
        *("النص الحالي", "нынешний текст", "текущий текст", "现有案文"),
    ],
    "clearance": [
        *("clearance", "cleared as amended not cleared", "decision", "visa", "décision", "visto bueno"),
        *("decisión", "القرار", "الموافقة", "согласование", "решение", "核准", "批准"),
    ],
    "remark": ["remark", "remarque", "nota", "ملاحظة", "примечание", "备注"],
    "key": ["key", "travaux key"],
    "page": [
        *("from page", "page", "de la page", "página", "desde la página", "الصفحة", "من الصفحة"),
        *("страница", "со страницы", "页", "起始页"),
    ],
    "to_page": ["to page", "à la page", "hasta la página", "إلى الصفحة", "по страницу", "结束页"],
    "to_line": ["to line", "à la ligne", "hasta la línea", "إلى السطر", "по строку", "结束行"],
}
# The headings that our own forms bear, and what stands under them: known in every language the site speaks, by the
# same catalogue that wrote them, whatever words a translator chose.
OURS = {
    "MB/NC": "party",
    "Country": "party",
    "Line number": "line",
    "Clause/ Subclause": "clause",
    "Section": "clause",
    "Chapter": "clause",
    "Paragraph/ Figure/ Table": "paragraph",
    "Sentence/row/indent, etc.": "paragraph",
    "Para nber": "nth",
    "Type of comment": "type",
    "Comments": "comment",
    "Comment": "comment",
    "Explanation": "comment",
    "Proposed change": "proposed",
    "Proposed rewording": "proposed",
    "New words, if amended": "proposed",
    "Observations of the secretariat": "observations",
    "Response": "observations",
    "Comment No": "number",
    "From Page": "page",
    "From Line": "line",
    "To Page": "to_page",
    "To Line": "to_line",
    "Cleared / as amended / not cleared": "clearance",
    "Remark": "remark",
}
ISO = ["party", "line", "clause", "paragraph", "type", "comment", "proposed", "observations"]
SAYS = {"comment", "proposed", "clearance"}
_MARKS = re.compile(r"[^\w]+", re.UNICODE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\d+")
LIKENESS = 82


def meaning_of(heading):
    """What a column of that heading holds, as one of NAMES, or None."""
    plain = _plain(heading)
    if not plain or len(plain) > 80:
        return None
    if plain in _ours():
        return _ours()[plain]
    for meaning, names in NAMES.items():
        if plain in names:
            return meaning
    scored = ((fuzz.ratio(plain, name), meaning) for meaning, names in NAMES.items() for name in names)
    score, meaning = max(scored)
    return meaning if score >= LIKENESS else None


@cache
def _ours():
    """{heading as `_plain` writes it: meaning} of our own forms in every language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            for heading, meaning in OURS.items():
                found.setdefault(_plain(translation.gettext(heading)), meaning)
    return found


def _plain(heading):
    return " ".join(_MARKS.sub(" ", _ASIDE.sub(" ", heading.casefold())).split())


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
