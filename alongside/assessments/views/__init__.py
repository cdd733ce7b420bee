"""Open, ask, act, show: one file for each part of the way through an assessment."""
