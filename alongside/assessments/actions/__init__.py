"""What people do in an assessment: one verb, one function, one file per aggregate.

Every action locks the assessment first, so that two people who act at once take turns and the second sees what the
first did. Single ratings leave no audit entry: a time-ordered list of who answered what when is exactly what must not
exist (docs/decisions); joining, revealing, deciding, sharing and closing do.
"""
