"""Open, ask, act, show: one file for each part of the way from priorities to a review."""
