"""The page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_web import EJEMPLOS, PREGUNTA, REAL, ajustes, pagina_servida, visita

from assistant.assistant import Assistant

pytestmark = pytest.mark.navegador

ATAQUE = (
    '<script>window.atacada=1</script><img src=http://malo.invalid/i.png onerror="window.atacada=2">'
    " ![x](http://malo.invalid/j.png) **negritas** [liga](http://malo.invalid) <b>gruesa</b>"
)
INFORME = """7 AYUNTAMIENTO DE VILLA PRUEBA
PROGRAMA OPERATIVO ANUAL 2021

AVANCE FÍSICO PROGRAMÁTICO

RAMO:	45	INSTITUTO DE <i>PRUEBA</i>
PROGRAMA	311	CONDUCCIÓN INSTITUCIONAL
UNIDAD EJECUTORA	301	DIRECCIÓN <b onclick=alert(1)>EJECUTIVA</b>
FINALIDAD	2	DESARROLLO SOCIAL
LINEAS DE ACCION	1.2.1	GOBIERNO ABIERTO

FECHA: 31-dic.-21

LÍNEA DE ACCIÓN P.M.D.	DESCRIPCIÓN DE METAS Y ACCIONES	UNIDAD DE MEDIDA	META ANUAL AUTORIZADA	PERIODO								AVANCE ABSOLUTO	ACUMULADO RELATIVO	OBSERVACIONES
				Ene-Mar		Abr-Jun		Jul-Sep		Oct-Dic				
				P	A	P	A	P	A	P	A			
1.2.1	1.- Conducir la política <img src=x onerror=alert(3)> de bienestar.	Informe	12	3	3	3	3	3	3	3	1	10	38%	Por la pandemia de COVID-19 no hubo informes. @ATAQUE@
1.2.1	1.1.- Difundir las convocatorias.	Campaña	8	2	2	2	0	2	3	2	2	7	88%	Durante la contingencia sanitaria por COVID-19 no hubo campañas.

ELABORÓ

