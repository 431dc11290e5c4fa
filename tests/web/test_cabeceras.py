"""The page's outer wall, over the real application."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from apoyo_web import asistente

from assistant.web import aplicacion
from assistant.web.cabeceras import es_local, politica, preparar

PAGINA = {"accept": "text/html", "host": "127.0.0.1:7860"}


@pytest.fixture(scope="module")
def cliente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from starlette.testclient import TestClient

    app = aplicacion(asistente(tmp_path_factory.mktemp("vacio"), []))
    with TestClient(app, base_url="http://127.0.0.1:7860") as c:
        yield c


def test_the_page_is_spanish_named_and_refers_to_nothing_elsewhere(cliente: Any) -> None:
    r = cliente.get("/", headers=PAGINA)
    assert r.status_code == 200
    assert '<html lang="es"' in r.text and "Metas a la vista" in r.text
    for atributo in re.findall(r'\b(?:src|href)="([^"]+)"', r.text):
        assert not re.match(r"(https?:)?//", atributo), atributo
    assert "og:image" not in r.text


def test_every_answer_carries_the_headers(cliente: Any) -> None:
    for ruta in ("/", "/poa/pagina.js", "/poa/pagina.css", "/favicon.ico", "/theme.css", "/config", "/no-existe"):
        c = cliente.get(ruta).headers
        assert c["x-content-type-options"] == "nosniff" and c["referrer-policy"] == "no-referrer", ruta
        assert "frame-ancestors 'none'" in c["content-security-policy"] and "object-src 'none'" in c["content-security-policy"]


def test_scripts_need_this_server_or_their_hash(cliente: Any) -> None:
    r = cliente.get("/", headers=PAGINA)
    scripts = re.search(r"script-src ([^;]*)", r.headers["content-security-policy"])
    assert scripts is not None
    assert "unsafe" not in scripts.group(1)
    assert scripts.group(1).count("'sha256-") == len(set(re.findall(r"<script(?![^>]*src=)[^>]*>(.*?)</script>", r.text, re.S)))


@pytest.mark.parametrize(
    "ruta",
    [
        "/gradio_api/file=https://example.invalid/x.png",
        "/gradio_api/file=HTTP://example.invalid/x.png",
        "/gradio_api/file=%20https%3A//example.invalid/x",
        "/gradio_api/file=//example.invalid/x",
        "/gradio_api/file=file:///etc/passwd",
        "/file=https://example.invalid/x.png",
        "/gradio_api/proxy=https://example.hf.space/x",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/upload",
        "/gradio_api/call/preguntar",
        "/gradio_api/call/preguntar/0123",
        "/gradio_api/stream/0123",
        "/gradio_api/runs",
        "/docs",
        "/openapi.json",
    ],
)
def test_routes_that_reach_elsewhere_or_serve_no_tab_are_closed(cliente: Any, ruta: str) -> None:
    assert cliente.get(ruta).status_code == 404
    assert cliente.post(ruta, content=b"x").status_code in (404, 405)


@pytest.mark.parametrize(
    ("cabeceras", "estado"),
    [
        ({"host": "127.0.0.1:7860"}, 200),
        ({"host": "localhost:7860"}, 200),
        ({"host": "[::1]:7860"}, 200),
        ({"host": "malo.invalid"}, 400),
        ({"host": "127.0.0.1.malo.invalid:7860"}, 400),
        ({"host": "127.0.0.1:7860", "origin": "http://malo.invalid"}, 400),
        ({"host": "127.0.0.1:7860", "origin": "http://127.0.0.1:7860"}, 200),
    ],
)
def test_on_loopback_only_this_machines_names_are_taken(cliente: Any, cabeceras: dict[str, str], estado: int) -> None:
    assert cliente.get("/poa/pagina.js", headers=cabeceras).status_code == estado


def test_references_elsewhere_leave_the_page() -> None:
    sucia = (
        '<html lang="en"><head><meta property="og:image" content="https://x.invalid/a.png" />'
        '<link rel="preconnect" href="https://fonts.invalid" /><script src="https://cdn.invalid/x.js"></script></head></html>'
    )
    assert preparar(sucia, "<meta>") == '<html lang="es"><head><meta></head></html>'


def test_the_policy_allows_a_script_by_its_text_only() -> None:
    assert politica("<script>a()</script>") != politica("<script>b()</script>")
    assert "sha256" not in politica('<script src="x.js"></script>')


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("poa.gob", False)]
)
def test_which_addresses_are_local(host: str, local: bool) -> None:
    assert es_local(host) is local


def test_importing_gradio_writes_nothing_into_its_folder() -> None:
    """What ``arranque`` leaves out still exists in this Gradio, under the name that it looks for. In a process of its
    own: here another test may have imported Gradio before."""
    guion = "from assistant.web import arranque; arranque.preparar(); import gradio.component_meta as m; print(m.create_or_modify_pyi.__module__)"
    hecho = subprocess.run([sys.executable, "-c", guion], capture_output=True, text=True, timeout=120, check=True)
    assert hecho.stdout.strip() == "assistant.web.arranque"


@pytest.fixture(scope="module")
def de_aqui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application as somebody on this machine reaches it."""
    from starlette.testclient import TestClient

    app = aplicacion(asistente(tmp_path_factory.mktemp("local"), []))
    with TestClient(app, base_url="http://127.0.0.1:7860", client=("127.0.0.1", 50000)) as c:
        yield c


def test_an_upload_from_this_machine_is_taken(de_aqui: Any) -> None:
    r = de_aqui.post("/gradio_api/upload", files={"files": ("a.txt", b"hola")})
    assert r.status_code == 200 and len(r.json()) == 1


@pytest.mark.parametrize("cabecera", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_an_upload_that_a_proxy_hands_on_is_refused(de_aqui: Any, cabecera: str) -> None:
    assert de_aqui.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}, headers={cabecera: "10.0.0.9"}).status_code == 404


def test_an_upload_must_say_its_size_and_keep_to_the_limit(de_aqui: Any) -> None:
    assert de_aqui.post("/gradio_api/upload", content=iter([b"x"])).status_code == 411
    assert (
        de_aqui.post("/gradio_api/upload", content=b"x", headers={"content-length": str(50 * 20 * 2**20 + 1)}).status_code == 413
    )


@pytest.mark.parametrize("ruta", ["/gradio_api/upload2", "/gradio_api/upload/../upload_x"])
def test_only_the_upload_routes_themselves_are_open(de_aqui: Any, ruta: str) -> None:
    assert de_aqui.post(ruta, content=b"x").status_code in (404, 405)


def test_nobody_uploads_to_a_server_beyond_this_machine(tmp_path: Any) -> None:
    from starlette.testclient import TestClient

    abierto = asistente(tmp_path, [])
    abierto.settings = abierto.settings.model_copy(update={"host": "0.0.0.0", "trusted_hosts": "poa.example"})
    with TestClient(aplicacion(abierto), base_url="http://poa.example:7860", client=("127.0.0.1", 50000)) as c:
        assert c.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 404
