"""How far do people agree, and where do groups differ?

Four descriptions of one row of counts over ordered categories (``van_der_eijk``, ``polarisation``,
``consensus``, ``leik``), one figure for many raters of many units (``krippendorff_alpha``), and a ``summary``
that keeps every group in view. What each can and cannot say is told in ``docs/explanation/agreement.md``.

None of these figures protects anybody's privacy: a figure about very few people tells what they said. Whoever
shows a figure must first decide whether the group is large enough to be shown.
"""

from alongside.stats.agreement.alpha import Level, krippendorff_alpha
from alongside.stats.agreement.groups import GroupSummary, Summary, WholeSummary, summary
from alongside.stats.agreement.spread import consensus, leik, polarisation, van_der_eijk

__all__ = [
    "GroupSummary",
    "Level",
    "Summary",
    "WholeSummary",
    "consensus",
    "krippendorff_alpha",
    "leik",
    "polarisation",
    "summary",
    "van_der_eijk",
]
