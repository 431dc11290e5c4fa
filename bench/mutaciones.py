"""Ten thousand changed files of each digital format, and a hundred scans: none may raise, hang, or eat the machine.

    python -m bench.mutaciones [--formato pdf …] [--cuantos 10000] [--semilla 9] [--base URL] [--bombas] [--json F.json]
    python -m bench.mutaciones --formato pdf --uno 4711 --guardar CARPETA

Each mutant (``bench.hostil.corpus``: seeded, so that a number is enough to make it again) is read by the product's own
worker, with the product's limits. It must give reports that every store takes, or one clear Spanish line with its
remedy. What gives reports is stored in SQLite, and in PostgreSQL where ``--base`` names one: both must hold the same.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RAIZ))

from bench.hostil.bombas import bombas  # noqa: E402
from bench.hostil.corpus import FORMATOS, Mutante, mutante  # noqa: E402

SEGUNDOS, MEMORIA_MB = 10.0, 1024
#: A page that is read as an image takes Tesseract most of its time: as long as no file may take.
SEGUNDOS_DE_IMAGEN = 30.0
TAREA = "bench.mutaciones:leer_y_medir"
_ESCANEOS = 100
#: Words that no line for people holds: a library's, or ours when something is not handled.
_DE_PROGRAMA = re.compile(r"Traceback|Error\b|Exception|object at 0x|\bNone\b|error interno|[\x00-\x1f\ud800-\udfff]")
#: The most expensive files of a format that are named.
_CAROS = 20
#: Reports after which the store begins anew, so that it stays small.
_RENOVAR = 400


@dataclass(slots=True)
class Cuenta:
    """What became of the mutants of a format."""

    formato: str
    archivos: int = 0
    con_informes: int = 0
    apartados: int = 0
    #: Ended by the pool: beyond its time or memory, or a crash of native code. A clear line too, but an expensive one.
    cortados: int = 0
    segundos: float = 0.0
    peor_segundos: float = 0.0
    peor_mb: float = 0.0
    guardados: int = 0
    motivos: Counter[str] = field(default_factory=Counter)
    fallas: list[str] = field(default_factory=list)
    #: What each file took: seconds of processor, megabytes at most, its name, and what became of it.
    costos: list[tuple[float, float, str, str]] = field(default_factory=list)

    def fila(self) -> str:
        return (
            f"{self.formato:<10}{self.archivos:>8,}{self.con_informes:>10,}{self.apartados:>10,}{self.cortados:>9,}{len(self.fallas):>8,}"
            f"{self.guardados:>10,}{self.peor_segundos:>9.2f}{self.peor_mb:>9.0f}{1000 * self.segundos / max(self.archivos, 1):>9.1f}"
        )


ENCABEZADO = f"{'formato':<10}{'archivos':>8}{'informes':>10}{'apartados':>10}{'cortados':>9}{'fallas':>8}{'guardados':>10}{'peor s':>9}{'peor MB':>9}{'ms cada':>9}"


def leer_y_medir(nombre: str, contenido: bytes, limites: Any, avisar: Any) -> Any:
    """In the worker: what a file gives, with the seconds of processor and the most memory that it took."""
    from index.lectura import leer_documento
    from index.poa import ErrorDeLectura
    from index.readers import EsPaquete

    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak of memory from here on
    antes, inicio = _procesador(), time.perf_counter()
    try:
        leido: Any = leer_documento(nombre, contenido, limites, avisar)
    except EsPaquete:  # its members are files of their own
        leido = None
    except ErrorDeLectura as error:
        leido = (error.motivo, error.remedio)
    return _procesador() - antes, time.perf_counter() - inicio, _pico_mb(), leido


def _procesador() -> float:
    propios, hijos = (resource.getrusage(q) for q in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return propios.ru_utime + propios.ru_stime + hijos.ru_utime + hijos.ru_stime


def _de_hijos() -> float:
    uso = resource.getrusage(resource.RUSAGE_CHILDREN)
    return uso.ru_utime + uso.ru_stime


def _pico_mb() -> float:
    with contextlib.suppress(OSError):
        for linea in Path("/proc/self/status").read_text().splitlines():
            if linea.startswith("VmHWM:"):
                return int(linea.split()[1]) / 1024
    return 0.0


class Almacenes:
    """A SQLite store that begins anew now and then, and a PostgreSQL one, if any, that is emptied with it."""

    def __init__(self, base: str | None) -> None:
        from index.metas import MetaStore
        from index.schema import abrir

        self._carpeta = tempfile.TemporaryDirectory()
        self._abrir = lambda url: MetaStore(abrir(url))
        self._hechos = 0
        self.propio = self._abrir(f"sqlite:///{self._carpeta.name}/0.sqlite3")
        self.postgres = self._abrir(base) if base else None
        if self.postgres is not None:
            _vaciar(self.postgres.engine)

    def guardar(self, documento: Any, contenido: bytes) -> str | None:
        """Store a document everywhere; what is wrong with that, None if nothing is."""
        self._hechos += 1
        if self._hechos % _RENOVAR == 0:
            self.propio.engine.dispose()
            self.propio = self._abrir(f"sqlite:///{self._carpeta.name}/{self._hechos}.sqlite3")
            if self.postgres is not None:
                _vaciar(self.postgres.engine)
        try:
            self.propio.guardar(documento, contenido)
            if self.postgres is not None:  # after the same documents: what is stored depends on what there is
                self.postgres.guardar(documento, contenido)
                aqui, alla = (_filas(s.engine, documento.huella) for s in (self.propio, self.postgres))
                if aqui != alla:
                    return f"SQLite y PostgreSQL no guardan lo mismo: {_primera(aqui, alla)}"
        except Exception as error:
            return f"no se guarda: {type(error).__name__}: {str(error)[:200]}"
        return None

    def close(self) -> None:
        self.propio.engine.dispose()
        self._carpeta.cleanup()


def _vaciar(motor: Any) -> None:
    from index.schema import metadata

    with motor.begin() as con:
        con.exec_driver_sql(f"TRUNCATE {', '.join(metadata.tables)} CASCADE")


def _filas(motor: Any, huella: str) -> list[tuple[str, ...]]:
    """What a store holds of a document's goals, as text."""
    from sqlalchemy import select

    from index.schema import documentos, informes, metas

    columnas = [c for t in (informes, metas) for c in t.c if not c.name.endswith("id") and not c.name.startswith("id")]
    origen = metas.join(informes, metas.c.informe_id == informes.c.id).join(documentos, informes.c.documento_id == documentos.c.id)
    with motor.connect() as con:
        consulta = select(*columnas).select_from(origen).where(documentos.c.huella == huella).order_by(informes.c.id, metas.c.id)
        return [tuple(_comparable(v) for v in fila) for fila in con.execute(consulta)]


