"""What pages of team feedback read, always from a partnership down; the public ones from an asking or a team."""
