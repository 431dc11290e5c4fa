"""The same report in every format and layout gives the same facts.

The files are written by ``bench.reportes``, which shares no code with the readers: the goals come from the gold of an
example or from the generator. Every cell is compared, the printed text behind it too.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # bench is not installed with the project

from bench import formatos
from bench.reportes import escritores, imagen, ingenuo, pdf
from bench.reportes.cotejo import TODO, Cotejo, cotejar
from bench.reportes.disposiciones import DISPOSICIONES
from bench.reportes.generador import generar
from bench.reportes.modelo import Reporte, desde_ejemplo
from index.ingest import leer_documento

EJEMPLOS = Path(__file__).resolve().parents[2] / "examples"
NOMBRE = "puerto-claro-2021-t4"
#: Where the place of a text leaves doubt: columns of blanks, header rows without any space between them.
DUDOSOS = [("texto", "alineado"), ("pdf", "titulo-por-pagina")]
DIGITALES = [
    (formato, variante)
    for formato, variante in escritores.variantes()
    if formato != "imagen"
    and variante not in pdf.DE_OFICINA
    and (formato, variante) not in escritores.SIN_TABLA
    and (formato, variante) not in DUDOSOS
]
DE_CIFRA = ("meta_anual", "programado.", "alcanzado.", "avance_")
PROGRAMAS = {"word": "soffice", "excel": "soffice", "navegador": "chromium"}


@pytest.fixture(scope="module")
def reporte() -> Reporte:
    """Two forms of an example: the one with most slips, and one whose figures have thousands."""
    entero = desde_ejemplo(EJEMPLOS / f"{NOMBRE}.txt", EJEMPLOS / "gold" / f"{NOMBRE}.metas.json", "Puerto Claro")
    return replace(entero, formas=entero.formas[1:3])


def leido(reporte: Reporte, formato: str, variante: str, disposicion: str) -> Cotejo:
    nombre, contenido = escritores.escribir(reporte, formato, variante, disposicion)
    sin_tabla = (formato, variante) in escritores.SIN_TABLA
    expresa = TODO if sin_tabla else DISPOSICIONES[disposicion].expresa(reporte.formas[0])
    # A quarter added up from its months stands in no cell of its own.
    return cotejar(reporte, leer_documento(nombre, contenido), expresa, literales=disposicion != "meses" or sin_tabla)


def exigir_ninguna_cifra_falsa(cotejo: Cotejo, con_porcentaje: bool = True) -> None:
    """What can't be read may be set aside, but no figure is misread, invented, or lost without a word."""
    campos = DE_CIFRA if con_porcentaje else (*DE_CIFRA[:3], "avance_absoluto")
    assert [m for m in cotejo.motivos if m.startswith(("mal", "inventada", "perdida")) and any(x in m for x in campos)] == []


def exigir_todo(cotejo: Cotejo) -> None:
    assert cotejo.total > 100
    assert cotejo.perfecto, "\n".join([str(dict(cotejo.cuenta)), *cotejo.motivos[:12]])


@pytest.mark.parametrize(("formato", "variante"), DIGITALES)
def test_todo_formato_digital_da_los_mismos_hechos(reporte: Reporte, formato: str, variante: str) -> None:
    exigir_todo(leido(reporte, formato, variante, "pares"))


@pytest.mark.parametrize("disposicion", [d for d in DISPOSICIONES if d != "pares"])
@pytest.mark.parametrize(("formato", "variante"), [("texto", "tab"), ("xlsx", "formulas"), ("docx", "cuadros"), ("html", "span"), ("pdf", "rayada")])
def test_toda_disposicion_da_los_mismos_hechos(reporte: Reporte, formato: str, variante: str, disposicion: str) -> None:
    exigir_todo(leido(reporte, formato, variante, disposicion))


@pytest.mark.parametrize("variante", [v for f, v in sorted(escritores.SIN_TABLA)])
def test_una_meta_por_bloque_de_renglones_da_los_mismos_hechos(reporte: Reporte, variante: str) -> None:
    exigir_todo(leido(reporte, "texto", variante, "pares"))


