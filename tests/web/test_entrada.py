"""The door over the real application: nothing without a log-in, to each role its own, and slowly for who guesses."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from apoyo_cuentas import CLAVE, con_cuentas, cuenta
from apoyo_web import ajustes

from assistant.accesos import claves
from assistant.accesos.cuentas import Archivo, Ficha, ahora
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import aplicacion
from assistant.web.servidor import por_intermediarios

BASE = "http://127.0.0.1:7860"
HTML = {"accept": "text/html"}
_DIRECCIONES = count(1)
FICHA, HUELLA = claves.ficha_nueva()


def con_puerta(carpeta: Path, **mas: Any) -> Settings:
    """Settings with an editor, a reader, and a reader's token."""
    lector = cuenta("jose").model_copy(update={"fichas": (Ficha(nombre="mcp", huella=HUELLA, creada=ahora()),)})
    con_cuentas(carpeta / "cuentas.json", cuenta("rosario", "editor"), lector)
    return ajustes(carpeta, []).model_copy(update={"auth": str(carpeta / "cuentas.json"), **mas})


@pytest.fixture(scope="module")
def servida(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Settings]]:
    """The application with accounts, running."""
    from starlette.testclient import TestClient

    elegidos = con_puerta(tmp_path_factory.mktemp("puerta"))
    app = aplicacion(Assistant(elegidos))
    with TestClient(app, base_url=BASE):
        yield app, elegidos


@pytest.fixture
def cliente(servida: tuple[Any, Settings]) -> Any:
    """Somebody at an address of their own, so that no test slows another down."""
    return de(servida[0], f"10.1.{next(_DIRECCIONES)}.1")


def de(app: Any, direccion: str = "10.0.0.1", base: str = BASE) -> Any:
    from starlette.testclient import TestClient

    return TestClient(app, base_url=base, client=(direccion, 50000), follow_redirects=False)


def entrar(cliente: Any, nombre: str = "rosario", clave: str = CLAVE, **mas: str) -> Any:
    return cliente.post("/entrar", data={"nombre": nombre, "clave": clave, **mas})


def anotado(elegidos: Settings) -> list[dict[str, str]]:
    return [json.loads(r) for r in (elegidos.carpeta / "accesos.jsonl").read_text().splitlines()]


# -- nothing without a log-in -----------------------------------------------------------------------------------------
CERRADAS = [
    ("GET", "/config"),
    ("GET", "/info"),
    ("GET", "/gradio_api/info"),
    ("GET", "/theme.css"),
    ("GET", "/assets/index.js"),
    ("GET", "/static/img/logo.svg"),
    ("GET", "/poa/pagina.js"),
    ("GET", "/poa/pagina.css"),
    ("GET", "/poa/acceso.js"),
    ("GET", "/poa/lamina?documento=x&pagina=1"),
    ("GET", "/api/v1/"),
    ("GET", "/api/v1/openapi.json"),
    ("GET", "/api/v1/preguntar?q=metas"),
    ("GET", "/api/v1/metas"),
    ("GET", "/api/v1/exportar?q=metas"),
    ("POST", "/gradio_api/queue/join"),
    ("GET", "/gradio_api/queue/data?session_hash=x"),
    ("GET", "/gradio_api/heartbeat/x"),
    ("POST", "/gradio_api/run/preguntar"),
    ("POST", "/gradio_api/cancel"),
    ("POST", "/gradio_api/api/preguntar"),
    ("POST", "/run/preguntar"),
    ("GET", "/gradio_api/file=etc/hostname"),
    ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/app_id"),
    ("POST", "/gradio_api/upload"),
    ("GET", "/gradio_api/upload_progress?upload_id=x"),
    ("POST", "/gradio_api/mcp/"),
    ("GET", "/gradio_api/mcp/schema"),
    ("GET", "/gradio_api/mcp/sse"),
    ("POST", "/salir"),
    ("GET", "/entrar/"),
    ("GET", "/entrar/../config"),
    ("GET", "//entrar"),
    ("GET", "/healthz/"),
    ("GET", "/HEALTHZ"),
    ("GET", "/no-existe"),
    ("OPTIONS", "/config"),
    ("HEAD", "/"),
]


