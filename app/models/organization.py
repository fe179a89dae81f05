"""Who can apply: municipalities, regional governments, companies and institutions."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.vocabulary import Certainty, OrganizationType
from app.models.base import Base, LongText, ShortText
from app.models.territory import Department, DepartmentCode, District, DistrictCode, Province, ProvinceCode


class Organization(Base):
    """A government, company or institution that may join WeGO.

    `code` is the ubigeo for a municipality, two digits for a regional government (`08` beside the municipality
    `080101`), the RUC for companies and institutions. `search_text` is folded: district, province, department and name.
    `certainty` says how sure the seeded name is; it's empty for what a person of the program recorded.
    """

    __tablename__ = "organization"

    code: Mapped[str] = mapped_column(sa.String(11), unique=True)
    type: Mapped[OrganizationType] = mapped_column(index=True)
    name: Mapped[ShortText]
    name_en: Mapped[ShortText | None]
    department_code: Mapped[DepartmentCode | None] = mapped_column(sa.ForeignKey("department.code"), index=True)
    province_code: Mapped[ProvinceCode | None] = mapped_column(sa.ForeignKey("province.code"))
    district_code: Mapped[DistrictCode | None] = mapped_column(sa.ForeignKey("district.code"))
    address: Mapped[ShortText | None]
    phone_area_code: Mapped[str | None] = mapped_column(sa.String(3))
    domain: Mapped[ShortText | None]
    ruc: Mapped[str | None] = mapped_column(sa.String(11), unique=True)
    search_text: Mapped[LongText]
    source: Mapped[ShortText]
    certainty: Mapped[Certainty | None]

    department: Mapped[Department | None] = relationship()
    province: Mapped[Province | None] = relationship()
    district: Mapped[District | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint(
            "type NOT IN ('provincial_municipality', 'district_municipality') OR district_code IS NOT NULL",
            name="municipality_has_a_district",
        ),
        sa.CheckConstraint(
            "type <> 'regional_government' OR (department_code IS NOT NULL AND province_code IS NULL)",
            name="regional_government_has_a_department",
        ),
        sa.CheckConstraint(
            "(district_code IS NULL OR province_code IS NOT NULL)"
            " AND (province_code IS NULL OR department_code IS NOT NULL)",
            name="place_is_whole",
        ),
    )

    @property
    def territory(self) -> Department | Province | District | None:
        """The place it governs: a provincial municipality its province, of which its own district is the capital."""
        match self.type:
            case OrganizationType.REGIONAL_GOVERNMENT:
                return self.department
            case OrganizationType.PROVINCIAL_MUNICIPALITY:
                return self.province
            case OrganizationType.DISTRICT_MUNICIPALITY:
                return self.district
            case _:
                return None
