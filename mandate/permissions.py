"""Who may do what to the record of a mandate. Pure functions of (user, thing) that import nothing."""


def may_keep(user):
    """Enter sources, activities, considerations, requests: the secretariat, the expert, and administrators."""
    return getattr(user, "is_drafter", False) or getattr(user, "is_administrator", False)


def may_see_closed(user):
    """Closed segments of a meeting, and promises of confidentiality: the expert and the secretariat."""
    return getattr(user, "is_drafter", False)


def may_end_term(user):
    """End a holder's term and begin the successor's: administrators, who give and take offices."""
    return getattr(user, "is_administrator", False)
