"""The look of each ordered answer: a tint that darkens from lowest to highest, and a pattern of its own."""

from __future__ import annotations

_LIGHT, _DARK = (0xF1, 0xF7, 0xF6), (0x0B, 0x43, 0x47)
_SHAPES = (
    '<circle cx="4" cy="4" r="1.3" fill="{ink}"/>',
    '<path d="M0 8L8 0M-2 2L2-2M6 10L10 6" stroke="{ink}" stroke-width="1.3"/>',
    '<path d="M0 2H8M0 6H8" stroke="{ink}" stroke-width="1.1"/>',
    '<path d="M0 0L8 8M-2 6L2 10M6-2L10 2" stroke="{ink}" stroke-width="1.3"/>',
    '<path d="M2 0V8M6 0V8" stroke="{ink}" stroke-width="1.1"/>',
    '<path d="M0 4H8M4 0V8" stroke="{ink}" stroke-width="1.2"/>',
)


def fill(mark: str, place: int) -> str:
    """The value of a fill attribute for the answer at a place of the order."""
    return f"url(#{mark}-{place})"


def definitions(mark: str, stages: int) -> str:
    """The patterns of all ordered answers; the highest is plain dark."""
    return "".join(
        f'<pattern id="{mark}-{place}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{_tint(place, stages)}"/>{_shape(place, stages)}</pattern>'
        for place in range(stages)
    )


def _share(place: int, stages: int) -> float:
    return place / (stages - 1) if stages > 1 else 0.5


def _tint(place: int, stages: int) -> str:
    share = _share(place, stages) ** 1.3
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(_LIGHT, _DARK, strict=True))


def _shape(place: int, stages: int) -> str:
    if stages > 1 and place == stages - 1:
        return ""
    ink = "#ffffff" if _share(place, stages) > 0.6 else "#0b4347"
    return _SHAPES[place % len(_SHAPES)].format(ink=ink)
