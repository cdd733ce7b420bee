"""The pages of comparing."""
