"""Report on the work of the mandate: what was done in a period, with whom, what was said, where the text stands."""

from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi, ngettext
from django.utils.translation import gettext as _

from circulation.models import Recipient, Round
from comments.services import theming
from compilation.layouts.parts import by_group
from compilation.papers import Masthead, Paper, Run, words_of
from drafting.models import Declaration
from mandate import permissions, services
from mandate.models import Source
from stakeholders import moments
from stakeholders.models import RegionalGroup

# Kept for the paragraph that says what was left out.
RESERVED = 60


def paper(mandate, user, now, begins, ends, *, by_region=False, budget=None):
    """The report for the days from `begins` to `ends`, from what `user` may read.

    Views stand by theme, then by category of party or by regional group; what is under no theme is counted and
    listed by number. With `budget` (words), the words of views are printed as far as they fit, in order; the
    numbers of those left out are listed.
    """
    made = _empty(mandate, now, begins, ends)
    activities = [
        each
        for each in mandate.activities.order_by("begins", "pk")
        if each.begins <= ends and each.ends >= begins
    ]
    _introduction(made, mandate, begins, ends)
    _activities(made, activities)
    _consulted(made, mandate, activities, user, begins, ends)
    views = [view for view in theming.views_of(mandate, user) if begins <= view.on <= ends]
    places = _themes(made, mandate, views, by_region)
    _outcomes(made, begins, ends)
    _texts(made, mandate, user)
    _fill(made, places, budget)
    return made


def _empty(mandate, now, begins, ends):
    title = _("Report on the work of the mandate, %(begins)s to %(ends)s") % {
        "begins": moments.date(begins),
        "ends": moments.date(ends),
    }
    masthead = Masthead(organ=mandate.title, distribution=_("Distr.: General"), date=moments.date(now))
    return Paper(title, masthead, language=get_language() or "en", is_right_to_left=get_language_bidi())


def _introduction(made, mandate, begins, ends):
    made.heading(_("Introduction"))
    for resolution in mandate.resolutions.select_related("source"):
        act = resolution.get_act_display()
        made.say_next(_("%(symbol)s %(act)s.") % {"symbol": resolution.source, "act": act})
    for term in mandate.terms.all():
        if term.begins <= ends and (term.last_day is None or term.last_day >= begins):
            said = {"holder": term.holder, "begins": moments.day(term.begins)}
            made.say_next(_("%(holder)s has held the mandate since %(begins)s.") % said if not term.last_day else
                          _("%(holder)s held the mandate from %(begins)s to %(ends)s.")
                          % (said | {"ends": moments.day(term.last_day)}))  # fmt: skip


def _activities(made, activities):
    made.heading(_("Activities"))
    if not activities:
        made.say(_("No activity is recorded in this period."))
    for activity in activities:
        days = moments.day(activity.begins)
        if activity.ends != activity.begins:
            days = _("%(first)s to %(last)s") % {"first": days, "last": moments.day(activity.ends)}
        where = f", {activity.place}" if activity.place else ""
        head = f"{activity} ({activity.get_kind_display()}, {days}{where}). "
        made.say_next(Run(head, "strong"), Run(activity.summary))


def _consulted(made, mandate, activities, user, begins, ends):
    made.heading(_("Consultations, and with whom"))
    exact = permissions.may_see_closed(user)
    for activity in activities:
        bodies = ", ".join(str(body) for body in activity.attending.select_related("organisation"))
        counts = services.counts_of(activity, exact=exact)
        figures = "; ".join(f"{each.capacity}: {each.total}" for each in counts)
        said = "; ".join(filter(None, (bodies, figures)))
        if said:
            made.say_next(Run(f"{activity}: ", "strong"), Run(f"{said}."))
    rounds = Round.objects.announced().filter(declaration__mandate=mandate).for_list()
    for round in rounds:
        if round.opens_at.date() <= ends and round.closes_at.date() >= begins:
            _went_to(made, round, user)


