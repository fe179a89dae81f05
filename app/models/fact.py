"""What is said about WeGO, each with who says it, when, and how sure it is."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.vocabulary import Certainty
from app.models.base import Base, LongText, ShortText


class Fact(Base):
    """One statement about WeGO or about joining it, as one source gives it.

    Sources disagree: two rows may answer the same question with different figures, and a page shows both. `year` is
    the one the statement is about; `as_of` is the date of the statement as far as it is known (2022, 2022-12 or
    2022-12-31; empty when it isn't). Rows of certainty C or D are never shown as established.
    """

    __tablename__ = "fact"

    key: Mapped[str] = mapped_column(sa.String(60), unique=True)
    label_es: Mapped[ShortText]
    label_en: Mapped[ShortText]
    value_es: Mapped[LongText]
    value_en: Mapped[LongText]
    year: Mapped[int | None]
    as_of: Mapped[str] = mapped_column(sa.String(10))
    source: Mapped[ShortText]
    source_en: Mapped[ShortText]
    certainty: Mapped[Certainty]
    note_es: Mapped[LongText]
    note_en: Mapped[LongText]
