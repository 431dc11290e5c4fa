"""The migrations on PostgreSQL: what they make is what the program declares, and a loaded store goes down and up again."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo import Poa
from apoyo_base import base_vacia, copiar, url_de
from sqlalchemy import Engine, text

from index import conexion, integridad, schema

VERSIONES = sorted(p.name[:4] for p in (Path(conexion.__file__).parent / "migrations" / "versions").glob("0*.py"))


def _ir(motor: Engine, version: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(conexion.__file__).with_name("migrations")))
    baja = version < (schema.version(motor) or "")
    with motor.begin() as con:
        config.attributes["connection"] = con
        (command.downgrade if baja else command.upgrade)(config, version)


def test_what_the_migrations_make_is_what_is_declared() -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    motor = schema.abrir(base_vacia("declarada"))
    with motor.connect() as con:
        diferencias = compare_metadata(MigrationContext.configure(con, opts={"compare_type": True}), schema.metadata)
    # PostgreSQL's own tables of words are made by their migration alone: the other engine has none.
    assert [d for d in diferencias if "_fts" not in str(d)] == []


@pytest.mark.parametrize("version", VERSIONES[:-1])
def test_a_loaded_store_of_an_earlier_version_is_brought_up_to_date_with_all_that_it_holds(
    poa: Poa, casa: Path, tmp_path: Path, version: str
) -> None:
    suya = copiar(casa, tmp_path / "suya")
    motor = schema.abrir(url_de(suya))
    with motor.connect() as con:
        antes = con.execute(text("SELECT clave, serie, vigente, estado, CAST(celdas AS text) FROM metas ORDER BY clave")).all()
    _ir(motor, version)
    assert schema.version(motor) == version
    motor.dispose()
    assert poa("doctor", "--repair", home=suya).codigo == 0
    motor = schema.abrir(url_de(suya))
    with motor.connect() as con:
        assert con.execute(text("SELECT clave, serie, vigente, estado, CAST(celdas AS text) FROM metas ORDER BY clave")).all() == antes
    assert schema.version(motor) == VERSIONES[-1] == schema.VERSION and integridad.revisar(motor) == []
    motor.dispose()
    assert poa("ask", "¿Qué metas mencionan lluvias?", "--json", home=suya).json["warnings"] == []
