"""What is written already goes out as it is."""


def write(made):
    """The bytes of a Ready document."""
    return made.content
