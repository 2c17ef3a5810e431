"""The secretariat's list of themes, and the views that it put under each by hand; some are left under none."""

from comments import services
from comments.models import OralView
from demonstration.loading.calendar import content
from stakeholders import clock

FILE = "themes.json"


def order(calendar, cast, mandate, comments):
    """Every theme of the content, with its comments of round 1 (by index) and its views of the meeting (by turn)."""
    turns = dict(enumerate(OralView.objects.order_by("segment__order", "order"), start=1))
    with clock.at(calendar.day(-1, 18)):
        for row in content(FILE):
            theme = services.add_theme(mandate, row["name"], by=cast.secretariat)
            keys = [f"comment:{comments[index].pk}" for index in row["comments"]]
            keys += [f"view:{turns[turn].pk}" for turn in row.get("views", ())]
            services.put_under(theme, keys, by=cast.secretariat)
