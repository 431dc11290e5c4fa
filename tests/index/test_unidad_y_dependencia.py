"""Headers that name an office at two levels: the unit is the narrower one, whatever stands between them."""

from __future__ import annotations

import pytest
from apoyo_index import COLUMNAS, PIE, TITULO, fila
from apoyo_index import leer as leer_texto
from apoyo_rejilla import leer
from test_cabeceras import TABLA, con, de_todas

from index.rotulario import COMUN

CORTE = ["CORTE: 31/12/2021"]


@pytest.mark.parametrize(
    "cabecera",
    [
        [["Dependencia: Secretaría General"], ["Unidad ejecutora: 10.1, Dirección de Agua"]],
        [["Dependencia:", "Secretaría General"], ["Ramo:", "60", "AGUA"], ["Unidad:", "10.1", "Dirección de Agua"]],
        [["Unidad responsable", "10.1", "Dirección de Agua"], ["Dependencia", "05", "Secretaría General"]],
        [["Dependencia: Secretaría General", "Unidad responsable: 10.1 Dirección de Agua"]],
        [["Dependencia general", "A00", "Presidencia"], ["Dependencia auxiliar", "10.1", "Dirección de Agua"]],
        [["Dependencia: Secretaría General", "Clave: 05"], ["Unidad administrativa: 10.1 Dirección de Agua"]],
        [
            ["Clave de la dependencia", "05"],
            ["Dependencia", "Secretaría General"],
            ["Unidad ejecutora", "10.1", "Dirección de Agua"],
        ],
        [["Dependencia"], ["Secretaría General"], ["Unidad ejecutora"], ["10.1 Dirección de Agua"]],
        [["DEPENDENCIA", "CLAVE U.A.", "UNIDAD ADMINISTRATIVA"], ["Secretaría General", "10.1", "Dirección de Agua"]],
        [["Dirección: Calle Quinta 100, Centro"], ["Unidad ejecutora: 10.1 Dirección de Agua"]],
        [["Dirección: 10.1 Dirección de Agua"]],
        [["Dependencia", "10.1", "Dirección de Agua"], ["Unidad ejecutora", ""]],
        [["Unidad responsable: 10.1 Dirección de Agua"], ["Área: Departamento de Fugas"]],
        [["Unidad responsable: Obras Públicas"], ["Área: 10.1 Dirección de Agua"]],
        [["Dependencia: Obras Públicas"], ["Área responsable:", "10.1", "Dirección de Agua"]],
        [["Unidad responsable", "10.1", "Dirección de Agua"], ["Clave del área", "77"], ["Área", "Departamento de Fugas"]],
        [["UR: 10.1 Dirección de Agua"]],
        [["Clave y nombre de la unidad responsable: 10.1 Dirección de Agua"]],
    ],
    ids=lambda c: " / ".join(" | ".join(r) for r in c),
)
def test_the_narrower_of_two_offices_is_the_unit(cabecera: list[list[str]]) -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], *cabecera, CORTE)
    assert (informe.unidad, informe.unidad_nombre) == ("10.1", "Dirección de Agua")


def test_the_code_of_the_dependency_is_not_that_of_a_unit_without_one() -> None:
    informe = con(
        ["MUNICIPIO DE VALLE ALTO"], ["Dependencia", "Secretaría General"], ["Clave de la dependencia", "05"],
        ["Unidad ejecutora", "Dirección de Agua"], CORTE,
    )  # fmt: skip
    assert (informe.unidad, informe.unidad_nombre) == ("Dirección de Agua", "Dirección de Agua")
    assert "dependencia" not in informe.celdas


def test_what_stands_above_the_dependency_is_of_its_unit() -> None:
    informe = con(
        ["MUNICIPIO DE VALLE ALTO"], ["RAMO:", "60", "AGUA"], ["Dependencia:", "Secretaría General"],
        ["Unidad ejecutora:", "10.1", "Dirección de Agua"], CORTE,
    )  # fmt: skip
    assert (informe.ramo, informe.ramo_nombre) == ("60", "AGUA")


