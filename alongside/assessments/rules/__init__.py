"""What is allowed, what is shown and what is complete: pure decisions, no writes, no requests."""
