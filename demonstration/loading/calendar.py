"""When things happened: offsets in days from today, put on working days and into working hours of Geneva."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path

from stakeholders.moments import GENEVA

CONTENT = Path(__file__).resolve().parent.parent / "content"
CLOSING_HOUR = time(18, 0)
SHORTEST_NOTICE = timedelta(days=10)


def content(name):
    """A file of the content, read: JSON as data, text as it is."""
    path = CONTENT / name
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else text


class Calendar:
    """The demonstration's days. `today` is a date in Geneva."""

    def __init__(self, today):
        self.today = today
        self.plan = content("rounds.json")
        self.offsets = self.plan["timeline"]

    def day(self, offset, hour=10, minute=0):
        """The moment `offset` days from today, or on the Friday before where that is a weekend."""
        date = self.today + timedelta(days=offset)
        date -= timedelta(days=max(0, date.weekday() - 4))
        return datetime.combine(date, time(hour, minute), GENEVA)

    def named(self, name, hour=10, minute=0):
        """The moment of a named offset of the timeline."""
        return self.day(self.offsets[name], hour, minute)

    def closing(self, offset):
        return datetime.combine(self.day(offset).date(), CLOSING_HOUR, GENEVA)

    @property
    def coming_friday(self):
        """The first Friday that leaves the shortest notice, at closing time."""
        date = self.today + SHORTEST_NOTICE
        date += timedelta(days=(4 - date.weekday()) % 7)
        return datetime.combine(date, CLOSING_HOUR, GENEVA)

    def between(self, first, last, index, of):
        """The index-th of `of` moments spread evenly between two moments, on working days."""
        moment = first + (last - first) * (index + 1) / (of + 1)
        offset = (moment.date() - self.today).days
        return self.day(offset, 9 + index % 8, index * 7 % 60)
