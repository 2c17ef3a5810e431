"""Layouts: what stands in a document, as data. They read everything and own no table."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from compilation.layouts import (
    amendments,
    contributor,
    disposition,
    forms,
    matrix,
    provision,
    replies,
    report,
    running,
    statistics,
    texts,
)


@dataclass(frozen=True)
class Layout:
    """One kind of document: what it is, how it is filled for a reader, and the formats it comes in.

    `makers` names another way of filling it for some formats; `for_drafters` keeps it a working paper.
    """

    label: str
    says: str
    make: Callable
    formats: tuple
    makers: tuple = ()
    for_drafters: bool = False
    takes_budget: bool = False
    on_texts: bool = True
    on_questions: bool = False

    def goes_with(self, is_on_text):
        """Whether a round on a text, or one on a questionnaire, has such a document."""
        return self.on_texts if is_on_text else self.on_questions

    def maker(self, format):
        return dict(self.makers).get(format, self.make)


LAYOUTS = {
    "matrix": Layout(
        _("Matrix"),
        _("All comments with their answers, a row each, in the order of the text."),
        matrix.sheet,
        ("xlsx", "csv", "docx", "pdf"),
        on_questions=True,
    ),
    "questions": Layout(
        _("By question"),
        _("Each question with its replies, and room for the expert’s observations."),
        replies.paper,
        ("docx", "pdf", "xlsx"),
        makers=(("xlsx", replies.sheet),),
        on_texts=False,
        on_questions=True,
    ),
    "category": Layout(
        _("By category"),
        _("The replies of States, of United Nations entities, and so on, each under its question."),
        replies.by_category,
        ("docx", "pdf", "xlsx"),
        makers=(("xlsx", replies.sheet),),
        on_texts=False,
        on_questions=True,
    ),
    "contributor": Layout(
        _("By contributor"),
        _("Each party’s reply as received, States first; late ones in an Addendum."),
        contributor.paper,
        ("docx", "pdf"),
        on_questions=True,
    ),
    "provision": Layout(
        _("By provision"),
        _("The text, and after each provision what is proposed for it."),
        provision.paper,
        ("docx", "pdf"),
    ),
    "report": Layout(
        _("Report to the Council"),
        _("Who took part, what was said, what changed and why; within a budget of words if one is set."),
        report.paper,
        ("docx", "pdf"),
        takes_budget=True,
    ),
    "running": Layout(
        _("Running text"),
        _("The text with every proposal in attributed brackets: an internal working paper."),
        running.paper,
        ("docx", "pdf"),
        for_drafters=True,
    ),
    "sources": Layout(
        _("Source table"),
        _("Each paragraph of the new text, who contributed, what it was, and why it is as it is."),
        texts.sources,
        ("docx", "pdf", "xlsx"),
    ),
    "text": Layout(
        _("Clean text"),
        _("The text that was circulated, as one reads it."),
        texts.clean,
        ("docx", "pdf", "txt"),
    ),
    "numbered": Layout(
        _("Text with line and paragraph numbers"),
        _("The same, to be cited by: a number at each line and each paragraph."),
        texts.numbered,
        ("docx", "pdf", "txt"),
    ),
    "tracked": Layout(
        _("Track-changes text"),
        _("What has changed since this text, or what it changed; in Word to be accepted or rejected."),
        texts.tracked,
        ("docx", "pdf", "txt"),
        makers=(("docx", texts.tracked_word),),
    ),
    "amendments": Layout(
        _("Amendments"),
        _("Two columns, changes in bold italics."),
        amendments.paper,
        ("docx", "pdf"),
    ),
    "iso": Layout(
        _("ISO/IEC/CEN form"), _("All comments in the committee’s columns."), forms.iso, ("docx", "xlsx")
    ),
    "ippc": Layout(
        _("IPPC table"), _("General comments, then paragraph by paragraph."), forms.ippc, ("xlsx", "docx")
    ),
    "ipcc": Layout(_("IPCC sheet"), _("A comment a row, with the response."), forms.ipcc, ("xlsx", "docx")),
    "disposition": Layout(
        _("Disposition of comments"),
        _("A plain text of labelled lines, as W3C prints it."),
        disposition.paper,
        ("txt", "html"),
    ),
    "statistics": Layout(
        _("Figures of the round"),
        _("Participation, types, stances, outcomes; each figure beside its definition."),
        statistics.paper,
        ("pdf", "xlsx"),
        makers=(("xlsx", statistics.sheet),),
    ),
}

__all__ = ["LAYOUTS", "Layout"]
