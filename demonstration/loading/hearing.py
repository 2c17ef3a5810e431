"""What was said at the consultation on the revised text: noted, one view confirmed, one waiting."""

from comments import services
from comments.models import OralView
from demonstration.loading.calendar import content
from mandate.models import Segment
from stakeholders import clock

FILE = "oral-views.json"


def note(calendar, cast, round):
    """The views in their order; then each delegation is asked, and those of the content have confirmed."""
    plan = content(FILE)
    segments = list(Segment.objects.filter(activity__slug=plan["activity"]).order_by("order"))
    entries = {entry.label: entry for entry in round.version.entries.in_language("en").for_list()}
    with clock.at(calendar.day(-8, 10)):
        for view in plan["views"]:
            services.note_view(
                segments[view["segment"] - 1],
                round,
                words=view["words"],
                entry=entries.get(view["place"]),
                organisation=cast.parties.get(view["party"]),
                by=cast.secretariat,
            )
        services.ask_to_confirm(segments[0], by=cast.secretariat)
    with clock.at(calendar.day(-1, 17)):
        for party, words in plan["confirmed"].items():
            view = OralView.objects.get(organisation=cast.parties[party])
            services.confirm_view(view, words, by=cast.contact_point(party))
