"""Layouts that a user adds as a file."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from apoyo_rejilla import cifras, hoja, leer

from index import disenos, parse
from index.disenos import Diseno
from index.poa import ErrorDeLectura

EJEMPLOS = Path(str(files("index.disenos"))) / "ejemplos"
CABECERA = (["Reporte de avance"], ["Instancia", "31", "Museo"], ["Cierre", "30/06/2021"])
TABLA = (
    ["Folio", "Compromiso", "Se mide en", "Tope", "Logro t1", "Logro t2", "Dicho"],
    ["1", "Abrir salas", "Sala", "12", "3", "4", "Bien"],
)
DISENO = """
nombre = "Museos"
reconoce = ["compromiso", "logro t1"]
[cabecera]
"Instancia" = "unidad"
"Cierre" = "corte"
[columnas]
"folio" = "numero"
"compromiso" = "descripcion"
"se mide en" = "unidad_medida"
"TOPE" = "meta_anual"
"logro t1" = "alcanzado.T1"
"logro t2" = "alcanzado.T2"
"dicho" = "observacion"
[fijos]
municipio = "Valle Alto"
"""


def _diseno(escribir: Callable[[str, str], Path], texto: str) -> Diseno:
    return disenos.leer(escribir("museos.toml", texto))


def test_a_layout_in_a_file_names_what_no_common_word_does(escribir: Callable[[str, str], Path]) -> None:
    propio = _diseno(escribir, DISENO)
    (i,), apartados = leer(*TABLA, cabecera=CABECERA, disenos=[propio])
    assert not apartados and not i.apartados
    assert (i.municipio, i.unidad, i.unidad_nombre, i.corte.isoformat()) == ("Valle Alto", "31", "Museo", "2021-06-30")
    m = i.metas[0]
    assert (m.numero, m.descripcion, m.unidad_medida, m.meta_anual, m.observacion) == ("1", "Abrir salas", "Sala", 12, "Bien")
    assert cifras(i, "1", "alcanzado") == ["3", "4", None, None]


def test_a_fixed_value_claims_no_printed_cell(escribir: Callable[[str, str], Path]) -> None:
    (i,), _ = leer(*TABLA, cabecera=CABECERA, disenos=[_diseno(escribir, DISENO)])
    assert "municipio" not in i.celdas and i.celdas["unidad"].literal == "31"


def test_a_layout_holds_only_where_its_words_stand(escribir: Callable[[str, str], Path]) -> None:
    ajeno = _diseno(escribir, DISENO.replace('"logro t1"]', '"otra palabra"]'))
    informes, apartados = leer(*TABLA, cabecera=CABECERA, disenos=[ajeno])
    assert not informes and "no dice el ayuntamiento" in apartados[0].motivo


def test_what_is_printed_comes_before_what_a_layout_fixes(escribir: Callable[[str, str], Path]) -> None:
    cabecera = (["MUNICIPIO DE LOMA BONITA"], *CABECERA)
    (i,), _ = leer(*TABLA, cabecera=cabecera, disenos=[_diseno(escribir, DISENO)])
    assert i.municipio == "Loma Bonita" and i.celdas["municipio"].literal == "LOMA BONITA"


@pytest.mark.parametrize(
    ("texto", "dicho"),
    [
        ("nombre = ", "no es un archivo TOML válido"),
        ('[columnas]\n"tope" = "meta anual"', "«tope» apunta a «meta anual», que no es un campo"),
        ('[cabecera]\n"x" = "descripcion"', "«x» apunta a «descripcion»"),
        ('reconoce = ["a"]\n[fijos]\ncorte = "2021-06-30"', "en «[fijos]», no se conoce «corte»"),
        ('[fijos]\nmunicipio = "Valle Alto"', "sus valores se darían a cualquier archivo"),
        ('reconoce = "a"', "«reconoce» debe ser una lista de textos"),
        ("[columna]", "no se conoce «columna»"),
        ("columnas = 3", "«columnas» debe ser una tabla"),
        ('[columnas]\n"a" = ["b"]', "el valor de «a» debe ser un texto"),
    ],
)
def test_a_wrong_layout_is_one_spanish_line_with_its_file_and_key(
    escribir: Callable[[str, str], Path], texto: str, dicho: str
) -> None:
    with pytest.raises(ErrorDeLectura) as error:
        _diseno(escribir, texto)
    linea = str(error.value)
    assert dicho in linea and linea.startswith("Diseño museos.toml: ") and "docs/disenos.md" in linea
    assert "\n" not in linea.strip()


def test_a_folder_gives_its_layouts_by_name_and_a_missing_one_gives_none(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text('[columnas]\n"x" = "numero"', encoding="utf-8")
    (tmp_path / "a.toml").write_text("", encoding="utf-8")
    (tmp_path / "nota.txt").write_text("no es un diseño", encoding="utf-8")
    assert [d.nombre for d in disenos.cargar([tmp_path, tmp_path / "no-existe"])] == ["a", "b"]


def test_the_packaged_example_reads_a_sheet_a_unit_and_leaves_copies_out() -> None:
    ejemplos = disenos.cargar([EJEMPLOS])
    assert len(ejemplos) == 1
    filas = (
        ["", ("PLAN DE ACCIÓN 2026", 5, 1), "", "", "", "", ("SEGUIMIENTO PLAN DE ACCIÓN\n PRIMER TRIMESTRE 2026", 2, 1), "",
         ("PLAN DE DESARROLLO 2026", 3, 1)],
        ["CÓDIGO DEL PROGRAMA", "PROGRAMA", "OBJETIVO", "ACTIVIDADES PROGRAMADAS", "META 2026", "UNIDAD DE MEDIDA",
         "AVANCE DE META P.A. 2026\n(diligenciar)", "% CUMPLIMIENTO P.A 2026", "META 2026", "UNIDAD DE MEDIDA",
         "AVANCE META 2026\n(diligenciar)"],
        [("020101", 1, 2), ("Lectura", 1, 2), ("Leer", 1, 2), "Abrir salas", "3", "Número", "1", "33%", "9", "Número", "8"],
        ["", "", "", "Comprar libros", "250", "Número", "0", "0%", "", "", ""],
    )  # fmt: skip
    hojas = [hoja(filas, nombre) for nombre in ("Cultura", "Copia de Cultura", "Deporte")]
    informes, apartados = parse.leer(hojas, ejemplos)
    assert [(i.unidad, i.unidad_nombre, i.ejercicio, i.corte.isoformat()) for i in informes] == [
        ("Cultura", "Cultura", 2026, "2026-03-31"), ("Deporte", "Deporte", 2026, "2026-03-31"),
    ]  # fmt: skip
    assert [(m.numero, m.descripcion, m.meta_anual, m.avance_absoluto) for m in informes[0].metas] == [
        ("020101", "Abrir salas", 3, 1), ("020101", "Comprar libros", 250, 0),
    ]  # fmt: skip
    assert [a.lugar for a in apartados] == ["hoja «Copia de Cultura»"] and not any(i.apartados for i in informes)


def test_without_a_layout_each_sheet_says_what_it_lacks() -> None:
    filas = (
        ["ACTIVIDAD", "UNIDAD DE MEDIDA", "META ANUAL", "AVANCE", "UNIDAD DE MEDIDA", "META ANUAL"],
        ["1. Abrir salas", "Sala", "3", "1", "Sala", "9"],
    )
    informes, apartados = parse.leer([hoja([["SEGUIMIENTO PRIMER TRIMESTRE 2026"], *filas], n) for n in ("Uno", "Dos")])
    assert not informes and [a.lugar.split(",")[0] for a in apartados] == ["hoja «Uno»", "hoja «Dos»"]
    assert all("no dice el ayuntamiento ni la unidad ejecutora" in a.motivo and a.remedio for a in apartados)
