"""Who may do what, as pure functions of (user, thing). They import nothing, so that they can be read as a table.

A visitor who has not signed in has no office, no membership, and none of these rights.
"""


def may_administer(user):
    """Parties, rounds, recipients, notices in admin. A superuser has no more than this."""
    return getattr(user, "is_administrator", False)


def may_enter_admin(user):
    """Administrators act there; the secretariat looks at parties and rounds and changes nothing."""
    return getattr(user, "is_staff", False)


def may_prepare(membership):
    """Write and change a party's drafts: each of its members."""
    return membership is not None and membership.is_active


def may_submit(membership):
    """Submit, withdraw, send a nil return, decline: the Contact Point, or who stands in for that person now; of a
    party that has been admitted."""
    return membership is not None and membership.may_submit and membership.organisation.is_admitted


def may_lead(membership):
    """Invite colleagues, name the alternate, delegate for an absence: as submitting."""
    return membership is not None and membership.may_submit


def may_take_over(membership):
    """The alternate that the Contact Point has named, or whom an absence leaves in charge."""
    return membership is not None and membership.is_active and membership.is_alternate
