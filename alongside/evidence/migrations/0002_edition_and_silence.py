"""A card says which edition it was written for, and a document that says nothing is a kind of its own.

What can be known of a card that was there before:

* One that was put beside an answer names its assessment in `held_for`, and the assessment names its edition.
* One from the report of the sources demonstration names that report as its source; its items are those of 2010.
* Of any other card nothing kept the edition. It was typed on the page of evidence, which offers first the newest local
  edition, else the shipped one of 2026, so it gets that one: of its own framework, as things stood when it was written.
  A card typed while an older edition was chosen there is therefore taken for a newer one. Nothing can tell it apart.

Rooms above this one are read by their names and as they were first made; nothing of them is imported.
"""

from collections import defaultdict
from uuid import UUID

from django.db import migrations, models

REPORT, REPORT_EDITION = "Recovery Begins with Hope (2010)", "2010"
# The two texts that the product itself gave to a card that tells of a silence.
SILENT = {
    "title": "This document says nothing about the challenge",
    "does_not_show": "Whether anything was being done. Silence in a document is not a finding.",
}
OFFERED_FIRST = {"ten-challenges": "2026"}


def fill_in(apps, schema_editor):
    cards = apps.get_model("evidence", "Card").objects.using(schema_editor.connection.alias)
    cards.filter(kind="document", **SILENT).update(kind="silence")
    used = Used(apps, schema_editor.connection.alias)
    found = defaultdict(list)
    for card in cards.only("partnership_id", "framework", "held_for", "source", "created_at"):
        found[used.version(card)].append(card.pk)
    for version, keys in found.items():
        for start in range(0, len(keys), 500):
            cards.filter(pk__in=keys[start : start + 500]).update(framework_version=version)


def take_back(apps, schema_editor):
    cards = apps.get_model("evidence", "Card").objects.using(schema_editor.connection.alias)
    cards.filter(kind="silence").update(kind="document")


class Used:
    """Which editions there were, by partnership and framework, the newest first."""

    def __init__(self, apps, database):
        assessments = apps.get_model("assessments", "Assessment").objects.using(database).order_by("-created_at")
        documents = apps.get_model("library", "LocalDocument").objects.using(database).order_by("-published_at")
        self.of_assessment, self.assessed, self.local = {}, defaultdict(list), defaultdict(list)
        for each in assessments:
            self.of_assessment[each.pk] = (each.framework, each.framework_version)
            self.assessed[each.partnership_id, each.framework].append(each.framework_version)
        for each in documents.filter(kind="framework").defer("text"):
            self.local[each.partnership_id, each.key].append((each.published_at, each.version))

    def version(self, card):
        framework, version = self.of_assessment.get(assessment_of(card), ("", ""))
        if framework == card.framework:
            return version
        if card.source == REPORT or card.source.startswith(f"{REPORT}, section "):
            return REPORT_EDITION
        place = (card.partnership_id, card.framework)
        for published_at, version in self.local[place]:
            if published_at <= card.created_at:
                return version
        if card.framework in OFFERED_FIRST:
            return OFFERED_FIRST[card.framework]
        # A framework of the partnership's own, and the card is older than its text: the times were moved.
        known = [version for _published_at, version in self.local[place]] + self.assessed[place]
        return known[0] if known else ""


def assessment_of(card):
    try:
        return UUID(card.held_for.partition(":")[0])
    except ValueError:
        return None


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_initial"),
        ("assessments", "0001_initial"),
        ("library", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="card",
            name="framework_version",
            field=models.CharField(max_length=60, default=""),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="card",
            name="kind",
            field=models.CharField(
                choices=[
                    ("document", "A document"),
                    ("reading", "A figure"),
                    ("observation", "Something seen"),
                    ("story", "Somebody's account"),
                    ("silence", "A document that says nothing"),
                ],
                max_length=12,
            ),
        ),
        migrations.RunPython(fill_in, take_back),
    ]
