"""Each unit's result against the limits within which chance alone would keep it: the figures of a funnel plot."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special

from alongside.stats.comparison.dispersion import Dispersion, truncated, winsorised
from alongside.stats.comparison.limits import FORMS, Form
from alongside.stats.comparison.reading import (
    Floats,
    Numbers,
    at_least,
    read_choice,
    read_counts,
    read_positive,
    read_share,
    refuse_where,
    same_length,
    sealed,
)
from alongside.stats.comparison.scales import TRANSFORMS, Kind, Scale, Transform, scale_of

OverDispersion: TypeAlias = Literal["additive", "multiplicative"]
Sides: TypeAlias = NDArray[np.int8]

# Below so many units, two or three of them decide how much all seem to vary.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of ``Units``, as plain numbers."""

    ratio: float
    s: float
    z: float
    lower95: float
    upper95: float
    lower998: float
    upper998: float
    od_lower95: float
    od_upper95: float
    od_lower998: float
    od_upper998: float


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """All units, a column for each figure. ``units[0]`` is one of them, ``len(units)`` tells how many.

    ``ratio`` is what each achieved; ``s`` the standard error and ``z`` the distance from the target in standard
    errors, both on the transformed scale. ``lower95`` to ``upper998`` are the limits by chance alone, ``od_`` the
    same after the adjustment for over-dispersion. An upper limit of a count may be infinite.
    """

    ratio: Floats
    s: Floats
    z: Floats
    lower95: Floats
    upper95: Floats
    lower998: Floats
    upper998: Floats
    od_lower95: Floats
    od_upper95: Floats
    od_lower998: Floats
    od_upper998: Floats

    def __len__(self) -> int:
        return len(self.ratio)

    def __getitem__(self, position: int) -> Unit:
        return Unit(**{field.name: float(getattr(self, field.name)[position]) for field in fields(self)})

    def __iter__(self) -> Iterator[Unit]:
        return (self[position] for position in range(len(self)))

    @property
    def side95(self) -> Sides:
        """-1 where a unit lies below its 95 % limits, 1 above, 0 within or on them."""
        return _side(self.ratio, self.lower95, self.upper95)

    @property
    def side998(self) -> Sides:
        """As ``side95`` for the 99.8 % limits."""
        return _side(self.ratio, self.lower998, self.upper998)

    @property
    def od_side95(self) -> Sides:
        """As ``side95`` for the adjusted 95 % limits."""
        return _side(self.ratio, self.od_lower95, self.od_upper95)

    @property
    def od_side998(self) -> Sides:
        """As ``side95`` for the adjusted 99.8 % limits."""
        return _side(self.ratio, self.od_lower998, self.od_upper998)


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """The target, how much units vary around it, every unit, and the choices that were made.

    ``phi`` and ``tau2`` tell of ``n_used`` units and are given whether or not ``over_dispersion`` uses them. With
    ``few_units`` (fewer than ten) neither is worth much, so the adjusted limits should not be shown.
    """

    target: float
    phi: float
    tau2: float
    n_used: int
    few_units: bool
    units: Units
    kind: Kind
    transform: Transform
    over_dispersion: OverDispersion | None
    trim: float
    form: Form


