"""What the steps of the planning machine are about, how often each comes, and what is known of a version."""

import hashlib
import json

from hypothesis import strategies as st

# How far back from the version that was put forward last; mostly one that matters.
PLACES = st.sampled_from([0, 0, 0, 0, 1, 1, 1, 2, 3, 4])
PLAN = st.integers(0, 1)
HALF = st.sampled_from(["lead", "co_lead"])
WHO = st.sampled_from(["lead", "co_lead", "commissioner", "contributor"])
# What each step is about; those that are named more often below come more often.
STEPS = {
    "carry_through": {"plan": PLAN, "first": st.sampled_from(["nothing", "withdraw"])},
    "edit": {"plan": PLAN, "also": st.booleans()},
    "put_forward": {"plan": PLAN, "half": HALF},
    "open": {"place": PLACES, "half": HALF},
    "sign": {
        "places": st.lists(PLACES, min_size=1, max_size=2),
        "names": st.sampled_from([("lead",), ("commissioner",), ("contributor",), ("lead", "commissioner")]),
        "trick": st.sampled_from(["none"] * 4 + ["digest", "person", "other", "old"]),
    },
    "speak": {"place": PLACES, "name": WHO, "what": st.sampled_from(["decline", "comment_on"])},
    "withdraw": {"place": PLACES, "name": st.sampled_from(["lead", "commissioner"])},
    "take_back": {"place": PLACES, "half": HALF},
    "end": {"plan": PLAN, "half": HALF},
    "leave_or_come_back": {"name": st.sampled_from(["commissioner", "contributor"]), "again": st.booleans()},
    "bring_a_wrong_row": {"place": PLACES, "name": st.sampled_from(["lead", "commissioner"])},
}
OFTEN = ["sign", "sign", "sign", "sign", "open", "open", "put_forward", "put_forward", "edit", "edit", "carry_through"]
KINDS = [*OFTEN, *STEPS]


class Expected:
    """What we know of one version from outside."""

    def __init__(self, version, by):
        said = json.loads(version.content)
        self.pk, self.plan, self.number = version.pk, version.plan_id, version.number
        self.text, self.sha256 = version.content, hashlib.sha256(version.content.encode()).hexdigest()
        self.required = {each["user_id"] for each in said["signatories"]}
        self.put_forward_by = by
        self.state, self.signed = "put-forward", {}
        self.was_in_force = False

    @property
    def complete(self):
        return bool(self.required) and all(self.signed.get(user) == self.sha256 for user in self.required)
