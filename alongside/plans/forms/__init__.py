"""Shape and wording of what people fill in; nothing here saves."""
