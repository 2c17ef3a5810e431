"""The demonstration: a fictional declaration's first year, as data, loaded through the services.

`content/` holds plain text and JSON only. Its parties are fictional; no real State or organisation speaks in it,
and its symbols (DEMO/…) are nobody's.

Places are labels of the preliminary text ("Article 4", "PP3"); a provision that the revision brings in is
named by its `key`. `comments-round-2.json` uses the labels of the revised text. A quote stands once within the
words of its own paragraph; a comment without a quote is on the whole paragraph, provision or text. `day` counts
days before the closing (round 1, and the returns in `rounds.json`) or before today (round 2). An offset in the
timeline of `rounds.json` is in days from today. How each act in `edits.json` is to be read:

- `edit`: `old` occurs once in the provision as it stands at that point and becomes `new` (empty: struck out).
- `add`: a provision of `kind` with the words `new`, placed after `place`, known from then on as `key`.
- `bis`: an article with `heading` and `new`, numbered bis after `place`, known as `key`.
- `move`: `place` goes to stand after `after`.
- `split`: `place` is cut before `old`; what follows becomes a unit of its own after it, with `heading`, `key`
  and the words `new` (the same words, renumbered).

`answers` lists comments of round 1 by their index from 0, as do `of` in the endorsements and `comment` in the
responses. A response whose outcome is accepted, or accepted with modification, is in the answers of an edit.
"""
