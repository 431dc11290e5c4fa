"""Rows ready to be stored: the columns of the tables, and cells as JSON writes them."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from sqlalchemy import Table

from index import escritura, registros, schema
from index.poa import Celda, Fuente


@pytest.mark.parametrize(
    "celda",
    [
        Celda("1,234", Fuente(12, 5)),
        Celda('Dice «sí» y "no"\t\\', Fuente(hoja='Hoja "1"', celda="B7")),
        Celda("ñandú", Fuente(pagina=3, bbox=(0.1, 20.0, 1e-7, 123456.5)), 0.875),
        Celda("", Fuente(celda="t2r5c8")),
    ],
)
def test_a_cell_is_written_as_json_does(celda: Celda) -> None:
    partes = {"literal": celda.literal, **{k: v for k, v in asdict(celda.fuente).items() if v is not None}}
    partes |= {} if celda.confianza is None else {"confianza": celda.confianza}
    assert registros.celda_json(celda) == json.dumps(partes)
    assert registros.celdas_json({"programado.T1": celda, "meta_anual": celda}) == json.dumps(
        {"programado.T1": partes, "meta_anual": partes}
    )


@pytest.mark.parametrize(
    ("columnas", "tabla"),
    [
        (escritura._DE_META, schema.metas),
        (escritura._DE_INFORME, schema.informes),
        (("id", "informe_id", *registros.DE_HALLAZGO), schema.hallazgos),
        (("id", "informe_id", *registros.DE_FIRMA), schema.firmas),
        (("id", "informe_id", *registros.DE_LINEA), schema.lineas_informe),
        (("id", *registros.DE_CAUSA), schema.causas_meta),
        (registros.DE_LINEA_DE_META, schema.lineas_meta),
        (("id", *escritura._DE_APARTADO), schema.apartados),
    ],
)
def test_the_rows_have_every_column_of_their_table(columnas: tuple[str, ...], tabla: Table) -> None:
    assert sorted(columnas) == sorted(tabla.c.keys())
