"""The demo world's accounts: one per role, shown on the sign-in page and printed when the program starts."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.domain.vocabulary import Role
from app.extensions import db
from app.models.user import User

PASSWORD = "demostracion-wego-2026"  # noqa: S105  # Public on purpose: it opens invented accounts only.

CITY = "030601"
"""The government of the demo's own city accounts: Chincheros, in Apurímac, which the office in Cusco serves."""

OFFICE = "ODE-CUS"
"""The office of the demo's own office accounts."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account anybody may try: its role, an invented person, and whose it is."""

    role: Role
    name: str
    email: str
    organization_code: str | None = None
    office_code: str | None = None


ACCOUNTS = (
    Account(Role.PREPARER, "Nelly Ccori Palomino", "responsable@example.org", organization_code=CITY),
    Account(Role.SIGNATORY, "Julio Huamán Vargas", "firmante@example.org", organization_code=CITY),
    Account(Role.ANALYST, "Rosa Paredes Núñez", "analista@example.org", office_code=OFFICE),
    Account(Role.HEAD, "Víctor Salazar Rojas", "jefatura@example.org", office_code=OFFICE),
    Account(Role.COORDINATOR, "Elena Torres Luján", "lima@example.org", office_code="LIMA"),
    Account(Role.EMBASSY, "Óscar Cárdenas Flores", "embajada@example.org", office_code="EMB-SEL"),
    Account(Role.ADMINISTRATOR, "Patricia Ramos Chávez", "administracion@example.org"),
)


def present() -> Sequence[Account]:
    """Return the accounts that exist in this database; none outside the demo."""
    query = sa.select(User.email).where(User.is_demo, User.email.in_([account.email for account in ACCOUNTS]))
    known = set(db.session.scalars(query))
    return [account for account in ACCOUNTS if account.email in known]