def funnel(
    numerators: Numbers,
    denominators: Numbers,
    *,
    kind: Kind = "proportion",
    transform: Transform | None = None,
    over_dispersion: OverDispersion | None = "additive",
    trim: float = 0.1,
    form: Form = "guarded",
) -> Funnel:
    """Return each unit against its limits around one target.

    ``kind`` says what is divided: ``proportion``, people who said yes by people asked (target: all yes by all
    asked); ``ratio``, events seen by events expected (target 1); ``count``, one count by another (target: all by all).

    ``transform`` makes results roughly normal for z, phi, tau2 and the adjusted limits: ``arcsine`` for a
    proportion, ``sqrt`` or ``log`` for a ratio, ``log`` for a count. Left out, a ratio takes ``sqrt``, because the
    logarithm of no events does not exist. With it phi and tau2 are winsorised (every unit still counts); ``log`` for a
    ratio is the method of the Summary Hospital-level Mortality Indicator, which rounds expected events to two
    places and leaves the outermost units out.

    ``over_dispersion`` widens the ``od_`` limits where units vary more than chance: ``additive``, the default,
    for units that truly differ a little, adds tau2 to each variance; ``multiplicative`` multiplies each standard error
    by the root of phi, and so stays narrow for large units. Nothing is ever narrowed: an adjusted limit is never
    inside the limit by chance alone, and the two are the same where there is no over-dispersion or None is chosen.

    ``trim`` is the share at each end that must not decide how much units vary; 0.1 is what Spiegelhalter and
    FunnelPlotR take. ``form`` is that of the limits by chance alone: see ``limits``. For a count, ``guarded`` is the
    binomial one, given both counts together.

    Source: Spiegelhalter 2005, Statistics in Medicine 24:1185-1202 and Quality and Safety in Health Care
    14:347-351; checked against FunnelPlotR.
    Limits: outside is not bad. Of units that do not differ at all, up to 2 in 1,000 lie outside the 99.8 %
    limits. An adjustment can hide a measure that is itself at fault. With winsorising, tau2 is too small rather
    than too large. FunnelPlotR draws the limits of a count with half the standard error of its denominator, which
    is far too narrow; that is not copied.
    Raises ValueError for columns of different length, fewer than three units, an empty denominator, counts that are
    not whole, more yes than people, a transform of another kind, and where there is nothing to compare.
    """
    read_choice(kind, tuple(TRANSFORMS), "kind")
    chosen = transform if transform is not None else TRANSFORMS[kind][0]
    read_choice(chosen, TRANSFORMS[kind], f"transform for a {kind}")
    if over_dispersion is not None:
        read_choice(over_dispersion, ("additive", "multiplicative"), "treatment of over-dispersion")
    read_choice(form, FORMS, "form")
    trim = read_share(trim, "trim", below=0.5, zero=True)
    seen, sizes = _read(numerators, denominators, kind)
    scale = scale_of(kind, chosen, seen, sizes)
    z = (scale.y - scale.middle) / scale.s
    found = (truncated if (kind, chosen) == ("ratio", "log") else winsorised)(z, scale.s, trim=trim)
    return Funnel(
        target=scale.target,
        phi=found.phi,
        tau2=found.tau2,
        n_used=found.n_used,
        few_units=len(seen) < _FEW,
        units=_units(scale, z, _stretched(scale.s, found, over_dispersion), form),
        kind=kind,
        transform=chosen,
        over_dispersion=over_dispersion,
        trim=trim,
        form=form,
    )


def _read(numerators: Numbers, denominators: Numbers, kind: Kind) -> tuple[Floats, Floats]:
    """Return both columns, or refuse them."""
    seen = read_counts(numerators, "numerator")
    read_sizes = read_positive if kind == "ratio" else read_counts
    sizes = read_sizes(denominators, "denominator")
    same_length(seen, sizes, "numerators as denominators")
    at_least(seen, 3, "to compare")
    refuse_where(sizes == 0, "The denominator of unit {} must be more than 0.")
    if kind == "proportion":
        refuse_where(seen > sizes, "The numerator of unit {} must not be more than its denominator.")
    return seen, sizes


def _stretched(s: Floats, found: Dispersion, over_dispersion: OverDispersion | None) -> Floats | None:
    """Return the standard errors of the adjusted limits, None where nothing is to be adjusted."""
    if over_dispersion == "additive" and found.tau2 > 0:
        return np.asarray(np.sqrt(s**2 + found.tau2))
    if over_dispersion == "multiplicative" and found.phi > 1:
        return np.asarray(s * np.sqrt(found.phi))
    return None


def _units(scale: Scale, z: Floats, stretched: Floats | None, form: Form) -> Units:
    """Return every unit with both pairs of limits in both ways."""
    columns: dict[str, Floats] = {"ratio": scale.ratio, "s": scale.s, "z": z}
    for name, level in (("95", 0.95), ("998", 0.998)):
        lower, upper = scale.by_chance(level, form)
        columns[f"lower{name}"], columns[f"upper{name}"] = lower, upper
        if stretched is not None:
            reach = float(special.ndtri((1 + level) / 2)) * stretched
            lower = np.minimum(lower, scale.back(scale.middle - reach))
            upper = np.maximum(upper, scale.back(scale.middle + reach))
        columns[f"od_lower{name}"], columns[f"od_upper{name}"] = lower, upper
    return Units(**{name: sealed(column) for name, column in columns.items()})


def _side(ratio: Floats, lower: Floats, upper: Floats) -> Sides:
    """Return -1 below, 0 within or on, 1 above the limits."""
    return (ratio > upper).astype(np.int8) - (ratio < lower).astype(np.int8)
