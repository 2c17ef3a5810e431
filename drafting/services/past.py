"""Texts of earlier years: entered afterwards, with the dates, symbols and files that they had then."""

from datetime import datetime, time
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from drafting import enclosed
from drafting.models import IssuedFile, Version
from drafting.services.editing import Refused
from drafting.services.freezing import record_symbol
from stakeholders import clock
from stakeholders.moments import GENEVA, day


@transaction.atomic
def enter_past_version(version, *, issued_on, symbol="", by):
    """Put a frozen `version` on the record as one that was issued on a day gone by, and return it.

    It says from now on that it was entered afterwards, and when. The change ledger is not asked: what led to its words
    was not recorded here. Raises Refused where it was issued already, where the day has not come, or where an
    earlier or later version has a date that contradicts it.
    """
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.state != Version.State.FROZEN:
        raise Refused(
            _("Only a frozen version that has not been issued can be entered as one of earlier years.")
        )
    now = clock.now()
    # No hour is known: noon in Geneva is that day in nearly every place.
    issued_at = datetime.combine(issued_on, time(12), tzinfo=GENEVA)
    if issued_on >= now.astimezone(GENEVA).date():
        raise Refused(_("This day has not passed. Issue the version instead."))
    others = Version.objects.public().filter(declaration=version.declaration_id)
    _guard_order(others, version.number, issued_on)
    others.filter(state=Version.State.ISSUED).update(state=Version.State.SUPERSEDED)
    version.state, version.issued_at, version.issued_by = Version.State.ISSUED, issued_at, by
    version.entered_afterwards = now
    version.save(update_fields=["state", "issued_at", "issued_by", "entered_afterwards"])
    return record_symbol(version, symbol=symbol, date=issued_on, by=by) if symbol else version


@transaction.atomic
def keep_issued_file(version, name, content, *, language, by):
    """Keep the document (name, bytes) in which a public `version` was issued in `language`; twice is once.

    Raises Refused: what is neither Word nor PDF by its content, holds macros or scripts, or is too large.
    """
    version = Version.objects.select_for_update().get(pk=version.pk)
    if not version.is_public:
        raise Refused(_("A version that is not public has no file as issued."))
    try:
        kind = enclosed.kind_of(name, content)
    except enclosed.Unreadable as problem:
        raise Refused(str(problem)) from None
    kept, _new = IssuedFile.objects.get_or_create(
        version=version,
        sha256=sha256(content).hexdigest(),
        defaults={
            "language": language,
            "name": name.replace("\\", "/").rpartition("/")[2].strip()[-200:],
            "kind": kind,
            "size": len(content),
            "content": content,
            "brought_by": by,
        },
    )
    return kept


def _guard_order(others, number, issued_on):
    later = others.filter(number__gt=number).order_by("number").first()
    if later:
        raise Refused(
            _(
                "%(version)s has been issued since. Enter the texts of earlier years from the oldest to the newest."
            )
            % {"version": later.full_name}
        )
    last = others.order_by("-number").first()
    if last and last.issued_at.astimezone(GENEVA).date() > issued_on:
        raise Refused(
            _("%(version)s, which came before it, is of %(day)s: this text cannot be older.")
            % {"version": last.full_name, "day": day(last.issued_at)}
        )
