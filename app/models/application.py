"""Applications as pages query them: a projection of their events, rewritten in the transaction of each."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import Party, Status, StepStatus
from app.models.base import Base
from app.models.office import Office
from app.models.organization import Organization
from app.models.process import ProcessDefinition


class Application(Base):
    """One organization's way to membership: where it stands now. `sequence` is the last event folded into the row."""

    __tablename__ = "application"

    number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    organization_id: Mapped[int] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    office_id: Mapped[int] = mapped_column(sa.ForeignKey("office.id"), index=True)
    definition_id: Mapped[int] = mapped_column(sa.ForeignKey("process_definition.id"))
    opened_on: Mapped[date]
    status: Mapped[Status] = mapped_column(index=True)
    milestone: Mapped[Status]
    holder: Mapped[Party]
    step_key: Mapped[str | None] = mapped_column(sa.String(60))
    since: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(index=True)
    registry_number: Mapped[str] = mapped_column(sa.String(60), default="")
    is_open: Mapped[bool]
    is_sent: Mapped[bool]
    is_demo: Mapped[bool] = mapped_column(default=False)
    sequence: Mapped[int]
    updated_at: Mapped[datetime]

    organization: Mapped[Organization] = relationship()
    office: Mapped[Office] = relationship()
    definition: Mapped[ProcessDefinition] = relationship()
    steps: Mapped[list["ApplicationStep"]] = relationship(
        back_populates="application", order_by="ApplicationStep.number", cascade="all, delete-orphan"
    )
    sections: Mapped[list["SectionAnswers"]] = relationship(back_populates="application", cascade="all, delete-orphan")

    __table_args__ = (
        # Organizations apply once: two people who press the button at the same instant can't both succeed.
        sa.Index(
            "ux_application_one_open_per_organization",
            "organization_id",
            unique=True,
            sqlite_where=sa.text("is_open"),
            postgresql_where=sa.text("is_open"),
        ),
        sa.CheckConstraint(
            "is_open = (status NOT IN ('full', 'withdrawn', 'archived', 'not_accepted'))", name="open_until_it_ends"
        ),
        sa.CheckConstraint("sequence > 0", name="has_a_history"),
    )


class ApplicationStep(Base):
    """One step of an application: status, the day its turn came, and the day it was done."""

    __tablename__ = "application_step"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id"))
    key: Mapped[str] = mapped_column(sa.String(60))
    number: Mapped[int]
    status: Mapped[StepStatus]
    open_on: Mapped[date | None]
    done_on: Mapped[date | None]
    due_on: Mapped[date | None]

    application: Mapped[Application] = relationship(back_populates="steps")

    __table_args__ = (
        sa.UniqueConstraint("application_id", "key"),
        sa.CheckConstraint("status <> 'done' OR done_on IS NOT NULL", name="done_on_some_day"),
    )


class SectionAnswers(Base):
    """The answers of one section, by field code, and how many times it has been saved."""

    __tablename__ = "section_answers"

    application_id: Mapped[int] = mapped_column(sa.ForeignKey("application.id"))
    section: Mapped[str] = mapped_column(sa.String(60))
    version: Mapped[int]
    answers: Mapped[dict[str, Any]]

    application: Mapped[Application] = relationship(back_populates="sections")

    __table_args__ = (sa.UniqueConstraint("application_id", "section"),)


class ApplicationCounter(Base):
    """The last number given in one office and year, so that numbers have no gaps or repeats."""

    __tablename__ = "application_counter"

    office_id: Mapped[int] = mapped_column(sa.ForeignKey("office.id"))
    year: Mapped[int]
    last: Mapped[int]

    __table_args__ = (sa.UniqueConstraint("office_id", "year"),)
