"""Letters in the names of a file's units that no sign sets apart: taken for codes, or left in doubt."""

from __future__ import annotations

import pytest
from apoyo_index import leer

from index import auditoria
from index.poa import Informe

TITULOS = "META\tUNIDAD DE MEDIDA\tMETA ANUAL\tT1 P\tT1 A\tT2 P\tT2 A\tT3 P\tT3 A\tT4 P\tT4 A\tAVANCE"


def _informes(*unidades: str) -> tuple[Informe, ...]:
    return leer(
        "\n".join(
            f"MUNICIPIO DE VALLE ALTO\nEJERCICIO 2021\nUnidad ejecutora:\t{u}\nCORTE: 31/12/2021\n{TITULOS}\n"
            "1 Atender turistas\tTurista\t10\t10\t9\t\t\t\t\t\t\t9"
            for u in unidades
        )
    ).informes


def _unidades(*unidades: str) -> list[tuple[str, str]]:
    return [(i.unidad, i.unidad_nombre) for i in _informes(*unidades)]


def _dudas(informe: Informe) -> list[str]:
    return [h.impreso for h in auditoria.auditar(informe) if h.regla == "clave_en_el_nombre"]


@pytest.mark.parametrize(
    "unidad, partes",
    [
        ("Museo Municipal (MUS)", ("MUS", "Museo Municipal")),
        ("Asesoría Legal [JUR]", ("JUR", "Asesoría Legal")),
        ("DIRECCIÓN DE OBRAS PÚBLICAS (DOP)", ("DOP", "DIRECCIÓN DE OBRAS PÚBLICAS")),
        ("OFICINA DEL REGISTRO DE LAS PERSONAS (REG)", ("REG", "OFICINA DEL REGISTRO DE LAS PERSONAS")),
    ],
)
def test_letters_in_brackets_behind_a_name_are_its_code(unidad: str, partes: tuple[str, str]) -> None:
    (informe,) = _informes(unidad)
    assert (informe.unidad, informe.unidad_nombre) == partes
    assert informe.celdas["unidad"].literal == partes[0]
    assert not _dudas(informe)


def test_letters_before_the_names_of_several_units_are_their_codes() -> None:
    assert _unidades("JUR Asesoría Legal", "TES Finanzas", "DIF Municipal") == [
        ("JUR", "Asesoría Legal"),
        ("TES", "Finanzas"),
        ("DIF Municipal", "DIF Municipal"),
    ]
    assert _unidades("JUR Asesoría Legal", "MUS Museo Municipal", "OIC Contraloría")[0] == ("JUR", "Asesoría Legal")


def test_letters_before_the_name_of_one_unit_are_left_in_doubt() -> None:
    (informe,) = _informes("JUR Asesoría Legal")
    assert informe.unidad == informe.unidad_nombre == "JUR Asesoría Legal"
    assert _dudas(informe) == ["JUR Asesoría Legal"]


def test_letters_that_two_units_share_are_the_code_of_neither() -> None:
    informes = _informes("Delegación Norte (DEL)", "Delegación Sur (DEL)")
    assert [i.unidad for i in informes] == ["Delegación Norte (DEL)", "Delegación Sur (DEL)"]
    assert all(map(_dudas, informes))


@pytest.mark.parametrize("unidad", ["DIF Municipal", "DELEGACIÓN MUNICIPAL (SUR)", "Casa de Cultura (Centro)", "OBRAS PÚBLICAS"])
def test_words_of_a_name_are_in_no_doubt(unidad: str) -> None:
    (informe,) = _informes(unidad)
    assert informe.unidad == informe.unidad_nombre == unidad
    assert not _dudas(informe)
