"""What shows only between reports loaded apart, whatever the order of loading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo_base import url_de
from apoyo_index import CABECERA, PIE, TITULO, fila, informe, leer
from sqlalchemy import select

from index import schema
from index.metas import MetaStore
from index.poa import Documento

JUNIO, DICIEMBRE = "30-jun.-21", "31-dic.-21"


def _reporte(fecha: str, *filas: str, unidad: str = "101\tDIRECCIÓN", municipio: str = "PUERTO CLARO", firma: str = PIE[2]) -> Documento:
    cabecera = tuple(x.replace("31-dic.-21", fecha).replace("101\tDIRECCIÓN", unidad) for x in CABECERA)
    texto = informe(*filas, cabecera=cabecera).replace(TITULO[0], f"23 AYUNTAMIENTO DE {municipio}").replace(PIE[2], firma)
    return leer(texto, f"{municipio} {unidad[:3]} {fecha}.txt")


def _entre(store: MetaStore) -> list[Any]:
    h, i = schema.hallazgos, schema.informes
    consulta = select(h, i.c.clave.label("informe")).join(i, i.c.id == h.c.informe_id).where(h.c.entre_informes).order_by(h.c.id)
    with store.engine.connect() as con:
        return list(con.execute(consulta))


EN_JUNIO = fila("1.- Dar cursos", trimestres="1 1 1 2 1 _ 1 _", absoluto="3", relativo="75%")
EN_DICIEMBRE = fila("1.- Dar cursos", trimestres="1 1 1 1 1 1 1 1")


@pytest.mark.parametrize("orden", [(0, 1), (1, 0)])
def test_a_figure_of_a_closed_quarter_that_another_cut_prints_otherwise(store: MetaStore, orden: tuple[int, int]) -> None:
    documentos = (_reporte(JUNIO, EN_JUNIO), _reporte(DICIEMBRE, EN_DICIEMBRE))
    for n in orden:
        store.guardar(documentos[n])
    (h,) = _entre(store)
    assert (h.regla, h.gravedad, h.campo, h.impreso, h.esperado) == ("cifra_cambiada", "warning", "alcanzado.T2", "1", "2")
    assert h.informe.startswith("puerto-claro/2021/2021-12-31/")
    assert h.explicacion == (
        "La meta 1 reporta 1 alcanzado en el segundo trimestre al corte del 31 de diciembre de 2021 y reportaba 2 al corte del "
        "30 de junio de 2021, cuando ese trimestre ya había cerrado."
    )
    assert h.citas[0] == ["1", "alcanzado.T2"] and h.citas[2] == ["1", "alcanzado.T2", h.informe.replace("12-31", "06-30")]
    store.olvidar("PUERTO CLARO 101 30-jun.-21.txt")
    assert not _entre(store)


def test_a_correction_takes_the_finding_away(store: MetaStore) -> None:
    store.guardar(_reporte(JUNIO, EN_JUNIO))
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE))
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE.replace("1\t1\t1\t1\t1\t1\t1\t1", "1\t1\t1\t2\t1\t1\t1\t0")))
    assert not _entre(store)


def test_an_annual_goal_that_was_modified_is_a_notice_and_what_was_not_yet_due_is_nothing(store: MetaStore) -> None:
    store.guardar(_reporte(JUNIO, fila("1.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="50%")))
    store.guardar(_reporte(DICIEMBRE, fila("1.- Dar cursos", anual="6", trimestres="1 1 1 1 2 2 2 2", absoluto="6")))
    assert [(h.regla, h.gravedad, h.campo, h.impreso, h.esperado) for h in _entre(store)] == [
        ("meta_anual_modificada", "notice", "meta_anual", "6", "4")
    ]


@pytest.mark.parametrize(
    "despues",
    [
        fila("1.- Dar cursos", trimestres="1 1 1 1 1 1 1 1"),
        fila("1.- DAR CURSOS", anual="4.0", trimestres="1 1.0 1 1 1 0 1 2"),
        fila("1.- Pintar bardas de la colonia", medida="Barda", trimestres="1 3 1 3 1 1 1 1", absoluto="8", relativo="200%"),
    ],
)
def test_the_same_figures_later_ones_and_another_goal_under_the_number_are_no_change(store: MetaStore, despues: str) -> None:
    store.guardar(_reporte(JUNIO, fila("1.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="50%")))
    store.guardar(_reporte(DICIEMBRE, despues))
    assert not _entre(store)


def test_what_was_blank_in_a_closed_quarter_was_no_figure_to_change(store: MetaStore) -> None:
    store.guardar(_reporte(JUNIO, fila("1.- Dar cursos", trimestres="1 1 1 _ 1 _ 1 _", absoluto="1", relativo="25%")))
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE))
    assert not _entre(store)


def test_the_municipality_is_one_under_its_spellings_and_a_corrected_file_replaces(store: MetaStore) -> None:
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE))
    assert store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE + " ", municipio="Puerto Cláro")).estado == "replaced"
    with store.engine.connect() as con:
        assert len(list(con.scalars(select(schema.informes.c.municipio)))) == 1
    assert not _entre(store)


def test_a_municipality_that_a_scan_spoiled_is_the_one_of_the_same_unit_and_the_doubt_is_shown(store: MetaStore) -> None:
    store.guardar(_reporte(JUNIO, fila("1.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="50%")))
    store.guardar(_reporte(JUNIO, fila("2.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="50%"), unidad="102\tOTRA"))
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE, municipio="PUERTO CIARO"))
    with store.engine.connect() as con:
        assert set(con.scalars(select(schema.metas.c.municipio))) == {"Puerto Claro"}
    (h,) = _entre(store)
    assert (h.regla, h.impreso, h.esperado) == ("municipio_con_variantes", "Puerto Ciaro", "Puerto Claro")


def test_one_signer_under_two_spellings_in_two_files_is_shown_in_the_rarer_one(store: MetaStore) -> None:
    store.guardar(_reporte(JUNIO, fila("1.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="50%")))
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE))
    store.guardar(_reporte(DICIEMBRE, fila("2.- Dar cursos"), unidad="102\tOTRA", firma="BENITO JUARES GARCIA"))
    (h,) = _entre(store)
    assert (h.regla, h.impreso, h.esperado) == ("nombre_con_variantes", "BENITO JUARES GARCIA", PIE[2])
    assert [len(c) for c in h.citas] == [2, 3]


def test_two_municipalities_keep_their_signers_apart(store: MetaStore) -> None:
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE))
    store.guardar(_reporte(DICIEMBRE, EN_DICIEMBRE, municipio="VALLE SERENO", firma="BENITO JUARES GARCIA"))
    assert not _entre(store)


@pytest.mark.parametrize(("medida", "hay"), [("Tallcr", True), ("Talleres", False), ("Tablero", False)])
def test_a_measure_that_looks_like_a_slip_of_a_known_one(store: MetaStore, medida: str, hay: bool) -> None:
    filas = [fila("1.- Dar talleres", medida="Taller"), fila("1.1.- Dar más", medida="Taller"), fila("1.2.- Dar otros", medida=medida)]
    store.guardar(_reporte(DICIEMBRE, *filas))
    reglas = [h.regla for h in _entre(store)]
    with store.engine.connect() as con:
        ilegible = "medida_ilegible" in set(con.scalars(select(schema.hallazgos.c.regla)))
    assert (reglas == ["medida_parecida"] or ilegible) is hay


def test_a_unit_whose_name_a_later_file_spoils(store: MetaStore) -> None:
    nombre = "101\tDIRECCIÓN DE CULTURA POPULAR"
    for fecha, suyo in ((JUNIO, nombre), (DICIEMBRE, nombre), ("30-sep.-21", nombre.replace("CULTURA", "CULTUPA"))):
        store.guardar(_reporte(fecha, fila("1.- Dar cursos", trimestres="1 1 1 1 _ _ _ _", anual="2", absoluto="2"), unidad=suyo))
    assert [(h.regla, h.impreso) for h in _entre(store)] == [("unidad_con_variantes", "DIRECCIÓN DE CULTUPA POPULAR")]


def _como_queda(store: MetaStore) -> list[tuple[Any, ...]]:
    i, f = schema.informes, schema.firmas
    with store.engine.connect() as con:
        personas = con.execute(select(i.c.clave, i.c.municipio, f.c.persona).join(f, f.c.informe_id == i.c.id).order_by(i.c.clave, f.c.rol))
        return [*(tuple(x) for x in personas), *sorted((h.regla, h.informe, h.impreso) for h in _entre(store))]


def test_a_batch_that_compares_names_at_its_end_leaves_what_one_by_one_does(store: MetaStore, tmp_path: Path) -> None:
    documentos = [
        _reporte(JUNIO, EN_JUNIO),
        _reporte(DICIEMBRE, EN_DICIEMBRE, municipio="Puerto Claro"),
        _reporte(DICIEMBRE, fila("2.- Dar cursos"), unidad="102\tOTRA", municipio="Puerto Claro", firma="BENITO JUARES GARCIA"),
    ]
    otro = MetaStore(schema.abrir(url_de(tmp_path / "otro")))
    for documento in documentos:
        store.guardar(documento)
        otro.guardar(documento, cruzar=False)
    assert _como_queda(otro) != _como_queda(store)
    # The batch was killed here: its mark is in the store, and whoever comes next does what was left.
    otro = MetaStore(schema.abrir(url_de(tmp_path / "otro")))
    otro.cruzar()
    assert _como_queda(otro) == _como_queda(store)
    with otro.engine.connect() as con:
        assert not con.execute(select(schema.pendientes)).all()
