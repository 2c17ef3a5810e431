"""The one place that understands words. Pure Python: nothing here imports Django.

Reading a text
  reading        a file brought from outside, refused with one clear sentence or read whole
  word_reading, word_numbers, markdown   how .docx and .md are read
  furniture, lines   page heads, line numbers and footnotes apart; broken lines joined
  languages, heads, outlining, gathering   the lines that begin a provision, in six languages
  structure      a whole text: title, opening words, preamble, Parts, Articles
  markers, paragraphs   the numbered paragraphs inside one provision
  numerals, numbering   numbers as printed; labels of provisions (Article 4 bis), printed and in addresses
  participles    the words that open a preambular paragraph

Comparing texts
  tokens         words and normalised text, with the way back to raw offsets
  differences    the words that changed between two texts
  likeness, pairing, splits, relations   which of many texts became which
  references     cross-references that follow their target
  alignment, pairs, marking   provisions, paragraphs and words of two versions, and what happened to each
  redline        an alignment as plain data, ready for JSON
  succession     a next version brought from outside: who continues whom
  provenance     which record of its history brought each word

Chosen words
  locating, anchors   where chosen words stand
  projection, places, carrying   where they stand in a later text

Other forms
  word, word_changes   a redline as tracked changes, and tracked changes read back
  akomantoso, akomantoso_reading   Akoma Ntoso written and read
  sentences      what is said to a person, with its values apart, so that it can be translated
"""
