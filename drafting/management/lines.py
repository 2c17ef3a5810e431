"""Files of JSON lines, as commands take them."""

import json

from django.core.management.base import CommandError


def json_lines(name, needed):
    """Each line of the file as a dict that has the keys `needed`. Raises CommandError that names the line."""
    try:
        with open(name, encoding="utf-8") as file:
            for n, line in enumerate(file, start=1):
                if line.strip():
                    yield _row(name, n, line, needed)
    except OSError as problem:
        raise CommandError(f"{name} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{name} is not in UTF-8.") from None


def _row(name, n, line, needed):
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise CommandError(f"{name}, line {n}, is not JSON.") from None
    if not isinstance(row, dict) or any(key not in row for key in needed):
        raise CommandError(f"{name}, line {n}, lacks one of: {', '.join(needed)}.")
    return row
