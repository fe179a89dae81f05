"""Accounts, and the mandates that give them power for a time."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from flask_security.core import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain import vocabulary
from app.models.base import Base, ShortText
from app.models.office import Office
from app.models.organization import Organization


class SecurityRole(Base, RoleMixin):
    """A role as the sign-in library wants it; unused, because here power comes from mandates."""

    __tablename__ = "security_role"

    name: Mapped[str] = mapped_column(sa.String(40), unique=True)
    description: Mapped[ShortText | None]


user_security_role = sa.Table(
    "user_security_role",
    Base.metadata,
    sa.Column("user_id", sa.ForeignKey("user.id"), primary_key=True),
    sa.Column("security_role_id", sa.ForeignKey("security_role.id"), primary_key=True),
)


class User(Base, UserMixin):
    """A person who signs in. What they may do is in their mandates, never here."""

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    name: Mapped[ShortText]
    post: Mapped[ShortText] = mapped_column(default="")
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    language: Mapped[str] = mapped_column(sa.String(5), default="es")
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    # The library types its roles loosely.
    roles: Mapped[list[SecurityRole]] = relationship(secondary=user_security_role)  # type: ignore[assignment]
    mandates: Mapped[list["Mandate"]] = relationship(back_populates="user", foreign_keys="Mandate.user_id")

    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email_is_lower_case"),)


class Mandate(Base):
    """A role held in an organization or an office from one day to another, both included; no end while it lasts."""

    __tablename__ = "mandate"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user.id"), index=True)
    role: Mapped[vocabulary.Role]
    organization_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(sa.ForeignKey("office.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="mandates", foreign_keys=[user_id])
    organization: Mapped[Organization | None] = relationship()
    office: Mapped[Office | None] = relationship()

    CITY: ClassVar[str] = "role IN ('preparer', 'signatory')"

    __table_args__ = (
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period_is_forward"),
        sa.CheckConstraint(f"({CITY}) = (organization_id IS NOT NULL)", name="city_roles_belong_to_an_organization"),
        sa.CheckConstraint(
            "(role IN ('analyst', 'head', 'coordinator', 'embassy')) = (office_id IS NOT NULL)",
            name="official_roles_belong_to_an_office",
        ),
    )


class Invitation(Base):
    """A place kept for somebody until they accept: role, scope, and the hash of the token that was mailed.

    The token is made when the mail is sent and is not kept; a new mail makes the earlier one useless.
    """

    __tablename__ = "invitation"

    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    name: Mapped[ShortText]
    role: Mapped[vocabulary.Role]
    organization_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organization.id"))
    office_id: Mapped[int | None] = mapped_column(sa.ForeignKey("office.id"))
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))

    organization: Mapped[Organization | None] = relationship()
    office: Mapped[Office | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint(
            "(accepted_at IS NULL) = (accepted_by_id IS NULL)", name="accepted_by_somebody_at_some_time"
        ),
    )
