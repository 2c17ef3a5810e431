"""How many took part, by region and gender. To the public no cell is shown that is under three."""

from dataclasses import dataclass

SMALLEST = 3  # a smaller number may tell who it was


@dataclass(frozen=True)
class Count:
    """Persons in one capacity: all of them, and [(label, number)] by region and by gender."""

    capacity: str
    total: int
    regions: list
    genders: list


def counts_of(activity, *, exact):
    """A Count for each capacity of the activity. Unless `exact`, cells under three are put together."""
    rows = list(activity.attendance.all())
    counts = []
    for capacity in dict.fromkeys(row.capacity for row in rows):
        mine = [row for row in rows if row.capacity == capacity]
        regions = _by(mine, lambda row: row.get_region_display())
        genders = _by(mine, lambda row: row.get_gender_display())
        if not exact:
            regions, genders = together(regions), together(genders)
        label = mine[0].get_capacity_display()
        counts.append(Count(label, sum(row.count for row in mine), regions, genders))
    return counts


def together(cells):
    """[(label, number)] without a cell under three: the small ones are one, labelled None, and together with the
    smallest of the others where they are still under three, since the total would tell them. [] if nothing is left.
    """
    kept = sorted((cell for cell in cells if cell[1] >= SMALLEST), key=lambda cell: cell[1])
    small = sum(number for _label, number in cells if number < SMALLEST)
    if not small:
        return [cell for cell in cells if cell[1]]
    while small < SMALLEST and kept:
        small += kept.pop(0)[1]
    if not kept:
        return []
    return [*(cell for cell in cells if cell in kept), (None, small)]


def _by(rows, label):
    cells = {}
    for row in rows:
        cells[label(row)] = cells.get(label(row), 0) + row.count
    return list(cells.items())
