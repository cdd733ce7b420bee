"""Pure decisions of team feedback: what an answer may hold, how answers become counts, what may be published."""
