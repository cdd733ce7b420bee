"""What a framework holds, as it is read on a page: paragraphs, numbers and citations as sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.catalogue.framework import Anchor, Framework, SourceReference

COMPARISONS = {
    "below": gettext_lazy("Fewer than %(amount)s: %(of)s."),
    "about": gettext_lazy("About %(amount)s: %(of)s."),
    "above": gettext_lazy("More than %(amount)s: %(of)s."),
    "at-least": gettext_lazy("At least %(amount)s: %(of)s."),
    "between": gettext_lazy("Between %(value)d and %(amount)s: %(of)s."),
    "all": gettext_lazy("All: %(of)s."),
}
UNITS = {
    "percent": gettext_lazy("%(number)d%%"),
    "people": gettext_lazy("%(number)d people"),
    "posts": gettext_lazy("%(number)d posts"),
    "per-team": gettext_lazy("%(number)d in each team"),
}

# A file wraps its lines somewhere in this range; longer lines are paragraphs of their own.
WRAPPED_AT = range(70, 126)


def anchor_sentence(anchor: Anchor) -> str:
    """A number the source ties to a stage, in words: "Fewer than 25%: staff who have been trained." """
    highest = anchor.upper if anchor.upper is not None else anchor.value
    amount = str(UNITS[anchor.unit]) % {"number": highest} if highest is not None else ""
    sentence = str(COMPARISONS[anchor.comparison])
    return sentence % {"amount": amount, "value": anchor.value or 0, "of": anchor.of.rstrip(".")}


def source_sentences(framework: Framework, source: SourceReference) -> list[str]:
    """Where something comes from: document, year and place, one sentence for each."""
    documents = {document.key: document for document in framework.sources}
    sentences = []
    for reference in (source, *source.also):
        document = documents[reference.document]
        parts = [f"{document.title} ({document.publisher}, {document.year})"]
        if reference.section:
            parts.append(_("section %(section)s") % {"section": reference.section})
        if reference.pages:
            parts.append(_("page %(pages)s") % {"pages": reference.pages})
        sentences.append(", ".join(parts))
    return sentences


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, whether its lines were wrapped by hand, folded by YAML or typed in a browser.

    A line end is only the end of a wrapped line where the next word would not have fitted any more.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    width = max(len(line) for line in lines)
    found = [""]
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else ""
        first_word = line.split(" ", 1)[0]
        wrapped = before and width in WRAPPED_AT and len(before) + 1 + len(first_word) > width
        if line and wrapped:
            found[-1] += f" {line}"
        elif line:
            found.append(line)
    return [paragraph for paragraph in found if paragraph]


def as_typed(text: str) -> str:
    """A text as it stands in a box on a page: paragraphs with an empty line between them."""
    return "\n\n".join(paragraphs(text))


def means_the_same(text: str, other: str) -> bool:
    """Whether two texts differ at most in where their lines end."""
    return paragraphs(text) == paragraphs(other)
