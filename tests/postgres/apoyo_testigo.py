"""A witness of a PostgreSQL store: what is wrong with it at one moment, as any reader sees it.

Every document must be there whole or not at all, with its words, its observations and its counts; nothing twice. Once
nobody writes, every vector must be the model's of its own text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from index import agregados, conteos, integridad, schema
from index.embeddings import cargar
from index.ingest import ingerir
from index.metas import MetaStore

#: Of each table, what does not depend on the order in which files came; ids do.
_HUELLAS = {
    "informes": "clave, municipio, ejercicio, corte, ramo, programa, unidad, vigente, CAST(celdas AS text)",
    "metas": "clave, serie, vigente, estado, meta_anual, absoluto, CAST(celdas AS text)",
    "observaciones": "huella, texto",
    "metas_fts": "palabras",
    "observaciones_fts": "palabras",
    "documentos": "nombre, huella, md5(contenido)",
}
_POR_DOCUMENTO = """
    SELECT d.nombre, count(DISTINCT i.id) AS informes, count(m.id) AS metas, count(f.meta_id) AS palabras,
           count(m.observacion_id) - count(o.id) AS sin_texto
    FROM documentos d LEFT JOIN informes i ON i.documento_id = d.id LEFT JOIN metas m ON m.informe_id = i.id
         LEFT JOIN metas_fts f ON f.meta_id = m.id LEFT JOIN observaciones o ON o.id = m.observacion_id
    GROUP BY d.id, d.nombre
"""
_SUELTAS = """
    SELECT (SELECT count(*) FROM metas) - (SELECT count(*) FROM metas m JOIN informes i ON i.id = m.informe_id
            JOIN documentos d ON d.id = i.documento_id) AS metas,
           (SELECT count(*) FROM observaciones WHERE id NOT IN (SELECT observacion_id FROM observaciones_fts)) AS observaciones,
           (SELECT count(*) FROM (SELECT clave FROM metas GROUP BY clave HAVING count(*) > 1) AS r) AS claves,
           (SELECT count(*) FROM (SELECT nombre FROM documentos GROUP BY nombre HAVING count(*) > 1) AS r) AS nombres,
           (SELECT count(*) FROM metas) AS hay,
           (SELECT sum(metas) FROM conteos WHERE dimension = :todas) AS contadas
"""

#: What a document has when it is whole: its reports and its goals.
Enteros = Mapping[str, tuple[int, int]]


def enteros(motor: Engine) -> Enteros:
    """What each document of a store has."""
    with motor.connect() as con:
        return {f.nombre: (f.informes, f.metas) for f in con.execute(text(_POR_DOCUMENTO))}


def de_momento(con: Connection, enteros: Enteros) -> list[str]:
    """What is wrong at a moment while others write. The connection must see one moment (``abrir_lectura``)."""
    malos = []
    for f in con.execute(text(_POR_DOCUMENTO)):
        if (f.informes, f.metas) != enteros.get(f.nombre) or f.palabras != f.metas or f.sin_texto:
            malos.append(f"{f.nombre} a medias: {f.informes} informes, {f.metas} metas, {f.palabras} con palabras")
    s = con.execute(text(_SUELTAS), {"todas": conteos.TODAS}).one()
    malos += [f"{n} {que} sueltas o repetidas" for que, n in s._mapping.items() if que not in ("hay", "contadas") and n]
    if agregados.al_dia(con) and s.hay != (s.contadas or 0):  # else questions count the goals themselves
        malos.append(f"hay {s.hay} metas, y contadas {s.contadas}")
    return malos


def al_final(motor: Engine, esperada: Engine, modelo: str = "bundled") -> list[str]:
    """What a store that nobody writes lacks to be the same as one where everything was loaded by one process."""
    malos = [d.que for d in integridad.revisar(motor)]
    for tabla, columnas in _HUELLAS.items():
        hay, debe = _contenido(motor, tabla, columnas), _contenido(esperada, tabla, columnas)
        if hay != debe:
            malos.append(f"{tabla}: faltan {(debe - hay).total()} renglones y sobran {(hay - debe).total()}")
    return malos + _vectores(motor, modelo)


def _contenido(motor: Engine, tabla: str, columnas: str) -> Counter[Any]:
    with motor.connect() as con:
        return Counter(tuple(f) for f in con.execute(text(f"SELECT {columnas} FROM {tabla}")))


def _vectores(motor: Engine, modelo: str) -> list[str]:
    """Each text has the vector that the model gives it, and only that one."""
    import numpy as np

    consulta = "SELECT o.texto, CAST(v.vector AS text) AS vector FROM observaciones o FULL JOIN vectores v ON v.observacion_id = o.id"
    with motor.connect() as con:
        filas = con.execute(text(consulta)).all()
    if any(f.texto is None or f.vector is None for f in filas):
        return ["hay textos sin vector, o vectores sin texto"]
    if len({f.texto for f in filas}) != len(filas):
        return ["hay textos con dos vectores"]
    guardados = np.array([[float(x) for x in f.vector[1:-1].split(",")] for f in filas])
    frescos = np.array(_frescos(modelo, [f.texto for f in filas]))
    cercanias = (guardados * frescos).sum(axis=1) / np.linalg.norm(guardados, axis=1) / np.linalg.norm(frescos, axis=1)
    return [f"{n} vectores son de otro texto"] if (n := int((cercanias < 0.999).sum())) else []


_HECHOS: dict[tuple[str, str], list[float]] = {}


def _frescos(modelo: str, textos: list[str]) -> list[list[float]]:
    """What the model gives for texts, each once for all tests."""
    faltan = [t for t in dict.fromkeys(textos) if (modelo, t) not in _HECHOS]
    if faltan:
        _HECHOS.update(zip([(modelo, t) for t in faltan], cargar(modelo).embed_documents(faltan), strict=True))
    return [_HECHOS[modelo, t] for t in textos]


def cargada_sola(url: str, archivos: list[Path]) -> Engine:
    """A store where one process loaded everything."""
    motor = schema.abrir(url)
    ingerir(archivos, MetaStore(motor))
    return motor
