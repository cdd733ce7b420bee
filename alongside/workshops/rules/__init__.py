"""Pure decisions of workshops: which phase may follow, who sits where, what to talk about first."""
