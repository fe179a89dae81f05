"""The demo world: some 40 invented applications over real governments, the same for the same date."""

from app.services.demo.world import WorldExistsError, build, is_empty

__all__ = ["WorldExistsError", "build", "is_empty"]
