"""Ask, answer without a name, publish, read and reply: one file for each of the pages around a survey."""
