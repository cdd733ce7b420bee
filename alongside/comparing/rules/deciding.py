"""What it takes to turn comparing on."""

# A reason is a sentence, not a word.
SHORTEST_REASON = 20


def is_a_sentence(reason: str) -> bool:
    """Whether a reason says enough to stand on a page."""
    return len(reason.strip()) >= SHORTEST_REASON