@pytest.mark.parametrize(("metodo", "ruta"), CERRADAS)
def test_without_a_session_nothing_answers(cliente: Any, metodo: str, ruta: str) -> None:
    r = cliente.request(metodo, ruta)
    assert r.status_code == 401 and set(r.json() if metodo != "HEAD" else {"error": 1, "detail": 1}) == {"error", "detail"}


def test_every_route_of_the_application_is_closed_but_the_ones_named(servida: tuple[Any, Settings], cliente: Any) -> None:
    """Also those that a new version of Gradio brings."""
    abiertas = {r for r in _rutas(servida[0]) for m in ("GET", "POST") if cliente.request(m, r).status_code not in (401, 404)}
    assert abiertas == {"/entrar", "/healthz", "/poa/entrar.css", "/favicon.ico"}


def _rutas(app: Any, antes: str = "") -> set[str]:
    halladas: set[str] = set()
    for r in app.routes:
        ruta = antes + re.sub(r"\{[^}]*\}", "x", getattr(r, "path", ""))
        halladas |= _rutas(r.app, ruta.rstrip("/")) if hasattr(getattr(r, "app", None), "routes") else {ruta or "/"}
    return halladas


def test_a_page_leads_to_the_log_in_and_back(cliente: Any) -> None:
    r = cliente.get("/?q=%C2%BFCu%C3%A1ntas%20metas%20hay%3F", headers=HTML)
    assert r.status_code == 303 and r.headers["location"].startswith("/entrar?volver=")
    pagina = cliente.get(r.headers["location"], headers=HTML).text
    volver = _oculto(pagina)
    hecho = entrar(cliente, volver=volver)
    assert hecho.status_code == 303 and hecho.headers["location"] == "/?q=%C2%BFCu%C3%A1ntas%20metas%20hay%3F"


def _oculto(pagina: str) -> str:
    import html

    hallado = re.search(r'name="volver" value="([^"]*)"', pagina)
    assert hallado is not None
    return html.unescape(hallado.group(1))


@pytest.mark.parametrize(
    "volver",
    ["https://malo.invalid/", "//malo.invalid", "/\\malo.invalid", "\\\\malo.invalid", "javascript:alert(1)", "/\nx", "", "/\t/malo.invalid", "///malo.invalid"],
)
def test_logging_in_never_leads_elsewhere(cliente: Any, volver: str) -> None:
    assert entrar(cliente, volver=volver).headers["location"] == "/"


def test_the_log_in_page_needs_nothing_else_and_runs_no_script(cliente: Any) -> None:
    r = cliente.get('/entrar?volver=/"><script>alert(1)</script>', headers=HTML)
    assert r.status_code == 200 and '<html lang="es">' in r.text and "<script" not in r.text
    for direccion in re.findall(r'(?:src|href|action)="([^"]+)"', r.text):
        assert cliente.get(direccion).status_code == 200, direccion
    assert r.headers["cache-control"] == "no-store" and "frame-ancestors 'none'" in r.headers["content-security-policy"]
    assert 'for="nombre"' in r.text and 'autocomplete="current-password"' in r.text


# -- sessions ---------------------------------------------------------------------------------------------------------
def test_a_right_password_opens_everything(cliente: Any) -> None:
    assert entrar(cliente).status_code == 303
    assert cliente.get("/config").status_code == 200 and cliente.get("/api/v1/metas").status_code == 200
    pagina = cliente.get("/", headers=HTML).text
    assert '<meta name="poa-usuario" content="rosario">' in pagina and '<meta name="poa-papel" content="editor">' in pagina
    assert cliente.get("/entrar", headers=HTML).status_code == 303, "who is in need not log in"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(cliente: Any) -> None:
    galleta = entrar(cliente).headers["set-cookie"]
    assert re.match(r"poa_sesion=[\w-]{43}; HttpOnly; Max-Age=43200; Path=/; SameSite=lax$", galleta), galleta


