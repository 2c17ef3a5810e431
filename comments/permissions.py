"""Who may do what to comments and answers. Pure functions of (user, thing) that import nothing."""


def may_see_all_submissions(user):
    """Whatever was submitted, withheld ones included, and never a draft: the expert and the secretariat."""
    return getattr(user, "is_drafter", False)


def may_propose(user):
    """Propose a response: the expert and the secretariat."""
    return getattr(user, "is_drafter", False)


def may_enter(user):
    """Enter for a party what it sent by e-mail, letter or note verbale: the secretariat and the expert."""
    return getattr(user, "is_drafter", False)


def may_decide(user):
    """Decide a response, apply a proposal, publish: the Independent Expert."""
    return getattr(user, "is_expert", False)


def may_endorse(membership, comment):
    """Take a stand on another party's comment: its own Contact Point speaks for a party."""
    return (
        membership is not None
        and membership.is_active
        and membership.role == "contact_point"
        and membership.organisation.is_admitted
        and membership.organisation_id != comment.organisation_id
    )


def may_clear(membership):
    """Verify and select comments, choose the steps and the own deadline, pause: everything but submit."""
    return (
        membership is not None
        and membership.is_active
        and (membership.role in ("contact_point", "deputy") or membership.stands_in)
    )


def may_speak(membership):
    """Say to an answer, in the party's name, whether it is accepted or contested: the Contact Point."""
    return (
        membership is not None
        and membership.is_active
        and (membership.role == "contact_point" or membership.stands_in)
    )
