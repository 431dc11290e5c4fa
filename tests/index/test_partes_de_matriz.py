"""The keys of a results matrix: a component's actions are told by theirs, in stores of earlier versions too."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from apoyo_base import url_de
from apoyo_index import fila, informe
from sqlalchemy import select, text, update

from index import conexion, schema
from index.ingest import ingerir
from index.metas import MetaStore


def test_a_store_of_an_earlier_version_learns_whose_the_actions_are(tmp_path: Path) -> None:
    archivo = tmp_path / "uno.txt"
    archivo.write_text(informe(fila("C1 Atender"), fila("C1A1 Visitar"), fila("C1A2 Orientar")), encoding="utf-8")
    motor = schema.abrir(url_de(tmp_path))
    assert ingerir([archivo], MetaStore(motor)).documentos[0].metas == 3
    m = schema.metas
    leidas = select(m.c.numero, m.c.padre).order_by(m.c.orden)
    debidas = [("C1", None), ("C1A1", "C1"), ("C1A2", "C1")]
    with motor.begin() as con:
        assert con.execute(leidas).all() == debidas
        con.execute(update(m).values(padre=None))
        con.execute(text("UPDATE alembic_version SET version_num = '0010'"))
        config = Config()
        config.set_main_option("script_location", str(Path(conexion.__file__).with_name("migrations")))
        config.attributes["connection"] = con
        command.upgrade(config, "0011")
        assert con.execute(leidas).all() == debidas
    motor.dispose()
