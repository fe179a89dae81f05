"""Organizations: finding them in the registry, adding those it doesn't hold; their page is in `profiles`."""

from app.services.organizations.creating import LONGEST, PRIVATE, create, may_create
from app.services.organizations.finding import MOST_FOUND, Found, get, of_ids, place, place_of, search

__all__ = [
    "LONGEST",
    "MOST_FOUND",
    "PRIVATE",
    "Found",
    "create",
    "get",
    "may_create",
    "of_ids",
    "place",
    "place_of",
    "search",
]
