"""What an order, a plan, a version and a signature may be: pure decisions, no database, no requests."""
