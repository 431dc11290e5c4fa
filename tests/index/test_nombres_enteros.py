"""Where a form prints no code of its unit, the unit's whole name is its key."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from apoyo_base import url_de
from sqlalchemy import select, text, update

from index import schema
from index.cruces import base_de_serie
from index.ingest import ingerir
from index.metas import MetaStore
from index.registros import clave_de_informe

BIENESTAR = "Coordinación de Participación y Bienestar Vecinal"
BUEN_TRATO = "Coordinación de Participación y Buen Trato"
META = "\t".join(["1.- Dar talleres.", "Taller", "40", "10", "10", "10", "10", "10", "10", "10", "9", "39", "97.5%", "Faltó quien los diera."])
MALA = "\t".join(["2.- Dar pláticas.", "Plática", "40", "10", "1O", "10", "10", "10", "10", "10", "9", "39", "97.5%", ""])


def informe(unidad: str, *renglones: str) -> str:
    return "\n".join([
        "AYUNTAMIENTO DE VALLE ALTO", "PROGRAMA OPERATIVO ANUAL 2021", f"UNIDAD EJECUTORA:\t{unidad}", "FECHA: 31-dic.-21",
        "DESCRIPCIÓN DE METAS\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tAVANCE RELATIVO\tOBSERVACIONES",
        "\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\tP\tA\tP\tA\tP\tA\tP\tA", *renglones, "",
    ])  # fmt: skip


@pytest.fixture
def motor(tmp_path: Path) -> Any:
    motor = schema.abrir(url_de(tmp_path))
    for nombre, unidad, metas in (("a.txt", BIENESTAR, [META, MALA]), ("b.txt", BUEN_TRATO, [META])):
        (tmp_path / nombre).write_text(informe(unidad, *metas), encoding="utf-8")
        assert ingerir([tmp_path / nombre], MetaStore(motor)).documentos[0].estado in ("loaded", "partial")
    yield motor
    motor.dispose()


def test_two_units_of_names_alike_for_many_letters_are_two(motor: Any) -> None:
    with motor.connect() as con:
        assert set(con.scalars(select(schema.informes.c.unidad))) == {BIENESTAR, BUEN_TRATO}
        assert set(con.scalars(select(schema.metas.c.unidad))) == {BIENESTAR, BUEN_TRATO}
        assert all(con.scalars(select(schema.informes.c.vigente)))


def test_the_cut_keys_of_an_earlier_version_are_written_whole(motor: Any, tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from index import conexion

    corregido = tmp_path / "c.txt"
    corregido.write_text(informe(BIENESTAR, META.replace("39", "38", 1), MALA), encoding="utf-8")
    ingerir([corregido], MetaStore(motor))
    with motor.begin() as con:
        debido = _todo(con)
        assert [f["unidad"] for f in debido["historial"]] == [f["unidad"] for f in debido["apartados"]] == [BIENESTAR]
        _cortar(con)
        assert _todo(con) != debido
        con.execute(text("UPDATE alembic_version SET version_num = '0011'"))
        config = Config()
        config.set_main_option("script_location", str(Path(conexion.__file__).with_name("migrations")))
        config.attributes["connection"] = con
        command.upgrade(config, "0012")
        assert _todo(con) == debido


def test_keys_too_long_for_their_column_stay_apart() -> None:
    largos = ["Programa de " + "muy " * 24 + "largo", "Ramo de " + "muy " * 25 + "largo"]
    unidades = ["Unidad de " + "muy " * 26 + x for x in ("arriba", "abajo")]
    claves = {clave_de_informe("Valle Alto", 2021, date(2021, 12, 31), *largos, u) for u in unidades}
    series = {base_de_serie(("Valle Alto", *largos, u)) for u in unidades}
    assert len(claves) == len(series) == 2 and max(map(len, claves | series)) <= 280


def _todo(con: Any) -> dict[str, list[dict[str, Any]]]:
    tablas = (schema.informes, schema.metas, schema.historial, schema.apartados, schema.conteos)
    return {t.name: [dict(f) for f in con.execute(select(t).order_by(*t.primary_key.columns)).mappings()] for t in tablas}


def _cortar(con: Any) -> None:
    """What an earlier version would have written for one of the two units (the other's key would have been the same)."""
    corta = BIENESTAR[:32].strip()
    for tabla in (schema.informes, schema.metas, schema.historial, schema.apartados):
        con.execute(update(tabla).where(tabla.c.unidad == BIENESTAR).values(unidad=corta))
        for campo in {"clave", "serie"} & set(tabla.c.keys()):
            for f in con.execute(select(tabla.c.id, tabla.c[campo])).all():
                con.execute(update(tabla).where(tabla.c.id == f[0]).values({campo: f[1].replace(BIENESTAR, corta)}))
    for id_, metas in con.execute(select(schema.historial.c.id, schema.historial.c.metas)).all():
        de_antes = [m | {"clave": m["clave"].replace(BIENESTAR, corta)} for m in metas]
        con.execute(update(schema.historial).where(schema.historial.c.id == id_).values(metas=de_antes))
