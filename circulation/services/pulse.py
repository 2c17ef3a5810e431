"""The server's pulse: a heartbeat each minute, and what its absence cost those who were about to submit."""

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from circulation.models import Heartbeat

MINUTE = timedelta(minutes=1)
LAST_DAY = timedelta(days=1)
LONGEST_GAP = timedelta(minutes=2)
MOST_ERRORS = 0.01  # of a minute's requests
KEPT = timedelta(days=30)


def beat(now):
    """Write this minute's heartbeat, and what the web servers of this machine have counted since the last one."""
    minute = now.replace(second=0, microsecond=0)
    Heartbeat.objects.update_or_create(minute=minute, defaults={"ticked": True})
    for counted, (requests, errors) in _counted().items():
        Heartbeat.objects.get_or_create(minute=counted)
        Heartbeat.objects.filter(minute=counted).update(
            requests=F("requests") + requests, errors=F("errors") + errors
        )
    Heartbeat.objects.filter(minute__lt=now - KEPT).delete()


def lost_time(round, now):
    """How much of the last day before closing nobody could rely on: gaps over two minutes between heartbeats, and
    minutes in which more than one request in a hundred met a server error. A timedelta of whole minutes."""
    start, end = round.closes_at - LAST_DAY, min(round.closes_at, now)
    if end <= start:
        return timedelta(0)
    before = Heartbeat.objects.filter(ticked=True, minute__lt=start).order_by("minute").last()
    beats = list(Heartbeat.objects.filter(minute__gte=start, minute__lt=end).order_by("minute"))
    away, last = set(), start if before else None
    for moment in [*(beat.minute for beat in beats if beat.ticked), end]:
        if last and moment - last > LONGEST_GAP:
            away |= {last + n * MINUTE for n in range(1, (moment - last) // MINUTE)}
        last = moment
    bad = {beat.minute for beat in beats if beat.requests and beat.errors / beat.requests > MOST_ERRORS}
    return len(away | bad) * MINUTE


def _counted():
    """{minute: (requests, errors)} of what `config.middleware.count_requests` has written, taken out of its file."""
    path, taken = settings.VAR_DIR / "traffic", settings.VAR_DIR / "traffic-taken"
    if not path.exists():
        return {}
    path.rename(taken)
    requests, errors = Counter(), Counter()
    for line in taken.read_text().splitlines():
        minute, status, _sep = (*line.split(), "")[:3]
        moment = datetime.fromisoformat(minute)
        requests[moment] += 1
        errors[moment] += status.startswith("5")
    taken.unlink()
    return {minute: (requests[minute], errors[minute]) for minute in requests}
