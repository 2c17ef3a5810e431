"""What the text engine says to a person: plain English, translated by whoever shows it."""


def _(text):
    """Mark a sentence for translation without depending on a translation library."""
    return text


class Sentence(str):
    """A sentence already filled in, which remembers its template and values.

    Show it in another language with `gettext(sentence.template) % sentence.params`.
    """

    template: str
    params: dict

    def __new__(cls, template, **params):
        sentence = super().__new__(cls, template % params if params else template)
        sentence.template, sentence.params = template, params
        return sentence

    def __reduce__(self):
        return _rebuilt, (self.template, self.params)


def _rebuilt(template, params):
    return Sentence(template, **params)


LINE_NUMBERS = _("The lines of this text are numbered: the numbers were left out.")
PAGE_HEADS = _("Line %(line)d, “%(text)s”, comes back from page to page and was left out.")
FOOTNOTES_APART = _("%(count)d footnotes were kept apart from the text (lines %(lines)s).")
MASTHEAD = _("Line %(line)d, “%(text)s”, was taken as a symbol, a date or a masthead, not as text.")
NO_TITLE = _("No title was found: the text begins with line %(line)d, “%(text)s”.")
NO_ARTICLE = _("No Article was found in this text.")
NUMBERS_AS_ARTICLES = _("There is no line “Article”: the numbered paragraphs were taken as Articles.")
SECTIONS_AS_ARTICLES = _("There is no line “Article”: the lines “%(word)s” were taken as Articles.")
NUMBERED_OTHERWISE = _("Line %(line)d is printed “%(printed)s”; by its place it is %(label)s.")
JOINED_LINES = _("The lines of this text are broken at about %(width)d characters: they were joined.")
OPENING_LATE = _(
    "Line %(line)d, “%(text)s”, stands after the first preambular paragraph and is counted as one."
)

WHY_SUBTITLE = _(
    "It stands between the title and the preamble, and is neither opening words nor a paragraph."
)
TWICE = _("%(label)s prints the number “%(printed)s” more than once.")
NO_WORDS_UNDER = _("%(label)s (line %(line)d) has no text.")

EMPTY = _("“%(name)s” is empty.")
TOO_LARGE_FILE = _("“%(name)s” is larger than %(limit)d MB.")
TOO_LARGE_TEXT = _("The text in “%(name)s” is longer than %(limit)d MB.")
TOO_MANY_LINES = _("“%(name)s” has more than %(limit)d lines.")
UNKNOWN_KIND = _(
    "“%(name)s” is neither a plain text (.txt, .md) nor a Word document (.docx) nor Akoma Ntoso (.xml)."
)
OLD_WORD = _("“%(name)s” is in the old Word format. Please save it as .docx and bring it again.")
BINARY = _("“%(name)s” is not a text: it holds binary data.")
NOT_UTF8 = _("“%(name)s” is not in UTF-8 (byte %(position)d). Please save it as UTF-8 and bring it again.")
CONTROL = _("“%(name)s” holds a control character (%(code)s) in line %(line)d. Please remove it.")
SURROGATE = _("“%(name)s” holds half a character (%(code)s) in line %(line)d. Please remove it.")
BIDI = _(
    "“%(name)s” holds a character that reverses the direction of reading (%(code)s) in line %(line)d. "
    "Please remove it."
)
NOT_DOCX = _("“%(name)s” is not a Word document that can be read.")
LOCKED_DOCX = _("“%(name)s” is protected by a password. Please remove it and bring the document again.")
ZIP_BOMB = _("“%(name)s” unpacks to more than a document should. It was not opened.")
XML_ENTITIES = _("“%(name)s” declares XML entities. It was not opened.")
NO_TEXT = _("“%(name)s” holds no words.")

NOTE_TRACKED = _("The document has tracked changes: they were read as if accepted.")
NOTE_TABLES = _("The document has tables: their cells were read one after another.")
NOTE_FOOTNOTES = _("The document has %(count)d footnotes: they were kept apart from the text.")

NOT_AKN = _("“%(name)s” is not an Akoma Ntoso document that can be read.")
NOTE_LEFT_OUT = _("Left out of the text: %(count)d × “%(what)s”.")