def _went_to(made, round, user):
    count = round.recipients.count()
    words = ngettext(
        "%(subject)s went to %(n)s party, from %(opens)s until %(closes)s.",
        "%(subject)s went to %(n)s parties, from %(opens)s until %(closes)s.",
        count,
    )
    dates = {"opens": moments.in_geneva(round.opens_at), "closes": moments.in_geneva(round.closes_at)}
    made.say_next(capfirst(words % ({"subject": round.subject_name, "n": count} | dates)))
    if round.is_published or getattr(user, "is_drafter", False):
        replied = round.recipients.filter(state=Recipient.State.SUBMITTED).count()
        made.say(
            ngettext("%(n)s party replied.", "%(n)s parties replied.", replied) % {"n": replied}, indent=1
        )


def _themes(made, mandate, views, by_region):
    """Headings, counts and numbers; returns [(view, position)] where the words of each view may be put."""
    made.heading(_("Views expressed"))
    places = []
    for theme in mandate.themes.all():
        under = [view for view in views if theme.pk in view.themes]
        if under:
            made.heading(str(theme), 2)
            for group, some in _groups(under, by_region):
                made.say(Run(f"{group} ({len(some)}): ", "strong"), Run(_numbers(some)))
                places += [(view, len(made.blocks)) for view in some]
    left = [view for view in views if not view.themes]
    if left:
        made.heading(_("Under no theme"), 2)
        words = ngettext("%(n)s view is under no theme: ", "%(n)s views are under no theme: ", len(left))
        made.say_next(Run(words % {"n": len(left)}), Run(_numbers(left)))
    if not views:
        made.say(_("No view that the reader may read was expressed in this period."))
    return places


def _groups(views, by_region):
    """[(category of party or regional group, views)]: by what is recorded of the party, never inferred."""
    if by_region:
        for value, label in [*RegionalGroup.choices, ("", _("not attributed to a party"))]:
            some = [view for view in views if view.party.regional_group == value]
            if some:
                yield str(label), some
        return
    known = []
    for group, parties in by_group({view.party for view in views if view.party.category}):
        some = [view for view in views if view.party in parties]
        known += some
        yield group, some
    rest = [view for view in views if view not in known]
    if rest:
        yield _("Not attributed to a party"), rest


def _numbers(views):
    return ", ".join(view.number for view in views)


def _outcomes(made, begins, ends):
    made.heading(_("Outcomes of summits and ministerial meetings"))
    found = Source.objects.filter(kind=Source.Kind.OUTCOME, date__range=(begins, ends))
    for source in found:
        made.say_next(Run(f"{source.full_name}. ", "strong"), Run(source.summary))
    if not found:
        made.say(_("None is registered for this period."))


def _texts(made, mandate, user):
    made.heading(_("State of the text"))
    declarations = list(Declaration.objects.visible_to(user).filter(mandate=mandate))
    for declaration in declarations:
        made.heading(str(declaration), 2)
        for version in declaration.versions.public().order_by("number"):
            said = {"name": version.full_name, "day": moments.day(version.issued_at), "n": version.words}
            made.say_next(capfirst(_("%(name)s, issued on %(day)s, %(n)s words.") % said))
        for round in declaration.rounds.announced().order_by("opens_at"):
            made.say(f"{round}: {round.get_state_display()}.", indent=1)
    if not declarations:
        made.say(_("No text has been issued."))


def _fill(made, places, budget):
    """Put the words of each view under its group, as far as `budget` allows; list the numbers of the others."""
    room = None if budget is None else budget - made.words - RESERVED - len(places)
    cut, put = [], []
    for view, place in places:
        run = Run(f"{view.party.short_name}, {view.place}: {view.words} [{view.number}]")
        cost = len(run.text.split())
        if room is not None and cost > room:
            cut.append(view)
            continue
        room = None if room is None else room - cost
        put.append((place, view, run))
    for place, view, run in reversed(put):
        at = len(made.blocks)
        made.say(run, indent=1, language=view.language)
        made.blocks.insert(place, made.blocks.pop(at))
    if budget is not None:
        made.heading(_("What this report leaves out"))
        said = {"n": budget, "used": sum(words_of(block) for block in made.blocks)}
        made.say(
            _("Kept within %(n)s words. Not printed, and listed by number: ") % said + (_numbers(cut) or "–")
        )
