"""The HTTP interface, the files it gives and the pictures of pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, PREGUNTA, asistente

from assistant.assistant import Assistant
from assistant.web import aplicacion

API = "/api/v1"


@pytest.fixture(scope="module")
def con_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from reportlab.pdfgen.canvas import Canvas

    ruta = tmp_path_factory.mktemp("pdf") / "hoja.pdf"
    lienzo = Canvas(str(ruta), pagesize=(600, 400))
    lienzo.drawString(100, 300, "218")
    lienzo.save()
    return ruta


@pytest.fixture(scope="module")
def muestra(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente(tmp_path_factory.mktemp("rutas"), EJEMPLOS)


@pytest.fixture(scope="module")
def cliente(muestra: Assistant) -> Iterator[Any]:
    from starlette.testclient import TestClient

    with TestClient(aplicacion(muestra), base_url="http://127.0.0.1:7860") as c:
        yield c


def test_a_question_is_answered_as_the_contract_says(cliente: Any, muestra: Assistant) -> None:
    dada, esperada = cliente.get(f"{API}/preguntar", params={"q": PREGUNTA}).json(), muestra.ask(PREGUNTA)
    assert {k: v for k, v in dada.items() if k != "elapsed_ms"} == {k: v for k, v in esperada.items() if k != "elapsed_ms"}


def test_a_follow_up_takes_its_history(cliente: Any, muestra: Assistant) -> None:
    dada = cliente.get(f"{API}/preguntar", params={"q": "¿y en la unidad 304?", "h": [PREGUNTA]}).json()
    assert [f["meta"] for f in dada["rows"]] == [f["meta"] for f in muestra.ask("¿y en la unidad 304?", [PREGUNTA])["rows"]]


def test_metas_observations_and_findings_are_listed_with_their_citations(cliente: Any) -> None:
    metas = cliente.get(f"{API}/metas", params={"unidad": "304", "ejercicio": 2021, "limite": 3}).json()
    assert metas["total"] == 7 and len(metas["metas"]) == 3 and metas["metas"][0]["citations"]
    observadas = cliente.get(f"{API}/observaciones", params={"causa": "covid", "unidad": "304"}).json()
    assert observadas["total"] == len(observadas["observaciones"]) > 0
    assert all(o["citations"][0]["field"] == "observacion" for o in observadas["observaciones"])
    errores = cliente.get(f"{API}/auditoria", params={"gravedad": "error"}).json()
    assert errores and {h["severity"] for h in errores} == {"error"} and all(h["citations"] for h in errores)


@pytest.mark.parametrize(
    ("ruta", "pedido", "estado"),
    [
        ("preguntar", {}, 422),
        ("preguntar", {"q": "x" * 1001}, 422),
        ("metas", {"estado": "azul"}, 422),
        ("observaciones", {"causa": "marcianos"}, 422),
        ("exportar", {"q": PREGUNTA, "formato": "exe"}, 422),
        ("exportar", {"q": "Escribe un poema"}, 404),
        ("nada", {}, 404),
    ],
)
def test_what_cannot_be_is_said_in_one_line(cliente: Any, ruta: str, pedido: dict[str, str], estado: int) -> None:
    r = cliente.get(f"{API}/{ruta}", params=pedido)
    assert r.status_code == estado and "Traceback" not in r.text


@pytest.mark.parametrize("formato", ["docx", "xlsx", "csv", "md"])
def test_an_answer_is_taken_away_with_its_citations(cliente: Any, muestra: Assistant, formato: str) -> None:
    r = cliente.get(f"{API}/exportar", params={"q": PREGUNTA, "formato": formato})
    assert r.status_code == 200 and f'filename="respuesta.{formato}"' in r.headers["content-disposition"]
    assert r.headers["x-content-type-options"] == "nosniff"
    if formato == "csv":
        filas = list(csv.DictReader(io.StringIO(r.content.decode("utf-8-sig"))))
        assert [f["id"] for f in filas] == [f["id"] for f in muestra.ask(PREGUNTA)["rows"]]
        assert all("renglón" in f["citas"] for f in filas)
    elif formato == "md":
        assert "renglón" in r.text
    else:
        assert r.content[:2] == b"PK"


def test_a_search_of_observations_is_taken_away(cliente: Any) -> None:
    todas = cliente.get(f"{API}/observaciones", params={"causa": "covid", "limite": 1000}).json()["total"]
    r = cliente.get(f"{API}/observaciones.csv", params={"causa": "covid"})
    assert len(list(csv.DictReader(io.StringIO(r.content.decode("utf-8-sig"))))) == todas


def test_the_interface_describes_itself(cliente: Any) -> None:
    rutas = cliente.get(f"{API}/openapi.json").json()["paths"]
    assert {"/preguntar", "/metas", "/observaciones", "/auditoria", "/exportar"} <= set(rutas)
    assert cliente.get("/openapi.json").status_code == 404


def test_a_page_is_drawn_with_its_cell_marked(con_pdf: Path) -> None:
    from PIL import Image

    from index.laminas import Lamina, dibujar

    caja = (98.0, 88.0, 122.0, 104.0)
    limpia, marcada, detalle = (
        Image.open(io.BytesIO(dibujar(con_pdf.read_bytes(), lamina)))
        for lamina in (Lamina(1), Lamina(1, caja), Lamina(1, caja, detalle=True))
    )
    assert limpia.size == marcada.size == (960, 640)
    centro = (int(121 * 1.6), int(90 * 1.6))
    assert limpia.getpixel(centro) == (255, 255, 255) and marcada.getpixel(centro) == (255, 214, 90)
    assert detalle.size == (792, 264)


def test_a_page_that_there_is_not_is_a_clear_line(con_pdf: Path) -> None:
    from index.laminas import Lamina, dibujar
    from index.poa import ErrorDeLectura

    with pytest.raises(ErrorDeLectura, match="no tiene esa página"):
        dibujar(con_pdf.read_bytes(), Lamina(2))
    with pytest.raises(ErrorDeLectura):
        dibujar(b"%PDF-1.7 nada", Lamina(1))


@pytest.mark.parametrize("pedido", [{"documento": "no.pdf", "pagina": 1}, {"documento": EJEMPLOS[0].name, "pagina": 1}])
def test_what_has_no_pages_has_no_picture(cliente: Any, pedido: dict[str, Any]) -> None:
    assert cliente.get("/poa/lamina", params=pedido).status_code == 404


def test_a_place_is_four_figures(cliente: Any) -> None:
    assert cliente.get("/poa/lamina", params={"documento": "a.pdf", "pagina": 1, "caja": "1,2,<x>"}).status_code == 422
