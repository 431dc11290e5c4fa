"""What a store holds, without what differs from one load to the next: row ids and times.

Every table of the schema, each row by its values, a reference to another row by what that row says.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from sqlalchemy import DateTime, Engine, Table, select, text

from index import schema

#: What a row says of other rows of the store: it changes when those come and go, and so is no part of a document alone.
_DE_OTROS = {
    "informes": {"vigente", "municipio", "clave"},
    "metas": {"vigente", "municipio", "clave", "serie"},
    "firmas": {"persona"},
}
#: By which column a row hangs from its document, if it hangs from one.
_MADRES = ("documento_id", "informe_id", "meta_id")

#: Table → its rows, each as a line of JSON, with how often it stands there.
Contenido = dict[str, Counter[str]]


def contenido(motor: Engine) -> Contenido:
    """All that a store holds."""
    return {tabla: Counter(linea for _, linea in filas) for tabla, filas in _leer(motor, {}).items()}


def por_documento(motor: Engine) -> dict[str, Counter[str]]:
    """The SHA-256 of each document → the rows that come from it and from nothing else."""
    salida: dict[str, Counter[str]] = {}
    for tabla, filas in _leer(motor, _DE_OTROS).items():
        for dueno, linea in filas:
            if dueno and not (tabla == "hallazgos" and json.loads(linea)["entre_informes"]):
                salida.setdefault(dueno, Counter())[f"{tabla} {linea}"] += 1
    return salida


def diferencias(uno: Contenido, otro: Contenido) -> list[str]:
    """Where two contents differ: a line a table, with how many rows only one of them has, and one of these."""
    salida = []
    for tabla in sorted({*uno, *otro}):
        a, b = uno.get(tabla, Counter()), otro.get(tabla, Counter())
        if a != b:
            sobran, faltan = a - b, b - a
            ejemplo = next(iter([*sobran, *faltan]))[:200]
            salida.append(f"{tabla}: sobran {sobran.total()}, faltan {faltan.total()} ({ejemplo})")
    return salida


def _leer(motor: Engine, sin: dict[str, set[str]]) -> dict[str, list[tuple[str, str]]]:
    """Table → (document that the row hangs from, the row)."""
    salida: dict[str, list[tuple[str, str]]] = {}
    dichas: dict[str, dict[Any, str]] = {}
    duenos: dict[str, dict[Any, str]] = {}
    with motor.connect() as con:
        for tabla in schema.metadata.sorted_tables:
            salida[tabla.name], dichas[tabla.name], duenos[tabla.name] = [], {}, {}
            for fila in con.execute(select(tabla)).mappings():
                valores = _valores(tabla, fila, dichas, sin.get(tabla.name, set()))
                linea = json.dumps(valores, sort_keys=True, default=_llano)
                dueno = fila["huella"] if tabla.name == "documentos" else _dueno(tabla, fila, duenos)
                salida[tabla.name].append((dueno, linea))
                if "id" in tabla.c:
                    dichas[tabla.name][fila["id"]] = hashlib.sha256(linea.encode()).hexdigest()
                    duenos[tabla.name][fila["id"]] = dueno
        if motor.dialect.name == "sqlite":
            columnas = ", ".join(schema.FTS_COLUMNAS)
            raices = con.execute(text(f"SELECT rowid, {columnas} FROM {schema.METAS_FTS}"))
            salida[schema.METAS_FTS] = [
                (duenos["metas"].get(f[0], ""), json.dumps([dichas["metas"].get(f[0]), *f[1:]])) for f in raices
            ]
    return salida


def _dueno(tabla: Table, fila: Any, duenos: dict[str, dict[Any, str]]) -> str:
    for columna in _MADRES:
        if columna in tabla.c and fila[columna] is not None and tabla.c[columna].foreign_keys:
            (llave,) = tabla.c[columna].foreign_keys
            return duenos[llave.column.table.name].get(fila[columna], "")
    return ""


def _valores(tabla: Table, fila: Any, dichas: dict[str, dict[Any, str]], sin: set[str]) -> dict[str, Any]:
    salida: dict[str, Any] = {}
    for columna in tabla.columns:
        if columna.name == "id" or columna.name in sin or isinstance(columna.type, DateTime):
            continue
        valor = fila[columna.name]
        if tabla.name == "conteos" and columna.name == "informe_id":
            continue  # the least of its group: it tells in which order files came, as any id does
        for llave in columna.foreign_keys if valor is not None else ():
            valor = dichas[llave.column.table.name].get(valor, f"suelta {valor}")
        salida[columna.name] = valor
    return salida


def _llano(valor: Any) -> str:
    return hashlib.sha256(valor).hexdigest() if isinstance(valor, bytes) else str(valor)
