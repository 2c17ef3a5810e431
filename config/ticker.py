"""Calls `manage.py tick` every minute in one process, so that a minute costs no start of Django."""

import logging
import os
import signal
import sys
import time

import django
from django.core.management import call_command
from django.db import close_old_connections

logger = logging.getLogger("travaux.ticker")
EVERY = 60


def tick():
    """One tick; a failure is logged and the next minute tries again."""
    try:
        call_command("tick", verbosity=0)
    except Exception:
        logger.exception("A tick failed.")
    finally:
        close_old_connections()


def main():
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    while True:
        tick()
        time.sleep(EVERY)


if __name__ == "__main__":
    main()
