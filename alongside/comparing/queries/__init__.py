"""What the pages of comparing read, always from a partnership down."""
