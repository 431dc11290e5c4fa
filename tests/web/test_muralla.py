"""Limits, names, the log, health, and where the page agrees to listen."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_base import EN_POSTGRES, soltar
from apoyo_cuentas import con_cuentas, cuenta
from apoyo_web import ajustes
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.accesos.bitacora import Bitacora
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.web import aplicacion, limites, registro
from assistant.web.cabeceras import Anfitriones
from assistant.web.limites import Limites
from assistant.web.peticion import Peticion, poner
from assistant.web.registro import Formato, Registro, Tachador, ruta_llana
from assistant.web.servidor import NoSePuedeServir, comprobar

BASE = "http://127.0.0.1:7860"


# -- limits, around a small application -------------------------------------------------------------------------------
class Como:
    """Stands for the door: who asks."""

    def __init__(self, app: Any, usuario: str = "", direccion: str = "10.0.0.1", de_aqui: bool = False) -> None:
        self.app, self.usuario, self.direccion, self.de_aqui = app, usuario, direccion, de_aqui

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            poner(scope, Peticion("1", self.direccion, self.usuario, de_aqui=self.de_aqui))
        await self.app(scope, receive, send)


async def _eco(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def _llena(request: Request) -> PlainTextResponse:
    return PlainTextResponse("Queue is full. Max size is 64 and size is 64.", status_code=503)


def _app() -> Starlette:
    rutas = [Route("/gradio_api/queue/join", _llena, methods=["POST"]), Route("/{r:path}", _eco, methods=["GET", "POST"])]
    return Starlette(routes=rutas)


def test_so_many_queries_a_minute_and_then_a_wait() -> None:
    limitada = Limites(_app(), por_minuto=5)
    cliente = TestClient(Como(limitada))
    assert [cliente.get("/api/v1/metas").status_code for _ in range(7)] == [200] * 5 + [429] * 2
    r = cliente.get("/api/v1/metas")
    assert 1 <= int(r.headers["retry-after"]) <= 60 and "consultas" in r.json()["detail"] == r.json()["error"]
    assert cliente.get("/poa/pagina.js").status_code == 200, "files are not counted"
    assert TestClient(Como(limitada, direccion="10.0.0.2")).get("/api/v1/metas").status_code == 200


def test_with_accounts_each_account_has_its_own_count_behind_one_address() -> None:
    limitada = Limites(_app(), por_minuto=2, cuentas=True)
    for nombre in ("rosario", "jose"):
        cliente = TestClient(Como(limitada, nombre, de_aqui=True))
        assert [cliente.get("/api/v1/metas").status_code for _ in range(3)] == [200, 200, 429]


def test_at_this_machine_without_accounts_nobody_is_counted() -> None:
    cliente = TestClient(Como(Limites(_app(), por_minuto=2), direccion="127.0.0.1", de_aqui=True))
    assert {cliente.get("/api/v1/metas").status_code for _ in range(10)} == {200}


@pytest.mark.parametrize("ruta", ["/gradio_api/queue/join", "/gradio_api/run/preguntar", "/gradio_api/call/preguntar", "/gradio_api/mcp/", "/api/v1/exportar", "/poa/lamina", "/run/preguntar"])
def test_all_that_makes_the_server_think_is_counted(ruta: str) -> None:
    cliente = TestClient(Como(Limites(_app(), por_minuto=1)))
    cliente.post(ruta)
    assert cliente.post(ruta).status_code == 429


def test_a_body_is_so_large_said_or_unsaid() -> None:
    cliente = TestClient(Como(Limites(_app(), cuerpo=1000)))
    assert cliente.post("/x", content=b"x" * 1000).text == "1000"
    assert cliente.post("/x", content=b"x" * 1001).status_code == 413
    assert cliente.post("/x", content=(b"x" * 300 for _ in range(4))).status_code == 413


def test_an_upload_has_a_limit_of_its_own_and_says_its_size() -> None:
    cliente = TestClient(Como(Limites(_app(), cuerpo=10, subida=1000)))
    assert cliente.post("/gradio_api/upload", content=b"x" * 1000).text == "1000"
    assert cliente.post("/gradio_api/upload", content=b"x" * 1001).status_code == 413
    assert cliente.post("/gradio_api/upload", content=iter([b"x"])).status_code == 411


def test_a_body_that_does_not_come_is_given_up() -> None:
    enviados: list[Any] = []

    async def nunca() -> Any:
        await asyncio.sleep(30)

    async def guardar(mensaje: Any) -> None:
        enviados.append(mensaje)

    scope = {"type": "http", "method": "POST", "path": "/x", "headers": [], "query_string": b"", "root_path": ""}
    asyncio.run(asyncio.wait_for(Como(Limites(_app(), paciencia=0.05))(scope, nunca, guardar), 5))
    assert enviados[0]["status"] == 408


def test_work_beyond_what_can_be_done_waits_and_is_then_refused_politely() -> None:
    dentro, mas, suelta = 0, 0, asyncio.Event()

    async def lenta(scope: Any, receive: Any, send: Any) -> None:
        nonlocal dentro, mas
        dentro += 1
        mas = max(mas, dentro)
        await suelta.wait()
        dentro -= 1
        await PlainTextResponse("ya")(scope, receive, send)

    async def correr() -> list[int]:
        import httpx

        limitada = Como(Limites(lenta, a_la_vez=3, espera=0.3))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(limitada), base_url=BASE) as c:
            tareas = [asyncio.create_task(c.get("/api/v1/preguntar")) for _ in range(5)]
            await asyncio.sleep(0.8)
            suelta.set()
            hechas = await asyncio.gather(*tareas)
            despues = await c.get("/api/v1/preguntar")
            assert all(r.headers.get("retry-after") for r in hechas if r.status_code == 503)
            return [*sorted(r.status_code for r in hechas), despues.status_code]

    assert asyncio.run(correr()) == [200, 200, 200, 503, 503, 200] and mas == 3


def test_nobody_fills_the_queue_alone() -> None:
    limitada = Limites(_app(), cuentas=True, por_persona=3, en_espera={"rosario": 3, "jose": 2}.get)  # type: ignore[arg-type]
    negada = TestClient(Como(limitada, "rosario")).post("/gradio_api/queue/join", json={})
    assert negada.status_code == 429 and negada.json()["detail"] == limites.SUYAS and negada.headers["retry-after"]
    assert TestClient(Como(limitada, "jose")).post("/gradio_api/queue/join", json={}).json()["detail"] == limites.OCUPADO, "it got in"
    assert TestClient(Como(limitada, "rosario")).get("/gradio_api/queue/data").status_code == 200, "listening is no question"


def test_nobody_takes_all_the_work_beside_the_queue() -> None:
    suelta = asyncio.Event()

    async def lenta(scope: Any, receive: Any, send: Any) -> None:
        await suelta.wait()
        await PlainTextResponse("ya")(scope, receive, send)

    async def correr() -> list[list[int]]:
        import httpx

        limitada = Limites(lenta, cuentas=True, por_persona=2)
        quienes = [httpx.AsyncClient(transport=httpx.ASGITransport(Como(limitada, q)), base_url=BASE) for q in ("rosario", "jose")]
        tareas = [[asyncio.create_task(c.get("/api/v1/preguntar")) for _ in range(4)] for c in quienes]
        await asyncio.sleep(0.3)
        suelta.set()
        return [sorted([(await t).status_code for t in suyas]) for suyas in tareas] + [[(await quienes[0].get("/api/v1/preguntar")).status_code]]

    assert asyncio.run(correr()) == [[200, 200, 429, 429], [200, 200, 429, 429], [200]]


def test_a_full_queue_is_told_in_spanish_and_when_to_come_back() -> None:
    r = TestClient(Como(Limites(_app()))).post("/gradio_api/queue/join", json={})
    assert r.status_code == 503 and r.json()["detail"] == limites.OCUPADO and r.headers["retry-after"] == "5"


# -- names ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("host", "escritos", "nombre", "entra"),
    [
        ("127.0.0.1", [], "localhost", True),
        ("127.0.0.1", [], "10.0.0.5", False),
        ("127.0.0.1", ["poa.ejemplo.mx"], "poa.ejemplo.mx", True),
        ("127.0.0.1", ["poa.ejemplo.mx"], "POA.ejemplo.mx", True),
        ("127.0.0.1", ["poa.ejemplo.mx"], "poa.ejemplo.mx.malo.invalid", False),
        ("127.0.0.1", ["*.ejemplo.mx"], "poa.ejemplo.mx", True),
        ("127.0.0.1", ["*.ejemplo.mx"], "ejemplo.mx", False),
        ("127.0.0.1", ["*.ejemplo.mx"], "maloejemplo.mx", False),
        ("0.0.0.0", [], "10.0.0.5", True),
        ("0.0.0.0", [], "fd00::5", True),
        ("0.0.0.0", [], "malo.invalid", False),
        ("0.0.0.0", [], "", False),
    ],
)
def test_the_page_is_reached_by_its_own_names_only(host: str, escritos: list[str], nombre: str, entra: bool) -> None:
    assert (nombre in Anfitriones.de(host, escritos)) is entra


# -- the log ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def renglones(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The log's lines in JSON, with one known secret in the environment."""
    monkeypatch.setenv("OPENAI_API_KEY", "clave-del-proveedor-123")
    ajustado = Settings(database_url="postgresql+psycopg://poa:la-de-la-base@servidor/poa", log_format="json", log_level="info")
    escritos: list[str] = []

    class Guarda(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            escritos.append(self.format(record))

    manejador = Guarda()
    manejador.setFormatter(Formato(Tachador.del_entorno(ajustado), en_json=True))
    propio = logging.getLogger("assistant")
    antes = propio.level
    propio.addHandler(manejador)
    propio.setLevel(logging.INFO)
    yield escritos
    propio.removeHandler(manejador)
    propio.setLevel(antes)


def test_each_request_is_a_line_with_number_person_status_and_time(renglones: list[str], tmp_path: Path) -> None:
    async def contesta(request: Request) -> PlainTextResponse:
        request.scope["poa.peticion"].usuario = "rosario"
        return PlainTextResponse("ya", status_code=202)

    r = TestClient(Registro(Starlette(routes=[Route("/x", contesta)]), Bitacora(tmp_path))).get("/x?q=palabras+de+la+pregunta")
    linea = json.loads(renglones[-1])
    assert linea["peticion"] == r.headers["x-request-id"] and linea["usuario"] == "rosario"
    assert (linea["metodo"], linea["ruta"], linea["estado"]) == ("GET", "/x", 202) and linea["ms"] >= 0
    assert "palabras" not in renglones[-1]


def test_a_failure_is_told_by_its_number_and_logged_without_secrets(renglones: list[str], tmp_path: Path) -> None:
    async def falla(request: Request) -> PlainTextResponse:
        raise RuntimeError("no entra a postgresql://poa:la-de-la-base@servidor con clave-del-proveedor-123, Bearer abcdefgh12345678 ni sk-abcdefgh1234")  # pragma: allowlist secret

    r = TestClient(Registro(Starlette(routes=[Route("/x", falla)]), Bitacora(tmp_path)), raise_server_exceptions=False).get("/x")
    assert r.status_code == 500
    todo = "\n".join(renglones)
    assert "RuntimeError" in todo and not any(s in todo + r.text for s in ("la-de-la-base", "clave-del-proveedor-123", "abcdefgh1"))


def test_the_application_tells_no_exception(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renglones: list[str]) -> None:
    from assistant.web import herramientas

    def revienta(*_: Any, **__: Any) -> None:
        raise RuntimeError("interior del programa")

    monkeypatch.setattr(herramientas, "metas_cargadas", revienta)
    with TestClient(aplicacion(Assistant(ajustes(tmp_path, []))), base_url=BASE, raise_server_exceptions=False) as cliente:
        for pedir in (lambda: cliente.get("/api/v1/metas"), lambda: cliente.post("/gradio_api/run/listar_metas", json={"data": [""] * 3 + [0] + [""] * 3 + [9]})):
            r = pedir()
            assert r.status_code == 500 and "interior" not in r.text and "Traceback" not in r.text
    assert any("interior del programa" in x for x in renglones)


@pytest.mark.parametrize(
    ("ruta", "sale"),
    [("/gradio_api/heartbeat/abc123", "/gradio_api/heartbeat/…"), ("/a\nb\x1b[2J", "/a\ufffdb\ufffd[2J"), ("/" + "x" * 500, "/" + "x" * 199)],
)
def test_a_path_is_logged_on_one_line_without_sessions(ruta: str, sale: str) -> None:
    assert ruta_llana(ruta) == sale


def test_what_sqlalchemy_tells_of_a_question_is_struck_out() -> None:
    assert Tachador()("(OperationalError) no such table\n[SQL: SELECT ?]\n[parameters: ('palabras',)]\nfin") == "(OperationalError) no such table\n[SQL: SELECT ?]\n[parameters: ***]\nfin"


def test_the_log_goes_to_a_rotated_file_too(tmp_path: Path) -> None:
    raiz = logging.getLogger()
    antes = list(raiz.handlers)
    try:
        registro.configurar(Settings(home=tmp_path, log_format="json"))
        logging.getLogger("assistant.x").warning("algo pasó")
        assert json.loads((tmp_path / "poa.log").read_text())["mensaje"] == "algo pasó"
    finally:
        for m in [m for m in raiz.handlers if m not in antes]:
            raiz.removeHandler(m)
            m.close()


# -- health -----------------------------------------------------------------------------------------------------------
def test_health_is_open_and_says_nothing_of_what_is_loaded(tmp_path: Path) -> None:
    elegidos = ajustes(tmp_path, [])
    con_cuentas(tmp_path / "cuentas.json", cuenta("rosario"))
    app = aplicacion(Assistant(elegidos.model_copy(update={"auth": str(tmp_path / "cuentas.json")})))
    r = TestClient(app, base_url=BASE).get("/healthz")
    assert r.status_code == 200
    assert r.json() == {"estado": "bien", "almacen": "legible", "vectores": "sin usar", "cuentas": "en uso", "version": r.json()["version"]}


def test_health_tells_a_store_that_cannot_be_read(tmp_path: Path) -> None:
    app = aplicacion(Assistant(ajustes(tmp_path, [])))
    if EN_POSTGRES:
        soltar(tmp_path)
    else:
        (tmp_path / "poa.sqlite3").write_bytes(b"nada" * 4096)
    r = TestClient(app, base_url=BASE).get("/healthz")
    assert r.status_code == 503 and r.json()["almacen"] == "ilegible" and str(tmp_path) not in r.text


# -- where it listens -------------------------------------------------------------------------------------------------
def test_beyond_this_machine_it_does_not_listen_without_accounts(tmp_path: Path) -> None:
    with pytest.raises(NoSePuedeServir, match="poa user add"):
        comprobar(Settings(home=tmp_path, host="0.0.0.0"))
    with pytest.raises(NoSePuedeServir, match="No hay cuentas"):
        comprobar(Settings(home=tmp_path, host="0.0.0.0", auth=str(tmp_path / "cuentas.json")))


def test_it_does_when_told_so_with_a_warning(tmp_path: Path) -> None:
    assert "abierta" in comprobar(Settings(home=tmp_path, host="0.0.0.0", allow_open=True))[0]
    con_cuentas(tmp_path / "cuentas.json", cuenta("rosario"))
    assert "sin cifrar" in comprobar(Settings(home=tmp_path, host="0.0.0.0", auth=str(tmp_path / "cuentas.json")))[0]
    assert comprobar(Settings(home=tmp_path)) == []


def test_accounts_that_others_can_read_are_not_served(tmp_path: Path) -> None:
    archivo = con_cuentas(tmp_path / "cuentas.json", cuenta("rosario"))
    archivo.ruta.chmod(0o640)
    with pytest.raises(NoSePuedeServir, match="chmod 600"):
        comprobar(Settings(home=tmp_path, auth=str(archivo.ruta)))


def test_serve_says_in_one_line_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.web import servir

    with pytest.raises(SystemExit) as salida:
        servir(Settings(home=tmp_path, host="0.0.0.0"))
    assert salida.value.code == 2 and capsys.readouterr().err.count("\n") == 1


# -- programs ---------------------------------------------------------------------------------------------------------
def test_a_tool_is_not_looked_for_where_a_visitor_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gradio would call a queued tool over HTTP, at the host that the request names."""
    import gradio.mcp

    monkeypatch.setattr(gradio.mcp.GradioMCPServer, "_get_or_create_client", lambda self: pytest.fail("salió de este proceso"))
    pedido = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "auditar", "arguments": {}}}
    cabeceras = {"accept": "application/json, text/event-stream", "x-forwarded-host": "malo.invalid", "x-forwarded-proto": "https"}
    with TestClient(aplicacion(Assistant(ajustes(tmp_path, []))), base_url=BASE) as cliente:
        r = cliente.post("/gradio_api/mcp/", json=pedido, headers=cabeceras)
    assert r.status_code == 200 and '"isError":false' in r.text.replace(" ", "") and "malo.invalid" not in r.text


def test_the_page_does_not_take_a_visitors_word_for_where_it_is(tmp_path: Path) -> None:
    with TestClient(aplicacion(Assistant(ajustes(tmp_path, []))), base_url=BASE) as cliente:
        assert "malo.invalid" not in cliente.get("/config", headers={"x-forwarded-host": "malo.invalid"}).text


# -- a busy language model --------------------------------------------------------------------------------------------
def test_a_question_beyond_what_the_model_can_take_is_answered_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from apoyo_web import EJEMPLOS

    from assistant.web import respuestas
    from assistant.web.cargado import Vista

    monkeypatch.setattr(respuestas, "CON_MODELO", 1)
    asistente = Assistant(ajustes(tmp_path, EJEMPLOS[:1]).model_copy(update={"llm": "openai:ninguno"}))
    da = respuestas.Respuestas(asistente, Vista(asistente))
    adentro, suelta = threading.Event(), threading.Event()

    def lento(pregunta: str, historia: Any = (), **_: Any) -> dict[str, Any]:
        adentro.set()
        suelta.wait(20)
        return {"answer": "con modelo"}

    monkeypatch.setattr(asistente, "ask", lento)
    primera: list[Any] = []
    hilo = threading.Thread(target=lambda: primera.append(da.dar("¿Cuántas metas hay?")))
    hilo.start()
    assert adentro.wait(20)
    assert da.dar("¿Cuántas metas hay?")["status"] == "answered", "no waiting, and the same figures"
    suelta.set()
    hilo.join()
    assert primera == [{"answer": "con modelo"}] and da.dar("¿Cuántas metas hay?") == {"answer": "con modelo"}