def test_forms_one_after_another_each_with_its_dependency() -> None:
    def forma(dependencia: str, unidad: str) -> list[str]:
        return [*TITULO, "", f"Dependencia:\t{dependencia}", f"Unidad:\t{unidad}", "Corte:\t31-dic.-21", "", *COLUMNAS,
                fila("1. Sembrar árboles"), "", *PIE, ""]  # fmt: skip

    documento = leer_texto(
        "\n".join(forma("Secretaría General", "10\tOficialía") + forma("Obras Públicas", "11\tDirección de Agua"))
    )
    assert not documento.apartados
    assert [(i.unidad, i.unidad_nombre, len(i.metas)) for i in documento.informes] == [
        ("10", "Oficialía", 1), ("11", "Dirección de Agua", 1),
    ]  # fmt: skip


def test_a_form_without_its_table_is_still_told_from_the_one_below() -> None:
    cabecera = [["MUNICIPIO DE VALLE ALTO"], *(["Dependencia: Secretaría General"], ["Unidad: 10 Oficialía"], CORTE)]
    informes, apartados = leer(*cabecera, *TABLA, cabecera=[*cabecera[:-2], ["Unidad: 9 Jefatura de Archivo"], CORTE])
    assert [(i.unidad, len(i.metas)) for i in informes] == [("10", 2)]
    assert len(apartados) == 1 and "tabla de metas" in apartados[0].motivo and apartados[0].unidad == "9"


def test_columns_of_both_levels_in_a_list() -> None:
    filas = [list(f) for f in de_todas(("04.4", "PARQUES", "1"), ("05.1", "AGUA", "2"))]
    for f, nueva in zip(filas, ("DEPENDENCIA", "SECRETARÍA GENERAL", "OBRAS PÚBLICAS"), strict=True):
        f.insert(0, nueva)
    informes, apartados = leer(*filas, cabecera=(["MUNICIPIO DE VALLE ALTO"], ["AVANCE DEL POA 2021 - CORTE 31/12/2021"]))
    assert not apartados and not any(i.apartados for i in informes)
    assert [(i.unidad, i.unidad_nombre) for i in informes] == [("04.4", "PARQUES"), ("05.1", "AGUA")]


def test_a_dependency_alone_is_the_unit() -> None:
    assert COMUN.nombra("Dependencia") == "dependencia"
    informe = con(["MUNICIPIO DE VALLE ALTO"], ["Dependencia:", "10.1", "Dirección de Agua"], CORTE)
    assert informe.unidad == "10.1"


@pytest.mark.parametrize("linea", ["5.5.3 ARCHIVO", "5.5.3 Centro histórico vivo", "5.5.3 Casa de la cultura"])
def test_a_line_of_action_called_like_an_office_is_no_unit(linea: str) -> None:
    informe = con(
        ["MUNICIPIO DE VALLE ALTO"], ["UNIDAD EJECUTORA:", "152 SECRETARÍA DEL AYUNTAMIENTO"],
        ["LÍNEAS DE ACCIÓN:", "5.5.1 CABILDO"], ["5.5.2 REGISTRO CIVIL"], [linea], CORTE,
    )  # fmt: skip
    assert (informe.unidad, informe.unidad_nombre) == ("152", "SECRETARÍA DEL AYUNTAMIENTO")
    assert [x.codigo for x in informe.lineas] == ["5.5.1", "5.5.2", "5.5.3"]