def test_over_https_the_cookie_is_secure_and_the_browser_told_to_stay(tmp_path: Path) -> None:
    elegidos = con_puerta(tmp_path, trusted_proxies="10.9.9.9", trusted_hosts="poa.ejemplo.mx")
    app = por_intermediarios(aplicacion(Assistant(elegidos)), elegidos)
    cliente = de(app, "10.9.9.9", "http://poa.ejemplo.mx")
    r = cliente.post("/entrar", data={"nombre": "jose", "clave": "equivocada"}, headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.5"})
    assert r.status_code == 403 and "strict-transport-security" in r.headers
    assert anotado(elegidos)[-1]["direccion"] == "203.0.113.5"
    r = cliente.post("/entrar", data={"nombre": "jose", "clave": CLAVE}, headers={"X-Forwarded-Proto": "https"})
    assert r.headers["set-cookie"].startswith("__Host-poa_sesion=") and "Secure" in r.headers["set-cookie"]


def test_nobody_else_is_believed_about_who_asks(cliente: Any, servida: tuple[Any, Settings]) -> None:
    r = cliente.post("/entrar", data={"nombre": "nadie", "clave": "x"}, headers={"X-Forwarded-For": "203.0.113.77", "X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in r.headers
    assert anotado(servida[1])[-1]["direccion"].startswith("10.1.")


def test_who_logs_out_is_out(cliente: Any) -> None:
    entrar(cliente)
    galleta = cliente.cookies["poa_sesion"]
    assert cliente.post("/salir").status_code == 303
    assert cliente.get("/config", headers={"cookie": f"poa_sesion={galleta}"}).status_code == 401


def test_logging_out_takes_a_post(cliente: Any) -> None:
    entrar(cliente)
    assert cliente.get("/salir").status_code in (404, 405) and cliente.get("/config").status_code == 200


def test_a_log_in_does_not_keep_a_session_that_somebody_planted(cliente: Any) -> None:
    cliente.cookies.set("poa_sesion", "a" * 43)
    entrar(cliente)
    assert "a" * 43 not in cliente.cookies.get("poa_sesion", domain="127.0.0.1")
    assert cliente.get("/config", headers={"cookie": f"poa_sesion={'a' * 43}"}).status_code == 401


def test_a_session_that_lasted_too_long_is_over(tmp_path: Path) -> None:
    hora = [0.0]
    app = aplicacion(Assistant(con_puerta(tmp_path, session_idle_minutes=5)))
    app.state.acceso.sesiones.reloj = lambda: hora[0]
    cliente = de(app)
    entrar(cliente)
    hora[0] += 299
    assert cliente.get("/poa/pagina.css").status_code == 200
    hora[0] += 301
    assert cliente.get("/poa/pagina.css").status_code == 401


def test_who_is_removed_is_out_at_once(tmp_path: Path) -> None:
    elegidos = con_puerta(tmp_path)
    cliente = de(aplicacion(Assistant(elegidos)))
    entrar(cliente)
    assert cliente.get("/poa/pagina.css").status_code == 200
    with Archivo(elegidos.cuentas).cambiar() as todas:
        del todas["rosario"]
    assert cliente.get("/poa/pagina.css").status_code == 401


# -- other sites ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "cabeceras",
    [
        {"origin": "https://malo.invalid"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_page_posts_nothing_in_somebodys_name(cliente: Any, cabeceras: dict[str, str]) -> None:
    entrar(cliente)
    for ruta in ("/salir", "/entrar", "/gradio_api/upload", "/gradio_api/queue/join", "/gradio_api/run/preguntar"):
        assert cliente.post(ruta, headers=cabeceras).status_code == 400, ruta
    assert cliente.get("/config").status_code == 200


def test_another_sites_page_may_link_here_but_not_embed_or_fetch(cliente: Any) -> None:
    entrar(cliente)
    abre = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", **HTML}
    assert cliente.get("/?q=metas", headers=abre).status_code == 200
    for mas in ({"sec-fetch-dest": "iframe"}, {"sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}):
        assert cliente.get("/api/v1/exportar?q=metas", headers=abre | mas).status_code == 400


@pytest.mark.parametrize("cabeceras", [{"origin": BASE}, {"origin": "null", "sec-fetch-site": "same-origin"}, {}])
def test_our_own_page_posts(cliente: Any, cabeceras: dict[str, str]) -> None:
    assert cliente.post("/entrar", data={"nombre": "rosario", "clave": CLAVE}, headers=cabeceras).status_code == 303


# -- roles ------------------------------------------------------------------------------------------------------------
def test_a_reader_uploads_nothing_and_the_attempt_is_written_down(cliente: Any, servida: tuple[Any, Settings]) -> None:
    entrar(cliente, "jose")
    assert cliente.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 403
    assert cliente.get("/gradio_api/upload_progress?upload_id=x").status_code == 403
    assert (anotado(servida[1])[-1]["usuario"], anotado(servida[1])[-1]["accion"]) == ("jose", "negado")


def test_an_editor_uploads_from_anywhere(cliente: Any) -> None:
    entrar(cliente)
    assert cliente.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 200


# -- tokens -----------------------------------------------------------------------------------------------------------
def con_ficha(ficha: str = FICHA) -> dict[str, str]:
    return {"authorization": f"Bearer {ficha}"}


def test_a_token_opens_the_interface_for_programs_and_nothing_else(cliente: Any) -> None:
    assert cliente.get("/api/v1/metas", headers=con_ficha()).status_code == 200
    assert cliente.get("/gradio_api/mcp/schema", headers=con_ficha()).status_code == 200
    for ruta in ("/config", "/gradio_api/info", "/poa/pagina.js", "/gradio_api/queue/data", "/api/v10", "/gradio_api/mcpx"):
        assert cliente.get(ruta, headers=con_ficha()).status_code == 401, ruta
    assert cliente.post("/gradio_api/upload", headers=con_ficha(), files={"files": ("a.txt", b"x")}).status_code == 401


@pytest.mark.parametrize("valor", ["Bearer poa_falsa", "Bearer ", "Bearer", "Basic cm9zYXJpbzpmcmFzZSBkZSBsYSBwcnVlYmE=", f"Token {FICHA}", HUELLA], ids=range(6))
def test_what_is_no_token_opens_nothing(cliente: Any, valor: str) -> None:
    r = cliente.get("/api/v1/metas", headers={"authorization": valor})
    assert r.status_code == 401 and r.headers["www-authenticate"].startswith("Bearer")


def test_wrong_tokens_do_not_fill_the_audit_log(servida: tuple[Any, Settings]) -> None:
    cliente = de(servida[0], "10.3.3.3")
    for _ in range(60):
        cliente.get("/api/v1/metas", headers=con_ficha("poa_falsa"))
    assert 0 < sum(a["direccion"] == "10.3.3.3" for a in anotado(servida[1])) <= 20


# -- guessing ---------------------------------------------------------------------------------------------------------
def test_wrong_names_and_wrong_passwords_are_told_alike(cliente: Any) -> None:
    uno, otro = entrar(cliente, "rosario", "equivocada"), entrar(cliente, "nadie", "equivocada")
    assert (uno.status_code, otro.status_code) == (403, 403)
    assert uno.text.replace("rosario", "X") == otro.text.replace("nadie", "X")
    assert 'role="alert"' in uno.text and "set-cookie" not in uno.headers


def test_who_guesses_waits_and_even_the_right_password_then_does(servida: tuple[Any, Settings]) -> None:
    cliente = de(servida[0], "10.2.0.1")
    assert [entrar(cliente, "jose", f"intento numero {n}").status_code for n in range(8)] == [403] * 5 + [429] * 3
    r = entrar(cliente, "jose")
    assert r.status_code == 429 and int(r.headers["retry-after"]) > 0 and "minutos" in r.text
    assert entrar(de(servida[0], "10.2.0.2"), "jose").status_code == 303, "from elsewhere its owner still gets in"
    acciones = [a["accion"] for a in anotado(servida[1]) if a["direccion"] == "10.2.0.1"]
    assert acciones == ["entrar_fallido"] * 4 + ["entrar_frenado"]


def test_guesses_at_once_pass_no_more_than_guesses_in_turn(servida: tuple[Any, Settings], monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    probadas: list[str] = []
    monkeypatch.setattr(claves, "coincide", lambda guardada, clave: bool(probadas.append(clave)))

    async def rafaga() -> list[int]:
        transporte = httpx.ASGITransport(servida[0], client=("10.2.0.9", 1))
        async with httpx.AsyncClient(transport=transporte, base_url=BASE) as c:
            return [r.status_code for r in await asyncio.gather(*(c.post("/entrar", data={"nombre": "rosario", "clave": f"clave {n}"}) for n in range(30)))]

    estados = asyncio.run(rafaga())
    assert set(estados) == {403, 429} and len(probadas) <= 6


def test_log_ins_beyond_what_can_wait_are_refused_politely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx

    app, suelta = aplicacion(Assistant(con_puerta(tmp_path))), threading.Event()
    monkeypatch.setattr(claves, "coincide", lambda guardada, clave: suelta.wait(20) and False)

    async def muchas() -> list[Any]:
        transporte = httpx.ASGITransport(app, client=("10.2.0.9", 1))
        async with httpx.AsyncClient(transport=transporte, base_url=BASE) as c:
            intentos = [asyncio.create_task(c.post("/entrar", data={"nombre": f"n{n}", "clave": "x"})) for n in range(45)]
            negados: set[Any] = set()
            for _ in range(70):  # on a busy machine they take their time; the others wait for 20 seconds
                negados, _esperan = await asyncio.wait(intentos, timeout=0.2)
                if len(negados) >= 5:
                    break
            negados, _esperan = await asyncio.wait(intentos, timeout=1)
            suelta.set()
            await asyncio.wait(intentos)
            return [t.result() for t in negados]

    negados = asyncio.run(muchas())
    assert len(negados) == 5 and {r.status_code for r in negados} == {503}
    assert "Retry-After" in negados[0].headers and "Espere" in negados[0].text


@pytest.mark.parametrize("cuerpo", [b"", b"x" * 20_000, b"\xff\xfe", b"nombre=rosario", b"&" * 5000, b'{"nombre": "rosario"}'])
def test_what_is_no_log_in_is_refused(cliente: Any, cuerpo: bytes) -> None:
    r = cliente.post("/entrar", content=cuerpo, headers={"content-type": "application/x-www-form-urlencoded"})
    assert r.status_code == 403 and "set-cookie" not in r.headers


def test_accounts_that_cannot_be_read_let_nobody_in_and_say_so(tmp_path: Path) -> None:
    elegidos = con_puerta(tmp_path)
    cliente = de(aplicacion(Assistant(elegidos)))
    entrar(cliente)
    elegidos.cuentas.write_text("roto")
    assert cliente.get("/config").status_code == 401
    r = entrar(cliente)
    assert r.status_code == 503 and "Avise a quien administra" in r.text and str(tmp_path) not in r.text
    assert cliente.get("/healthz").json()["cuentas"] == "ilegibles" and cliente.get("/healthz").status_code == 503


# -- what is written down ---------------------------------------------------------------------------------------------
def test_the_audit_log_tells_who_came_left_failed_and_exported_without_secrets(tmp_path: Path) -> None:
    elegidos = con_puerta(tmp_path)
    cliente = de(aplicacion(Assistant(elegidos)))
    entrar(cliente, "jose", "equivocada")
    entrar(cliente, "jose")
    galleta = cliente.cookies["poa_sesion"]
    cliente.get("/api/v1/exportar?q=metas%20secretas&formato=csv")
    cliente.post("/salir")
    assert [(a["accion"], a["usuario"], a["objeto"]) for a in anotado(elegidos)] == [
        ("entrar_fallido", "", "jose"),
        ("entrar", "jose", "lector"),
        ("exportar", "jose", "exportar"),
        ("salir", "jose", ""),
    ]
    crudo = (elegidos.carpeta / "accesos.jsonl").read_text()
    assert not any(s in crudo for s in (CLAVE, "equivocada", galleta, "secretas", "$argon2"))


def test_questions_are_written_down_only_where_the_settings_say_so(tmp_path: Path) -> None:
    elegidos = con_puerta(tmp_path, log_questions=True)
    cliente = de(aplicacion(Assistant(elegidos)))
    entrar(cliente)
    cliente.get("/api/v1/exportar?q=metas&formato=csv")
    assert anotado(elegidos)[-1]["objeto"] == "exportar?q=metas&formato=csv"
