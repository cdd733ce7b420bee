"""What the pages of team feedback ask."""
