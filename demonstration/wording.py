"""What the text engine costs: redlines of made-up versions, and a provision with a long history."""

import gc
import random
import re
import time
from functools import partial

from comments.services.origins import sources_of
from drafting.models import Wording
from drafting.text.pairs import UnitText
from drafting.text.redline import redline
from stakeholders.records import record_save

SEED = 7
PARAGRAPH, PARAGRAPHS, CHANGED = 50, 4, 10
REPEATED = 20_000
RECORDS, WORDS = 200, 400
STEM = re.findall(
    r"\w+",
    "peoples and individuals have the right to solidarity States shall cooperate in good faith with all others "
    "each may take part in decisions that concern it under law no one should be left without what was promised",
)


def redlines():
    """(name, make) of each redline that is measured; `make(n)` gives the act of the n-th run.

    Each run has texts of its own, the same ones whenever it is measured: nothing is remembered from the last.
    """
    for words in (4_000, 60_000):
        yield f"redline of {words:,} words", partial(_redline_of, words, "")
    yield "redline of one provision of 60,000 words", partial(_redline_of, 60_000, "\n")
    yield "redline of one paragraph of 60,000 words", partial(_redline_of, 60_000, " ")
    yield f"redline of {REPEATED:,} times one word", _redline_of_one_word


def _redline_of(words, within, n):
    """Of a whole text, or of all its words in one provision, joined by an end of line or a space."""
    old, new = versions(words, SEED + n)
    if within:
        old, new = _in_one(old, within), _in_one(new, within)
    return lambda: redline(old, new)


def _in_one(units, within):
    words = within.join(line for unit in units for line in unit.text.split("\n"))
    return [UnitText("u", "Article 1", "", words)]


def _redline_of_one_word(n):
    words = [f"same{n}"] * REPEATED
    old, new = (UnitText("u", "Article 1", "", " ".join(each)) for each in (words, [*words[9:], "other"]))
    return lambda: redline([old], [new])


def versions(words, seed):
    """Two versions of a text of so many words, every tenth of which has changed."""
    chance = random.Random(seed)
    old = [_unit(n, chance) for n in range(words // (PARAGRAPH * PARAGRAPHS))]
    return old, [UnitText(u.uid, u.label, "", _edited(u.text, chance)) for u in old]


def long_history(wording, by):
    """Give a wording two hundred records of four hundred words each; returns what `measure` takes."""
    words = [f"word{n}" for n in range(WORDS)]
    for n in range(RECORDS):
        words[n * 7 % WORDS] = f"changed{n}"
        wording = Wording.objects.select_related("provision").get(pk=wording.pk)
        wording.text = "1. " + " ".join(words)
        record_save(wording, by=by, reason=f"Record {n}")
    return lambda _n: lambda: sources_of(wording.provision, wording.language, by)


def measure(name, make, times):
    """{"name", "p50_ms", "p95_ms"} of so many runs, after one that is not counted; `make(n)` gives each its act."""
    taken = [_timed(make(n)) for n in range(times + 1)]
    taken = sorted(taken[1:])
    return {
        "name": name,
        "p50_ms": round(taken[len(taken) // 2], 2),
        "p95_ms": round(taken[min(len(taken) - 1, int(len(taken) * 0.95))], 2),
    }


def _unit(n, chance):
    lines = (
        f"{number}. " + " ".join(f"{chance.choice(STEM)}{chance.randrange(60)}" for _word in range(PARAGRAPH))
        for number in range(1, PARAGRAPHS + 1)
    )
    return UnitText(f"u{n}", f"Article {n + 1}", "", "\n".join(lines))


def _edited(text, chance):
    def one(word):
        return f"{chance.choice(STEM)}new" if chance.randrange(CHANGED) == 0 and word[-1] != "." else word

    return "\n".join(" ".join(map(one, line.split(" "))) for line in text.split("\n"))


def _timed(act):
    """In milliseconds of this process, so that a busy machine does not make the words look slower."""
    gc.collect()
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000
