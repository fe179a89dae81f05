"""Who may do what, written by hand: it asks nothing of the program's own rules of access.

A row is a method, an address and, for each person in `PEOPLE`, the status that answers them; `in` is the way to the
sign-in page. What is refused by scope doesn't exist (404), by role is forbidden (403), by the step it stands at conflicts
(409); 422 is a form that was read and found empty, so the person may send it. Nothing is sent along: no row changes
anything but those with 303.
"""

PEOPLE = (
    "nobody", "preparer", "signatory", "other city", "analyst", "head", "other office", "lima", "embassy", "administrator",
)  # fmt: skip

OPEN = "200 200 200 200 200 200 200 200 200 200"
SIGNED_IN = "in 200 200 200 200 200 200 200 200 200"
STATUS = "in 200 200 404 200 200 404 200 200 404"
"""The application of one city, in review: its status."""
CONTENTS = "in 200 200 404 200 200 404 200 403 404"
"""What it says, which the Embassy reads once it was sent."""
SENT = "in 404 404 404 200 200 404 200 200 404"
"""The application of another city, which was sent."""

TABLE = """
GET  /                                                     200 200 200 200 200 200 200 200 200 200
"""
