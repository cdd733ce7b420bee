"""A fingerprint of what a record says, so that an agreement to close it holds only for exactly that."""

from __future__ import annotations

import hashlib
import json

from alongside.assessments.models import Assessment, AssessmentState


def digest(assessment: Assessment) -> str:
    """SHA-256, hexadecimal, over what two people agree to when they close: words, groups, reveals, decisions."""
    decisions = assessment.decisions.values_list("pk", "confirmations__role")
    groups = assessment.groups.values_list("key", "name", "invited", "support", "payment", "absence_means")
    # Only what everybody can see: the digest stands on a page, and must not move with what is not revealed.
    reveals = list(assessment.reveals.values_list("pk", "item", "round"))
    shown = {(item, round) for _pk, item, round in reveals}
    reasons = assessment.shared_reasons.values_list("pk", "text", "item", "round")
    said: dict[str, object] = {
        "title": assessment.title,
        "told": assessment.told,
        "groups": list(groups),
        "reveals": sorted(str(pk) for pk, _item, _round in reveals),
        "decisions": sorted([str(pk), role or ""] for pk, role in decisions),
        "parked": sorted([str(pk), text] for pk, text in assessment.parked_questions.values_list("pk", "text")),
        "reasons": sorted([str(pk), text] for pk, text, item, round in reasons if (item, round) in shown),
    }
    # Said of newer assessments only: what was agreed before anybody could say it stays agreed.
    if assessment.looks_at:
        said["looks_at"] = assessment.looks_at
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def agreed_to_close(assessment: Assessment, latest: AssessmentState) -> set[str]:
    """The roles whose agreement to close holds for the record as it stands now."""
    given = list(assessment.approvals.filter(after_sequence=latest.sequence).values_list("role", "digest"))
    if not given:
        return set()
    now = digest(assessment)
    return {role for role, agreed in given if agreed == now}