def _comparable(valor: Any) -> str:
    if isinstance(valor, (int, float)) and not isinstance(valor, bool):
        return f"{float(valor):.12g}"
    with contextlib.suppress(TypeError, ValueError, ArithmeticError):
        return f"{float(valor):.12g}" if not isinstance(valor, str | bool) else str(valor)
    return str(valor)


def _primera(aqui: list[tuple[str, ...]], alla: list[tuple[str, ...]]) -> str:
    if len(aqui) != len(alla):
        return f"{len(aqui)} y {len(alla)} metas"
    return next(f"{a!r} y {b!r}"[:200] for x, y in zip(aqui, alla, strict=True) for a, b in zip(x, y, strict=True) if a != b)


def reparos(leido: Any) -> Iterator[str]:
    """What is wrong with a result: text that some store refuses, or a line that people would not understand."""
    from index.readers.hoja import normalizar

    if isinstance(leido, tuple):
        motivo, remedio = leido
        if not linea_clara(motivo) or not linea_clara(remedio):
            yield f"línea poco clara: {motivo!r} {remedio!r}"
    elif leido is not None:
        if not leido.informes and not leido.apartados:
            yield "ni informes ni motivo"
        for a in leido.apartados:
            if not (linea_clara(a.motivo) and linea_clara(a.remedio)):
                yield f"apartado poco claro: {a!r}"
        for m in (m for i in leido.informes for m in i.metas):
            if any(v is not None and v != normalizar(v) for v in (m.descripcion, m.unidad_medida, m.numero)):
                yield f"meta sin normalizar: {m.descripcion!r}"
            if any("\x00" in c.literal or re.search("[\ud800-\udfff]", c.literal) for c in m.celdas.values()):
                yield f"literal que no se guarda: meta {m.numero}"


def linea_clara(linea: str) -> bool:
    """Whether a line is one, ends as sentences do, and speaks to people."""
    return bool(linea) and linea.rstrip().endswith((".", "?")) and not _DE_PROGRAMA.search(linea) and len(linea) < 600


