"""Whose an open page is: to another account it is not there, whatever that account knows of it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from apoyo_cuentas import CLAVE, con_cuentas, cuenta
from apoyo_web import EJEMPLOS, RAIZ, ajustes
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.web import aplicacion
from assistant.web.duenos import Duenos
from assistant.web.peticion import Peticion, poner

sys.path.insert(0, str(RAIZ))  # bench is not installed with the project

from bench.carga_web import entrada

BASE = "http://127.0.0.1:7860"
PAGINA = "paginaderosario"


@pytest.fixture(scope="module")
def gente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient]]:
    """Two people who logged in to one server."""
    carpeta = tmp_path_factory.mktemp("duenos")
    con_cuentas(carpeta / "cuentas.json", cuenta("rosario", "editor"), cuenta("jose"))
    elegidos = ajustes(carpeta, EJEMPLOS[:1]).model_copy(update={"auth": str(carpeta / "cuentas.json")})
    app = aplicacion(Assistant(elegidos))
    with TestClient(app, base_url=BASE) as primera:
        todos = {"rosario": primera, "jose": TestClient(app, base_url=BASE)}
        for nombre, cliente in todos.items():
            assert cliente.post("/entrar", data={"nombre": nombre, "clave": CLAVE}, follow_redirects=False).status_code == 303
        yield todos


def pregunta(cliente: TestClient, texto: str, pagina: str = PAGINA) -> Any:
    funcion, entradas = entrada(cliente.get("/config").json())
    return cliente.post("/gradio_api/queue/join", json={"fn_index": funcion, "session_hash": pagina, "data": [texto, *[None] * (entradas - 1)]})


INTENTOS: dict[str, Callable[[TestClient, str], Any]] = {
    "escucha": lambda c, _: c.get(f"/gradio_api/queue/data?session_hash={PAGINA}"),
    "escucha entre otras": lambda c, _: c.get(f"/gradio_api/queue/data?session_hash=otra&session_hash={PAGINA}"),
    "escucha sin prefijo": lambda c, _: c.get(f"/queue/data?session_hash={PAGINA}"),
    "pregunta": lambda c, _: pregunta(c, "¿Y en esa unidad?"),
    "sin cola": lambda c, _: c.post("/gradio_api/run/auditar", json={"session_hash": PAGINA, "data": []}),
    "por su otro nombre": lambda c, _: c.post("/gradio_api/api/auditar", json={"session_hash": PAGINA, "data": []}),
    "en UTF-16": lambda c, _: c.post("/gradio_api/run/auditar", content=json.dumps({"session_hash": PAGINA, "data": []}).encode("utf-16"), headers={"content-type": "application/json"}),
    "dos veces nombrada": lambda c, _: c.post("/gradio_api/run/auditar", content=f'{{"session_hash":"otra","session_hash":"{PAGINA}","data":[]}}', headers={"content-type": "application/json"}),
    "por partes": lambda c, _: c.post("/gradio_api/run/auditar", content=iter([b'{"session_hash":"', PAGINA.encode(), b'","data":[]}']), headers={"content-type": "application/json"}),
    "late": lambda c, _: c.get(f"/gradio_api/heartbeat/{PAGINA}"),
    "para": lambda c, evento: c.post("/gradio_api/cancel", json={"session_hash": PAGINA, "fn_index": 0, "event_id": evento}),
    "por el evento": lambda c, evento: c.get(f"/gradio_api/call/preguntar/{evento}"),
}  # fmt: skip


@pytest.mark.parametrize("como", INTENTOS)
def test_another_account_that_knows_a_page_gets_nothing_of_it_and_its_reader_all(gente: dict[str, TestClient], como: str) -> None:
    unido = pregunta(gente["rosario"], "¿Cuántas metas hay?")
    assert unido.status_code == 200
    negado = INTENTOS[como](gente["jose"], unido.json()["event_id"])
    assert negado.status_code == 404 and "metas" not in negado.text
    dado = gente["rosario"].get(f"/gradio_api/queue/data?session_hash={PAGINA}").text
    assert "process_completed" in dado and "respuesta answered" in dado


def test_everybody_has_pages_of_their_own(gente: dict[str, TestClient]) -> None:
    for nombre, cliente in gente.items():
        assert pregunta(cliente, "¿Cuántas metas hay?", f"propia-{nombre}").status_code == 200
        assert "respuesta answered" in cliente.get(f"/gradio_api/queue/data?session_hash=propia-{nombre}").text


# -- around a small application ----------------------------------------------------------------------------------------
class Dentro:
    """Stands for Gradio: events of pages, and what was forgotten."""

    def __init__(self, **eventos: str) -> None:
        self.eventos, self.olvidadas, self.dejadas = eventos, list[str](), set[str]()

    def dejada(self, pagina: str) -> bool:
        return pagina in self.dejadas

    def es_de(self, evento: str, pagina: str) -> bool:
        return self.eventos.get(evento, pagina) == pagina

    def olvidar(self, pagina: str) -> bool:
        if pagina in self.eventos.values():
            return False
        self.olvidadas.append(pagina)
        return True


def pedir(duenos: Duenos, quien: str, ruta: str, cuerpo: Any = None) -> int:
    """The status that somebody gets."""
    estados: list[int] = []
    mensajes = [{"type": "http.request", "body": json.dumps(cuerpo).encode(), "more_body": False}]
    scope = {"type": "http", "method": "GET" if cuerpo is None else "POST", "path": ruta, "query_string": b"", "headers": []}
    poner(scope, Peticion("1", usuario=quien))

    async def recibir() -> Any:
        return mensajes.pop(0)

    async def enviar(mensaje: Any) -> None:
        estados.extend([mensaje["status"]] if "status" in mensaje else [])

    asyncio.run(duenos(scope, recibir, enviar))
    return estados[0]


async def _bien(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def _duenos(dentro: Dentro, **mas: int) -> Duenos:
    return Duenos(_bien, dentro, **mas)  # type: ignore[arg-type]


def test_nobody_stops_anothers_question_by_its_number_alone() -> None:
    duenos = _duenos(Dentro(e1="suya"))
    assert pedir(duenos, "rosario", "/queue/join", {"session_hash": "suya"}) == 200
    assert pedir(duenos, "jose", "/gradio_api/cancel", {"session_hash": "mia", "event_id": "e1"}) == 404
    assert pedir(duenos, "rosario", "/gradio_api/cancel", {"session_hash": "suya", "event_id": "e1"}) == 200
    assert pedir(duenos, "jose", "/gradio_api/cancel", {"session_hash": "mia", "event_id": "ya terminó"}) == 200


def test_listening_makes_no_page_ones_own() -> None:
    duenos = _duenos(Dentro())
    assert pedir(duenos, "jose", "/heartbeat/nueva") == 200
    assert pedir(duenos, "rosario", "/queue/join", {"session_hash": "nueva"}) == 200
    assert pedir(duenos, "jose", "/heartbeat/nueva") == 404


def test_an_account_with_too_many_pages_loses_its_oldest_but_none_that_waits() -> None:
    dentro = Dentro(e1="p0")
    duenos = _duenos(dentro, por_cuenta=3)
    assert pedir(duenos, "rosario", "/queue/join", {"session_hash": "ajena"}) == 200
    for n in (0, 1, 2, 1, 3, 4):
        assert pedir(duenos, "jose", "/queue/join", {"session_hash": f"p{n}"}) == 200
    # p0 waits for an answer; of the others p2 was used longest ago.
    assert dentro.olvidadas == ["p2"]
    assert pedir(duenos, "jose", "/queue/join", {"session_hash": "ajena"}) == 404


def test_of_the_pages_that_an_account_left_the_last_two_are_kept() -> None:
    dentro = Dentro()
    duenos = _duenos(dentro)
    for n in range(5):
        assert pedir(duenos, "jose", "/queue/join", {"session_hash": f"p{n}"}) == 200
        dentro.dejadas.add(f"p{n}")
    assert pedir(duenos, "jose", "/queue/join", {"session_hash": "p5"}) == 200
    assert dentro.olvidadas == ["p0", "p1", "p2"]


def test_what_is_remembered_has_a_limit() -> None:
    duenos = _duenos(Dentro(), todas=5)
    for n in range(50):
        pedir(duenos, f"cuenta{n}", "/queue/join", {"session_hash": f"p{n}"})
    assert len(duenos._de) == len(duenos._suyas) == 5


@pytest.mark.parametrize("cuerpo", [None, [], "x", {}, {"session_hash": 5}, {"session_hash": None}])
def test_a_body_that_names_no_page_is_the_applications_to_refuse(cuerpo: Any) -> None:
    assert pedir(_duenos(Dentro()), "jose", "/queue/join", cuerpo if cuerpo is not None else []) == 200


# -- what Gradio keeps ---------------------------------------------------------------------------------------------------
def test_what_gradio_keeps_of_a_page_is_counted_limited_and_forgotten(gente: dict[str, TestClient]) -> None:
    interior = _interior(gente["rosario"])
    assert interior.pagina.state_holder.capacity == 200
    evento = pregunta(gente["rosario"], "¿Cuántas metas hay?", "por-olvidar").json()["event_id"]
    assert interior.es_de("no hay", "x") and interior.es_de(evento, "por-olvidar")
    gente["rosario"].get("/gradio_api/queue/data?session_hash=por-olvidar")
    assert "por-olvidar" in interior.pagina.state_holder.session_data and not interior.dejada("por-olvidar")
    interior.pagina.state_holder.session_data["por-olvidar"].is_closed = True
    assert interior.dejada("por-olvidar") and not interior.dejada("no-hay")
    assert interior.en_espera("rosario") == 0 and interior.olvidar("por-olvidar")
    assert "por-olvidar" not in interior.pagina.state_holder.session_data
    assert "por-olvidar" not in interior._cola.pending_event_ids_session


def _interior(cliente: TestClient) -> Any:
    capa: Any = cliente.app
    while not isinstance(capa, Duenos):
        capa = getattr(capa, "middleware_stack", None) or capa.app
    return capa.interior
