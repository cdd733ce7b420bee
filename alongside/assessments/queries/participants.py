"""A participant's own things; nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.assessments.models import Participant, ParticipantCard, Rating, SharedReason
from alongside.assessments.queries.reveals import withholdings
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.rules.withheld import why_withheld
from alongside.catalogue.framework import Framework, Item
from alongside.people.tokens import code_hash, hash_of

PURPOSE = "participant"


@dataclass(frozen=True)
class MyItem:
    """One item as its participant sees it: what they answered in the open round, and whether it has been revealed.

    `answered_before` says whether they answered in a round that was opened since.
    """

    item: Item
    round: int
    rating: Rating | None
    answered_before: bool = False

    @property
    def revealed(self) -> bool:
        """Whether an earlier round has been opened."""
        return self.round > 1

    @property
    def may_come_late(self) -> bool:
        """Whether it was opened without them, and they have not answered it since: they still may."""
        return self.revealed and self.rating is None and not self.answered_before


@dataclass(frozen=True)
class Withheld:
    """A reason of this person that was withheld: the answer it came from, the item, when, and the causes given."""

    rating_id: UUID
    item: str
    withheld_at: datetime
    causes: tuple[str, ...]

    @property
    def why(self) -> str:
        """Why, in words."""
        return why_withheld(self.causes)


def by_secret(assessment_id: UUID, secret: str) -> Participant | None:
    """Whose device this is, from the secret it keeps."""
    people = Participant.objects.select_related("assessment__partnership")
    return people.filter(assessment_id=assessment_id, secret_hash=hash_of(PURPOSE, secret)).first()


def by_account(assessment_id: UUID, user_id: UUID) -> Participant | None:
    """The participant that this account takes part as."""
    people = Participant.objects.select_related("assessment__partnership", "group")
    return people.filter(assessment_id=assessment_id, user_id=user_id).first()


def by_return_code(code: str) -> Participant | None:
    """Whose return code this is."""
    people = Participant.objects.select_related("assessment__partnership", "group")
    return people.filter(return_code_hash=code_hash(PURPOSE, code)).first()


def my_items(participant: Participant, framework: Framework) -> list[MyItem]:
    """Every item with this person's answer in its open round."""
    rounds = open_rounds(participant.assessment, [item.key for item in framework.items])
    ratings = {(rating.item, rating.round): rating for rating in participant.ratings.all()}
    before = {item for item, round in ratings if round < rounds.get(item, 1)}
    return [
        MyItem(item, round, ratings.get((item.key, round)), item.key in before)
        for item, round in ((item, rounds[item.key]) for item in framework.items)
    ]


def still_to_answer(participant: Participant, framework: Framework) -> list[str]:
    """The keys of items that were never revealed and that this person has not answered."""
    seen = set(participant.assessment.reveals.values_list("item", flat=True))
    seen.update(participant.ratings.values_list("item", flat=True))
    return [item.key for item in framework.items if item.key not in seen]


def my_ratings(participant: Participant) -> Sequence[Rating]:
    """All of this person's answers, with whether each reason is shared."""
    return list(participant.ratings.select_related("shared_reason").order_by("item", "round"))


def my_withheld(participant: Participant) -> Sequence[Withheld]:
    """This person's shared reasons that were withheld."""
    mine = SharedReason.objects.filter(rating__participant=participant, text="").order_by("item", "round")
    rows = [(id, rating, item) for id, rating, item in mine.values_list("id", "rating_id", "item") if rating]
    found = withholdings(id for id, _rating, _item in rows)
    return [Withheld(rating, item, *found[id]) for id, rating, item in rows if id in found]


def my_cards(participant: Participant, item: str) -> Sequence[ParticipantCard]:
    """The evidence cards this person put beside an item."""
    return list(participant.cards.filter(item=item).select_related("card"))
