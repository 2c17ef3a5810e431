"""Who may do what to a round. Pure functions of (user, thing) that import nothing."""


def may_see_unannounced(user):
    """A round in preparation: those who draft and those who circulate."""
    return getattr(user, "is_drafter", False) or getattr(user, "is_administrator", False)


def may_circulate(user):
    """Make, open, extend and close rounds: administrators."""
    return getattr(user, "is_administrator", False)


def may_see_recipients(user):
    """Who was reached and who has answered is a position: never the public, never another party."""
    return getattr(user, "is_drafter", False) or getattr(user, "is_administrator", False)


def may_approve(user):
    """Approve text, cover and dates of a round before it opens: the Independent Expert alone."""
    return getattr(user, "is_expert", False)
