"""Compiling: a layout filled with what one reader may see, written in one format."""

from compilation import permissions
from compilation.layouts import LAYOUTS
from compilation.sheets import Rows, Sheet
from compilation.writers import writer_of
from stakeholders import clock


def layouts_for(round, user):
    """{name: Layout} of the documents that `user` may have of `round`."""
    drafter = permissions.may_have_working_papers(user)
    on_text = round.version_id is not None
    return {
        name: layout
        for name, layout in LAYOUTS.items()
        if (drafter or not layout.for_drafters) and layout.goes_with(on_text)
    }


def compile_round(round, layout, format, user, words=None, watch=None, keep=None):
    """The bytes of one document of `round`, as `user` may read it.

    `words` is a budget for the layouts that take one. KeyError for a layout that `user` may not have, or that does
    not come in that format. `watch` is called with the number of rows done, as they are done; it may raise to stop.
    `keep` is given rows that can be begun anywhere, and gives them back, perhaps some from an earlier time.
    """
    chosen = layouts_for(round, user)[layout]
    if format not in chosen.formats:
        raise KeyError(format)
    options = {"budget": words} if chosen.takes_budget else {}
    made = chosen.maker(format)(round, user, clock.now(), **options)
    if keep and isinstance(made, Sheet) and isinstance(made.rows, Rows):
        made.rows = keep(made.rows)
    if watch and isinstance(made, Sheet):
        made.rows = _watched(made.rows, watch)
    elif watch:
        watch(0)  # what is set page by page says only that it has begun
    return writer_of(made, format).write(made)


def _watched(rows, watch):
    for done, row in enumerate(rows, start=1):
        watch(done)
        yield row


def file_name(round, layout, format):
    """A name that says what it is, in letters every system takes: solidarity-R1-matrix.xlsx."""
    return f"{round.declaration.slug[:40].strip('-')}-{round.ref}-{layout}.{format}"
