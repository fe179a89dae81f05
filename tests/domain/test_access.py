"""Who may see what: a table written by hand from the field notes ("Roles", rules 11 and 12)."""

import pytest

from app.domain.access import (
    ANONYMOUS,
    Actor,
    Mandate,
    Subject,
    may_invite,
    may_see,
    may_see_contents,
    roles_on,
)
from app.domain.vocabulary import Role

OURS, OTHERS = 10, 11
CUSCO, PUNO, LIMA, SEOUL = 20, 21, 1, 2
BEFORE = Subject(OURS, CUSCO, is_sent=False)
AFTER = Subject(OURS, CUSCO, is_sent=True)
IN_LIMA = Subject(OURS, LIMA, is_sent=False)


def who(role: Role, organization_id: int | None = None, office_id: int | None = None) -> Actor:
    return Actor(1, (Mandate(role, organization_id, office_id),))


TABLE: list[tuple[str, Actor, Subject, bool, bool]] = [
    # who it is, the actor, the application, sees it at all, sees its contents
    ("its preparer", who(Role.PREPARER, OURS), BEFORE, True, True),
    ("its signatory", who(Role.SIGNATORY, OURS), BEFORE, True, True),
    ("another city's preparer", who(Role.PREPARER, OTHERS), BEFORE, False, False),
    ("another city's signatory, once it was sent", who(Role.SIGNATORY, OTHERS), AFTER, False, False),
    ("its office's analyst", who(Role.ANALYST, None, CUSCO), BEFORE, True, True),
    ("its office's head", who(Role.HEAD, None, CUSCO), BEFORE, True, True),
    ("another office's analyst", who(Role.ANALYST, None, PUNO), BEFORE, False, False),
    ("another office's head, once it was sent", who(Role.HEAD, None, PUNO), AFTER, False, False),
    ("an office whose number is the city's", who(Role.ANALYST, None, OURS), BEFORE, False, False),
    ("a city whose number is the office's", who(Role.PREPARER, CUSCO), BEFORE, False, False),
    ("Lima", who(Role.COORDINATOR, None, LIMA), BEFORE, True, True),
    ("Lima, without an office", who(Role.COORDINATOR), BEFORE, True, True),
    ("the Embassy before it was sent", who(Role.EMBASSY, None, SEOUL), BEFORE, True, False),
    ("the Embassy once it was sent", who(Role.EMBASSY, None, SEOUL), AFTER, True, True),
    ("the administrator", who(Role.ADMINISTRATOR), AFTER, False, False),
    ("nobody signed in", ANONYMOUS, AFTER, False, False),
]


@pytest.mark.parametrize(
    ("actor", "subject", "seen", "contents"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_each_sees_what_the_field_notes_say(actor: Actor, subject: Subject, seen: bool, contents: bool) -> None:
    for decision, expected in ((may_see(actor, subject), seen), (may_see_contents(actor, subject), contents)):
        assert decision.allowed is expected
        assert decision.because.es
        assert decision.because.en


def test_lima_acts_as_the_office_only_where_lima_accompanies() -> None:
    lima = who(Role.COORDINATOR, None, LIMA)
    assert roles_on(lima, BEFORE) == {Role.COORDINATOR}
    assert roles_on(lima, IN_LIMA) == {Role.COORDINATOR, Role.ANALYST, Role.HEAD}


def test_who_is_at_the_embassy_and_in_lima_sees_as_lima() -> None:
    both = Actor(1, (Mandate(Role.EMBASSY, office_id=SEOUL), Mandate(Role.COORDINATOR, office_id=LIMA)))
    assert may_see_contents(both, BEFORE).allowed


def test_an_actor_knows_where_its_roles_are_held() -> None:
    actor = Actor(
        1,
        (
            Mandate(Role.PREPARER, organization_id=OURS),
            Mandate(Role.SIGNATORY, organization_id=OTHERS),
            Mandate(Role.HEAD, office_id=CUSCO),
            Mandate(Role.COORDINATOR, office_id=LIMA),
            Mandate(Role.EMBASSY, office_id=SEOUL),
        ),
    )
    assert actor.organizations() == {OURS, OTHERS}
    assert actor.organizations(frozenset({Role.SIGNATORY})) == {OTHERS}
    assert actor.offices() == {CUSCO, LIMA}
    assert actor.offices(frozenset({Role.HEAD})) == {CUSCO}
    assert actor.roles == {Role.PREPARER, Role.SIGNATORY, Role.HEAD, Role.COORDINATOR, Role.EMBASSY}
    assert ANONYMOUS.roles == frozenset()


INVITATIONS: list[tuple[str, Actor, Role, int | None, int | None, int | None, bool]] = [
    # who invites, the actor, to which role, of which organization, of which office, served by which office, may they
    ("preparer a colleague", who(Role.PREPARER, OURS), Role.PREPARER, OURS, None, CUSCO, True),
    ("preparer the signatory", who(Role.PREPARER, OURS), Role.SIGNATORY, OURS, None, CUSCO, True),
    ("preparer in another city", who(Role.PREPARER, OURS), Role.PREPARER, OTHERS, None, CUSCO, False),
    ("preparer an analyst", who(Role.PREPARER, OURS), Role.ANALYST, None, CUSCO, None, False),
    ("analyst a city it serves", who(Role.ANALYST, None, CUSCO), Role.PREPARER, OURS, None, CUSCO, True),
    ("analyst a city it doesn't", who(Role.ANALYST, None, CUSCO), Role.PREPARER, OURS, None, PUNO, False),
    ("analyst a company", who(Role.ANALYST, None, CUSCO), Role.PREPARER, OURS, None, None, False),
    ("analyst a colleague", who(Role.ANALYST, None, CUSCO), Role.ANALYST, None, CUSCO, None, False),
    ("head a colleague", who(Role.HEAD, None, CUSCO), Role.ANALYST, None, CUSCO, None, True),
    ("head in another office", who(Role.HEAD, None, CUSCO), Role.ANALYST, None, PUNO, None, False),
    ("head a coordinator", who(Role.HEAD, None, CUSCO), Role.COORDINATOR, None, CUSCO, None, False),
    ("Lima the Embassy", who(Role.COORDINATOR, None, LIMA), Role.EMBASSY, None, SEOUL, None, True),
    ("Lima an administrator", who(Role.COORDINATOR, None, LIMA), Role.ADMINISTRATOR, None, None, None, False),
    ("administrator an administrator", who(Role.ADMINISTRATOR), Role.ADMINISTRATOR, None, None, None, True),
    ("the Embassy a city", who(Role.EMBASSY, None, SEOUL), Role.PREPARER, OURS, None, CUSCO, False),
    ("nobody anybody", ANONYMOUS, Role.PREPARER, OURS, None, CUSCO, False),
]


@pytest.mark.parametrize(
    ("actor", "role", "organization", "office", "serving", "allowed"),
    [row[1:] for row in INVITATIONS],
    ids=[row[0] for row in INVITATIONS],
)
def test_each_invites_whom_the_field_notes_let_them(  # noqa: PLR0917  # one column each of the table
    actor: Actor, role: Role, organization: int | None, office: int | None, serving: int | None, allowed: bool
) -> None:
    assert may_invite(actor, role, organization, office, serving) is allowed
