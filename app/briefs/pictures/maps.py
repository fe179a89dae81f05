"""The map of Peru with one department marked, as SVG for pages and papers alike.

Marked by colour, pattern, outline and name, so that it reads in grey print and for every eye. Only presentation
attributes, no style: pages may restyle it by its classes, and the content security policy allows it. Boundaries are
referential (INEI 2007, simplified; juaneladio/peru-geojson, MPL-2.0): `notice` goes wherever the map goes.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

SHAPES = Path(__file__).resolve().parents[3] / "seeds" / "reference" / "peru_departments_svg.json"
FACE = "Ruta Sans, Source Sans 3, sans-serif"
INK, RED, LAND, COAST = "#1f1b18", "#a51c30", "#dcd5cb", "#ffffff"
LETTER = 44
# Mean width of a semi-bold letter of the face, in parts of its size: enough to keep a name inside the picture.
LETTER_WIDTH = 0.56
GAP = 16
HATCH_STEP = 18
SMALLEST = 48
RING = 22


@dataclass(frozen=True, slots=True)
class Shape:
    """One department: its outline as an SVG path, a point well inside, and the box around it, in map units."""

    code: str
    name: str
    outline: str
    x: float
    y: float
    box: tuple[float, float, float, float]

    @property
    def is_small(self) -> bool:
        """Whether it would be lost on a small map without a ring around it."""
        left, top, right, bottom = self.box
        return max(right - left, bottom - top) < SMALLEST


def department_map(code: str | None, language: str, prefix: str = "map") -> Markup:
    """Return the map as `<svg>` with department `code` (2 digits) marked, or none when `code` is None.

    `prefix` keeps the ids of several maps on one page apart. Raises KeyError for a department that isn't there.
    """
    shapes, (width, _height) = _shapes()
    marked = shapes[code] if code else None
    spot = _mark(marked, prefix) + _name(marked, width) if marked else ""
    return _map({marked.code} if marked else set(), description(code, language), spot)


def departments_map(codes: Collection[str], language: str, prefix: str = "map") -> Markup:
    """Return the map with several departments marked; who they are stands in its title and in the text beside it.

    Raises KeyError for a department that isn't there.
    """
    shapes, _size = _shapes()
    marked = [shapes[code] for code in sorted(codes)]
    names = ", ".join(shape.name for shape in marked)
    with force_locale(language):
        title = _("Mapa del Perú con estos departamentos marcados: %(names)s. Límites referenciales.", names=names)
    spots = "".join(_mark(shape, f"{prefix}-{shape.code}") for shape in marked)
    return _map(set(codes), str(title), spots)


def _map(marked: Collection[str], title: str, spots: str) -> Markup:
    """Return the map as `<svg>`: the departments that aren't `marked` as land, and what marks the others on top."""
    shapes, (width, height) = _shapes()
    land = "".join(_land(shape) for shape in shapes.values() if shape.code not in marked)
    return Markup(  # noqa: S704  # every value in it is a number of ours or escaped
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="img" viewBox="0 0 {width} {height}">'
        f"<title>{escape(title)}</title>"
        f'<g class="map-land" fill="{LAND}" stroke="{COAST}" stroke-width="3">{land}</g>{spots}</svg>'
    )


def description(code: str | None, language: str) -> str:
    """Return the map in words, for who doesn't see it."""
    with force_locale(language):
        if code is None:
            return str(_("Mapa del Perú por departamentos. Límites referenciales."))
        name = _shapes()[0][code].name
        return str(_("Mapa del Perú con el departamento de %(name)s marcado. Límites referenciales.", name=name))


def notice(language: str) -> str:
    """Return the source and licence line that must stand wherever the map does."""
    with force_locale(language):
        return str(
            _(
                "Mapa: límites referenciales, simplificados (INEI 2007), por juaneladio/peru-geojson; "
                "datos bajo licencia MPL-2.0."
            )
        )


@cache
def _shapes() -> tuple[dict[str, Shape], tuple[float, float]]:
    """Read the departments and the size of the picture, once a process."""
    content = json.loads(SHAPES.read_text(encoding="utf-8"))
    found = [_shape(row) for row in content["departamentos"]]
    return {shape.code: shape for shape in found}, (content["viewBox"][2], content["viewBox"][3])


def _shape(row: dict[str, str | float]) -> Shape:
    """Return one department and the box around its outline, whose coordinates are absolute.

    Tenths of a unit are rounded away: they can't be seen at the sizes used, and a third of the weight goes with them.
    """
    outline = re.sub(r"\d+\.\d+", lambda number: str(round(float(number[0]))), str(row["d"]))
    numbers = [int(number) for number in re.findall(r"\d+", outline)]
    across, down = numbers[::2], numbers[1::2]
    box = (min(across), min(down), max(across), max(down))
    return Shape(str(row["codigo"]), str(row["nombre"]), outline, float(row["x"]), float(row["y"]), box)


def _land(shape: Shape) -> str:
    """Return a department that isn't marked."""
    return f'<path d="{escape(shape.outline)}"/>'


def _mark(shape: Shape, prefix: str) -> str:
    """Return the marked department; a ring helps to find the smallest."""
    outline = escape(shape.outline)
    ring = ""
    if shape.is_small:
        ring = f'<circle cx="{shape.x}" cy="{shape.y}" r="{RING}" fill="none" stroke="{INK}" stroke-width="4"/>'
    return (
        f'<clipPath id="{escape(prefix)}-here"><path d="{outline}"/></clipPath>'
        f'<path class="map-here" d="{outline}" fill="{RED}"/>'
        f'<g clip-path="url(#{escape(prefix)}-here)"><path class="map-hatch" d="{_hatch(shape)}" fill="none" '
        f'stroke="{COAST}" stroke-width="2" stroke-opacity="0.6"/></g>'
        f'<path d="{outline}" fill="none" stroke="{INK}" stroke-width="4" stroke-linejoin="round"/>{ring}'
    )


def _hatch(shape: Shape) -> str:
    """Return diagonals over the department's box, to be clipped to it: they survive grey print.

    Lines and not a `<pattern>`, whose tiles show seams in PDF viewers.
    """
    left, top, right, bottom = shape.box
    rise = bottom - top
    starts = range(round(left - rise), round(right), HATCH_STEP)
    return "".join(f"M{start} {bottom:.0f}l{rise:.0f} {-rise:.0f}" for start in starts)


def _name(shape: Shape, width: float) -> str:
    """Return the department's name: inside when it fits, else on the side with more room, over a white halo."""
    length = len(shape.name) * LETTER * LETTER_WIDTH
    left, top, right, bottom = shape.box
    gap = GAP + RING if shape.is_small else GAP
    if shape.x < width - shape.x:
        x, anchor = min(right + gap, width - length), "start"
    else:
        x, anchor = max(left - gap, length), "end"
    y = (top + bottom) / 2 + LETTER * 0.35
    text = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-family="{FACE}" font-size="{LETTER}" font-weight="600"'
    return (
        f'<g class="map-name"><text {text} fill="#ffffff" stroke="#ffffff" stroke-width="9" '
        f'stroke-linejoin="round">{escape(shape.name)}</text><text {text} fill="{INK}">{escape(shape.name)}</text></g>'
    )
