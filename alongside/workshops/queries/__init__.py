"""What pages of workshops read, always from an assessment down."""
