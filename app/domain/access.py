"""Who may see and act: the third ring, and the words with which a refusal is explained.

Roles and scopes are those of the project's field notes, "Roles" and rule 11: a government sees its own, an office its
applications, Lima all, the Embassy the status of all and the contents of what was sent.
"""

from dataclasses import dataclass

from app.domain.bilingual import Text
from app.domain.vocabulary import Role

CITY_ROLES = frozenset({Role.PREPARER, Role.SIGNATORY})
OFFICE_ROLES = frozenset({Role.ANALYST, Role.HEAD})
OFFICIAL_ROLES = OFFICE_ROLES | {Role.COORDINATOR, Role.EMBASSY}


@dataclass(frozen=True, slots=True)
class Mandate:
    """A role held today, in an organization or in an office."""

    role: Role
    organization_id: int | None = None
    office_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks, with the mandates in force today; nobody signed in has no id and no mandate."""

    user_id: int | None = None
    mandates: tuple[Mandate, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere."""
        return frozenset(mandate.role for mandate in self.mandates)

    def organizations(self, roles: frozenset[Role] = CITY_ROLES) -> frozenset[int]:
        """Return the organizations in which one of `roles` is held."""
        return frozenset(m.organization_id for m in self.mandates if m.organization_id and m.role in roles)

    def offices(self, roles: frozenset[Role] = OFFICE_ROLES | {Role.COORDINATOR}) -> frozenset[int]:
        """Return the offices in which one of `roles` is held."""
        return frozenset(m.office_id for m in self.mandates if m.office_id and m.role in roles)


ANONYMOUS = Actor()


@dataclass(frozen=True, slots=True)
class Subject:
    """What access to an application depends on: whose it is, which office accompanies it, whether it was sent."""

    organization_id: int
    office_id: int
    is_sent: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and why or why not."""

    allowed: bool
    because: Text


def roles_on(actor: Actor, subject: Subject) -> frozenset[Role]:
    """Return the roles `actor` has towards one application; empty means that it doesn't exist for them.

    Lima's coordination acts as the office where no decentralised office serves the department and Lima accompanies.
    """
    found: set[Role] = set()
    for mandate in actor.mandates:
        if (mandate.role in CITY_ROLES and mandate.organization_id == subject.organization_id) or (
            mandate.role in OFFICE_ROLES and mandate.office_id == subject.office_id
        ):
            found.add(mandate.role)
        elif mandate.role is Role.COORDINATOR:
            found.add(mandate.role)
            found |= OFFICE_ROLES if mandate.office_id == subject.office_id else set()
        elif mandate.role is Role.EMBASSY:
            found.add(mandate.role)
    return frozenset(found)


def may_see(actor: Actor, subject: Subject) -> Decision:
    """Whether the application, its status and its office may be seen at all."""
    roles = roles_on(actor, subject)
    if roles & CITY_ROLES:
        return Decision(True, Text("Es el expediente de su organización.", "It is your organization's application."))
    if roles & OFFICE_ROLES:
        return Decision(True, Text("Su oficina acompaña este expediente.", "Your office accompanies this application."))
    if Role.COORDINATOR in roles:
        return Decision(True, Text("La coordinación en Lima ve todos.", "Lima's coordination sees all applications."))
    if Role.EMBASSY in roles:
        return Decision(
            True, Text("La Embajada ve el estado de todos.", "The Embassy sees the status of every application.")
        )
    return Decision(False, Text("El expediente no está a su alcance.", "The application is outside your scope."))


def may_see_contents(actor: Actor, subject: Subject) -> Decision:
    """Whether answers, papers and observations may be read: the Embassy only from *enviado* on (rule 11)."""
    seen = may_see(actor, subject)
    if not seen.allowed or roles_on(actor, subject) != {Role.EMBASSY} or subject.is_sent:
        return seen
    return Decision(
        False,
        Text(
            "La Embajada ve el contenido desde que el expediente se envía a WeGO; antes ve su estado.",
            "The Embassy sees the contents once the application is sent to WeGO; before that, its status.",
        ),
    )


def may_invite(
    actor: Actor, role: Role, organization_id: int | None, office_id: int | None, serving_id: int | None
) -> bool:
    """Whether `actor` may invite somebody to `role` in an organization (served by office `serving_id`) or an office.

    A government's people invite colleagues; an office's invite the people of the governments it serves, and its head
    colleagues; Lima and the administration invite anybody but administrators, whom only administrators invite.
    """
    if Role.ADMINISTRATOR in actor.roles:
        return True
    if role is Role.ADMINISTRATOR:
        return False
    if Role.COORDINATOR in actor.roles:
        return True
    if role in CITY_ROLES:
        own = organization_id in actor.organizations()
        return own or (serving_id is not None and serving_id in actor.offices(OFFICE_ROLES))
    return role in OFFICE_ROLES and office_id in actor.offices(frozenset({Role.HEAD}))
