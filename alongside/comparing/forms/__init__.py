"""Forms of comparing."""