def probar(mutantes: Iterable[Mutante], formato: str, base: str | None = None, avance: int = 0, aparte: bool = False) -> Cuenta:
    """Read and store each mutant. ``aparte``: each by a worker of its own, whose whole life counts if it does not survive."""
    from index.aislado import Averia, Obreros
    from index.poa import ErrorDeLectura

    cuenta, almacenes = Cuenta(formato), Almacenes(base)
    de_hijos, del_vivo = _de_hijos(), 0.0
    with contextlib.closing(almacenes), contextlib.ExitStack() as abiertos:
        obreros = abiertos.enter_context(Obreros(1, tarea=TAREA))
        for m in mutantes:
            cuenta.archivos += 1
            if aparte:
                abiertos.close()
                de_hijos, del_vivo = _de_hijos(), 0.0
                obreros = abiertos.enter_context(Obreros(1, tarea=TAREA))
            try:
                cpu, _reloj, mb, leido = obreros.encargar(m.nombre, m.contenido).resultado()
            except ErrorDeLectura as error:
                # A dead worker's processor time is known at its end: less what it took for the files before this one.
                cpu, mb, leido = _de_hijos() - de_hijos - del_vivo, 0.0, (error.motivo, error.remedio)
                de_hijos, del_vivo = _de_hijos(), -cpu
                cuenta.cortados += 1
            except Averia as error:
                cuenta.fallas.append(f"{_quien(m)}: {str(error).strip().splitlines()[-1][:200]}")
                continue
            cuenta.segundos += cpu
            del_vivo += cpu
            cuenta.peor_segundos, cuenta.peor_mb = max(cuenta.peor_segundos, cpu), max(cuenta.peor_mb, mb)
            cuenta.costos = sorted([*cuenta.costos, (cpu, mb, _quien(m), _clase(leido))], reverse=True)[:_CAROS]
            malos = list(reparos(leido))
            if cpu > (SEGUNDOS_DE_IMAGEN if formato == "imagen" else SEGUNDOS) or mb > MEMORIA_MB:
                malos.append(f"{cpu:.1f} s y {mb:.0f} MB")
            if isinstance(leido, tuple) or leido is None or not leido.informes:
                cuenta.apartados += 1
                cuenta.motivos[_clase(leido)] += 1
            else:
                cuenta.con_informes += 1
                mal = almacenes.guardar(leido, m.contenido)
                cuenta.guardados += mal is None
                malos += [mal] if mal else []
            cuenta.fallas += [f"{_quien(m)}: {x}" for x in malos[:1]]
            if avance and cuenta.archivos % avance == 0:
                print(cuenta.fila(), file=sys.stderr, flush=True)
    return cuenta


def _quien(m: Mutante) -> str:
    return f"{m.formato} {m.numero} ({m.nombre}; {', '.join(m.cambios)})"


def _clase(leido: Any) -> str:
    """A reason without what is particular to a file."""
    motivo = "es un paquete de archivos" if leido is None else leido[0] if isinstance(leido, tuple) else "con informes" if leido.informes else "solo apartados"
    return re.sub(r"«[^»]*»|\d[\d,.]*", "…", motivo)[:90]


def main() -> int:
    """Try the formats one after another and print a line for each."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--formato", nargs="+", choices=[*FORMATOS], default=[*FORMATOS])
    p.add_argument("--cuantos", type=int, default=10_000)
    p.add_argument("--desde", type=int, default=0)
    p.add_argument("--semilla", type=int, default=9)
    p.add_argument("--base", help="a PostgreSQL URL, of a database to be emptied: what is read is stored there too")
    p.add_argument("--bombas", action="store_true", help="the bombs alone")
    p.add_argument("--uno", type=int, help="one mutant only; with --guardar its file is kept")
    p.add_argument("--guardar", type=Path)
    p.add_argument("--json", type=Path)
    a = p.parse_args()
    if a.uno is not None:
        m = mutante(a.formato[0], a.uno, a.semilla)
        if a.guardar:
            (a.guardar / f"{m.numero}-{m.nombre}").write_bytes(m.contenido)
        c = probar([m], m.formato, a.base)
        print(_quien(m), *c.fallas, *c.motivos, sep="\n")
        return bool(c.fallas)
    print(ENCABEZADO, flush=True)
    cuentas = []
    for formato in ["bombas"] if a.bombas else a.formato:
        if a.bombas:
            mutantes: Iterable[Mutante] = bombas()
        else:
            cuantos = min(a.cuantos, _ESCANEOS) if formato == "imagen" else a.cuantos
            mutantes = (mutante(formato, n, a.semilla) for n in range(a.desde, a.desde + cuantos))
        cuenta = probar(mutantes, formato, a.base, 1000, aparte=a.bombas)
        cuentas.append(cuenta)
        print(cuenta.fila(), flush=True)
        for falla in cuenta.fallas[:60]:
            print("   ", falla)
        for cpu, mb, quien, que in cuenta.costos[: _CAROS if formato == "bombas" else 3]:
            print(f"      {cpu:6.2f} s {mb:5.0f} MB  {quien}: {que}")
        for motivo, veces in cuenta.motivos.most_common(12 if formato != "bombas" else 60):
            print(f"      {veces:>6,} {motivo}")
    if a.json:
        hechas = [{k: getattr(c, k) for k in c.__slots__ if k != "motivos"} for c in cuentas]
        a.json.write_text(json.dumps(hechas, ensure_ascii=False, indent=1), encoding="utf-8")
    return 1 if any(c.fallas for c in cuentas) else 0


if __name__ == "__main__":
    raise SystemExit(main())
