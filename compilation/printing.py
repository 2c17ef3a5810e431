"""Long documents are made by the worker: asked for once, watched, cancelled, and kept while nothing has changed."""

from functools import partial
from hashlib import sha256
from tempfile import TemporaryFile

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import get_language, override
from django_tasks import task

from circulation.models import Round
from comments.models import Change, Comment, Endorsement, OralView, Reconsideration, Response, ScreenedFile
from compilation import keeping, services
from compilation.handover import count_comments, write_handover
from drafting.models import Basis, Finalization, Version
from mandate.models import Mandate
from stakeholders import clock
from stakeholders.models import Printout
from stakeholders.queue import enqueue

# From so many comments on a page would wait too long for its document.
LONG = 400
BEAT_EVERY = 200
# What is typed and not sent is in no document.
UNSENT = ("draft", "typingbuffer")


class Cancelled(Exception):
    """Its reader does not want it any more."""


@transaction.atomic
def order_document(round, layout, format, user, words=None):
    """Ask the worker for a document, or return the Printout that is under way or made of the very same.

    KeyError for a layout that `user` may not have, or that does not come in that format.
    """
    if format not in services.layouts_for(round, user)[layout].formats:
        raise KeyError(format)
    what = {"round": round.pk, "layout": layout, "format": format, "words": words, "language": get_language()}
    return _kept_or_ordered(user, what, mark_of(round, what, user), services.file_name(round, layout, format))


@transaction.atomic
def order_handover(mandate, user, *, is_public):
    """Ask the worker for the archive of `mandate`, as anybody or as `user` may read it; or return the one there is."""
    what = {"mandate": mandate.pk, "public": is_public, "format": "zip", "language": get_language()}
    name = f"{mandate.slug[:40].strip('-')}-handover{'-public' if is_public else ''}.zip"
    return _kept_or_ordered(user, what, mark_of_mandate(what, user), name)


def _kept_or_ordered(user, what, mark, name):
    same = Printout.objects.visible_to(user).filter(mark=mark).exclude(state__in=("cancelled", "failed"))
    kept = same.defer("content").first()
    if kept:
        return kept
    made = Printout.objects.create(
        user=user, what=what, mark=mark, name=name, asked_at=clock.now(), beat_at=clock.now()
    )
    _forget_old(user)
    enqueue(printing, made.pk)
    return made


def mark_of(round, what, user):
    """SHA-256 over all that a document is made of: equal marks, equal documents, but for the moment of making.

    Every act on comments, answers, stands, changes and versions makes a record with a higher number, so the highest
    numbers and the counts tell whether anything has changed, in a few queries however many comments there are.
    """
    comments = Comment.objects.visible_to(user).in_round(round).order_by()
    numbers = [
        comments.count(),
        _newest(Comment.history.filter(round=round)),
        _newest(Response.history.filter(comment__round=round)),
        _newest(Endorsement.history.filter(comment__round=round)),
        Change.objects.filter(comment__round=round).aggregate(n=Max("pk"))["n"],
        Change.objects.filter(comment__round=round, undone_at__isnull=False).count(),
        _newest(Reconsideration.history.filter(response__comment__round=round)),
        _newest(OralView.history.filter(round=round)),
        _newest(Round.history.filter(id=round.pk)),
        ScreenedFile.objects.filter(attachment__recipient__round=round).aggregate(n=Max("pk"))["n"],
        list(Version.objects.filter(declaration=round.declaration_id).values_list("pk", "state", "symbol")),
    ]
    told = repr((sorted(what.items()), user.pk, user.office, numbers))
    return sha256(told.encode()).hexdigest()


