"""Whether the facts hold together, and how to bring back in step what follows from them.

Documents, reports, goals and their cells can only be checked: a damaged file is restored from a backup, or its reports
are loaded again. What is derived from them (full text, which cut is in force, series, the comparisons that a load left
marked) is made anew from them, and what hangs from nothing is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, exists, func, not_, select, text, tuple_, update
from sqlalchemy.exc import DatabaseError

from index import agregados, cruces, recuento, schema, texto_completo
from index.registros import CLAVES
from index.schema import METAS_FTS, informes, lotes, metadata, metas, observaciones, pendientes
from index.texto_completo import OBSERVACIONES_FTS
from index.textos import raices

REPARAR = "Ejecute «poa doctor --repair»."
RESTAURAR = (
    "Restaure un respaldo con «poa restore ARCHIVO --force»; si no lo hay, aparte el archivo de la base de datos y "
    "cargue de nuevo los informes."
)


@dataclass(frozen=True, slots=True)
class Defecto:
    """Something that does not hold, for people."""

    que: str
    remedio: str = REPARAR


class ErrorDeDatos(Exception):
    """The facts cannot be read or repaired; the message (Spanish) says why and what to do."""


def revisar(motor: Engine) -> list[Defecto]:
    """What does not hold, one a line; empty where all does. A read-only engine is enough. The whole file is read."""
    with motor.connect() as con:
        if (dano := _dano(con)) is not None:
            return [Defecto(f"El archivo de la base de datos está dañado ({dano}).", RESTAURAR)]
        return [Defecto(queja) for a in _ASPECTOS if (queja := a.queja(con))] + list(_sin_su_texto(con))


def reparar(motor: Engine) -> list[str]:
    """Bring in step what can be; returns what was done, a line each (Spanish). Each thing in a transaction of its own.

    Raises ``ErrorDeDatos`` where the file itself is damaged."""
    with motor.connect() as con:
        if (dano := _dano(con)) is not None:
            raise ErrorDeDatos(f"El archivo de la base de datos está dañado ({dano}) y no se puede reparar. {RESTAURAR}")
    hechas = []
    for aspecto in _ASPECTOS:
        with motor.begin() as con:
            if aspecto.queja(con) and (hecho := aspecto.reparar(con)):
                hechas.append(hecho)
    with motor.begin() as con:
        cambiadas = _rehacer_series(con)
    return [*hechas, f"Series corregidas: {cambiadas} metas."] if cambiadas else hechas


@dataclass(frozen=True, slots=True)
class _Aspecto:
    """``queja`` says what does not hold ("" if all does); ``reparar`` mends it and says what it did."""

    queja: Callable[[Connection], str]
    reparar: Callable[[Connection], str]


# --- the file -------------------------------------------------------------------------------------------------------


def _dano(con: Connection) -> str | None:
    if con.dialect.name != "sqlite":
        return None
    dicho = con.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    # Of the full-text table it is the one that is made anew.
    return None if dicho == "ok" or METAS_FTS in str(dicho) else " ".join(str(dicho).split())[:160]


# --- rows that hang from nothing ------------------------------------------------------------------------------------


def _llaves() -> Iterator[tuple[Table, Any, Any, bool]]:
    """(table, column, the column that it refers to, whether a row goes with what it refers to)."""
    for tabla in metadata.sorted_tables:
        for llave in tabla.foreign_keys:
            yield tabla, llave.parent, llave.column, llave.ondelete == "CASCADE"


def _suelta(columna: Any, madre: Any) -> Any:
    return columna.is_not(None) & not_(exists().where(madre == columna))


def _sueltos(con: Connection) -> str:
    cuantos = {
        tabla.name: int(con.scalar(select(func.count()).select_from(tabla).where(_suelta(columna, madre))) or 0)
        for tabla, columna, madre, sigue in _llaves()
        if sigue
    }
    dichos = ", ".join(f"{n} en {tabla}" for tabla, n in cuantos.items() if n)
    return f"Hay renglones sin el registro del que dependen: {dichos}." if dichos else ""


def _quitar_sueltos(con: Connection) -> str:
    quitados = 0
    for tabla, columna, madre, sigue in _llaves():
        if sigue:
            quitados += con.execute(delete(tabla).where(_suelta(columna, madre))).rowcount
    return f"Renglones sin el registro del que dependían, quitados: {quitados}."


def _sin_su_texto(con: Connection) -> Iterator[Defecto]:
    """An observation's text is a fact: where it is lost, only its file has it."""
    suelta = _suelta(metas.c.observacion_id, observaciones.c.id)
    perdidas = con.execute(select(metas.c.unidad, func.count()).where(suelta).group_by(metas.c.unidad)).all()
    for unidad, n in perdidas:
        remedio = "Quite su documento con «poa forget» y cárguelo de nuevo."
        yield Defecto(f"{n} metas de la unidad {unidad} perdieron el texto de su observación.", remedio)


