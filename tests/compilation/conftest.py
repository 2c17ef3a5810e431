"""What a published round needs is the same here as for comments."""

from tests.comments.conftest import considered  # noqa: F401
