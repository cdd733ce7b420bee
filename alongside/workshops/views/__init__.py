"""Plan, lead, take part, look on: one file for each of the pages around a room."""