def _sin_uso(con: Connection) -> str:
    n = con.scalar(select(func.count()).select_from(observaciones).where(_no_usada()))
    return f"{n} observaciones no son de ninguna meta." if n else ""


def _quitar_sin_uso(con: Connection) -> str:
    quitadas = con.execute(delete(observaciones).where(_no_usada())).rowcount
    return f"Observaciones que no eran de ninguna meta, quitadas: {quitadas}."


def _no_usada() -> Any:
    return not_(exists().where(metas.c.observacion_id == observaciones.c.id))


# --- full text ------------------------------------------------------------------------------------------------------


def _llave_fts(con: Connection) -> str:
    return "rowid" if con.dialect.name == "sqlite" else "meta_id"


def _fts(con: Connection) -> str:
    llave = _llave_fts(con)
    faltan = con.execute(text(f"SELECT count(*) FROM metas WHERE id NOT IN (SELECT {llave} FROM {METAS_FTS})")).scalar()  # nosec B608
    sobran = con.execute(text(f"SELECT count(*) FROM {METAS_FTS} WHERE {llave} NOT IN (SELECT id FROM metas)")).scalar()  # nosec B608
    if not faltan and not sobran:
        return "El índice de palabras está dañado." if _fts_danado(con) else ""
    return f"Al índice de palabras le faltan {faltan} metas y le sobran {sobran}."


def _fts_danado(con: Connection) -> bool:
    """What SQLite's full text says of itself, where this connection may ask (it counts as writing)."""
    if con.dialect.name != "sqlite":
        return False
    try:
        with con.begin_nested():
            con.execute(text(f"INSERT INTO {METAS_FTS} ({METAS_FTS}) VALUES ('integrity-check')"))  # nosec B608
    except DatabaseError as error:
        return "readonly" not in str(error.orig)
    return False


def _rehacer_fts(con: Connection) -> str:
    if con.dialect.name == "sqlite":  # so that its own tables can be emptied
        con.execute(text(f"INSERT INTO {METAS_FTS} ({METAS_FTS}) VALUES ('rebuild')"))  # nosec B608
    con.execute(text(f"DELETE FROM {METAS_FTS}"))  # nosec B608
    columnas = (metas.c.id, metas.c.descripcion, metas.c.unidad_medida, observaciones.c.texto)
    juntas = metas.outerjoin(observaciones, observaciones.c.id == metas.c.observacion_id)
    filas = con.execute(select(*columnas).select_from(juntas).order_by(metas.c.id)).all()
    for lote in lotes(filas):
        texto_completo.indexar(con, [(f.id, *(" ".join(raices(t or "")) for t in f[1:])) for f in lote])
    return f"Índice de palabras rehecho: {len(filas)} metas."


def _fts_de_observaciones(con: Connection) -> str:
    llave = "rowid" if con.dialect.name == "sqlite" else "observacion_id"
    ajenas = f"SELECT {llave} FROM {OBSERVACIONES_FTS}"  # nosec B608
    faltan = con.scalar(text(f"SELECT count(*) FROM observaciones WHERE id NOT IN ({ajenas})"))  # nosec B608
    sobran = con.scalar(text(f"SELECT count(*) FROM ({ajenas} WHERE {llave} NOT IN (SELECT id FROM observaciones)) AS x"))  # nosec B608
    return f"A las palabras de las observaciones les faltan {faltan} y les sobran {sobran}." if faltan or sobran else ""


