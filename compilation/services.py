"""Compiling: a layout filled with what one reader may see, written in one format."""

from compilation.layouts import LAYOUTS
from compilation.writers import WRITERS
from stakeholders import clock


def compile_round(round, layout, format, user):
    """The bytes of one document of `round`, as `user` may read it. KeyError for an unknown layout or format."""
    sheet = LAYOUTS[layout](round, user, clock.now())
    return WRITERS[format].write(sheet)


def file_name(round, layout, format):
    """A name that says what it is, in letters every system takes: solidarity-R1-matrix.xlsx."""
    return f"{round.declaration.slug[:40].strip('-')}-{round.ref}-{layout}.{format}"