@pytest.mark.parametrize("unidad", ["Unidad responsable: 20 Obras Públicas", "Unidad responsable: Obras Públicas"])
@pytest.mark.parametrize("areas", [("Área: 201 Bacheo", "Área: 202 Alumbrado"), ("Área: Bacheo", "Área: Alumbrado")])
@pytest.mark.parametrize("repite", [True, False])
def test_forms_of_several_areas_of_one_unit_are_told_by_the_area(unidad: str, areas: tuple[str, str], repite: bool) -> None:
    segunda = [["MUNICIPIO DE VALLE ALTO"], *([[unidad]] if repite else []), [areas[1]], CORTE]
    informes, apartados = leer(*TABLA, *segunda, *TABLA, cabecera=[["MUNICIPIO DE VALLE ALTO"], [unidad], [areas[0]], CORTE])
    assert not apartados
    assert [(i.unidad_nombre, [m.numero for m in i.metas]) for i in informes] == [
        ("Bacheo", ["1", "2"]),
        ("Alumbrado", ["1", "2"]),
    ]
    assert not any("area" in i.celdas for i in informes)


def test_forms_of_one_area_are_told_by_their_unit() -> None:
    def cabecera(unidad: str) -> list[list[str]]:
        return [["MUNICIPIO DE VALLE ALTO"], [f"Unidad responsable: {unidad}"], ["Área: Planeación"], CORTE]

    informes, apartados = leer(*TABLA, *cabecera("21 Agua"), *TABLA, cabecera=cabecera("20 Obras"))
    assert not apartados and [(i.unidad, len(i.metas)) for i in informes] == [("20", 2), ("21", 2)]


@pytest.mark.parametrize(
    "cabecera",
    [
        [["CLAVE DE LA UNIDAD:", "10.1", "NOMBRE DE LA UNIDAD:", "Dirección de Agua"]],
        [["Clave de la unidad", "10.1"], ["Denominación de la unidad responsable", "Dirección de Agua"]],
        [["Dirección de Agua"], ["Unidad ejecutora 10.1"]],
        [["Unidad ejecutora: 10.1"], ["Dirección de Agua"]],
        [["Área: 10.1 / Dirección de Agua"]],
        [["10.1 Dirección de Agua (responsable: Ing. Rosario Castellanos)"]],
    ],
    ids=lambda c: " / ".join(" | ".join(r) for r in c),
)
def test_a_code_and_its_name_are_found_wherever_they_stand(cabecera: list[list[str]]) -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], *cabecera, CORTE)
    assert (informe.unidad, informe.unidad_nombre) == ("10.1", "Dirección de Agua")


def test_a_name_alone_under_its_own_label_is_the_unit() -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], ["Nombre de la unidad: Dirección de Agua"], CORTE)
    assert informe.unidad_nombre == "Dirección de Agua"


def test_an_office_alone_over_its_code_opens_the_next_form_below_a_foot() -> None:
    primera = [["Dirección de Agua"], ["Unidad ejecutora 10"], CORTE, *TABLA, ["Rosario Castellanos"], ["Enlace de planeación"]]
    segunda = [["Instituto de Planeación"], ["Unidad ejecutora 11"], CORTE, *TABLA]
    informes, _ = leer(*primera, *segunda, cabecera=[["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"]])
    assert [(i.unidad, i.unidad_nombre) for i in informes] == [("10", "Dirección de Agua"), ("11", "Instituto de Planeación")]


@pytest.mark.parametrize(
    ("renglon", "programa"),
    [
        (["PROGRAMA", ": 621", "FINANZAS SANAS"], ("621", "FINANZAS SANAS")),
        (["Programa 2C4 Cultura comunitaria. Informe del cuarto trimestre, cifras al 31/12/2021."], ("2C4", "Cultura comunitaria")),
    ],
)
def test_a_programme_is_its_code_and_name_and_nothing_beside_them(renglon: list[str], programa: tuple[str, str]) -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], ["Unidad ejecutora", "10", "AGUA"], renglon, CORTE)
    assert (informe.programa, informe.programa_nombre) == programa


def test_a_code_written_like_a_date_is_no_cut() -> None:
    informe = con(["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"], ["Unidad ejecutora", "1-1-02", "AGUA"], ["CUARTO TRIMESTRE"])
    assert (informe.unidad, informe.corte.isoformat()) == ("1-1-02", "2021-12-31")
