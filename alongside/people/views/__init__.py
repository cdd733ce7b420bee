"""The pages about people: a file for each thing they are about."""
