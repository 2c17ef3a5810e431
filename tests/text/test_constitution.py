"""Ten versions of a real constitution: every number is found, and what became of each unit is what a reader finds.

`read_numbers` is a reader of its own, that knows these files and nothing else: it looks at the printed numbers and
the column they stand in. The table below was made by reading the files side by side; where the engine is more
careful than a reader would be, a comment says so.
"""

import re

import pytest

from drafting.text import alignment
from drafting.text.alignment import UnitText
from drafting.text.paragraphs import paragraphs
from drafting.text.structure import read_structure

HEADING = re.compile(r"(?: {3})?([1-9A-Z])\. ")
SECTION = re.compile(r" *([1-9A-Z]\.\d+)\. ")
ITEM = re.compile(r"( +(\d+))\. ")
HEADINGS = "123456789AB"


def read_numbers(text):
    """{label: its words on one line} of every heading ("2"), section ("2.1") and item ("2 (1)", "4.2 (2) (1)")."""
    found, inside, head, label = {}, [], None, None
    for line in filter(str.strip, text.splitlines()):
        item = ITEM.match(line) if head else None
        number, column = (int(item[2]), len(item[1])) if item else (0, 0)
        while item and inside and inside[-1][0] > column:
            inside.pop()
        if match := HEADING.match(line) or SECTION.match(line):
            head, inside = match[1], []
        elif item and inside and inside[-1] == (column, number - 1):
            inside[-1] = (column, number)
        elif item and number == 1:
            inside.append((column, 1))
        else:
            if label:
                found[label] += f" {line.strip()}"
            continue
        label = head + "".join(f" ({n})" for _column, n in inside)
        label = f"{label} again" if label in found else label
        found[label] = line.partition(". ")[2].strip()
    return found


def read(shared_data, version):
    return shared_data(f"debian-constitution/constitution-1.{version}.txt").read_text("utf-8")


def units_of(text):
    """(how the file numbers it, as the engine takes it) of each provision."""
    numbers = iter(HEADINGS)
    for unit in read_structure(text).units:
        head = next(numbers) if unit.kind == "article" else unit.label
        yield head, UnitText("", unit.label, unit.heading, unit.text)


def called(head, paragraph):
    """As the files number it: "4.1 (2)" names its own way, "3" of heading 2 is "2 (3)"."""
    if not paragraph.label or "." in paragraph.label:
        return paragraph.label or head
    return f"{head} ({paragraph.label})"


@pytest.mark.parametrize("version", range(10))
def test_every_printed_number_is_found_in_its_place_and_no_other(shared_data, version):
    text = read(shared_data, version)
    wanted, found = read_numbers(text), []
    for head, unit in units_of(text):
        found += [(head, unit.heading)] if unit.heading else []
        found += [
            (called(head, item), item.words(unit.text)) for item in paragraphs(unit.text) if item.printed
        ]
    assert [label for label, _words in found] == list(wanted)
    assert len(found) == (147, 153, 156, 153, 153, 157, 157, 157, 171, 171)[version]
    for label, words in found:
        assert wanted[label].startswith(" ".join(words.split())), label


