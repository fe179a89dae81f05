"""The only door through which a paper may read: files packaged with the program.

What people type ends up in the papers; no address among it may make the server read a file of its own or call another
machine. The engine therefore gets this fetcher, which answers `data:` and files under `app/static` and nothing else.
"""

from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parent.parent / "static"


class PackagedAssets(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type information
    """Reads packaged files only; anything else stops the paper with WeasyPrint's `FatalURLFetchingError`."""

    def __init__(self) -> None:
        """Allow no redirect and fail on what is missing: a paper lacking a font or picture must not come out."""
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Return the content of `url`; raises ValueError, which WeasyPrint makes fatal, when it isn't packaged."""
        address = urlsplit(url)
        if address.scheme == "data":
            return super().fetch(url, headers)
        path = Path(unquote(address.path)).resolve()
        if address.scheme != "file" or address.netloc or not path.is_relative_to(STATIC) or not path.is_file():
            raise ValueError(f"Not packaged with the program: {url[:200]}")
        mime_type = guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime_type})
