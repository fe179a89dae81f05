"""The closed lists of words every layer shares: roles, parties, kinds, states and certainty.

A member's value is what is stored in the database and written in the seeds; `app/labels.py` has the words the screen
shows. They aren't database enums, so a new member needs no migration. Meanings follow the project's field notes ("Who
is who", "Steps", "Rules of the process", "Roles").
"""

from enum import StrEnum


class Role(StrEnum):
    """What an account may be; its scope (own government, the office's departments, everything) comes with it."""

    PREPARER = "preparer"
    SIGNATORY = "signatory"
    ANALYST = "analyst"
    HEAD = "head"
    COORDINATOR = "coordinator"
    EMBASSY = "embassy"
    ADMINISTRATOR = "administrator"


class Party(StrEnum):
    """Who holds the turn of a step; the Secretariat, EXCOM and `nobody` have no accounts here."""

    ORGANIZATION = "organization"
    OFFICE = "office"
    LIMA = "lima"
    EMBASSY = "embassy"
    SECRETARIAT = "secretariat"
    EXCOM = "excom"
    NOBODY = "nobody"


class OrganizationType(StrEnum):
    """The kinds of applicant; titles of authorities and the process to follow depend on it."""

    REGIONAL_GOVERNMENT = "regional_government"
    PROVINCIAL_MUNICIPALITY = "provincial_municipality"
    DISTRICT_MUNICIPALITY = "district_municipality"
    COMPANY = "company"
    INSTITUTION = "institution"

    @property
    def is_private(self) -> bool:
        """Whether it is no government: Lima accompanies it, and EXCOM confirms it without an associate milestone."""
        return self in {OrganizationType.COMPANY, OrganizationType.INSTITUTION}


class OfficeKind(StrEnum):
    """The Ministry's offices: decentralised in the country, the head office in Lima, the embassy in Seoul."""

    DECENTRALISED = "decentralised"
    HEAD = "head"
    EMBASSY = "embassy"


class StepStatus(StrEnum):
    """Where one step of an application stands."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    UNDER_REVIEW = "under_review"
    OBSERVED = "observed"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class Status(StrEnum):
    """Where a whole application stands: the last milestone reached, the review's state, or a side state."""

    DRAFT = "draft"
    PREPARING = "preparing"
    IN_REVIEW = "in_review"
    OBSERVED = "observed"
    ENDORSED = "endorsed"
    NOT_ENDORSED = "not_endorsed"
    RESOLVED = "resolved"
    SIGNED = "signed"
    SENT = "sent"
    ASSOCIATE = "associate"
    FULL = "full"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    NOT_ACCEPTED = "not_accepted"


class MembershipCategory(StrEnum):
    """What kind of member WeGO's papers say an organization is; `to_confirm` when no paper says it.

    The categories are those of 2018 (certainty B) and have changed before; friendship is for associations and agencies.
    """

    ASSOCIATE = "associate"
    FULL = "full"
    CORPORATE = "corporate"
    FRIENDSHIP = "friendship"
    TO_CONFIRM = "to_confirm"


class Certainty(StrEnum):
    """How far a fact can be relied on; C and D are never shown as established.

    A: read in an official text or a faithful copy. B: secondary source or an old official page.
    C: general knowledge, not verified. D: a proposal of ours.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"

    @property
    def is_established(self) -> bool:
        """Whether a page or brief may state the fact plainly, its source beside it."""
        return self in {Certainty.A, Certainty.B}


class HolidayKind(StrEnum):
    """Why a day that the national calendar counts is treated differently.

    decree: non-working day for the public sector set by decree. local: holiday of one department or district.
    correction: a day the `holidays` library calls a national holiday and that counts as working.
    """

    DECREE = "decree"
    LOCAL = "local"
    CORRECTION = "correction"


class CooperationKind(StrEnum):
    """What a government has received from WeGO."""

    FEASIBILITY_STUDY = "feasibility_study"


class FileKind(StrEnum):
    """The kinds of file accepted on upload, told by their content and not by their name."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
