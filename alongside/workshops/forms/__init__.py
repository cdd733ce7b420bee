"""What the pages of workshops ask."""
