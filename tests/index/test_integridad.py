"""The facts checked, and what follows from them made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from apoyo_base import EN_POSTGRES, copiar, ejecutar, url_de
from sqlalchemy import Engine, text

from index import conexion, integridad, motivos

#: The column of the words' table that names a goal.
FTS = "meta_id" if EN_POSTGRES else "rowid"
_SOLO_SQLITE = pytest.mark.solo_sqlite("su tabla de palabras tiene otras dentro")


@pytest.fixture
def copia(casa: Path, tmp_path: Path) -> Path:
    """The loaded sample, to be broken."""
    return copiar(casa, tmp_path / "copia")


@pytest.fixture
def motor(copia: Path) -> Iterator[Engine]:
    motor = conexion.abrir(url_de(copia))
    yield motor
    motor.dispose()


def _volcado(motor: Engine) -> list[list[tuple[object, ...]]]:
    tablas = ("documentos", "informes", "metas", "lineas_meta", "causas_meta", "observaciones", "conteos", "hallazgos", "firmas")
    ordenes = [*(f"SELECT * FROM {t}" for t in tablas), f"SELECT {FTS} AS cual, * FROM metas_fts"]
    with motor.connect() as con:
        return [sorted((tuple(f) for f in con.execute(text(orden))), key=str) for orden in ordenes]


def test_a_loaded_store_is_sound_and_repairing_it_changes_nothing(motor: Engine) -> None:
    antes = _volcado(motor)
    assert integridad.revisar(motor) == []
    assert integridad.reparar(motor) == []
    despues = _volcado(motor)
    # The findings between reports are computed again: the same ones, under other ids.
    assert [sorted(map(str, (f[1:] for f in t))) for t in antes] == [sorted(map(str, (f[1:] for f in t))) for t in despues]


@pytest.mark.parametrize(
    ("orden", "queja", "hecho"),
    [
        (f"DELETE FROM metas_fts WHERE {FTS} IN (SELECT id FROM metas LIMIT 7)", "le faltan 7 metas", "palabras rehecho: 160"),
        pytest.param("INSERT INTO metas_fts (rowid, descripcion) VALUES (99999, 'nada')", "le sobran 1", "palabras rehecho: 160",
                     marks=_SOLO_SQLITE),
        pytest.param("DELETE FROM metas_fts_data WHERE id > 10", "índice de palabras está dañado", "palabras rehecho: 160",
                     marks=_SOLO_SQLITE),
        ("DELETE FROM observaciones_fts", "palabras de las observaciones les faltan", "observaciones rehechas"),
        ("UPDATE informes SET vigente = NOT vigente", "si su corte es el último", "Corte vigente corregido"),
        ("UPDATE metas SET vigente = false WHERE unidad = '301'", "si su corte es el último", "Corte vigente corregido"),
        ("INSERT INTO pendientes (municipio) VALUES ('Puerto Claro')", "falta comparar", "Se compararon los nombres"),
        ("INSERT INTO causas_meta (meta_id, causa, direccion, inicio, fin, palabras) VALUES (99999, 'covid', 'menos', 0, 1, 'x')",
         "1 en causas_meta", "quitados: 1"),
        ("INSERT INTO observaciones (huella, texto) VALUES ('x', 'de nadie')", "1 observaciones no son", "quitadas: 1"),
        ("DELETE FROM agregados", "Falta contar", "Se contaron de nuevo"),
        *(
            (f"UPDATE conteos SET metas = metas + 1 WHERE dimension = '{d}'", f"no coinciden con las metas ({d})", "Se contaron de nuevo")
            for d in ("todas", "unidad", "programa", "municipio", "medida", "linea", "causa", "causa:menos", "causa:mas", "sin_causa")
        ),
        ("UPDATE metas SET serie = 'otra' WHERE numero = '1'", None, "Series corregidas"),
    ],
)  # fmt: skip
def test_what_follows_from_the_facts_is_noticed_said_and_made_anew(
    copia: Path, motor: Engine, orden: str, queja: str | None, hecho: str
) -> None:
    antes = _volcado(motor)
    ejecutar(copia, orden)
    defectos = integridad.revisar(motor)
    if queja is not None:
        assert any(queja in d.que and "--repair" in d.remedio for d in defectos), defectos
    hechas = integridad.reparar(motor)
    assert any(hecho in h for h in hechas), hechas
    assert integridad.revisar(motor) == [] and integridad.reparar(motor) == []
    despues = _volcado(motor)
    assert antes[:7] == despues[:7] and antes[-1] == despues[-1]


def test_a_goal_that_lost_its_observation_is_told_and_left_as_it_is(copia: Path, motor: Engine) -> None:
    with motor.connect() as con:
        id_, unidad = con.execute(text("SELECT observacion_id, unidad FROM metas WHERE observacion_id IS NOT NULL LIMIT 1")).one()
    ejecutar(copia, f"DELETE FROM observaciones WHERE id = {id_}")
    integridad.reparar(motor)
    (defecto,) = [d for d in integridad.revisar(motor) if "perdieron el texto" in d.que]
    assert f"unidad {unidad}" in defecto.que and "poa forget" in defecto.remedio


# --- a file, in SQLite ------------------------------------------------------------------------------------------------


@pytest.fixture
def base(copia: Path) -> Path:
    return copia / "poa.sqlite3"


def _cabecera(base: Path) -> None:
    with base.open("r+b") as archivo:
        archivo.write(b"otra cosa distinta")


def _pagina(base: Path) -> None:
    with closing(sqlite3.connect(base)) as con:
        pagina = con.execute("SELECT rootpage FROM sqlite_master WHERE name = 'metas'").fetchone()[0]
    with base.open("r+b") as archivo:
        archivo.seek((pagina - 1) * 4096)
        archivo.write(b"\xff" * 4096)


@pytest.mark.solo_sqlite("se rompe el archivo")
@pytest.mark.parametrize("romper", [_cabecera, _pagina])
def test_a_damaged_file_is_told_with_the_remedy_and_never_repaired(base: Path, romper: Callable[[Path], None]) -> None:
    romper(base)
    roto = base.read_bytes()
    motor = conexion.abrir_lectura(f"sqlite:///{base}")
    try:
        defectos = integridad.revisar(motor)
    except Exception as error:
        assert motivos.danada(error)
    else:
        assert len(defectos) == 1 and "dañado" in defectos[0].que and "poa restore" in defectos[0].remedio
    with pytest.raises(Exception) as fallo:
        integridad.reparar(motor)
    assert isinstance(fallo.value, integridad.ErrorDeDatos) or motivos.danada(fallo.value)
    motor.dispose()
    assert base.read_bytes() == roto
