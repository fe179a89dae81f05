"""Running headers and footers leave the reading order: a screen reader shouldn't hear them on every page.

WeasyPrint 70 gives their text a place in the page's list of marked content but none in the structure tree. PDF/UA-1
(ISO 14289-1, 7.8) wants such text marked as a pagination artifact, which is what this step makes of it, after the pages
are drawn and before the file is written.
"""

from typing import Any

ARTIFACT = ("/Artifact", "<</Type /Pagination>>")


def as_artifacts(_document: Any, pdf: Any) -> None:
    """Turn marked content that the structure tree doesn't reach into artifacts; a `finisher` of `write_pdf`."""
    objects = {item.reference: item for item in pdf.objects}
    root = objects[pdf.catalog["StructTreeRoot"]]
    told = _reached(root["K"], objects)
    numbers = objects[root["ParentTree"]]["Nums"]
    entries = dict(zip(numbers[::2], numbers[1::2], strict=True))
    pages = (item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page")
    for page in pages:
        owners = entries[page["StructParents"]]
        running = {place for place, owner in enumerate(owners) if owner not in told}
        _mark(objects[page["Contents"]].stream, running)
        for place in running:
            owners[place] = b"null"


def _reached(kids: Any, objects: dict[bytes, Any]) -> set[bytes]:
    """Return the references of all structure elements below `kids`."""
    found: set[bytes] = set()
    waiting = [kid for kid in kids if isinstance(kid, bytes)]
    while waiting:
        reference = waiting.pop()
        found.add(reference)
        waiting += [kid for kid in objects[reference].get("K", ()) if isinstance(kid, bytes)]
    return found


def _mark(commands: list[Any], running: set[int]) -> None:
    """Rewrite, in one page's drawing commands, how the content numbered in `running` begins."""
    for place, command in enumerate(commands):
        if isinstance(command, dict) and command.get("MCID") in running:
            commands[place - 1 : place + 1] = ARTIFACT
