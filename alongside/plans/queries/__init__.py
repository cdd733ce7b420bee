"""What pages read, always from a partnership, an assessment or a plan down."""
