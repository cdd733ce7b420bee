"""Load a demonstration into an empty database."""

from __future__ import annotations

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from alongside.audit.actor import SYSTEM, Actor
from alongside.catalogue import shelf
from alongside.demo.comparing import tell as tell_comparing
from alongside.demo.feedback import tell as tell_feedback
from alongside.demo.history import tell
from alongside.demo.planning import tell as tell_plans
from alongside.demo.telling import PASSWORD, Person, assessments, people, story
from alongside.evidence.actions import load_pack
from alongside.people.actions.accounts import create_account, create_site_administrator
from alongside.people.actions.organisations import add_organisation, create_partnership
from alongside.people.actions.teams import add_team
from alongside.people.models import Membership, Organisation, Partnership, User

REPORT = "hope-2010"
Users = dict[str, User]


@transaction.atomic
def load(which: str) -> bool:
    """Load `partnership`, the invented one with its history, or `sources`, what a report of 2010 says about two trusts.

    Returns False, having done nothing, where the demonstration people are there already.
    """
    if User.objects.filter(email=people()[0].email).exists():
        return False
    users = {person.key: account(person) for person in people()}
    if which == "sources":
        load_sources(users)
    else:
        partnership = load_partnership()
        add_members(partnership, users)
        for told in assessments():
            tell(partnership, told, users)
        tell_plans(partnership, users)
        tell_feedback(partnership, users)
        tell_comparing(partnership, users)
    return True


def account(person: Person) -> User:
    """One person's account, with a second factor of its own."""
    make = create_account if person.role else create_site_administrator
    user = make(email=person.email, name=person.name, password=PASSWORD, by=SYSTEM)
    TOTP.activate(user, generate_totp_secret())
    return user


def load_partnership() -> Partnership:
    """The invented partnership with its organisations and teams."""
    told = story()
    made = create_partnership(
        name=told["partnership"],
        provider=add_organisation(**told["provider"], by=SYSTEM),
        commissioners=[add_organisation(**each, by=SYSTEM) for each in told["commissioners"]],
        partners=[add_organisation(**each, by=SYSTEM) for each in told["partners"]],
        by=SYSTEM,
    )
    for name in told["teams"]:
        add_team(partnership=made, name=name, by=SYSTEM)
    return made


def add_members(partnership: Partnership, users: Users) -> None:
    """Everybody's place in a partnership, in the organisation that fits their role."""
    sides = {side.side: side.organisation for side in partnership.sides.select_related("organisation").order_by("-pk")}
    for person in people():
        if person.role:
            side = "commissioner" if person.role == "commissioner" else "provider"
            Membership.objects.create(
                partnership=partnership,
                user=users[person.key],
                role=person.role,
                group=person.group,
                organisation=sides.get(side),
            )


def load_sources(users: Users) -> None:
    """A partnership for each trust of the report: its evidence, no assessment, no stages."""
    pack = shelf.evidence(REPORT)
    by = Actor.user(users["amina"].pk)
    for told in pack.organisations:
        provider = add_organisation(name=told.name, kind=Organisation.Kind.NHS_PROVIDER, by=SYSTEM)
        made = create_partnership(name=f"{told.name}, as a report of 2010 describes it", provider=provider, by=SYSTEM)
        add_members(made, users)
        load_pack(partnership=made, pack=pack, organisation_key=told.key, by=by)
