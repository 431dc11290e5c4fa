"""Every tab in a real browser: its main path, its empty and failed states, on a laptop and on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, PREGUNTA, ajustes, pagina_servida, visita

from assistant.assistant import Assistant
from assistant.listado import hallazgos

pytestmark = pytest.mark.navegador

LAPTOP, TELEFONO = (1280, 800), (390, 844)
PESTANAS = ("conversar", "tablero", "observaciones", "resumenes", "calidad", "informes", "ayuda")
#: A report whose file says nothing of whose it is.
SIN_IDENTIDAD = (
    "No.,Descripción,Unidad de medida,Meta anual,T1 Prog.,T1 Alc.,T2 Prog.,T2 Alc.,T3 Prog.,T3 Alc.,T4 Prog.,T4 Alc.\n"
    "1,Dar talleres,Taller,8,2,2,2,1,2,2,2,2\n2,Dar becas,Beca,4,1,1,1,1,1,1,1,0\n"
)
MALO = "<img src=x onerror=window.atacada=1>"


@pytest.fixture
def propia(tmp_path: Path) -> Iterator[str]:
    """A page whose store a test may change."""
    with pagina_servida(ajustes(tmp_path, EJEMPLOS[:1])) as direccion:
        yield direccion


def ir(v: Any, nombre: str) -> None:
    v.pagina.locator(f"#tab-{nombre}-button").click()
    v.pagina.locator(f"#tab-{nombre}").wait_for()


def limpia(v: Any) -> None:
    """Nothing asked elsewhere, nothing complained of, nothing run."""
    assert v.ajenas() == set() and v.quejas == []
    assert v.pagina.evaluate("window.atacada") is None


def elegir(v: Any, etiqueta: str, opcion: str) -> None:
    """Choose in a drop-down list of the shown tab."""
    v.pagina.get_by_label(etiqueta, exact=True).filter(visible=True).click()
    v.pagina.get_by_role("option", name=opcion).first.click()


@pytest.mark.parametrize("tamano", [LAPTOP, TELEFONO])
def test_every_tab_fits_its_width_and_draws_without_a_complaint(
    chromium: Any, muestra: tuple[str, Assistant], tamano: tuple[int, int]
) -> None:
    with visita(chromium, muestra[0], *tamano) as v:
        for nombre in PESTANAS:
            ir(v, nombre)
            v.pagina.locator(f"#tab-{nombre} :text('Cargando…')").wait_for(state="hidden")
            assert v.pagina.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, nombre
        limpia(v)


# -- the chat ---------------------------------------------------------------------------------------------------------
def test_an_answer_has_what_to_do_with_it(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    direccion, asistente = muestra
    with visita(chromium, direccion, permissions=["clipboard-read", "clipboard-write"]) as v:
        v.preguntar(PREGUNTA)
        v.pagina.locator("#turno-1 a:text-is('Copiar')").click()
        v.pagina.locator("#voz.dicho").wait_for()
        copiado = v.pagina.evaluate("navigator.clipboard.readText()")
        assert (
            copiado.startswith(PREGUNTA)
            and f"No se cumplieron {asistente.ask(PREGUNTA)['total']} metas por COVID-19 [1]" in copiado
        )
        with v.pagina.expect_download() as bajada:
            v.pagina.locator("#turno-1 a:text-is('Excel')").click()
        assert bajada.value.suggested_filename == "respuesta.xlsx"
        sigue = v.pagina.locator("#turno-1 a.sigue").first
        pregunta = sigue.inner_text()
        sigue.click()
        v.respuesta(2)
        assert v.pagina.locator("#turno-2 .pregunta").inner_text().endswith(pregunta)
        assert v.pagina.locator("#turno-2 .respuesta.answered").count() == 1
        assert v.pagina.locator(".siguientes").count() == 1
        limpia(v)


def test_a_link_reopens_one_question_with_what_it_follows(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    direccion, asistente = muestra
    segunda = asistente.ask("¿y en la unidad 304?", [PREGUNTA])
    with visita(chromium, direccion, permissions=["clipboard-read", "clipboard-write"]) as v:
        v.preguntar(PREGUNTA)
        v.preguntar("¿y en la unidad 304?")
        v.pagina.locator("#turno-2 a.permanente").click()
        v.pagina.locator("#voz.dicho").wait_for()
        enlace = v.pagina.evaluate("navigator.clipboard.readText()")
    with visita(chromium, enlace) as v:
        v.respuesta(2)
        assert v.pagina.locator("#turno-2 .respuesta li > strong:first-child").all_inner_texts() == [
            f["meta"] for f in segunda["rows"]
        ]
        limpia(v)


def test_a_hostile_link_is_text(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, f"{muestra[0]}/?q={MALO}&h={MALO}") as v:
        v.respuesta(2)
        assert MALO in v.pagina.locator("#turno-2 .pregunta").inner_text()
        assert v.pagina.locator("#charla img").count() == 0
        limpia(v)


def test_conversations_are_kept_listed_renamed_and_deleted(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.preguntar(PREGUNTA)
        v.pagina.locator("#nueva").click()
        v.pagina.locator(".bienvenida").wait_for()
        v.preguntar("¿Cuántas metas hay?")
        v.pagina.wait_for_timeout(500)
        v.pagina.reload()
        v.respuesta(1)
        assert v.pagina.locator(".pregunta").inner_text().endswith("¿Cuántas metas hay?")
        v.pagina.locator("#sesiones summary").click()
        assert v.pagina.locator("#sesiones li").count() == 2
        v.pagina.locator("#sesiones a:text-is('Renombrar')").last.click()
        v.pagina.locator("#nombre input, #nombre textarea").fill(f"La pandemia {MALO}")
        v.pagina.locator("#renombrar button:has-text('Guardar')").click()
        v.pagina.locator("#sesiones a.abrir:has-text('La pandemia')").wait_for(state="attached")
        if not v.pagina.locator("#sesiones details[open]").count():
            v.pagina.locator("#sesiones summary").click()
        v.pagina.locator("#sesiones a.abrir:has-text('La pandemia')").click()
        v.pagina.locator(f".pregunta:has-text('{PREGUNTA}')").wait_for()
        if not v.pagina.locator("#sesiones details[open]").count():
            v.pagina.locator("#sesiones summary").click()
        v.pagina.locator("#sesiones li:has-text('La pandemia') a:text-is('Borrar')").click()
        v.pagina.locator("#sesiones a:text-is('Sí, borrar')").click()
        v.pagina.locator(".bienvenida").wait_for()
        assert v.pagina.locator("#sesiones li").count() == 1
        limpia(v)


def test_the_table_is_sorted_by_its_headings(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.preguntar("¿Qué metas no se cumplieron en 2021?")
        cabeza = v.pagina.locator("#tabla th", has_text="Avance")
        cabeza.scroll_into_view_if_needed()  # what is out of sight is not laid out, and has no text to see
        posicion = v.pagina.locator("#tabla th").all_text_contents().index(cabeza.text_content() or "")
        for orden in ("ascending", "descending"):
            cabeza.locator("button").click()
            assert cabeza.get_attribute("aria-sort") == orden
            valores = [
                float(x.rstrip(" %"))
                for x in v.pagina.locator(f"#tabla tbody td:nth-child({posicion + 1})").all_text_contents()
                if x
            ]
            assert valores == sorted(valores, reverse=orden == "descending") and len(set(valores)) > 3


def test_the_server_going_away_leaves_the_page_standing(chromium: Any, tmp_path: Path) -> None:
    with pagina_servida(ajustes(tmp_path, EJEMPLOS[:1])) as direccion, visita(chromium, direccion) as v:
        v.pagina.route("**/gradio_api/queue/**", lambda ruta: ruta.abort())
        v.pagina.locator("#pregunta input, #pregunta textarea").fill(PREGUNTA)
        v.pagina.keyboard.press("Enter")
        v.pagina.wait_for_timeout(800)
        assert v.pagina.locator("#pregunta").is_visible() and "Traceback" not in v.pagina.content()


# -- the board --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tamano", [LAPTOP, TELEFONO])
def test_a_mark_of_the_board_leads_to_its_metas_in_the_chat(
    chromium: Any, muestra: tuple[str, Assistant], tamano: tuple[int, int]
) -> None:
    with visita(chromium, muestra[0], *tamano) as v:
        ir(v, "tablero")
        elegir(v, "Municipio", "Puerto Claro")
        v.pagina.locator("#tablero h2:has-text('Puerto Claro')").wait_for()
        marca = v.pagina.locator("#tablero a.tramo.rojo").first
        cuantas = int(re.sub(r"\D", "", marca.get_attribute("title")))
        marca.click()
        v.respuesta(1)
        v.pagina.locator("#tabla tbody tr").first.wait_for()
        assert v.pagina.locator("#tabla tbody tr").count() == cuantas
        limpia(v)


def test_filters_that_leave_nothing_say_so(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        ir(v, "observaciones")
        v.pagina.locator("#pasajes li").first.wait_for()
        elegir(v, "Estado de la meta", "En proceso")
        v.pagina.locator("#pasajes :text('Ninguna observación')").wait_for()


# -- observations -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tamano", [LAPTOP, TELEFONO])
def test_observations_are_searched_marked_and_opened_at_their_place(
    chromium: Any, muestra: tuple[str, Assistant], tamano: tuple[int, int]
) -> None:
    with visita(chromium, muestra[0], *tamano) as v:
        ir(v, "observaciones")
        caja = v.pagina.locator("#palabras input, #palabras textarea")
        caja.fill("pandemia")
        caja.press("Enter")
        v.pagina.locator("#pasajes mark").first.wait_for()
        assert v.pagina.locator("#pasajes mark").first.inner_text().lower().startswith("pandemia")
        dicho = v.pagina.locator("#pasajes blockquote").first.inner_text()
        v.pagina.locator("#pasajes a:text-is('Ver en el documento')").first.click()
        v.pagina.locator("#tab-observaciones .fuente mark").wait_for()
        assert dicho in v.pagina.locator("#tab-observaciones .literal blockquote").inner_text()
        caja.fill(MALO)
        caja.press("Enter")
        v.pagina.wait_for_timeout(1500)
        limpia(v)


# -- summaries --------------------------------------------------------------------------------------------------------
def test_a_summary_is_written_checked_as_edited_and_taken_away(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        ir(v, "resumenes")
        v.pagina.locator("#redactar").click()
        v.pagina.locator("#revision .bien").wait_for()
        v.pagina.locator("#resumen a.cita").nth(3).click()
        v.pagina.locator("#tab-resumenes h2:has-text('Fuente 4 de')").wait_for()
        caja = v.pagina.locator("#edicion textarea")
        texto = caja.input_value()
        cifra = re.search(r"(\d+) de las", texto)
        assert cifra is not None
        caja.fill(texto.replace(cifra.group(0), f"{int(cifra.group(1)) + 1} de las", 1))
        v.pagina.locator("#revision .falla li").first.wait_for()
        caja.fill(texto)
        v.pagina.locator("#revision .bien").wait_for()
        v.pagina.wait_for_timeout(300)
        with v.pagina.expect_download() as bajada:
            v.pagina.locator("#word").click()
        assert bajada.value.suggested_filename.endswith(".docx")
        limpia(v)


# -- quality ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tamano", [LAPTOP, TELEFONO])
def test_findings_by_severity_beside_their_source(chromium: Any, muestra: tuple[str, Assistant], tamano: tuple[int, int]) -> None:
    direccion, asistente = muestra
    errores = [h for h in hallazgos(asistente.lector) if h["severity"] == "error"]
    with visita(chromium, direccion, *tamano) as v:
        ir(v, "calidad")
        elegir(v, "Gravedad", "Errores")
        v.pagina.locator(f"#hallazgos h2:has-text('{len(errores)} hallazgos')").wait_for()
        assert v.pagina.locator("#hallazgos li").count() == len(errores)
        v.pagina.locator("#hallazgos a.ficha").first.click()
        v.pagina.locator("#tab-calidad .fuente mark").wait_for()
        assert v.pagina.locator("#tab-calidad .fuente mark").inner_text() == errores[0]["citations"][0]["literal"]
        limpia(v)


# -- reports ----------------------------------------------------------------------------------------------------------
def subir(v: Any, *rutas: Path) -> None:
    v.pagina.locator("#archivos input[type=file]").set_input_files([str(r) for r in rutas])
    v.pagina.locator("#cargar:not([disabled])").click()
    v.pagina.locator(f"#avance li:not(.espera):not(.leyendo) >> nth={len(rutas) - 1}").wait_for()


@pytest.mark.parametrize("tamano", [LAPTOP, TELEFONO])
def test_reports_are_loaded_corrected_and_taken_out(chromium: Any, propia: str, tmp_path: Path, tamano: tuple[int, int]) -> None:
    corregido = tmp_path / "corregido.txt"
    original = EJEMPLOS[1].read_text(encoding="utf-8")
    corregido.write_text(original.replace("\t13670\t", "\t13671\t").replace("13,670", "13,671"), encoding="utf-8")
    malo = tmp_path / "nota <b>x.txt"
    malo.write_text("Esto no es un informe.\n", encoding="utf-8")
    with visita(chromium, propia, *tamano) as v:
        ir(v, "informes")
        v.pagina.locator("#documentos li").first.wait_for()
        subir(v, EJEMPLOS[1], malo)
        assert v.pagina.locator("#avance li.quarantined").count() == 1
        assert "no contiene ningún formato" in v.pagina.locator("#avance li.quarantined").inner_text()
        v.pagina.locator(f"#documentos li:has-text('{EJEMPLOS[1].name}')").wait_for()
        subir(v, corregido)
        v.pagina.locator("#correcciones :text-is('13,671')").wait_for()
        assert v.pagina.locator("#correcciones :text-is('13,670')").count() == 1
        v.pagina.locator("#documentos li:has-text('corregido.txt') a:text-is('Quitar')").click()
        v.pagina.locator("#quitar-no").click()
        v.pagina.locator("#confirmar").wait_for(state="hidden")
        v.pagina.locator("#documentos li:has-text('corregido.txt') a:text-is('Quitar')").click()
        v.pagina.locator("#quitar-si").click()
        v.pagina.locator("#avance :text('Se quitó corregido.txt')").wait_for()
        assert v.pagina.locator("#documentos li:has-text('corregido.txt')").count() == 0
        limpia(v)


@pytest.mark.parametrize("tamano", [LAPTOP, TELEFONO])
def test_what_a_file_does_not_say_is_said_as_it_is_loaded(chromium: Any, propia: str, tmp_path: Path, tamano: tuple[int, int]) -> None:
    anonimo = tmp_path / "anonimo.csv"
    anonimo.write_text(SIN_IDENTIDAD, encoding="utf-8")
    with visita(chromium, propia, *tamano) as v:
        ir(v, "informes")
        v.pagina.locator("#documentos li").first.wait_for()
        subir(v, anonimo)
        assert "pestaña Informes" in v.pagina.locator("#avance li.quarantined").inner_text()
        v.pagina.locator("#dicho button").first.click()
        v.pagina.locator("#dicho").get_by_label("Municipio", exact=True).fill("Valle Alto")
        v.pagina.locator("#dicho").get_by_label("Unidad", exact=True).fill("201 Dirección de Cultura")
        v.pagina.get_by_label("Fecha de corte").fill("mañana")
        v.pagina.locator("#archivos input[type=file]").set_input_files([str(anonimo)])
        v.pagina.locator("#cargar:not([disabled])").click()
        v.pagina.locator("#avance :text('el corte «mañana» no es una fecha')").wait_for()
        v.pagina.get_by_label("Fecha de corte").fill("31/12/2024")
        v.pagina.locator("#cargar:not([disabled])").click()
        v.pagina.locator("#documentos li:has-text('anonimo.csv'):has-text('Valle Alto, 2024')").wait_for()
        assert v.pagina.locator("#avance li.partial, #avance li.loaded").count() == 1
        assert v.pagina.get_by_label("Fecha de corte").input_value() == "", "what was said was of that file"
        limpia(v)


def test_the_first_run_leads_by_the_page_to_a_first_answer(chromium: Any, tmp_path: Path) -> None:
    with pagina_servida(ajustes(tmp_path, [])) as direccion, visita(chromium, direccion) as v:
        for nombre in ("tablero", "observaciones", "resumenes", "calidad"):
            ir(v, nombre)
            v.pagina.wait_for_timeout(300)
        ir(v, "conversar")
        v.pagina.locator(".primera-vez a.boton").click()
        subir(v, EJEMPLOS[1])
        ir(v, "conversar")
        ejemplo = v.pagina.locator("a.ejemplo:visible").first
        ejemplo.click()
        v.respuesta(1)
        assert v.pagina.locator(".respuesta.answered").count() == 1
        limpia(v)


# -- help and accessibility -------------------------------------------------------------------------------------------
def test_every_question_of_the_help_has_an_answer(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    direccion, asistente = muestra
    with visita(chromium, direccion) as v:
        ir(v, "ayuda")
        v.pagina.locator("#ayuda a.preguntar").first.wait_for()
        preguntas = v.pagina.locator("#ayuda a.preguntar").all_inner_texts()
        assert len(preguntas) > 8
        assert [p for p in preguntas if asistente.ask(p)["status"] != "answered"] == []
        v.pagina.locator("#ayuda a.preguntar").first.click()
        v.respuesta(1)
        assert v.pagina.locator("#ayuda .nota").text_content().count("versión") == 1


@pytest.mark.parametrize(("tamano", "esquema"), [(LAPTOP, "light"), (TELEFONO, "dark")])
def test_axe_finds_nothing_serious_in_any_tab(
    chromium: Any, muestra: tuple[str, Assistant], tamano: tuple[int, int], esquema: str
) -> None:
    axe = (Path(__import__("axe_playwright_python").__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    with visita(chromium, muestra[0], *tamano, color_scheme=esquema, bypass_csp=True) as v:
        v.pagina.evaluate(axe)

        def graves() -> list[str]:
            hallado = v.pagina.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            return [f"{h['id']}: {h['nodes'][0]['target']}" for h in hallado if h["impact"] in ("serious", "critical")]

        assert graves() == []
        v.preguntar("¿Qué unidad tiene más metas no cumplidas en 2021?")
        v.pagina.wait_for_timeout(500)
        assert graves() == [], "conversar"
        for nombre in PESTANAS[1:]:
            ir(v, nombre)
            v.pagina.locator(f"#tab-{nombre} :text('Cargando…')").wait_for(state="hidden")
            if nombre == "resumenes":
                v.pagina.locator("#redactar").click()
                v.pagina.locator("#revision .bien").wait_for()
                v.pagina.mouse.move(0, 0)
            v.pagina.wait_for_timeout(500)
            assert graves() == [], nombre


def test_a_dark_page_is_dark(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0], color_scheme="dark") as v:
        assert v.pagina.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 20, 19)"


def test_the_tabs_are_operated_by_the_keyboard(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.pagina.locator("#tab-calidad-button").focus()
        v.pagina.keyboard.press("Enter")
        v.pagina.locator("#hallazgos a.ficha").first.focus()
        v.pagina.keyboard.press("Enter")
        v.pagina.locator("#tab-calidad .fuente mark").wait_for()
