"""What a local edition is called, how words of an item are changed, and what two editions have in common."""
