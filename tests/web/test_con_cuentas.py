"""The page with accounts, in a browser: logging in as an editor and as a reader, being refused, being sent out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from apoyo_cuentas import CLAVE, con_cuentas, cuenta
from apoyo_web import EJEMPLOS, Visita, ajustes, pagina_servida

from assistant.accesos.cuentas import Archivo
from assistant.settings import Settings

pytestmark = pytest.mark.navegador


@pytest.fixture(scope="module")
def servida(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Settings]]:
    """The page over one sample report, with an editor, a reader, and few queries a minute for who hurries."""
    carpeta = tmp_path_factory.mktemp("cuentas")
    con_cuentas(carpeta / "cuentas.json", cuenta("rosario", "editor"), cuenta("jose"), cuenta("prisa"), cuenta("sale"))
    elegidos = ajustes(carpeta, EJEMPLOS[:1]).model_copy(update={"auth": str(carpeta / "cuentas.json"), "rate_limit": 40})
    with pagina_servida(elegidos) as direccion:
        yield direccion, elegidos


@contextmanager
def dentro(chromium: Any, direccion: str, nombre: str, ruta: str = "/") -> Iterator[Visita]:
    """Somebody who logs in through the form."""
    contexto = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="es-MX")
    contexto.set_default_timeout(20_000)
    v = Visita(contexto.new_page())
    v.pagina.on("request", lambda r: v.peticiones.append(r.url))
    v.pagina.on("console", lambda m: v.quejas.append(m.text) if m.type == "error" else None)
    v.pagina.goto(f"{direccion}{ruta}")
    v.pagina.get_by_label("Nombre de la cuenta").fill(nombre)
    v.pagina.get_by_label("Contraseña").fill(CLAVE)
    v.pagina.get_by_role("button", name="Entrar").click()
    v.pagina.locator("#pregunta").filter(visible=True).first.wait_for()
    try:
        yield v
    finally:
        contexto.close()


def en_informes(v: Visita) -> Any:
    v.pagina.get_by_role("tab", name="Informes").click()
    v.pagina.locator("#documentos li").first.wait_for()
    return v.pagina


def test_the_log_in_page_is_accessible_and_a_wrong_password_is_told(chromium: Any, servida: tuple[str, Settings]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    contexto = chromium.new_context(locale="es-MX")
    pagina = contexto.new_page()
    pedidas: list[str] = []
    pagina.on("request", lambda r: pedidas.append(r.url))
    pagina.goto(servida[0])
    assert pagina.title() == "Entrar · Metas a la vista"
    assert pagina.evaluate("document.activeElement.id") == "nombre"
    assert not Axe().run(pagina).response["violations"]
    pagina.get_by_label("Nombre de la cuenta").fill("rosario")
    pagina.get_by_label("Contraseña").fill("equivocada")
    pagina.keyboard.press("Enter")
    pagina.get_by_role("alert").wait_for()
    assert "no son correctos" in pagina.get_by_role("alert").inner_text()
    assert pagina.get_by_label("Nombre de la cuenta").input_value() == "rosario" and pagina.get_by_label("Contraseña").input_value() == ""
    assert not Axe().run(pagina).response["violations"]
    assert all(p.startswith(servida[0]) for p in pedidas)
    contexto.close()


def test_a_reader_asks_and_sees_no_way_to_load_or_take_out(chromium: Any, servida: tuple[str, Settings]) -> None:
    with dentro(chromium, servida[0], "jose", "/?q=%C2%BFCu%C3%A1ntas%20metas%20hay%3F") as v:
        v.respuesta(1)
        assert "jose · lector" in v.pagina.locator("#poa-cuenta").inner_text()
        pagina = en_informes(v)
        pagina.get_by_text("Su cuenta es de consulta").wait_for()
        assert not pagina.locator("#archivos").is_visible() and not pagina.locator("#cargar").is_visible()
        assert pagina.locator("#documentos a", has_text="Quitar").count() == 0
        assert not v.quejas and not v.ajenas()


def test_an_editor_loads_and_takes_out_and_it_is_written_down(chromium: Any, servida: tuple[str, Settings]) -> None:
    direccion, elegidos = servida
    with dentro(chromium, direccion, "rosario") as v:
        pagina = en_informes(v)
        pagina.locator("#archivos input[type=file]").set_input_files(str(EJEMPLOS[1]))
        pagina.locator("#cargar:not([disabled])").click()
        pagina.locator("#avance li.loaded, #avance li.partial").wait_for()
        pagina.locator("#documentos li", has_text=EJEMPLOS[1].name).get_by_text("Quitar").click()
        pagina.get_by_role("button", name="Sí, quitar").click()
        pagina.get_by_text("Se quitó").wait_for()
    hechos = [(a["usuario"], a["accion"], a["objeto"]) for a in _anotado(elegidos) if a["accion"] in ("cargar", "quitar")]
    assert hechos == [("rosario", "cargar", EJEMPLOS[1].name), ("rosario", "quitar", EJEMPLOS[1].name)]


def _anotado(elegidos: Settings) -> list[dict[str, str]]:
    return [json.loads(r) for r in (elegidos.carpeta / "accesos.jsonl").read_text().splitlines()]


def test_a_reader_who_sends_the_editors_events_by_hand_changes_nothing(chromium: Any, servida: tuple[str, Settings]) -> None:
    """The hidden buttons' own calls, from the reader's page."""
    direccion, elegidos = servida
    with dentro(chromium, direccion, "jose") as v:
        dicho = v.pagina.evaluate(
            """async () => {
              const config = await (await fetch("/config")).json();
              const caja = (id) => config.components.find((c) => c.props.elem_id === id).id;
              const salidas = [];
              for (const [id, datos] of [["quitar-si", ["cualquiera"]], ["cargar", [null, "", "", "", ""]]]) {
                const f = config.dependencies.find((d) => d.targets.some((t) => t[0] === caja(id) && t[1] === "click"));
                const sesion = "amano" + id;
                await fetch("/gradio_api/queue/join", {method: "POST", headers: {"Content-Type": "application/json"},
                  body: JSON.stringify({fn_index: f.id, session_hash: sesion, data: datos})});
                const flujo = await (await fetch("/gradio_api/queue/data?session_hash=" + sesion)).text();
                salidas.push(flujo);
              }
              return salidas;
            }"""
        )
    assert all("Su cuenta es de consulta" in d for d in dicho), dicho
    assert [(a["usuario"], a["accion"]) for a in _anotado(elegidos)].count(("jose", "negado")) >= 2


def test_who_asks_too_much_is_told_in_spanish_and_goes_on_later(chromium: Any, servida: tuple[str, Settings]) -> None:
    with dentro(chromium, servida[0], "prisa") as v:
        v.pagina.evaluate("async () => { for (let i = 0; i < 60; i++) await fetch('/api/v1/metas?limite=1'); }")
        aviso = v.pagina.locator("#poa-aviso")
        aviso.wait_for()
        assert "Hizo muchas consultas" in aviso.inner_text()


def test_a_session_that_ended_leads_back_to_the_log_in(chromium: Any, servida: tuple[str, Settings]) -> None:
    direccion, elegidos = servida
    with dentro(chromium, direccion, "sale") as v:
        v.preguntar("¿Cuántas metas hay?")
        v.pagina.locator("#pregunta input, #pregunta textarea").fill("¿Cuántas metas se cumplieron?")
        with Archivo(Path(elegidos.auth)).cambiar() as todas:
            del todas["sale"]
        # Whatever the page asks for next leads out, be it what it still fetches around the first answer: the box may be gone.
        v.pagina.keyboard.press("Enter")
        v.pagina.get_by_label("Contraseña").wait_for()
        assert "Su sesión terminó" in v.pagina.locator("#dicho").inner_text()
        assert v.pagina.evaluate("JSON.parse(sessionStorage.getItem('metas-a-la-vista-por-preguntar'))") == {
            "usuario": "sale", "texto": "¿Cuántas metas se cumplieron?"
        }  # fmt: skip


def test_a_question_left_by_a_session_that_ended_is_there_again_for_who_asked_it(chromium: Any, servida: tuple[str, Settings]) -> None:
    from playwright.sync_api import expect

    direccion, _ = servida
    dejada = "sessionStorage.setItem('metas-a-la-vista-por-preguntar', JSON.stringify({usuario: 'jose', texto: '¿Qué hallazgos hay?'}))"
    with dentro(chromium, direccion, "jose") as v:
        caja = v.pagina.locator("#pregunta input, #pregunta textarea")
        v.pagina.evaluate(dejada)
        v.pagina.reload()
        expect(caja).to_have_value("¿Qué hallazgos hay?", timeout=20_000)
        caja.press("Enter")
        v.respuesta(1)
        v.pagina.evaluate(dejada.replace("jose", "rosario"))
        v.pagina.reload()
        v.pagina.locator("#pregunta").filter(visible=True).first.wait_for()
        assert v.pagina.evaluate("sessionStorage.getItem('metas-a-la-vista-por-preguntar')") is None
        expect(caja).to_have_value("")


def test_leaving_ends_the_session_and_the_next_person_sees_no_kept_questions(chromium: Any, servida: tuple[str, Settings]) -> None:
    direccion, _ = servida
    with dentro(chromium, direccion, "jose") as v:
        v.preguntar("¿Cuántas metas hay?")
        v.pagina.locator("#sesiones details").wait_for()
        v.pagina.get_by_role("button", name="Salir").click()
        v.pagina.get_by_text("Cerró su sesión").wait_for()
        v.pagina.get_by_label("Nombre de la cuenta").fill("rosario")
        v.pagina.get_by_label("Contraseña").fill(CLAVE)
        v.pagina.get_by_role("button", name="Entrar").click()
        v.pagina.locator("#pregunta").filter(visible=True).first.wait_for()
        v.pagina.locator(".bienvenida").wait_for()
        assert v.pagina.locator("#sesiones details").count() == 0
