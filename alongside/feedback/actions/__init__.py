"""What people do with team feedback: ask, answer, open eight at a time, read words, publish, reply."""
