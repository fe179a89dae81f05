"""Invented people for the demo world: common given names and surnames joined by chance, mail at example.org."""

from dataclasses import dataclass
from random import Random

from app.domain.text import fold

WOMEN = ("María", "Rosa", "Carmen", "Lucía", "Yolanda", "Elena", "Nelly", "Gladys", "Milagros", "Patricia", "Flor")
MEN = ("José", "Luis", "Carlos", "Víctor", "Julio", "Percy", "Rubén", "Walter", "Hugo", "Edwin", "Óscar")
SURNAMES = (
    "Quispe", "Mamani", "Huamán", "Flores", "Rojas", "Condori", "Ramos", "Chávez", "Salazar", "Torres", "Ccori",
    "Paredes", "Vargas", "Núñez", "Cárdenas", "Apaza", "Luján", "Sánchez", "Palomino", "Yupanqui", "Reátegui",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person: full name, whether a woman, and an address at example.org no one else has."""

    name: str
    is_woman: bool
    email: str


def invent(chance: Random, tag: str) -> Somebody:
    """Return a person by `chance`; `tag` keeps addresses apart."""
    is_woman = chance.choice((True, False))
    given = chance.choice(WOMEN if is_woman else MEN)
    first, second = chance.sample(SURNAMES, 2)
    local = f"{fold(given)}.{fold(first)}.{tag}".replace(" ", "")
    return Somebody(f"{given} {first} {second}", is_woman, f"{local}@example.org")
