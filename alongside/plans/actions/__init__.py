"""What people do with priorities and plans: one verb, one function.

Every action locks the plan (or the prioritising) first, so that two people who act at once take turns and the second
sees what the first did.
"""
