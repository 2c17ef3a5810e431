"""Who may do what to a text. Pure functions of (user, thing) that import nothing."""


def may_see_frozen(user):
    """A version that is frozen and not yet issued: those who draft it and those who circulate it."""
    return getattr(user, "is_drafter", False) or getattr(user, "is_administrator", False)


def may_see_working_text(user):
    """The working text, its history and its reasons: the expert and the secretariat alone."""
    return getattr(user, "is_drafter", False)


def may_import(user):
    """Bring a draft: the expert and the secretariat."""
    return getattr(user, "is_drafter", False)


def may_draft(user):
    """Change the working text: the Independent Expert."""
    return getattr(user, "is_expert", False)


def may_freeze(user):
    """Freeze and issue a version: the Independent Expert."""
    return getattr(user, "is_expert", False)


def may_record_symbol(user):
    """Add the symbol and date that document services gave: the expert and the secretariat."""
    return getattr(user, "is_drafter", False)


def may_record_basis(user):
    """Say what a provision rests on: the expert and the secretariat."""
    return getattr(user, "is_drafter", False)
