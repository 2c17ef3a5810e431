"""A document of pages as data: what the layouts fill, and the writers set in Word, PDF, plain text or HTML."""

from dataclasses import dataclass, field

# How a run of words looks: as it is, inserted, deleted, strong, emphasised, or a footnote to what stands before it.
PLAIN, INSERTED, DELETED, STRONG, EMPHASIS, NOTE = "", "ins", "del", "strong", "em", "note"


@dataclass(frozen=True)
class Run:
    text: str
    look: str = PLAIN


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Words with a number or mark hanging outside them; `indent` in steps; `language` where it is not the paper's.

    One that `leads` stays on the page of what follows it, as a heading does.
    """

    runs: tuple
    number: str = ""
    indent: int = 0
    language: str = ""
    leads: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells, a cell being a tuple of runs; `widths` are shares of the line."""

    headings: tuple
    rows: list
    widths: tuple


@dataclass(frozen=True)
class Masthead:
    """What stands at the top of the first page, as United Nations documents have it."""

    organ: str
    symbol: str = ""
    distribution: str = ""
    date: str = ""
    original: str = ""


@dataclass
class Paper:
    """A document: its masthead, its title, and its blocks in order."""

    title: str
    masthead: Masthead
    blocks: list = field(default_factory=list)
    language: str = "en"
    is_right_to_left: bool = False
    has_line_numbers: bool = False
    numbered: int = 0

    def heading(self, text, level=1):
        """Add a heading; one without words would be none to a reader who listens."""
        if str(text).strip():
            self.blocks.append(Heading(str(text), level))

    def say(self, *runs, number="", indent=0, language="", leads=False):
        """Add a paragraph; a run may be given as a plain string."""
        runs = tuple(run if isinstance(run, Run) else Run(str(run)) for run in runs)
        self.blocks.append(Paragraph(runs, number, indent, language, leads))

    def say_next(self, *runs, **options):
        """Add a paragraph under the next number, to be cited by: 1., 2., 3. through the whole paper."""
        self.numbered += 1
        self.say(*runs, number=f"{self.numbered}.", **options)

    def table(self, headings, rows, widths):
        """Add a table; a cell may be given as a plain string."""
        rows = [tuple(_cell(each) for each in row) for row in rows]
        self.blocks.append(Table(tuple(map(str, headings)), rows, tuple(widths)))

    @property
    def words(self):
        """How many words it has, counted the United Nations way: headings, tables and footnotes in.

        Whatever is printed is counted, numbers of paragraphs and the masthead too: who counts counts those.
        """
        front = [self.title, *(vars(self.masthead).values() if self.masthead else ())]
        return sum(len(str(text).split()) for text in front) + sum(words_of(block) for block in self.blocks)


@dataclass(frozen=True)
class Ready:
    """A document that somebody else has written already: its bytes."""

    content: bytes


def words_of(block):
    """The words of one block."""
    if isinstance(block, Heading):
        return len(block.text.split())
    if isinstance(block, Paragraph):
        return len(block.number.split()) + sum(len(run.text.split()) for run in block.runs)
    cells = [run for row in block.rows for cell in row for run in cell]
    return sum(len(run.text.split()) for run in cells) + sum(len(h.split()) for h in block.headings)


def redlined(ops):
    """Operations of an alignment as runs."""
    looks = {"equal": PLAIN, "insert": INSERTED, "delete": DELETED}
    runs, last = [], " "
    for kind, text in ops:
        # New words stand close behind the old ones; on paper a space keeps the two apart.
        if kind == "insert" and not last[-1:].isspace() and not text[:1].isspace() and runs[-1:] != []:
            runs += [Run(" ")] if runs[-1].look == DELETED else []
        runs.append(Run(text, looks[kind]))
        last = text
    return tuple(runs)


def _cell(cell):
    if isinstance(cell, tuple):
        return tuple(run if isinstance(run, Run) else Run(str(run)) for run in cell)
    return (Run(str(cell)),)