@pytest.mark.parametrize("semilla", [3, 8])
@pytest.mark.parametrize(("formato", "variante"), [("xlsx", "hoja-por-forma"), ("docx", "parrafos"), ("html", "anidada"), ("pdf", "carta")])
def test_un_reporte_generado_da_los_mismos_hechos(formato: str, variante: str, semilla: int) -> None:
    exigir_todo(leido(generar(semilla, 20, trimestre=semilla % 4 + 1), formato, variante, "pares"))


@pytest.mark.parametrize(("formato", "variante"), DUDOSOS)
@pytest.mark.parametrize("disposicion", ["pares", "bloques", "numerada"])
def test_donde_el_lugar_de_un_texto_deja_duda_no_hay_cifra_falsa(reporte: Reporte, formato: str, variante: str, disposicion: str) -> None:
    exigir_ninguna_cifra_falsa(leido(reporte, formato, variante, disposicion))


@pytest.mark.parametrize("variante", list(ingenuo.ESCRITORES))
def test_las_celdas_de_un_texto_puestas_sin_arreglo_no_dan_una_cifra_falsa(variante: str) -> None:
    fuente = formatos.ejemplo(NOMBRE)
    assert fuente.texto is not None
    sufijo, escribir = ingenuo.ESCRITORES[variante]
    contenido = escribir(ingenuo.renglones(fuente.texto))
    cotejo = cotejar(fuente.reporte, leer_documento(f"x{sufijo}", contenido), literales=False)
    exigir_ninguna_cifra_falsa(cotejo)


@pytest.mark.lenta
@pytest.mark.parametrize("variante", sorted(pdf.DE_OFICINA))
def test_lo_que_otro_programa_pasa_a_pdf_da_casi_todo_y_ninguna_cifra_falsa(reporte: Reporte, variante: str) -> None:
    if shutil.which(PROGRAMAS[variante]) is None:
        pytest.skip(f"needs {PROGRAMAS[variante]}")
    cotejo = leido(reporte, "pdf", variante, "pares")
    assert cotejo.cuenta["bien"] >= 0.95 * cotejo.total, "\n".join(cotejo.motivos[:20])
    exigir_ninguna_cifra_falsa(cotejo)


def test_una_cifra_cambiada_en_el_reporte_se_nota(reporte: Reporte) -> None:
    """The comparison itself can fail."""
    meta = reporte.formas[0].metas[1]
    cambiada = replace(reporte.formas[0], metas=(reporte.formas[0].metas[0], replace(meta, absoluto="99999"), *reporte.formas[0].metas[2:]))
    nombre, contenido = escritores.escribir(replace(reporte, formas=(cambiada, *reporte.formas[1:])), "texto", "tab", "pares")
    cotejo = cotejar(reporte, leer_documento(nombre, contenido))
    assert cotejo.cuenta["mal"] == 1
    assert "avance_absoluto" in cotejo.motivos[0]


def falta_ocr() -> str | None:
    """Why scans can't be read here. ``POA_EXIGE_OCR`` makes the absence a failure."""
    faltan = [x for x, esta in (("tesseract", shutil.which("tesseract")), ("reportlab", importlib.util.find_spec("reportlab"))) if not esta]
    if faltan and os.environ.get("POA_EXIGE_OCR"):
        pytest.fail(f"POA_EXIGE_OCR: falta {', '.join(faltan)}")
    return f"needs {', '.join(faltan)}" if faltan else None


@pytest.mark.lenta
@pytest.mark.parametrize(("sufijo", "tipo", "escaner"), [
    (".pdf", "PDF", imagen.LIMPIO), (".tiff", "TIFF", imagen.OFICINA), (".png", "PNG", imagen.Escaner(ppp=200)),
])  # fmt: skip
def test_un_escaneo_da_casi_todo_y_ninguna_cifra_falsa(reporte: Reporte, sufijo: str, tipo: str, escaner: imagen.Escaner) -> None:
    if motivo := falta_ocr():
        pytest.skip(motivo)
    una = replace(reporte, formas=reporte.formas[:1])
    _, original = escritores.escribir(una, "pdf", "rayada", "pares")
    cotejo = cotejar(una, leer_documento(f"escaneo{sufijo}", imagen.escanear(original, tipo, escaner)), optico=True)
    assert cotejo.cuenta["bien"] >= 0.95 * cotejo.total, "\n".join(cotejo.motivos[:20])
    exigir_ninguna_cifra_falsa(cotejo, con_porcentaje=False)
