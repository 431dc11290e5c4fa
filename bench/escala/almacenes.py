"""Stores by size, made once and kept outside the repository.

Up to ``BASE`` goals a store is a real load of the generated files. A larger one is the largest real load and copies of
it under other municipalities, row by row what a load of the renamed files writes (a test compares both): copying takes
minutes where reading a million goals would take the better part of an hour.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.escala import reportes
from index import lugares, schema

#: Goals of the largest store that is loaded from files.
BASE = 10_000
CARPETA = Path(tempfile.gettempdir()) / "poa-bench"
#: Tables in the order of their references, with the column that refers to another table's id.
_TABLAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("informes", ("id", "documento_id")),
    ("metas", ("id", "informe_id")),
    ("lineas_informe", ("id", "informe_id")),
    ("lineas_meta", ("meta_id",)),
    ("causas_meta", ("id", "meta_id")),
    ("firmas", ("id", "informe_id")),
    ("hallazgos", ("id", "informe_id", "meta_id")),
    ("apartados", ("id", "documento_id", "informe_id")),
)
_DE: dict[str, str] = {"documento_id": "documentos", "informe_id": "informes", "meta_id": "metas"}
#: Columns in which the municipality's name or key stands.
_CON_NOMBRE = {
    "informes": ("clave", "municipio", "municipio_leido", "celdas"),
    "metas": ("clave", "serie", "municipio"),
    "hallazgos": ("impreso", "esperado", "explicacion", "citas"),
}


@dataclass(frozen=True, slots=True)
class Nombre:
    """A municipality and the one that its copy is of."""

    viejo: str
    nuevo: str

    def pares(self) -> list[tuple[str, str]]:
        """How a store writes both: as read, in capitals, each also as JSON does, and as a key."""
        salida = []
        for a, b in ((self.viejo, self.nuevo), (self.viejo.upper(), self.nuevo.upper())):
            salida += [(a, b), (json.dumps(a)[1:-1], json.dumps(b)[1:-1])]
        a, b = (lugares.clave(x).replace(" ", "-") for x in (self.viejo, self.nuevo))
        return list(dict.fromkeys([*salida, (a, b)]))


def almacen(metas: int, avisar: Callable[[str], None] = print) -> Path:
    """The data folder of a store of ``metas`` goals, made if it isn't there."""
    casa = CARPETA / f"{_version()}-{metas}"
    if (casa / "hecho").exists():
        return casa
    shutil.rmtree(casa, ignore_errors=True)
    segundos = None
    if metas <= BASE:
        avisar(f"Se carga el almacén de {metas:,} metas.")
        segundos = cargar(casa, metas)
    else:
        veces, resto = divmod(metas, BASE)
        if resto:
            raise ValueError(f"Sobre {BASE:,} metas, el tamaño debe ser múltiplo de {BASE:,}.")
        base = almacen(BASE, avisar)
        avisar(f"Se copia el almacén de {BASE:,} metas {veces} veces.")
        shutil.copytree(base, casa, ignore=shutil.ignore_patterns("hecho"))
        copiar(casa / "poa.sqlite3", veces)
    (casa / "hecho").write_text(json.dumps({"metas": metas, "segundos": segundos}))
    return casa


def _version() -> str:
    """Changes with what makes a store: the generator, the copier and the schema."""
    fuentes = [Path(str(m.__file__)).read_bytes() for m in (reportes, schema)] + [Path(__file__).read_bytes()]
    return hashlib.sha256(b"".join(fuentes)).hexdigest()[:10]


def escribir(carpeta: Path, metas: int) -> list[Path]:
    """The generated files of ``metas`` goals."""
    from bench.reportes import escritores

    carpeta.mkdir(parents=True, exist_ok=True)
    rutas = []
    for r in reportes.reportes(metas):
        nombre, contenido = escritores.escribir(r, "texto", "tab", "pares")
        (carpeta / nombre).write_bytes(contenido)
        rutas.append(carpeta / nombre)
    return rutas


def cargar(casa: Path, metas: int) -> float:
    """Load the generated files of ``metas`` goals into a new store, vectors included: the seconds that it took."""
    from assistant.carga import cargar as cargar_
    from assistant.settings import Settings

    with tempfile.TemporaryDirectory() as carpeta:
        rutas = escribir(Path(carpeta), metas)
        inicio = time.perf_counter()
        hecho = cargar_(Settings(home=casa), rutas)
        segundos = time.perf_counter() - inicio
    if hecho.resumen.metas != metas:
        raise RuntimeError(f"Se cargaron {hecho.resumen.metas} metas de {metas}.")
    return round(segundos, 2)


