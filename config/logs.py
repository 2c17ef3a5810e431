"""A log formatter that says what happened and where, never what anybody wrote or who they are."""

import logging
import re
import traceback

ADDRESS = re.compile(r"[^\s@<>\"'(),:;]{1,64}@[^\s@<>\"'(),:;]{1,255}")
QUERY = re.compile(r"\?[^\s\"']+")


class DiscreetFormatter(logging.Formatter):
    """Blanks e-mail addresses and query strings, and prints an exception by its class and place only:

    the message of a database error quotes the values it was given.
    """

    def __init__(self, *args, show_values=False, **kwargs):
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", *args, **kwargs)
        self.show_values = show_values

    def format(self, record):
        line = super().format(record)
        return line if self.show_values else QUERY.sub("?…", ADDRESS.sub("[address]", line))

    def formatException(self, exc_info):
        if self.show_values:
            return super().formatException(exc_info)
        kind, _, trace = exc_info
        return "".join([*traceback.format_tb(trace), kind.__name__])


def discreet_logging(*, level, show_values):
    """The LOGGING setting: everything to standard error, of the queue only what failed."""
    stream = {"class": "logging.StreamHandler", "formatter": "discreet"}
    said = {"handlers": ["stderr"], "level": "INFO", "propagate": False}
    faults = {"handlers": ["faults"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"discreet": {"()": DiscreetFormatter, "show_values": show_values}},
        "handlers": {"stderr": stream, "faults": stream | {"level": "ERROR"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": said,
            "django.server": said,
            "django_tasks": faults,
            "django_tasks_db": faults,
        },
    }
