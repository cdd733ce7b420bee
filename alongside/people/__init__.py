"""Who there is and who may do what: people, organisations, partnerships, teams, memberships, invitations, access.

Words: a *partnership* is one provider with its commissioners and partners, and everything else belongs to one; a
*membership* is a person's place in it, with a *role* and, if they wish, a *stakeholder group*; an *invitation* offers
such a place; `access.py` is the whole answer to who may do what.
"""
