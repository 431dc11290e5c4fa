"""Whose a form is where its label is not known: the unit under words of an office's own, the municipality in a body's name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from apoyo_rejilla import Celdilla, leer

from index import auditoria
from index.organismo import lugar
from index.poa import Apartado, Informe
from index.textos import alinear

TITULOS = ["No.", "Descripción", "Unidad de medida", "Meta anual", *[f"T{n} {m}" for n in range(1, 5) for m in ("Prog.", "Alc.")]]
METAS = (["1", "Dar talleres", "Taller", "8", *["2"] * 8], ["2", "Dar becas", "Beca", "4", *["1"] * 8])


def _leer(*cabecera: Sequence[Celdilla]) -> tuple[tuple[Informe, ...], tuple[Apartado, ...]]:
    fija = (["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"], ["CORTE", "31/12/2021"])
    return leer(TITULOS, *METAS, cabecera=(*fija, *cabecera))


@pytest.mark.parametrize(("renglones", "unidad", "nombre"), [
    ((["Quién informa:", "14", "Dirección de Deporte"],), "14", "Dirección de Deporte"),
    ((["Quién informa: 14 Dirección de Deporte"],), "14", "Dirección de Deporte"),
    ((["Reporta", "Dirección de Deporte"],), "Dirección de Deporte", "Dirección de Deporte"),
    ((["Instancia que captura:", "R-7", "Rastro Municipal"],), "R-7", "Rastro Municipal"),
    ((["Área a cargo:", "Dirección de Deporte"], ["Clave de área:", "D14"]), "D14", "Dirección de Deporte"),
])  # fmt: skip
def test_a_label_that_nobody_knows_is_the_units_where_an_office_stands_beside_it(
    renglones: tuple[list[str], ...], unidad: str, nombre: str
) -> None:
    (informe,), apartados = _leer(*renglones)
    assert (informe.unidad, informe.unidad_nombre) == (unidad, nombre) and not apartados
    assert [h.campo for h in auditoria.auditar(informe) if h.regla == "unidad_deducida"] == ["unidad"]


@pytest.mark.parametrize("renglones", [
    (["Quién informa:", "Dirección de Deporte"], ["Quién manda:", "Secretaría de Bienestar"]),  # one of two
    (["Quién informa:", "Dirección de Deporte"], ["Asunto:", "F-33"]),                          # a code that may be its own
    (["Elaboró:", "Dirección de Planeación"],),                                                 # who wrote it
    (["Asunto:", "Cierre del ejercicio"],),
])  # fmt: skip
def test_where_it_may_be_another_the_form_is_set_aside(renglones: tuple[list[str], ...]) -> None:
    informes, apartados = _leer(*renglones)
    assert not informes and "la unidad ejecutora" in apartados[0].motivo


def test_a_label_of_one_form_holds_for_the_others_of_its_sheet() -> None:
    otra = [["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"], ["CORTE", "31/12/2021"], ["Reporta:", "15", "Archivo Municipal"]]
    cabecera = (["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"], ["CORTE", "31/12/2021"], ["Reporta:", "14", "Dirección de Deporte"])
    informes, _ = leer(TITULOS, *METAS, *otra, TITULOS, *METAS, cabecera=cabecera)
    assert [i.unidad for i in informes] == ["14", "15"]


@pytest.mark.parametrize(("nombre", "municipio"), [
    ("Sistema de Agua Potable y Alcantarillado de Valle Alto", "Valle Alto"),
    ("ORGANISMO OPERADOR DE AGUA POTABLE, ALCANTARILLADO Y SANEAMIENTO DE VILLA DE SAN TELMO", "VILLA DE SAN TELMO"),
    ("Sistema para el Desarrollo Integral de la Familia de San Juan del Río", "San Juan del Río"),
    ("Instituto Municipal de Cultura de La Paz", "La Paz"),
    ("Junta de Molinos de Piedra de Arriba", None),     # a word that is neither of a body's purpose nor of a place's name
    ("Dirección de Obras Públicas", None),
    ("Sistema Municipal para el Desarrollo Integral de la Familia", None),
])  # fmt: skip
def test_the_place_in_the_name_of_a_body(nombre: str, municipio: str | None) -> None:
    desde = lugar(alinear(nombre))
    assert (None if desde is None else nombre[desde:]) == municipio


def test_a_body_names_its_municipality_only_before_its_state() -> None:
    def municipio(titulo: str) -> str | None:
        cabecera = ([titulo], ["POA 2021"], ["CORTE", "31/12/2021"], ["UNIDAD EJECUTORA", "14", "GERENCIA COMERCIAL"])
        informes, _ = leer(TITULOS, *METAS, cabecera=cabecera)
        return informes[0].municipio if informes else None

    assert municipio("SISTEMA DE AGUA POTABLE DE VALLE DE ARENALES, DGO.") == "Valle de Arenales"
    assert municipio("SISTEMA DE AGUA POTABLE DE VALLE DE ARENALES") is None


def test_a_dateline_of_the_foot_names_the_municipality() -> None:
    cabecera = (["POA 2021"], ["CORTE", "31/12/2021"], ["UNIDAD EJECUTORA", "14", "GERENCIA COMERCIAL"])
    informes, _ = leer(TITULOS, *METAS, ["ELABORÓ"], ["Valle Alto, Méx., a 5 de enero de 2022"], cabecera=cabecera)
    assert [(i.municipio, i.corte.isoformat()) for i in informes] == [("Valle Alto", "2021-12-31")]
