"""The tick holds a lock and takes a file in: tests that run beside one another each have a folder of their own."""

import pytest


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
