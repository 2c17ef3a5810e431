"""No public table has a cell under three: such a figure would tell who stands behind it."""

from django.utils.translation import gettext as _

SMALLEST = 3


def guarded(counts):
    """The counts of one table whose total may be known, as they are shown: "fewer than 3" for 1 and 2.

    Where the cells that are left and the total would give a hidden one away, the smallest of the others is not
    shown either; where there is none, nothing of the table is. Zero tells of nobody and is shown.
    """
    small = {index for index, count in enumerate(counts) if 0 < count < SMALLEST}
    shown = [str(count) for count in counts]
    if not small:
        return shown
    for index in small:
        shown[index] = guarded_total(counts[index])
    hidden = sum(counts[index] for index in small)
    # All ones, or all twos: then the sum of the hidden cells tells each of them.
    if hidden in (len(small), len(small) * (SMALLEST - 1)):
        others = [index for index, count in enumerate(counts) if count >= SMALLEST]
        if others:
            shown[min(others, key=lambda index: counts[index])] = _("not shown")
        elif hidden >= SMALLEST:  # a total under three is not told either
            return [_("not shown")] * len(counts)
    return shown


def guarded_total(count):
    """One figure that stands by itself."""
    return _("fewer than %(n)s") % {"n": SMALLEST} if 0 < count < SMALLEST else str(count)


def in_full(counts):
    """For those who may know every figure."""
    return [str(count) for count in counts]
