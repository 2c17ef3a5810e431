"""What moves a round on: a page each, that says exactly what will happen and to how many, and a button."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from circulation import permissions, services
from circulation.forms import CorrectionForm, ExtensionForm
from circulation.models import Round
from drafting.services import Refused
from stakeholders import clock, moments

State = Round.State


class Act:
    """One act on a round. `states` says when it is offered; the service has the last word."""

    words = button = done = ""
    states = ()
    template = "admin/act.html"

    def __init__(self, admin):
        self.admin = admin

    def view(self, request, object_id):
        """GET shows what would happen; POST does it through the service and goes back to the round."""
        if not permissions.may_circulate(request.user):
            raise PermissionDenied
        round = self.admin.get_object(request, unquote(object_id))
        if round is None:
            raise Http404
        form = self.form(request, round)
        refusal = None
        if request.method == "POST" and (form is None or form.is_valid()):
            try:
                self.act(request, round, form)
            except Refused as problem:
                refusal = str(problem)
            else:
                messages.success(request, self.done)
                return redirect(self.admin.address("change", round))
        context = self.context(request, round, form, refusal)
        return render(request, self.template, context, status=200 if request.method == "GET" else 422)

    def offered(self, round):
        """Whether the round is in a state for it."""
        return round.state in self.states

    def form(self, request, round):
        return None

    def act(self, request, round, form):
        raise NotImplementedError

    def sentences(self, round):
        return []

    def obstacles(self, round):
        return [] if self.offered(round) else [_("The round is in another state by now.")]

    def context(self, request, round, form, refusal):
        refused = [refusal] if refusal else []
        return self.admin.admin_site.each_context(request) | {
            "title": self.words,
            "subtitle": round,
            "opts": self.admin.opts,
            "original": round,
            "form": form,
            "sentences": list(self.sentences(round)),
            # A form can be mended and sent again; an act without one cannot.
            "obstacles": self.obstacles(round) or ([] if form else refused),
            "refusal": refusal,
            "button": self.button or self.words,
            "back": self.admin.address("change", round),
        }


class Opening(Act):
    words, done = _("Open"), _("The round has been opened, and the letters are on their way.")
    states = (State.PREPARATION,)
    template = "admin/circulation/round/opening.html"

    def act(self, request, round, form):
        services.open_round(round, by=request.user)

    def context(self, request, round, form, refusal):
        preview = services.preview_opening(round)
        found = super().context(request, round, form, refusal)
        return found | {
            "preview": preview,
            "sentences": list(self._consequences(round, preview)),
            "obstacles": preview["obstacles"] or found["obstacles"],
        }

    @staticmethod
    def _consequences(round, preview):
        parties = len(preview["recipients"])
        yield ngettext("%(n)d party is invited.", "%(n)d parties are invited.", parties) % {"n": parties}
        mails = preview["mails"]
        yield ngettext("%(n)d mail goes out.", "%(n)d mails go out.", mails) % {"n": mails}
        for recipient in preview["unreachable"]:
            yield _("Nobody can be written to at %(party)s yet.") % {"party": recipient.organisation}
        if preview["issues"]:
            yield _("%(version)s is issued: from then on everybody can read it.") % {"version": round.version}
        if round.opens_at > clock.now():
            opens = {"when": moments.in_geneva(round.opens_at)}
            yield _("The round is announced now, and opens by itself on %(when)s.") % opens
        yield _("It closes on %(when)s.") % {"when": moments.in_geneva(round.closes_at)}
        yield _(
            "After that, text, cover, dates and rules cannot be edited; the closing time can be extended."
        )


class Entering(Act):
    words, button = _("Enter as a round of earlier years"), _("Enter it with its own dates")
    done = _("The round is on the record. Enter what each party sent as it was received.")
    states = (State.PREPARATION,)

    def act(self, request, round, form):
        services.enter_past_round(round, by=request.user)

    def obstacles(self, round):
        return super().obstacles(round) or list(services.past_obstacles(round, clock.now()))

    def sentences(self, round):
        yield _("It took place from %(opens)s to %(closes)s, and is closed.") % {
            "opens": moments.in_geneva(round.opens_at),
            "closes": moments.in_geneva(round.closes_at),
        }
        yield _("Nobody is written to. Its page says that it was entered afterwards, and when.")


class Extending(Act):
    words, button = _("Extend"), _("Extend and tell all recipients")
    done = _("The closing time has been extended, and all recipients are told.")
    states = (State.ANNOUNCED, State.OPEN, State.CLOSED, State.LATE)

    def form(self, request, round):
        lost = services.lost_time(round, clock.now())
        initial = {"closes_at": round.closes_at + lost, "reason": self._outage(lost)} if lost else {}
        return ExtensionForm(request.POST or None, round=round, initial=initial)

    @staticmethod
    def _outage(lost):
        minutes = lost // timedelta(minutes=1)
        return ngettext(
            "In the last day before closing the server could not be relied on for %(n)d minute.",
            "In the last day before closing the server could not be relied on for %(n)d minutes.",
            minutes,
        ) % {"n": minutes}

    def act(self, request, round, form):
        services.extend_round(round, by=request.user, **form.cleaned_data)

    def sentences(self, round):
        yield _("The round closes on %(when)s.") % {"when": moments.in_geneva(round.closes_at)}
        if lost := services.lost_time(round, clock.now()):
            yield _("%(outage)s An extension of as much is filled in below.") % {"outage": self._outage(lost)}
        count = round.recipients.count()
        yield ngettext(
            "Time, reason and authority are told to %(n)d recipient, also if only one party gets more time.",
            "Time, reason and authority are told to all %(n)d recipients, also if only one party gets more time.",
            count,
        ) % {"n": count}


class Closing(Act):
    words, done = _("Close"), _("The round is closed.")
    states = (State.OPEN,)

    def act(self, request, round, form):
        services.close_round(round, by=request.user)

    def sentences(self, round):
        yield _("A round closes by itself; it was to close on %(when)s.") % {
            "when": moments.in_geneva(round.closes_at)
        }
        silent = round.recipients.silent().count()
        yield ngettext(
            "%(n)d recipient has not answered, and is recorded as “no reply at close”.",
            "%(n)d recipients have not answered, and are recorded as “no reply at close”.",
            silent,
        ) % {"n": silent}
        if round.late_policy == Round.Late.MARKED:
            yield _("Late input is still taken, and shown with the minutes it was late.")


class Compiling(Act):
    words, done = _("Begin compilation"), _("All windows have ended, and compiling has begun.")
    states = (State.CLOSED, State.LATE)

    def act(self, request, round, form):
        services.begin_compilation(round, by=request.user)

    def sentences(self, round):
        yield _("From now on nothing is taken any more, late input neither.")
        yield _(
            "The recipients of the round can read each other’s comments, except those withheld on request."
        )


class Considering(Act):
    words, done = _("Begin consideration"), _("The comments are with the Independent Expert.")
    states = (State.COMPILED,)

    def act(self, request, round, form):
        services.begin_consideration(round, by=request.user)

    def sentences(self, round):
        yield _("The Independent Expert considers the comments and decides the answers.")


class Reminding(Act):
    words, button = _("Remind"), _("Remind those who have not answered")
    done = _("Those who have not answered are reminded.")
    states = (State.OPEN,)

    def act(self, request, round, form):
        services.remind(round, by=request.user)

    def sentences(self, round):
        silent = round.recipients.awaited().count()
        yield ngettext(
            "%(n)d recipient has not answered, and is written to; nobody else is.",
            "%(n)d recipients have not answered, and are written to; nobody else is.",
            silent,
        ) % {"n": silent}
        if round.reminder_days:
            yield _("By rule they are reminded %(days)s days before closing.") % {"days": round.reminder_days}


class Correcting(Act):
    words, button = _("Send a correction"), _("Send to exactly the same addresses")
    done = _("The correction is on its way to everybody who got the cover.")
    states = (State.ANNOUNCED, State.OPEN, State.CLOSED, State.LATE)

    def form(self, request, round):
        return CorrectionForm(request.POST or None)

    def act(self, request, round, form):
        services.correct(round, form.cleaned_data["words"], by=request.user)

    def sentences(self, round):
        yield _("What was sent cannot be edited. A correction goes to every address that got the cover.")


class Replacing(Act):
    words, button = _("Put the Corr. into the round"), _("Replace the text and tell all recipients")
    done = _("The corrected text stands in the round, and all recipients are told.")
    states = services.corrigenda.RUNNING

    def offered(self, round):
        return super().offered(round) and services.corrigendum_for(round) is not None

    def act(self, request, round, form):
        services.replace_text(round, by=request.user)

    def obstacles(self, round):
        return [] if self.offered(round) else [_("There is no Corr. of the text of this round.")]

    def sentences(self, round):
        corr = services.corrigendum_for(round)
        if corr is None:
            return
        yield from services.in_words(corr)
        if not corr.is_public:
            yield _("%(version)s is issued: from then on everybody can read it.") % {"version": corr}
        yield from services.consequences_of(round, corr)
        mails = services.count_letters(round)
        yield ngettext("%(n)d mail goes out.", "%(n)d mails go out.", mails) % {"n": mails}
        yield _("The closing time does not change; it can be extended.")


ACTS = {
    "opening": Opening,
    "entering": Entering,
    "reminder": Reminding,
    "correction": Correcting,
    "corrigendum": Replacing,
    "extension": Extending,
    "closing": Closing,
    "compilation": Compiling,
    "consideration": Considering,
}
