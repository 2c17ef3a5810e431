"""What somebody else does for the safety of an account: sessions ended, a lost second factor taken away."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from stakeholders import clock
from stakeholders.languages import speaking
from stakeholders.services.post import write_notice


@transaction.atomic
def end_sessions(user, *, by):
    """Sign a person out everywhere: every session of theirs stops working with its next request."""
    user.sessions_ended_at = clock.now()
    user.save(update_fields=["sessions_ended_at"])


@transaction.atomic
def reset_second_factor(user, *, reason, by):
    """Take a lost second factor away, so that another one is enrolled at the next sign-in; the person is told.

    Nobody resets their own. `by` is None for the command line of the server, the way back for the last administrator.
    """
    if by == user:
        raise ValueError(_("Another administrator resets a second factor."))
    if not reason.strip():
        raise ValueError(_("Say why: it is kept, and the person is told."))
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user, by=by)
    with speaking(user.language):
        write_notice(
            key=f"second-factor-{user.pk}-{user.sessions_ended_at.isoformat()}",
            kind="security",
            to=user.email,
            subject=_("Your second factor was reset"),
            body=_(
                "Your second factor for Travaux was taken away, and you were signed out everywhere. At your next "
                "sign-in you set up another one.\n\nReason: %(reason)s\n\nIf you did not ask for this, write to the "
                "secretariat at once."
            )
            % {"reason": reason.strip()},
            language=user.language,
            user=user,
        )