def mark_of_mandate(what, user):
    """The same for the archive of a mandate: whatever is added or done anywhere in the record makes another one."""
    numbers = [
        (model._meta.label, *model._default_manager.aggregate(Max("pk"), Count("pk")).values())
        for room in ("mandate", "drafting", "circulation", "comments")
        for model in apps.get_app_config(room).get_models()
        if model._meta.model_name not in UNSENT
    ]
    states = [
        list(Version.objects.order_by("pk").values_list("pk", "state", "symbol")),
        list(Finalization.objects.order_by("pk").values_list("pk", "reopened_at", "submitted_at")),
        Basis.objects.standing().count(),
        Change.objects.standing().count(),
    ]
    told = repr((sorted(what.items()), user.pk, user.office, numbers, states))
    return sha256(told.encode()).hexdigest()


def is_current(printout):
    """Whether nothing has changed since it was made; what has changed is not given out any more."""
    if "mandate" in printout.what:
        return mark_of_mandate(printout.what, printout.user) == printout.mark
    round = Round.objects.filter(pk=printout.what["round"]).select_related("declaration", "version").first()
    return round is not None and mark_of(round, printout.what, printout.user) == printout.mark


def cancel_document(printout):
    """Stop making it; the worker sees it at its next beat."""
    Printout.objects.filter(pk=printout.pk, state__in=("waiting", "running")).update(state="cancelled")


def take_up_again(printout):
    """Have it finished where the worker that took it is gone: rows that it had made are not made again."""
    left = Printout.objects.filter(pk=printout.pk, state="running", beat_at=printout.beat_at)
    if left.update(state="waiting", done=0, beat_at=timezone.now()):
        enqueue(printing, printout.pk)


@task()
def printing(pk):
    """Make the document of that Printout and keep it. What goes wrong, or is cancelled, is noted with it."""
    claimed = Printout.objects.filter(pk=pk, state="waiting").update(state="running", beat_at=timezone.now())
    if not claimed:
        return
    printout = Printout.objects.select_related("user").get(pk=pk)
    made, total = _of_mandate(printout) if "mandate" in printout.what else _of_round(printout)
    Printout.objects.filter(pk=pk).update(total=total)
    if not is_current(printout):
        keeping.forget(printout)
    try:
        with override(printout.what["language"]):
            content = made(_watching(pk))
    except Cancelled:
        keeping.forget(printout)
        return
    except Exception:
        keeping.forget(printout)
        Printout.objects.filter(pk=pk, state="running").update(state="failed")
        raise
    Printout.objects.filter(pk=pk, state="running").update(
        state="done", content=content, done=total, beat_at=timezone.now()
    )
    keeping.forget(printout)


def _of_round(printout):
    """(a function that makes the document, how many comments are in it)."""
    what, user = printout.what, printout.user
    round = Round.objects.select_related("declaration__mandate", "version__declaration").get(pk=what["round"])
    total = Comment.objects.visible_to(user).in_round(round).standing().count()

    def make(watch):
        return services.compile_round(
            round,
            what["layout"],
            what["format"],
            user,
            what["words"],
            watch=watch,
            keep=partial(keeping.going_on, printout),
        )

    return make, total


def _of_mandate(printout):
    mandate = Mandate.objects.get(pk=printout.what["mandate"])
    reader = AnonymousUser() if printout.what["public"] else printout.user

    def make(watch):
        with TemporaryFile() as file:
            write_handover(mandate, reader, file, now=clock.now(), watch=watch)
            file.seek(0)
            return file.read()

    return make, count_comments(mandate, reader)


def _watching(pk):
    """A function to be called with how many rows are done: it notes that, and stops what was cancelled."""

    def watch(done):
        if done % BEAT_EVERY:
            return
        if not Printout.objects.filter(pk=pk, state="running").update(done=done, beat_at=timezone.now()):
            raise Cancelled

    return watch


def _newest(records):
    return records.aggregate(n=Max("history_id"))["n"]


def _forget_old(user):
    kept = Printout.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
    Printout.objects.filter(user=user).exclude(pk__in=list(kept[: Printout.KEPT_OF_EACH])).delete()
