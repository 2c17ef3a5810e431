"""Who may have which document. Pure functions of (user, thing) that import nothing."""


def may_have_working_papers(user):
    """Papers that are not for circulation, such as the running text of a round: those who draft."""
    return getattr(user, "is_drafter", False)


def may_hand_over(user):
    """Take the archive of a mandate along: the expert and the secretariat."""
    return getattr(user, "is_drafter", False)
