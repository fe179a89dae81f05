"""What every answer tells the browser, and which names it may ask for."""

import pytest
from flask import Flask, Response, request

from app import create_app
from app.extensions import babel
from app.languages import CHOSEN, chosen_language
from config import ProductionConfig, TestConfig

SECRET = "x" * 40


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Give the program without a database, with two pages of its own."""
    return with_pages(create_app(TestConfig("sqlite://", str(tmp_path_factory.mktemp("instance")))))


def with_pages(app: Flask) -> Flask:
    """Add a private page and a public one."""

    def public() -> Response:
        response = Response(request.remote_addr)
        response.cache_control.public, response.cache_control.max_age = True, 300
        return response

    app.add_url_rule("/_private", view_func=lambda: "<!doctype html><title>x</title>" + "á" * 2000, endpoint="private")
    app.add_url_rule("/_public", view_func=public, endpoint="public_page")
    return app


def test_a_page_loads_from_here_only_and_is_shown_nowhere_else(small: Flask) -> None:
    headers = small.test_client().get("/_private").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_a_page_is_kept_by_nobody_unless_its_view_says_it_is_public(small: Flask) -> None:
    client = small.test_client()
    assert client.get("/_private").headers["Cache-Control"] == "no-store"
    assert client.get("/_public").headers["Cache-Control"] == "public, max-age=300"
    assert client.get("/_no-such-page").headers["Cache-Control"] == "no-store"


def test_a_page_travels_compressed_to_who_can_read_it_so(small: Flask) -> None:
    client = small.test_client()
    plain = client.get("/_private")
    packed = client.get("/_private", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 10
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_name_that_is_not_ours_is_refused(small: Flask) -> None:
    client = small.test_client()
    assert client.get("/_public", headers={"Host": "evil.example"}).status_code == 400
    for host in ("localhost", "localhost:8000", "127.0.0.1:8000"):
        assert client.get("/_public", headers={"Host": host}).status_code == 200


def test_production_asks_for_encryption_and_believes_as_many_proxies_as_it_has(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    settings = {
        "RUTA_SECRET_KEY": SECRET,
        "RUTA_PASSWORD_SALT": SECRET,
        "RUTA_SERVER_NAME": "ruta.example.org",
        "RUTA_INSTANCE_PATH": str(tmp_path_factory.mktemp("production")),
    }
    for proxies, seen in (("0", "127.0.0.1"), ("1", "203.0.113.7")):
        app = with_pages(create_app(ProductionConfig({**settings, "RUTA_PROXIES": proxies})))
        answer = app.test_client().get(
            "/_public", headers={"Host": "ruta.example.org", "X-Forwarded-For": "203.0.113.7"}, base_url="https://x"
        )
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert answer.text == seen
        assert app.config["SESSION_COOKIE_SECURE"]


@pytest.mark.parametrize(("chosen", "locale"), [(None, "es_PE"), ("es", "es_PE"), ("en", "en"), ("ko", "es_PE")])
def test_a_page_is_in_spanish_unless_the_person_chose_english(small: Flask, chosen: str | None, locale: str) -> None:
    assert babel is small.extensions["babel"].instance
    with small.test_request_context() as context:
        context.session[CHOSEN] = chosen
        assert chosen_language(small) == locale
    with small.app_context():
        assert chosen_language(small) == "es_PE"