RESPONSABLE DE LA UNIDAD EJECUTORA
MTRA. ROSARIO CASTELLANOS FIGUEROA
""".replace("@ATAQUE@", ATAQUE)


@pytest.fixture(scope="module")
def hostil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    carpeta = tmp_path_factory.mktemp("hostil")
    informe = carpeta / "informe <img src=x onerror=alert(4)>.txt"
    informe.write_text(INFORME, encoding="utf-8")
    with pagina_servida(ajustes(carpeta, [informe])) as direccion:
        yield direccion


def metas_en_la_respuesta(v: Any, turno: int = 1) -> list[str]:
    return list(v.pagina.locator(f"#turno-{turno} .respuesta li > strong:first-child").all_inner_texts())


def comprobar_pregunta(abierto: Any, direccion: str, asistente: Assistant, esperadas: int | None = None) -> None:
    """Ask of COVID, see the metas that the assistant gives, open a citation at its source."""
    salida = asistente.ask(PREGUNTA)
    metas = [f["meta"] for f in salida["rows"]]
    assert esperadas is None or len(metas) == esperadas
    with visita(abierto, direccion) as v:
        v.preguntar(PREGUNTA)
        assert metas_en_la_respuesta(v) == metas
        v.pagina.locator(f"#tabla :text('Tabla: {len(metas)} metas')").wait_for()
        elegida = next(c for c in salida["citations"] if c.get("field") == "avance_absoluto" and c["literal"] != "0")
        v.pagina.locator(f"#charla a.cita[href$='#cita-1-{elegida['n']}']").first.click()
        v.pagina.locator(f"#fuentes h2:has-text('Fuente {elegida['n']} de')").wait_for()
        fila = v.pagina.locator("#fuentes tr.citado")
        assert fila.locator("th.numero").inner_text() == str(elegida["line"])
        assert fila.locator("mark").all_inner_texts() == [elegida["literal"]]
        assert v.pagina.locator("#fuentes tbody tr").count() == 5
        assert elegida["document"] in v.pagina.locator("#fuentes .documento").inner_text()
        assert v.pagina.locator("#fuentes mark").is_visible()
        v.pagina.locator("#fuentes a.paso.despues").click()
        v.pagina.locator(f"#fuentes h2:has-text('Fuente {elegida['n'] + 1} de')").wait_for()
        assert v.ajenas() == set()
        assert v.quejas == []


def test_a_question_its_metas_and_a_citation_at_its_source(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    comprobar_pregunta(chromium, *muestra)


@pytest.mark.skipif(not REAL.exists(), reason="../shared no está")
def test_the_real_report_shows_its_nine_metas(chromium: Any, tmp_path: Path) -> None:
    elegidos = ajustes(tmp_path, [REAL])
    with pagina_servida(elegidos) as direccion:
        comprobar_pregunta(chromium, direccion, Assistant(elegidos), esperadas=9)


def test_the_page_says_what_it_is_and_what_is_loaded(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        assert v.pagina.title() == "Metas a la vista"
        assert v.pagina.evaluate("document.documentElement.lang") == "es"
        v.pagina.locator(".cargado", has_text="Puerto Claro").wait_for()
        cargado = v.pagina.locator(".cargado").inner_text()
        assert "Puerto Claro" in cargado and "2022" in cargado and "116" in cargado
        caja = v.pagina.get_by_placeholder("Por ejemplo")
        assert caja.evaluate("e => e === document.activeElement")


def test_every_example_can_be_clicked_and_answers(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        ejemplos = v.pagina.locator("a.ejemplo:visible")
        ejemplos.nth(5).wait_for()
        assert ejemplos.count() == 6
        for i in range(6):
            pregunta = ejemplos.nth(i).inner_text()
            ejemplos.nth(i).click()
            v.respuesta(1)
            assert v.pagina.locator(".pregunta").inner_text().endswith(pregunta)
            assert v.pagina.locator(".respuesta.answered").count() == 1
            v.pagina.locator("#nueva").click()
            ejemplos.first.wait_for()
        assert v.quejas == []


def test_a_follow_up_stands_on_the_question_before(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    direccion, asistente = muestra
    segunda = asistente.ask("¿y en la unidad 304?", [PREGUNTA])
    with visita(chromium, direccion) as v:
        v.preguntar(PREGUNTA)
        v.preguntar("¿y en la unidad 304?")
        assert metas_en_la_respuesta(v, 2) == [f["meta"] for f in segunda["rows"]]
        v.pagina.wait_for_timeout(300)
        arriba, pregunta = (v.pagina.locator(x).bounding_box() for x in ("#charla", "#turno-2 .pregunta"))
        assert 0 <= pregunta["y"] - arriba["y"] < 60  # the new question stands at the top of the conversation
        # An older answer's citation opens its own turn again, rows included.
        v.pagina.locator("#turno-1 a.cita").nth(3).click()
        v.pagina.locator("#tabla :text('Tabla: 8 metas')").wait_for()
        assert v.pagina.locator("#fuentes tr.citado mark").count() == 1


def test_how_it_was_obtained_tells_the_plan_and_the_query(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.preguntar(PREGUNTA)
        v.pagina.locator("#como summary").first.click()
        v.pagina.locator("#como .como").wait_for()
        texto = v.pagina.locator("#como .como").inner_text()
        assert "Así entendí la pregunta" in texto and "SELECT" in texto and "ms" in texto
        v.pagina.locator("#charla a.cita").first.click()
        v.pagina.locator("#fuentes pre.sql").wait_for()


@pytest.mark.parametrize(
    ("pregunta", "clase"), [("¿Cuánto se gastó en policías en 2019?", "no_data"), ("Escribe un poema", "out_of_scope")]
)
def test_what_has_no_answer_is_said_politely(chromium: Any, muestra: tuple[str, Assistant], pregunta: str, clase: str) -> None:
    with visita(chromium, muestra[0]) as v:
        v.preguntar(pregunta)
        assert v.pagina.locator(f".respuesta.{clase}").is_visible()
        assert not v.pagina.locator("#tabla").is_visible()
        assert v.pagina.locator("#charla a.cita").count() == 0


def test_script_in_a_question_is_shown_as_text(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.preguntar(ATAQUE)
        assert ATAQUE in v.pagina.locator(".pregunta").inner_text()
        v.pagina.wait_for_timeout(300)
        assert v.pagina.evaluate("window.atacada") is None
        assert v.pagina.locator("#charla :is(script, img, b)").count() == 0
        assert v.ajenas() == set() and v.quejas == []


def test_script_in_a_report_is_shown_as_text_everywhere(chromium: Any, hostil: str) -> None:
    with visita(chromium, hostil) as v:
        v.preguntar(PREGUNTA)
        assert ATAQUE in v.pagina.locator("#turno-1 .respuesta").inner_text()
        v.pagina.locator("#fichas a.ficha", has_text="observación").first.click()
        v.pagina.locator("#fuentes mark", has_text="pandemia").wait_for()
        assert ATAQUE in v.pagina.locator("#fuentes mark").inner_text()
        assert "<img src=x onerror=alert(4)>" in v.pagina.locator("#fuentes .documento").inner_text()
        assert ATAQUE in v.pagina.locator("#tabla").inner_text()
        v.pagina.locator("#como summary").first.click()
        v.preguntar("¿Cómo va la unidad 301?")
        v.pagina.wait_for_timeout(300)
        assert v.pagina.evaluate("window.atacada") is None
        zonas = ("#charla", "#fuentes", "#fichas", "#tabla", "#como", "#cabecera")
        for zona in zonas:
            assert v.pagina.locator(f"{zona} :is(script, img, b, i, iframe)").count() == 0, zona
        assert v.ajenas() == set() and v.quejas == []


def test_script_in_a_report_is_shown_as_text_in_every_tab(chromium: Any, hostil: str) -> None:
    dichos = {
        "tablero": ("#tablero", "<img src=x onerror=alert(3)>"),
        "observaciones": ("#pasajes", ATAQUE),
        "resumenes": ("#resumen", "2021"),
        "calidad": ("#hallazgos", "<img src=x onerror=alert(4)>"),
        "informes": ("#documentos", "<img src=x onerror=alert(4)>"),
    }
    with visita(chromium, hostil) as v:
        for nombre, (zona, texto) in dichos.items():
            v.pagina.locator(f"#tab-{nombre}-button").click()
            if nombre == "resumenes":
                v.pagina.locator("#redactar").click()
            v.pagina.locator(zona, has_text=texto).wait_for()
            for enlace in v.pagina.locator(f"{zona} a:is(.ficha, .cita, .ir[href*='#r-'])").all()[:1]:
                enlace.click()
                v.pagina.wait_for_timeout(300)
            assert v.pagina.locator(f"#tab-{nombre} .prose :is(script, img, b, i, iframe)").count() == 0, nombre
        assert v.pagina.evaluate("window.atacada") is None
        assert v.ajenas() == set() and v.quejas == []


def test_the_policy_stops_what_would_slip_through(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.pagina.evaluate(
            """() => { const d = document.createElement('div');
            d.innerHTML = '<img src="x" onerror="window.atacada=1"><img src="http://malo.invalid/i.png">';
            document.body.append(d); }"""
        )
        v.pagina.wait_for_timeout(500)
        assert v.pagina.evaluate("window.atacada") is None
        assert sum("Content Security Policy" in q for q in v.quejas) >= 2


@pytest.mark.parametrize(("ancho", "alto"), [(390, 844), (1366, 768)])
def test_no_width_overflows_sideways(chromium: Any, muestra: tuple[str, Assistant], ancho: int, alto: int) -> None:
    with visita(chromium, muestra[0], ancho, alto) as v:
        for _ in range(2):
            fuera = v.pagina.evaluate(
                "() => [...document.querySelectorAll('main, main > *, #columna-charla, #columna-fuentes, #tabla, #enviar')]"
                ".map(e => e.getBoundingClientRect().right).concat(document.documentElement.scrollWidth)"
                ".filter(x => x > innerWidth)"
            )
            assert fuera == []
            if not v.pagina.locator(".turno").count():
                v.preguntar(PREGUNTA)
        v.pagina.locator("#charla a.cita").nth(2).click()
        v.pagina.locator("#fuentes h2:has-text('Fuente 3 de')").wait_for()
        v.pagina.wait_for_timeout(700)
        marca = v.pagina.locator("#fuentes mark").bounding_box()
        assert marca is not None and 0 <= marca["x"] < ancho and 0 <= marca["y"] < alto


def test_the_keyboard_is_enough(chromium: Any, muestra: tuple[str, Assistant]) -> None:
    with visita(chromium, muestra[0]) as v:
        v.preguntar(PREGUNTA)
        v.pagina.locator("#charla a.cita").nth(2).focus()
        v.pagina.keyboard.press("Enter")
        v.pagina.locator("#fuentes h2:has-text('Fuente 3 de')").wait_for()


def test_nothing_loaded_leads_to_loading(chromium: Any, tmp_path: Path) -> None:
    elegidos = ajustes(tmp_path, [])
    with pagina_servida(elegidos) as direccion:
        with visita(chromium, direccion) as v:
            v.pagina.locator(".primera-vez").wait_for()
            assert re.search(r"poa ingest", v.pagina.locator(".primera-vez").inner_text())
            assert not v.pagina.locator("#pregunta").is_visible()
        ajustes(tmp_path, EJEMPLOS[:1])
        with visita(chromium, direccion) as v:
            v.pagina.locator("#pregunta").wait_for()
            assert "Puerto Claro" in v.pagina.locator(".cargado").inner_text()
