"""What every answer tells the browser: load from here only, show nowhere else, keep nothing private."""

from flask import Flask, Response, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from config import PRODUCTION

YEAR = 365 * 24 * 60 * 60

SECURITY = {
    # No inline script or style anywhere, so what a person types cannot become one.
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Addresses hold application numbers and invitation tokens: they are not told to other sites.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def register(app: Flask) -> None:
    """Add the headers to every answer, and believe the proxies in front as far as the settings say."""
    headers = dict(SECURITY)
    if app.config["MODE"] == PRODUCTION:
        headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        # A page is private unless its view says `response.cache_control.public = True`: a shared computer in a town
        # hall must not show it again after signing out.
        if not response.cache_control.public:
            response.headers["Cache-Control"] = "no-store"
        return response

    # First of all: without a trusted name no page can be drawn, not even the one of an error, as it has addresses.
    app.before_request_funcs.setdefault(None, []).insert(0, refuse_other_names)
    proxies = app.config["PROXIES"]
    if proxies:
        fixed = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
        app.wsgi_app = fixed  # type: ignore[method-assign]  # The way Flask documents to wrap an application.


def refuse_other_names() -> Response | None:
    """Answer a request for a host that is not ours: 400, without a page."""
    if isinstance(request.routing_exception, SecurityError):
        return Response("Nombre de servidor desconocido. / Unknown host name.\n", 400, mimetype="text/plain")
    return None
