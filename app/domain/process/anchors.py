"""Names of the places of an application to which papers and observations are attached."""

FIELD, SECTION, STEP = "field", "section", "step"


def of_field(code: str) -> str:
    """Return the name of the place of a question or document: *field:name*."""
    return f"{FIELD}:{code}"


def of_section(key: str) -> str:
    """Return the name of the place of a whole section: *section:profile*."""
    return f"{SECTION}:{key}"


def of_step(key: str) -> str:
    """Return the name of the place of a step: *step:notice*."""
    return f"{STEP}:{key}"


def split(anchor: str) -> tuple[str, str]:
    """Return what kind of place an anchor names and its code or key; of any other text, what comes before the colon."""
    kind, _, name = anchor.partition(":")
    return kind, name
