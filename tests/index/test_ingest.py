"""Files → the store: what is loaded, what is set aside, what is said."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from apoyo_index import CABECERA, DATOS, fila, informe
from sqlalchemy import func, select

from index import schema
from index.aislado import Obreros
from index.escritura import Escritura, Guardado, Ingreso
from index.ingest import Avance, DocumentoIngerido, ingerir
from index.metas import MetaStore
from index.registros import Cierre

Escribir = Callable[[str, str], Path]


def _uno(ruta: Path, store: MetaStore) -> DocumentoIngerido:
    (documento,) = ingerir([ruta], store).documentos
    return documento


def test_a_folder_is_loaded_in_order_and_what_is_no_report_is_counted(
    store: MetaStore, escribir: Escribir, tmp_path: Path
) -> None:
    (tmp_path / "reportes" / "2021").mkdir(parents=True)
    escribir("reportes/2021/b.txt", informe(fila("1.- Uno")))
    escribir(
        "reportes/2021/a.txt", informe(fila("1.- Uno"), cabecera=tuple(x.replace("101\t", "102\t") for x in CABECERA))
    )
    escribir("reportes/README.md", "# Notas")
    escribir("reportes/.oculto.txt", "nada")
    pasos: list[Avance] = []
    resumen = ingerir([tmp_path / "reportes"], store, pasos.append)
    assert [Path(d.ruta).name for d in resumen.documentos] == ["a.txt", "b.txt"]
    assert resumen.omitidos == 1 and resumen.notas and not resumen.apartado
    assert (pasos[0].hechos, pasos[-1].hechos, pasos[-1].total, pasos[-1].metas) == (0, 2, 2, 2)


def test_the_json_is_the_contracts(store: MetaStore, escribir: Escribir) -> None:
    ruta = escribir("a.txt", informe(fila("1.- Uno", observacion="Por lluvias."), fila("1.1.- Dos", absoluto="dos")))
    salida = ingerir([ruta], store).json()
    assert salida.keys() >= {"documents", "metas", "observations", "findings", "elapsed_ms"}
    (documento,) = salida["documents"]
    assert documento.keys() == {"path", "status", "reports", "metas", "reason", "set_aside"}
    assert (documento["status"], documento["reports"], documento["metas"], salida["observations"]) == (
        "partial",
        1,
        1,
        1,
    )
    assert documento["set_aside"][0].keys() == {"place", "reason", "remedy"}
    assert documento["set_aside"][0]["place"] == "renglón 16, columna 13"


def test_a_broken_row_makes_the_document_partial_and_the_rest_loads(store: MetaStore) -> None:
    resumen = ingerir([DATOS / "deporte-2022-t4.psv"], store)
    assert resumen.documentos[0].estado == "partial" and resumen.metas == 3 and resumen.apartado
    assert _uno(DATOS / "deporte-2022-t4.psv", store).estado == "unchanged"


def test_the_same_file_twice_is_unchanged_in_no_time(store: MetaStore) -> None:
    ruta = DATOS / "aseo-2021-t2.txt"
    assert _uno(ruta, store).estado == "loaded"
    inicio = time.process_time()
    resumen = ingerir([ruta], store)
    assert time.process_time() - inicio < 0.5
    assert resumen.documentos[0].estado == "unchanged" and resumen.metas == 0 and not resumen.apartado


def test_a_corrected_file_replaces_the_report(store: MetaStore, escribir: Escribir) -> None:
    _uno(escribir("a.txt", informe(fila("1.- Uno", absoluto="3"))), store)
    assert _uno(escribir("a.txt", informe(fila("1.- Uno"))), store).estado == "replaced"


def test_two_forms_of_one_unit_whose_municipality_differs_by_a_letter_are_one_and_the_second_is_set_aside(
    store: MetaStore, escribir: Escribir
) -> None:
    """Only the store, which knows the unit from an earlier cut, tells that "Puerto Clara" is a slip of "Puerto Claro"."""
    _uno(escribir("antes.txt", informe(fila("1.- Uno")).replace("31-dic.-21", "30-jun.-21")), store)
    dos = (informe(fila("1.- Uno")), informe(fila("2.- Dos")).replace("PUERTO CLARO", "PUERTO CLARA"))
    otra = informe(fila("3.- Tres"), cabecera=tuple(x.replace("101\t", "102\t") for x in CABECERA))
    documento = _uno(escribir("a.txt", "\n\n".join((*dos, otra))), store)
    assert (documento.estado, documento.informes, documento.metas) == ("partial", 2, 2)
    (apartado,) = documento.apartados
    assert apartado.lugar.startswith("renglón ") and apartado.unidad == "101" and apartado.remedio
    assert "Repite el formato de la unidad 101" in apartado.motivo and "Puerto Clara" in apartado.motivo
    with store.engine.connect() as con:
        assert sorted(con.scalars(select(schema.metas.c.numero))) == ["1", "1", "3"]
        assert con.scalar(select(func.count()).select_from(schema.apartados)) == 1


@pytest.mark.parametrize(
    ("contenido", "dicho"),
    [
        (b"", "vacío"), (b"%PDF-1.7 abc", "PDF"), (b"PK\x03\x04 libro", "Excel"), (b"\x89PNG\r\n\x1a\n", "PNG"), (bytes(range(256)) * 9, "binario"),
        (b"Lista de compras\nleche\n", "ningún formato"), ("\n".join(CABECERA).encode(), "no dice el ayuntamiento"),
    ],
)  # fmt: skip
def test_what_can_not_be_read_is_one_spanish_line_with_the_file(
    store: MetaStore, tmp_path: Path, contenido: bytes, dicho: str
) -> None:
    ruta = tmp_path / "malo.txt"
    ruta.write_bytes(contenido)
    d = _uno(ruta, store)
    assert d.estado == "quarantined" and d.motivo is not None
    assert dicho in d.motivo and d.motivo.startswith("malo.txt") and "\n" not in d.motivo


def test_a_missing_file_is_said_and_stops_no_other(store: MetaStore, tmp_path: Path, escribir: Escribir) -> None:
    resumen = ingerir([tmp_path / "no-esta.txt", escribir("a.txt", informe(fila("1.- Uno")))], store)
    assert [d.estado for d in resumen.documentos] == ["quarantined", "loaded"]
    assert resumen.documentos[0].motivo == "no-esta.txt: no existe. Verifique la ruta del archivo."


def test_an_unforeseen_failure_is_polite_to_the_user_and_whole_in_the_log(
    store: MetaStore, escribir: Escribir, caplog: pytest.LogCaptureFixture
) -> None:
    with Obreros(1, tarea="lectores_malos:romper") as obreros:
        (d,) = ingerir([escribir("a.txt", "secreto")], store, obreros=obreros).documentos
    assert d.estado == "quarantined" and d.motivo is not None and "secreto" not in d.motivo
    assert "RuntimeError: secreto" in caplog.text


def test_an_interrupted_batch_compares_the_names_of_what_it_loaded(store: MetaStore, escribir: Escribir) -> None:
    """The list of findings between reports is not left for the next load."""
    otra = tuple(x.replace("101\t", "102\t") for x in CABECERA)
    rutas = [
        escribir("a.txt", informe(fila("1.- Uno"))),
        escribir("b.txt", informe(fila("1.- Uno"), cabecera=otra).replace("JUÁREZ", "JUARES")),
        escribir("c.txt", informe(fila("1.- Uno"), cabecera=tuple(x.replace("101\t", "103\t") for x in CABECERA))),
    ]

    def interrumpir(avance: Avance) -> None:
        if avance.hechos == 2:
            raise KeyboardInterrupt

    resumen = ingerir(rutas, store, interrumpir)
    assert resumen.interrumpido and len(resumen.documentos) >= 2
    with store.engine.connect() as con:
        assert con.scalar(select(func.count()).select_from(schema.documentos)) == len(resumen.documentos)
        assert con.scalar(select(func.count()).select_from(schema.pendientes)) == 0
        assert con.scalar(select(func.count()).select_from(schema.hallazgos).where(schema.hallazgos.c.entre_informes)) == 1


def test_a_file_whose_reader_dies_half_way_leaves_nothing_and_the_next_one_loads(store: MetaStore, escribir: Escribir) -> None:
    otra = tuple(x.replace("101\t", "102\t") for x in CABECERA)
    rutas = [
        escribir("a.txt", informe(fila("1.- Uno", observacion="LLUVIAS"))),
        escribir("b.txt", informe(fila("1.- Uno"), fila("1.1.- Dos"), cabecera=otra)),
    ]
    with Obreros(1, tarea="lectores_malos:morir_a_medias") as obreros:
        resumen = ingerir(rutas, store, obreros=obreros)
    assert [d.estado for d in resumen.documentos] == ["quarantined", "loaded"]
    assert "se cerró de improviso" in (resumen.documentos[0].motivo or "")
    with store.engine.connect() as con:
        assert con.scalars(select(schema.documentos.c.nombre)).all() == ["b.txt"]
        assert con.scalar(select(func.count()).select_from(schema.metas)) == 2


def test_one_bad_document_among_those_of_a_transaction_takes_no_other_with_it(
    store: MetaStore, escribir: Escribir, monkeypatch: pytest.MonkeyPatch
) -> None:
    cabeceras = [tuple(x.replace("101\t", f"{n}\t") for x in CABECERA) for n in (101, 102, 103)]
    rutas = [escribir(f"{n}.txt", informe(fila("1.- Uno"), cabecera=c)) for n, c in enumerate(cabeceras)]
    cerrar = Escritura.cerrar

    def fallar(self: Escritura, ingreso: Ingreso, cierre: Cierre) -> Guardado:
        if ingreso.nombre == "1.txt":
            raise RuntimeError("de prueba")
        return cerrar(self, ingreso, cierre)

    monkeypatch.setattr(Escritura, "cerrar", fallar)
    resumen = ingerir(rutas, store)
    assert [d.estado for d in resumen.documentos] == ["loaded", "quarantined", "loaded"]
    with store.engine.connect() as con:
        assert sorted(con.scalars(select(schema.documentos.c.nombre))) == ["0.txt", "2.txt"]