def copiar(base: Path, veces: int) -> None:
    """Make a store ``veces`` times as large: each copy of what it holds under other municipalities."""
    con = sqlite3.connect(base, isolation_level=None)
    for orden in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
        con.execute(f"PRAGMA {orden}")
    indices = con.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for nombre, _ in indices:
        con.execute(f'DROP INDEX "{nombre}"')
    topes = {t: con.execute(f"SELECT coalesce(max(id), 0) FROM {t}").fetchone()[0] for t in ("documentos", *(t for t, c in _TABLAS if "id" in c))}  # fmt: skip
    viejos = [r[0] for r in con.execute("SELECT DISTINCT municipio FROM informes ORDER BY min(id) OVER (PARTITION BY municipio)")]
    con.execute("BEGIN")
    for copia in range(1, veces):
        nombres = [Nombre(v, reportes.municipio(i + copia * len(viejos))) for i, v in enumerate(viejos)]
        _documentos(con, nombres, topes["documentos"], copia)
        for tabla, ajenas in _TABLAS:
            _copiar_tabla(con, tabla, ajenas, nombres, topes, copia)
        palabras = ", ".join(schema.FTS_COLUMNAS)
        con.execute(
            f"INSERT INTO {schema.METAS_FTS} (rowid, {palabras}) SELECT rowid + ?, {palabras} FROM {schema.METAS_FTS} WHERE rowid <= ?",
            (copia * topes["metas"], topes["metas"]),
        )
    con.execute("COMMIT")
    for _, sql in indices:
        con.execute(sql)
    con.execute("DELETE FROM agregados")  # nothing of the copies is counted yet
    con.close()
    motor = schema.abrir(f"sqlite:///{base}")
    from index import agregados

    with motor.begin() as abierta:
        agregados.completar(abierta)
    motor.dispose()


def _documentos(con: sqlite3.Connection, nombres: Sequence[Nombre], tope: int, copia: int) -> None:
    """The files of a copy: their bytes with the other name, and the SHA-256 of these."""
    for n in nombres:
        de = "SELECT DISTINCT d.id, d.nombre, d.formato, d.contenido, d.cargado_en FROM documentos d JOIN informes i ON i.documento_id = d.id WHERE i.municipio = ? AND d.id <= ?"
        for id_, nombre, formato, contenido, cuando in con.execute(de, (n.viejo, tope)).fetchall():
            nuevo = renombrar(contenido, n)
            fila = (id_ + copia * tope, renombrado(nombre, copia), hashlib.sha256(nuevo).hexdigest(), formato, nuevo, cuando)
            con.execute("INSERT INTO documentos (id, nombre, huella, formato, contenido, cargado_en) VALUES (?, ?, ?, ?, ?, ?)", fila)


def renombrar(contenido: bytes, n: Nombre) -> bytes:
    """A generated file's bytes under the other municipality."""
    return contenido.replace(n.viejo.upper().encode(), n.nuevo.upper().encode())


def renombrado(archivo: str, copia: int) -> str:
    """The name of a copy's file."""
    return f"{copia:03d}-{archivo}"


def _copiar_tabla(
    con: sqlite3.Connection, tabla: str, ajenas: Sequence[str], nombres: Sequence[Nombre], topes: dict[str, int], copia: int
) -> None:
    columnas = [r[1] for r in con.execute(f"PRAGMA table_info({tabla})")]
    con_nombre = _CON_NOMBRE.get(tabla, ())
    propia = "x" if tabla in ("informes", "metas") else "i"
    hasta = f"x.id <= {topes[tabla]}" if "id" in ajenas else f"x.meta_id <= {topes['metas']}"
    for n in nombres if con_nombre else (None,):
        valores, datos = [], []
        for c in columnas:
            if c in ajenas:
                valores.append(f"x.{c} + {copia * topes[_DE.get(c, tabla)]}")
            elif n is not None and c in con_nombre:
                expresion = f"x.{c}"
                for viejo, nuevo in n.pares():
                    expresion = f"replace({expresion}, ?, ?)"
                    datos += [viejo, nuevo]
                valores.append(expresion)
            else:
                valores.append(f"x.{c}")
        union = "JOIN informes i ON i.id = x.informe_id" if n is not None and propia == "i" else ""
        donde = f"{hasta} AND {propia}.municipio = ?" if n is not None else hasta
        sql = f"INSERT INTO {tabla} ({', '.join(columnas)}) SELECT {', '.join(valores)} FROM {tabla} x {union} WHERE {donde}"
        con.execute(sql, [*datos, *([n.viejo] if n is not None else [])])
