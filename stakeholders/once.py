"""A form acts once: sent twice, or again after Back, it is answered as the first time and nothing is done."""

import json
from functools import wraps
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render

from stakeholders import clock
from stakeholders.models import SentForm
from stakeholders.queue import fair_turn

# What differs between two sendings of one form without anything having been written differently.
NOT_CONTENT = {"csrfmiddlewaretoken", "once", "for"}


def once(view):
    """Decorate a view whose POST acts and redirects: one transaction with the row that remembers its key.

    The key is the hidden field that `{% once %}` puts into a form. The same key with the same content is answered
    by the first answer's address; with other content it is refused (422) and the content is shown. A form
    without a key is treated as new.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        key = _key(request) if request.method == "POST" and request.user.is_authenticated else None
        if key is None:
            return view(request, *args, **kwargs)
        digest = _digest(request)
        try:
            return _act(request, view, args, kwargs, key, digest)
        except IntegrityError:
            # Two sendings at the same moment: the other one has won, if the key is there now.
            sent = SentForm.objects.filter(key=key).first()
            if sent is None:
                raise
            return _answer_again(request, sent, digest)

    return wrapper


def _act(request, view, args, kwargs, key, digest):
    with fair_turn(), transaction.atomic():
        sent = SentForm.objects.filter(key=key).first()
        if sent:
            return _answer_again(request, sent, digest)
        # The key before the act: of two sendings at one moment the second waits here, and does nothing.
        sent = SentForm.objects.create(key=key, user=request.user, digest=digest, sent_at=clock.now())
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            sent.answer = response.url
            sent.save(update_fields=["answer"])
        else:
            sent.delete()
        return response


def _answer_again(request, sent, digest):
    if sent.user_id == request.user.pk and sent.digest == digest:
        return HttpResponseRedirect(sent.answer)
    address = sent.answer if sent.user_id == request.user.pk else ""
    context = {"answer": address, "fields": _written(request)}
    return render(request, "stakeholders/sent_already.html", context, status=422)


def _key(request):
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return None


def _digest(request):
    content = {name: values for name, values in request.POST.lists() if name not in NOT_CONTENT}
    content[" path"] = request.path
    content |= {f" file {name}": [each.name, each.size] for name, each in request.FILES.items()}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _written(request):
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_CONTENT and value.strip()
    ]
