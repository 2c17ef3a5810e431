"""`manage.py test` runs what `pytest` runs: the suite has one way of being run."""

import importlib.util
import os
import subprocess
import sys


class PytestRunner:
    def __init__(self, *, verbosity=1, failfast=False, keepdb=False, **unused):
        self.options = ["-x"] * failfast + ["-q"] * (verbosity == 0) + ["-v"] * (verbosity > 1)

    def run_tests(self, test_labels, **unused):
        """Run pytest on the named files or folders, or on everything; the number of failed runs, 0 or 1."""
        if not importlib.util.find_spec("pytest"):
            sys.exit("The tests need `pip install -r requirements-dev.txt`, or use `make test`.")
        # A process of its own: this one has read the settings of a server, the tests have theirs.
        env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return subprocess.call([sys.executable, "-m", "pytest", *self.options, *test_labels], env=env)
