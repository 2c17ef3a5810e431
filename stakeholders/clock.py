"""The one clock. Services read it once inside their transaction, and what they read is what is stored.

A process may set another time for itself (`at`): the demonstration is loaded that way, so that fourteen
months of work can be done through the services, as it would have been done by people.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_fixed = ContextVar("fixed", default=None)


def now():
    """The present instant, aware, in UTC; or the one that `at` has set."""
    return _fixed.get() or timezone.now()


@contextmanager
def at(moment):
    """Within the block the clock stands at `moment` (an aware datetime)."""
    token = _fixed.set(moment)
    try:
        yield moment
    finally:
        _fixed.reset(token)