def _rehacer_fts_de_observaciones(con: Connection) -> str:
    if con.dialect.name == "sqlite":
        con.execute(text(f"INSERT INTO {OBSERVACIONES_FTS} ({OBSERVACIONES_FTS}) VALUES ('rebuild')"))  # nosec B608
    con.execute(text(f"DELETE FROM {OBSERVACIONES_FTS}"))  # nosec B608
    filas = con.execute(select(observaciones.c.id, observaciones.c.texto)).all()
    texto_completo.indexar_observaciones(con, [(f.id, f.texto) for f in filas])
    return f"Palabras de las observaciones rehechas: {len(filas)}."


# --- the cut in force -----------------------------------------------------------------------------------------------


def _vigencias(con: Connection) -> tuple[list[int], list[int]]:
    """The reports that should be in force and are not, and those that are and should not."""
    claves = [informes.c[c] for c in CLAVES]
    ultimo = select(*claves, func.max(informes.c.corte).label("corte")).group_by(*claves).subquery()
    es_ultimo = tuple_(*claves, informes.c.corte).in_(select(ultimo))
    propias = exists().where(metas.c.informe_id == informes.c.id, metas.c.vigente)
    ajenas = exists().where(metas.c.informe_id == informes.c.id, not_(metas.c.vigente))
    faltan = select(informes.c.id).where(es_ultimo, not_(informes.c.vigente) | ajenas)
    sobran = select(informes.c.id).where(not_(es_ultimo), informes.c.vigente | propias)
    return list(con.scalars(faltan)), list(con.scalars(sobran))


def _vigencia(con: Connection) -> str:
    n = sum(map(len, _vigencias(con)))
    return f"{n} informes no dicen bien si su corte es el último." if n else ""


def _corregir_vigencia(con: Connection) -> str:
    faltan, sobran = _vigencias(con)
    for ids, valor in ((faltan, True), (sobran, False)):
        for lote in lotes(ids):
            con.execute(update(informes).where(informes.c.id.in_(lote)).values(vigente=valor))
            con.execute(update(metas).where(metas.c.informe_id.in_(lote)).values(vigente=valor))
    return f"Corte vigente corregido: {len(faltan) + len(sobran)} informes."


# --- what is counted ahead ------------------------------------------------------------------------------------------


def _contadas(con: Connection) -> str:
    """The goals against their counts in every dimension; that these are of all documents, the store itself says."""
    if not agregados.al_dia(con):
        return "Falta contar lo que se cargó; mientras tanto las preguntas tardan más."
    malas = recuento.distintas(con)
    return f"Las cuentas que se llevan de las metas no coinciden con las metas ({', '.join(malas)})." if malas else ""


def _contar(con: Connection) -> str:
    con.execute(delete(schema.agregados))  # so that all is counted, and not only what is new
    agregados.completar(con)
    return "Se contaron de nuevo las metas y las palabras."


# --- between reports ------------------------------------------------------------------------------------------------


def _marcas(con: Connection) -> str:
    n = con.scalar(select(func.count()).select_from(pendientes))
    return "Una carga terminó a medias: falta comparar los nombres de lo que cargó." if n else ""


def _completar(con: Connection) -> str:
    cruces.completar(con)
    return "Se compararon los nombres de una carga que había terminado a medias."


def _rehacer_series(con: Connection) -> int:
    """Compute every goal's series again; returns how many were another."""
    consulta = select(metas.c.id, metas.c.serie)
    antes = {f.id: f.serie for f in con.execute(consulta)}
    columnas = [informes.c[c] for c in ("municipio", "ramo", "programa", "unidad")]
    cruces.unidades_al_dia(con, [tuple(f) for f in con.execute(select(*columnas).distinct())])
    return sum(antes[f.id] != f.serie for f in con.execute(consulta))


_ASPECTOS = (
    _Aspecto(_sueltos, _quitar_sueltos),
    _Aspecto(_sin_uso, _quitar_sin_uso),
    _Aspecto(_fts, _rehacer_fts),
    _Aspecto(_fts_de_observaciones, _rehacer_fts_de_observaciones),
    _Aspecto(_vigencia, _corregir_vigencia),
    _Aspecto(_marcas, _completar),
    _Aspecto(_contadas, _contar),
)
