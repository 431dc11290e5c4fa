"""Codes of offices: with digits, or short letters before the office's name."""

from __future__ import annotations

import pytest
from apoyo_index import leer

from index.claves import CODIGO_Y_NOMBRE, SIGLAS_DE_OFICINA, y_nombre

PARTES = {
    "PPN Procuraduría de Protección": ("PPN", "Procuraduría de Protección"),
    "DET DIRECCIÓN DE TURISMO": ("DET", "DIRECCIÓN DE TURISMO"),
}
ENTERAS = (
    "LA DIRECCIÓN DE TURISMO",
    "DIF DIRECCIÓN GENERAL",
    "SUB DIRECCIÓN DE CULTURA",
    "CASA DE LA CULTURA",
    "OBRAS PÚBLICAS",
    "Det Dirección de Turismo",
    "DET DIRECCIONAMIENTO",
)


@pytest.mark.parametrize("texto", PARTES)
def test_letters_before_the_name_of_an_office_are_its_code(texto: str) -> None:
    hallada = SIGLAS_DE_OFICINA.fullmatch(texto)
    assert hallada and hallada.groups() == PARTES[texto]


@pytest.mark.parametrize("texto", ENTERAS)
def test_words_of_a_name_are_no_code(texto: str) -> None:
    assert SIGLAS_DE_OFICINA.fullmatch(texto) is None


@pytest.mark.parametrize(
    "texto, partes",
    [
        ("MUS Museo Municipal y Patrimonio", ("MUS", "Museo Municipal y Patrimonio")),
        ("IMJ Instituto Municipal de la Juventud", ("IMJ", "Instituto Municipal de la Juventud")),
        ("OBP Obras Públicas", ("OBP", "Obras Públicas")),
        ("CYT Ciencia y Tecnología", ("CYT", "Ciencia y Tecnología")),
        ("MUS MUSEO MUNICIPAL", ("MUS", "MUSEO MUNICIPAL")),
        ("MUS. Museo Municipal", ("MUS", "Museo Municipal")),
        ("MUS/Museo Municipal", ("MUS", "Museo Municipal")),
        ("MUS: Museo Municipal", ("MUS", "Museo Municipal")),
        ("JUR | Asesoría Legal", ("JUR", "Asesoría Legal")),
        ("(MUS) Museo Municipal", ("MUS", "Museo Municipal")),
        ("[JUR] Asesoría Legal", ("JUR", "Asesoría Legal")),
        ("Museo Municipal (clave 14)", ("14", "Museo Municipal")),
        ("Museo Municipal, clave: PC-14", ("PC-14", "Museo Municipal")),
        ("IMJ INSTITUTO MUNICIPAL DE LA JUVENTUD", ("IMJ", "INSTITUTO MUNICIPAL DE LA JUVENTUD")),
    ],
)
def test_letters_are_the_code_of_the_name_that_they_shorten(texto: str, partes: tuple[str, str]) -> None:
    hallada = y_nombre(texto)
    assert hallada and hallada.groups() == partes


@pytest.mark.parametrize(
    "texto",
    [
        "DIF Municipal",
        "DIR. Obras Públicas",
        "AREA: Turismo Municipal",
        "OFICINA: Turismo Municipal",
        "COORD. Jurídica Municipal",
        "DIF/Salud Municipal",
        "DIF Sistema Municipal",
        "UNE Transporte Público",
        "LA Casa de Cultura",
        "MUS Museo",
        "MUSEO MUNICIPAL",
        "CASA CENTRAL AGRARIA SAN JUAN",
        "OBRA OPERATIVA DE BARRANCAS",
        "EMS Museo Vivo",
    ],
)
def test_letters_that_shorten_no_name_are_part_of_it(texto: str) -> None:
    assert y_nombre(texto) is None