# What became of each unit from one version to the next; all others are unchanged. "end" and "chapeau" are lines
# without a number of their own.
BECAME = {
    # A.6 is another method of counting from the ground up: nothing of the old items is in the new ones.
    0: {
        "edited": "Title, 4.2 (3), 5.2 (7), 6.1 (7) end, A.2 (2), A.2 (3), A.2 (4), A.3 (1), A.3 (5) > A.3 "
        "(3), A.3 (6) > A.3 (4), A.5 end, A.6",
        "added": "PP1, A.3 (2), A.5 end again, A.6 (1), A.6 (2), A.6 (3), A.6 (3) (1), A.6 (3) (2), A.6 "
        "(3) (3), A.6 (4), A.6 (4) (1), A.6 (5), A.6 (5) (1), A.6 (6), A.6 (6) (1), A.6 (7), A.6 "
        "(7) (1), A.6 (7) (2), A.6 (8), A.6 end",
        "deleted": "A.3 (2), A.3 (3), A.3 (4), A.6 (1), A.6 (2), A.6 (3), A.6 (4), A.6 (5), A.6 (5) end, A.6 "
        "(5) end again, A.6 (5) end again 3, A.6 (6), A.6 (7), A.6 (8)",
        "renumbered only": "A.6 end > A.6 end again",
    },
    1: {
        "edited": "Title, PP1, 4.1 (5)",
        "added": "4.1 (5) (1), 4.1 (5) (2), 4.1 (5) (3)",
    },
    # 9.1 (1) says what 9.1 (3) said, but three words in eight are others: it is proposed as new, and 9.1 (3) as gone.
    2: {
        "edited": "Title, PP1, 4.1 (3), 4.1 (4), 4.1 (6), 5.1 (10), 7.2 end again, 9 (chapeau) > 9 (chapeau "
        "again 3), 9.1 (1) > 9.2 (1), 9.1 (2) > 9.2 (2)",
        "added": "4.1 (7), 5.1 (11), 9 (chapeau), 9 (chapeau again), 9.1, 9.1 (1), 9.3, 9.3 end, 9.3 end "
        "again, 9.3 end again 3",
        "renumbered only": "9.1 > 9.2",
        "deleted": "9.1 (3), 9.2, 9.2 end, 9.2 end again, 9.2 (1), 9.2 (2), 9.2 (3), 9.2 (4), 9.2 (5), 9.2 "
        "(6)",
    },
    3: {
        "edited": "Title, PP1, 5.2 (2), 5.2 (3), 5.2 (4), 5.2 (5)",
    },
    4: {
        "edited": "Title, PP1",
        "added": "6.2 (5), 6.2 (7), 6.2 (7) (1), 6.2 (7) (2)",
        "renumbered only": "6.2 (5) > 6.2 (6)",
    },
    # The first of two sections that were both printed “A.1.” has become A.0.
    5: {
        "edited": "Title, PP1, A.6 (3) (2)",
        "renumbered only": "A.1 > A.0, A.1 end > A.0 end, A.1 again > A.1",
    },
    # “together with the Secretary” fills its line in 1.7, so that nothing tells the line below it from its own end.
    6: {
        "edited": "Title, PP1, 2 (3), 2.1 (2), 6.1 (7), 6.1 (7) end, 6.3 (2) end, 7.1 (2), 7.1 (2) end, 7.2 "
        "end again 3, 7.3 end again",
        "merged": "6.1 (8), 6.1 end again > 6.1 (8)",
    },
    # 5.1 (5), A.1 (1) to (5) and A.2 (2) and (3) are said anew, in more other words than they share with the old ones.
    7: {
        "edited": "Title, PP1, 4.2 (1), 4.2 (4), 4.2 (5), 5.2 (7), 6.1 (7) end, 6.3 (1) > 6.3 (1) end, 6.3 "
        "(2) end > 6.3 (2) end again, 6.3 (3) end, A.0 end > A.0 (1), A.1 (6) > A.1 (5), A.3 (2) "
        "> A.4 (1), A.3 (3) > A.4 (2)",
        "deleted": "5.1 (5), 6.3 (1) end, A.1 (1), A.1 (2), A.1 (3), A.1 (4), A.1 (5), A.2 (1), A.2 (2), A.2 "
        "(3), A.2 (4), A.3 (1), A.4, A.4 end again, A.4 end again 3, A.5, A.5 end, A.5 end again, "
        "A.6 end again",
        "added": "5.1 (5), 6.3 (1), 6.3 (1) (1), 6.3 (1) (2), 6.3 (1) (3), 6.3 (1) (4), 6.3 (1) (5), 6.3 "
        "(1) (6), 6.3 (2) end, 6.3 (7), 6.3 end, A.0 (2), A.1 (1), A.1 (2), A.1 (3), A.1 (4), A.1 "
        "(6), A.1 (7), A.2, A.2 (2), A.2 (3), A.2 (4), A.3 (1), A.3 (2), A.3 (3), A.3 (4), A.3 "
        "(5), A.3 (6), A.5 end again",
        "renumbered only": "6.3 end > 6.3 (6) end, A.2 > A.3, A.3 > A.4, A.3 (4) > A.4 (3), A.6 > A.5, A.6 (1) > A.5 "
        "(1), A.6 (2) > A.5 (2), A.6 (3) > A.5 (3), A.6 (3) (1) > A.5 (3) (1), A.6 (3) (2) > A.5 "
        "(3) (2), A.6 (3) (3) > A.5 (3) (3), A.6 (4) > A.5 (4), A.6 (4) (1) > A.5 (4) (1), A.6 "
        "(5) > A.5 (5), A.6 (5) (1) > A.5 (5) (1), A.6 (6) > A.5 (6), A.6 (6) (1) > A.5 (6) (1), "
        "A.6 (7) > A.5 (7), A.6 (7) (1) > A.5 (7) (1), A.6 (7) (2) > A.5 (7) (2), A.6 (8) > A.5 "
        "(8), A.6 end > A.5 end",
        "moved and edited": "A.4 end > A.2 (1)",
    },
    8: {
        "edited": "Title, PP1, 4.2 (3), 5.2 (5)",
    },
}


def relations(old, new):
    """{relation: [unit, …]} of two files, each as the table writes it."""
    heads = [dict((unit.label, head) for head, unit in units_of(text)) for text in (old, new)]
    found = {}
    for pair in alignment.align(*[[unit for _head, unit in units_of(text)] for text in (old, new)]).units:
        for row in pair.paragraphs:
            was = called(heads[0][pair.old.label], row.old) if row.old else None
            now = called(heads[1][pair.new.label], row.new) if row.new else None
            name = was or now if was == now or not (was and now) else f"{was} > {now}"
            found.setdefault(row.relation, []).append(name)
    return found


@pytest.mark.parametrize("version", range(9))
def test_what_became_of_each_unit_is_what_a_reader_finds(shared_data, version):
    old, new = read(shared_data, version), read(shared_data, version + 1)
    found = relations(old, new)
    unchanged = found.pop("unchanged")
    assert {relation: ", ".join(names) for relation, names in found.items()} == BECAME[version]
    was, now = read_numbers(old), read_numbers(new)
    same = {label for label in was.keys() & now.keys() if was[label] == now[label]}
    numbered = {label for label in unchanged if label in was}
    # The heading of a provision is no paragraph of it, and of an item of several lines only the first has its number.
    assert same - numbered <= {*HEADINGS}
    lines = ", ".join(name for names in found.values() for name in names)
    assert [label for label in sorted(numbered - same) if f"{label} end" not in lines] == []
