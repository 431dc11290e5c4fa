"""What a goal had programmed and done up to its cut: quarters that add up, and those of a coverage, which don't."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from apoyo_base import url_de
from apoyo_index import leer as leer_texto
from apoyo_rejilla import uno
from sqlalchemy import select, text, update

from index import al_corte, auditoria, schema
from index.ingest import ingerir
from index.metas import MetaStore
from index.poa import Informe

CABECERA = (["MUNICIPIO DE VALLE ALTO"], ["PROGRAMA OPERATIVO ANUAL 2021"], ["Unidad ejecutora", "10", "AGUA"], ["FECHA: 30-sep.-21"])
TRIMESTRES = ("Ene-Mar", "Abr-Jun", "Jul-Sep", "Oct-Dic")
TITULOS = ["Descripción de metas", "Unidad de medida", "Meta anual"]


def forma(medida: str, anual: str, programado: Sequence[str], alcanzado: Sequence[str], absoluto: str | None = None) -> Informe:
    """The report of one goal; without ``absoluto``, one that has no such column."""
    con = ["Avance absoluto"] if absoluto is not None else []
    cuartos = [x for par in zip(programado, alcanzado, strict=True) for x in par]
    pa = [f"{t} {x}" for t in ("T1", "T2", "T3", "T4") for x in ("programado", "alcanzado")]
    fila = ["1. Atender a quien lo pide", medida, anual, *cuartos, *([absoluto] if absoluto is not None else []), ""]
    return uno([*TITULOS, *pa, *con, "Observaciones"], fila, cabecera=CABECERA)


@pytest.mark.parametrize(
    ("medida", "anual", "programado", "esperado"),
    [
        ("Plática", "100", ("25", "25", "25", "25"), 75),
        ("Porcentaje", "95", ("95", "95", "95", "95"), 95),
        ("Cobertura", "80", ("70", "75", "80", "80"), 80),
        ("Porcentaje", "100", ("25", "25", "25", "25"), 75),
        ("Solicitud", "95%", ("95%", "95%", "95%", "95%"), 95),
        ("Tasa", "12", ("", "12", "", ""), 12),
    ],
)
def test_what_was_programmed_up_to_a_cut(medida: str, anual: str, programado: Sequence[str], esperado: int) -> None:
    informe = forma(medida, anual, programado, ("1", "1", "1", ""), "3")
    assert al_corte.programado(informe, informe.metas[0]) == Decimal(esperado)
    impresos = [Decimal(informe.metas[0].celdas[c].literal.rstrip("%")) for c in al_corte.campos(informe, informe.metas[0])]
    assert sum(impresos) == esperado


@pytest.mark.parametrize(
    ("medida", "programado", "alcanzado", "esperado"),
    [
        ("Plática", ("25", "25", "25", "25"), ("25", "20", "20", ""), 65),
        ("Cobertura", ("70", "75", "80", "80"), ("70", "74", "78", ""), 78),
        ("Porcentaje", ("25", "25", "25", "25"), ("25", "20", "20", ""), 65),
    ],
)
def test_progress_without_a_column_of_its_own(medida: str, programado: Sequence[str], alcanzado: Sequence[str], esperado: int) -> None:
    informe = forma(medida, "80" if medida == "Cobertura" else "100", programado, alcanzado)
    assert al_corte.derivado(informe.metas[0]) == Decimal(esperado)


def test_a_heading_of_six_cells_is_a_heading_though_it_names_the_period_and_the_line_of_action() -> None:
    partes = [x for t in range(3) for x in ("25", "20")]
    informe = leer_texto("\n".join([
        "MUNICIPIO DE VALLE ALTO", "PROGRAMA OPERATIVO ANUAL 2021", "UNIDAD EJECUTORA\t10\tAGUA", "FECHA: 30-sep.-21",
        "LÍNEA DE ACCIÓN P.M.D.\tDESCRIPCIÓN DE METAS Y ACCIONES\tUNIDAD DE MEDIDA\tMETA ANUAL AUTORIZADA\tPERIODO\t\t\t\t\t\t\t\tOBSERVACIONES",
        "\t\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\t\tP\tA\tP\tA\tP\tA\tP\tA",
        "\t".join(["1.1.1", "1.- Dar pláticas.", "Plática", "100", *partes, "25", "", "Faltó personal."]),
    ])).informes[0]  # fmt: skip
    assert [(m.numero, m.observacion) for m in informe.metas] == [("1", "Faltó personal.")]


def test_a_finding_on_a_quarter_printed_by_months_cites_its_months() -> None:
    meses = ("ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SEP", "OCT", "NOV", "DIC")
    columnas = [f"{m} {x}" for m in meses for x in ("programado", "alcanzado")]
    cifras = [x for n in range(12) for x in ("10", "8" if n < 3 else "")]
    informe = uno([*TITULOS, *columnas, "Avance absoluto", "Observaciones"], ["1. Dar pláticas", "Plática", "120", *cifras, "24", ""], cabecera=CABECERA)
    halladas = {(h.regla, h.campo): h for h in auditoria.auditar(informe)}
    assert [c for _, c in halladas["alcanzado_sin_reporte", "alcanzado.T2"].citas] == [f"programado.{m}" for m in ("abr", "may", "jun")]
    assert {c for _, c in halladas["desviacion_sin_observacion", "observacion"].citas} >= {"avance_absoluto", "programado.ene", "programado.sep"}


def test_a_store_of_an_earlier_version_is_computed_again(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from index import conexion

    renglones = ["\t".join(["1.- Mantener la cobertura.", "Cobertura", "80", "70", "70", "75", "75", "80", "80", "80", "", "80", "100%", ""])]
    archivo = tmp_path / "uno.txt"
    archivo.write_text("\n".join([
        "AYUNTAMIENTO DE VALLE ALTO", "PROGRAMA OPERATIVO ANUAL 2021", "UNIDAD EJECUTORA\t10\tAGUA", "FECHA: 30-sep.-21",
        "DESCRIPCIÓN DE METAS\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tAVANCE RELATIVO\tOBSERVACIONES",
        "\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\tP\tA\tP\tA\tP\tA\tP\tA", *renglones, "",
    ]), encoding="utf-8")  # fmt: skip
    motor = schema.abrir(url_de(tmp_path))
    assert ingerir([archivo], MetaStore(motor)).documentos[0].estado == "loaded"
    m = schema.metas
    leidas = select(m.c.a_la_fecha, m.c.estado, m.c.incumplida)
    with motor.begin() as con:
        debidas = con.execute(leidas).all()
        assert debidas == [(80, "cumplida", False)]
        con.execute(update(m).values(a_la_fecha=225, meta_anual=90, estado="en_proceso", incumplida=True))  # as versions before it summed
        con.execute(text("UPDATE alembic_version SET version_num = '0008'"))
        config = Config()
        config.set_main_option("script_location", str(Path(conexion.__file__).with_name("migrations")))
        config.attributes["connection"] = con
        command.upgrade(config, "0009")
        assert con.execute(leidas).all() == [(80, "en_proceso", False)]
        con.execute(text("ALTER TABLE metas DROP COLUMN acumula"))
        command.upgrade(config, "0010")
        assert con.execute(select(m.c.acumula)).all() == [(False,)]
    motor.dispose()
