#!/usr/bin/env python3
"""Django's command line for Travaux."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A developer needs no settings. A secret in the environment, or any other way to start, means production.
os.environ.setdefault("TRAVAUX_BY_HAND", "1")

if __name__ == "__main__":
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed for this Python: run `make setup`, then use .venv/bin/python manage.py."
        )
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