def test_a_header_whose_unit_has_letters_for_a_code() -> None:
    filas = "META\tUNIDAD DE MEDIDA\tMETA ANUAL\tT1 P\tT1 A\tT2 P\tT2 A\tT3 P\tT3 A\tT4 P\tT4 A\tAVANCE\n1 Atender turistas\tTurista\t10\t10\t9\t\t\t\t\t\t\t9"
    (i,) = leer(
        f"MUNICIPIO DE VALLE ALTO\nEJERCICIO 2021\nUnidad ejecutora: DET DIRECCIÓN DE TURISMO\nCORTE: 31/12/2021\n{filas}"
    ).informes
    assert (i.unidad, i.unidad_nombre) == ("DET", "DIRECCIÓN DE TURISMO")


@pytest.mark.parametrize(
    "texto, clave, nombre",
    [
        ("07-A Dirección de Alumbrado", "07-A", "Dirección de Alumbrado"),
        ("12-B2 Parques", "12-B2", "Parques"),
        ("07-Alumbrado Público", "07", "Alumbrado Público"),
        ("07 - A Coruña", "07", "A Coruña"),
        ("101-3 Tesorería", "101-3", "Tesorería"),
    ],
)
def test_a_letter_behind_a_hyphen_is_part_of_a_code(texto: str, clave: str, nombre: str) -> None:
    hallada = CODIGO_Y_NOMBRE.fullmatch(texto)
    assert hallada and hallada.groups() == (clave, nombre)


def test_a_department_with_its_code_needs_no_colon() -> None:
    filas = "META\tUNIDAD DE MEDIDA\tMETA ANUAL\tT1 P\tT1 A\tT2 P\tT2 A\tT3 P\tT3 A\tT4 P\tT4 A\tAVANCE\n1 Atender turistas\tTurista\t10\t10\t9\t\t\t\t\t\t\t9"
    (i,) = leer(f"MUNICIPIO DE VALLE ALTO\nEJERCICIO 2021\nDEPARTAMENTO 22 Turismo y Artesanías\nCORTE: 31/12/2021\n{filas}").informes
    assert (i.unidad, i.unidad_nombre) == ("22", "Turismo y Artesanías")


@pytest.mark.parametrize(
    "texto, clave, nombre",
    [
        ("DE-A Jefatura de Mercados", "DE-A", "Jefatura de Mercados"),
        ("DE-B: Turismo", "DE-B", "Turismo"),
        ("DESUR-C2 - Licencias", "DESUR-C2", "Licencias"),
        ("OP-3A Alumbrado", "OP-3A", "Alumbrado"),
        ("PC-A-1 | Bomberos", "PC-A-1", "Bomberos"),
        ("TES-B INGRESOS MUNICIPALES", "TES-B", "INGRESOS MUNICIPALES"),
    ],
)
def test_capitals_joined_to_a_letter_or_a_number_are_a_code(texto: str, clave: str, nombre: str) -> None:
    hallada = y_nombre(texto)
    assert hallada and hallada.groups() == (clave, nombre)


@pytest.mark.parametrize("texto", ["SUB-DIRECCIÓN de Cultura", "TÉCNICO-A Sistemas", "De-A Mercados", "ARTE-S", "A - Mercados"])
def test_a_hyphen_in_a_word_makes_no_code(texto: str) -> None:
    assert y_nombre(texto) is None


def test_two_units_whose_codes_are_letters() -> None:
    filas = "META\tUNIDAD DE MEDIDA\tMETA ANUAL\tT1 P\tT1 A\tT2 P\tT2 A\tT3 P\tT3 A\tT4 P\tT4 A\tAVANCE\n1 Abrir mercados\tMercado\t10\t10\t9\t\t\t\t\t\t\t9"
    formas = [
        f"MUNICIPIO DE VALLE ALTO\nEJERCICIO 2021\nUnidad ejecutora: {u}\nCORTE: 31/12/2021\n{filas}"
        for u in ("DE-A Jefatura de Mercados", "DE-B Jefatura de Turismo")
    ]
    informes = leer("\n".join(formas)).informes
    assert [(i.unidad, i.unidad_nombre) for i in informes] == [("DE-A", "Jefatura de Mercados"), ("DE-B", "Jefatura de Turismo")]
