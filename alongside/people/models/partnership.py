"""Organisations, and the partnerships that everything else belongs to."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.people.access import ROLE_NAMES


class Organisation(models.Model):
    """A body that provides, commissions or works beside mental-health services; shared by the whole site."""

    class Kind(models.TextChoices):
        NHS_PROVIDER = "nhs-provider", _("NHS trust or other NHS provider")
        INDEPENDENT_PROVIDER = "independent-provider", _("Independent provider")
        VOLUNTARY = "voluntary", _("Voluntary or community organisation")
        BOARD = "integrated-care-board", _("Integrated care board")
        COLLABORATIVE = "provider-collaborative", _("Provider collaborative")
        COUNCIL = "council", _("Council")
        HOUSING = "housing", _("Housing organisation")
        EMPLOYMENT = "employment", _("Employment service")
        EDUCATION = "education", _("College or university")
        POLICE = "police", _("Police")
        USER_LED = "user-led", _("User-led or carer-led organisation")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40, choices=Kind.choices)
    ods_code = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ods_code"], condition=~Q(ods_code=""), name="one_organisation_per_ods_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Partnership(models.Model):
    """One provider, its commissioners and its partners: the tenant. Due dates are in its time zone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=160)
    time_zone = models.CharField(max_length=60, default="Europe/London")
    organisations = models.ManyToManyField(Organisation, through="PartnershipOrganisation")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class PartnershipOrganisation(models.Model):
    """An organisation's side in a partnership; exactly one is the provider that is assessed."""

    class Side(models.TextChoices):
        PROVIDER = "provider", _("The provider that is assessed")
        COMMISSIONER = "commissioner", _("Commissioner")
        PARTNER = "partner", _("Partner")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="sides")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sides")
    side = models.CharField(max_length=12, choices=Side.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "organisation"], name="organisation_once_per_partnership"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(side="provider"), name="one_provider_per_partnership"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.side})"


class Team(models.Model):
    """A team of the provider."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "name"], name="team_name_once_per_partnership")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's place in a partnership. An empty group means they would rather not name one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    group = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="memberships")
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "user"], name="one_membership_per_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.partnership}"
