"""Peru's departments, provinces and districts, each under the code INEI gives it (ubigeo)."""

from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import Certainty
from app.models.base import RootBase, ShortText

DepartmentCode = Annotated[str, mapped_column(sa.String(2))]
ProvinceCode = Annotated[str, mapped_column(sa.String(4))]
DistrictCode = Annotated[str, mapped_column(sa.String(6))]


class Department(RootBase):
    """One of the 25 first-level divisions (24 departments and the Constitutional Province of Callao).

    Degrees are decimal (WGS 84) and belong to the capital, as does the altitude in metres; the area is in square
    kilometres. The population carries its own source and certainty because the figure isn't verified.
    """

    __tablename__ = "department"

    code: Mapped[DepartmentCode] = mapped_column(primary_key=True)
    name: Mapped[ShortText] = mapped_column(unique=True)
    iso: Mapped[str] = mapped_column(sa.String(6), unique=True)
    capital: Mapped[ShortText]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    altitude_m: Mapped[int | None]
    area_km2: Mapped[float | None]
    population: Mapped[int | None]
    population_year: Mapped[int | None]
    population_source: Mapped[ShortText | None]
    population_certainty: Mapped[Certainty | None]

    __table_args__ = (
        sa.CheckConstraint(
            "population IS NULL OR (population_year IS NOT NULL AND population_source IS NOT NULL"
            " AND population_certainty IS NOT NULL)",
            name="population_has_year_and_source",
        ),
    )


class Province(RootBase):
    """One of the 196 provinces; units as in `Department`."""

    __tablename__ = "province"

    code: Mapped[ProvinceCode] = mapped_column(primary_key=True)
    name: Mapped[ShortText]
    department_code: Mapped[DepartmentCode] = mapped_column(sa.ForeignKey("department.code"), index=True)
    capital: Mapped[ShortText]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    altitude_m: Mapped[int | None]
    area_km2: Mapped[float | None]
    district_count: Mapped[int]

    department: Mapped[Department] = relationship()


class District(RootBase):
    """One of the 1,892 districts; 99 of their names repeat, so a page always adds province and department.

    Units as in `Department`. The newest districts have no capital, place or area yet. `reniec_code` is the code that
    the civil registry gives the same district, which differs from INEI's.
    """

    __tablename__ = "district"

    code: Mapped[DistrictCode] = mapped_column(primary_key=True)
    name: Mapped[ShortText]
    province_code: Mapped[ProvinceCode] = mapped_column(sa.ForeignKey("province.code"), index=True)
    department_code: Mapped[DepartmentCode] = mapped_column(sa.ForeignKey("department.code"), index=True)
    capital: Mapped[ShortText | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    altitude_m: Mapped[int | None]
    area_km2: Mapped[float | None]
    reniec_code: Mapped[str | None] = mapped_column(sa.String(6), unique=True)

    province: Mapped[Province] = relationship()
    department: Mapped[Department] = relationship()
