"""Run it: each point, so many deaths; a table of what was lost, doubled and did not converge."""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.caidas import contenido as c
from bench.caidas.escenarios import ESCENARIOS, Escenario, escribir_archivos, lotes_pequenos, vectores_de_juguete
from bench.caidas.puntos import OBRERO, PUNTOS, RAPIDOS, Caida, instalar

#: prctl(2): orphans of our children become ours, so that they can be counted.
_PR_SET_CHILD_SUBREAPER = 36
#: Seconds that a run may take, and that what it leaves may live on.
_PLAZO, _HUERFANOS = 120.0, 5.0


@dataclass
class Fila:
    """One point over its deaths. ``perdidas``: acknowledged metas that were not there; ``dobles``: rows that no load
    leaves, or more often than it does; the other counts are of deaths after which something did not hold."""

    escenario: str
    punto: str
    caidas: int = 0
    perdidas: int = 0
    dobles: int = 0
    sin_converger: int = 0
    discordes: int = 0
    huerfanos: int = 0
    detalles: list[str] = field(default_factory=list)

    @property
    def bien(self) -> bool:
        """Whether all held, and the point was reached."""
        return bool(self.caidas) and not (self.perdidas or self.dobles or self.sin_converger or self.discordes or self.huerfanos)


class Banco:
    """The prepared stores, what an uninterrupted run makes of each, and the deaths."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.archivos = carpeta / "archivos"
        escribir_archivos(self.archivos)
        self.pasos: dict[str, Counter[str]] = {}
        self.antes: dict[str, dict[str, Counter[str]]] = {}
        self.final: dict[str, tuple[c.Contenido, dict[str, Counter[str]]]] = {}

    def preparar(self, nombres: list[str]) -> None:
        """The stores before and after an order that nothing interrupts, and the points that it passes."""
        for nombre in nombres:
            e = ESCENARIOS[nombre]
            casa = self.carpeta / nombre / "antes"
            _exigir(_aparte(partial(e.preparar, _ajustes(casa), self.archivos)))
            self.antes[nombre] = _documentos(casa)
            entera = self._copia(nombre, "entera")
            _, dicho = _exigir(_aparte(partial(self._ordenar, e, entera, Caida())))
            self.pasos[nombre] = Counter(dicho[-1]["pasos"])
            self.final[nombre] = (_contenido(entera), _documentos(entera))

    def caer(self, fila: Fila, vez: int) -> None:
        """Die once at a point, look, give the order again, look again. How often a point is passed hangs on how many
        documents happen to share a transaction: where there is no such pass, an earlier one is died at."""
        e = ESCENARIOS[fila.escenario]
        casa = self._copia(fila.escenario, "caida")
        temporal = self.carpeta / "tmp"
        shutil.rmtree(temporal, ignore_errors=True)
        temporal.mkdir()
        senal, dicho = _aparte(lambda: self._ordenar(e, casa, Caida(fila.punto, vez)), temporal)
        murio = senal == -signal.SIGKILL
        if not murio and not fila.punto.endswith(OBRERO):
            if vez > 1:
                return self.caer(fila, vez - 1)
            fila.detalles.append(f"vez {vez}: el punto no se alcanzó")
            return
        fila.caidas += 1
        fila.huerfanos += _quedan_procesos()
        self._mirar(fila, casa, [d for d in dicho if "metas" in d])
        senal, dicho = _aparte(lambda: self._ordenar(e, casa, Caida()))
        if senal:
            fila.sin_converger += 1
            fila.detalles.append(f"vez {vez}: repetida, terminó con {senal}: {dicho}")
            return
        distintas = c.diferencias(_contenido(casa), self.final[fila.escenario][0])
        fila.sin_converger += bool(distintas)
        fila.detalles += [f"vez {vez}: {d}" for d in distintas]
        senal, dicho = _aparte(lambda: _comparar_almacenes(casa))
        if senal or dicho:
            fila.discordes += 1
            fila.detalles.append(f"vez {vez}: {dicho or senal}")

    def _ordenar(self, e: Escenario, casa: Path, caida: Caida) -> list[dict[str, Any]]:
        instalar(caida)
        e.ordenar(_ajustes(casa), self.archivos, lambda hechos, metas: _decir({"hechos": hechos, "metas": metas}))
        _soltar_obreros()
        return [{"pasos": caida.pasos}]

    def _mirar(self, fila: Fila, casa: Path, dicho: list[dict[str, int]]) -> None:
        """What stands there after a death: whole documents only, all that was acknowledged, nothing twice."""
        if not (casa / "poa.sqlite3").is_file() or fila.escenario == "migración":
            fila.perdidas += dicho[-1]["metas"] if dicho else 0
            return
        ahora, antes, despues = _documentos(casa), self.antes[fila.escenario], self.final[fila.escenario][1]
        for huella, filas in ahora.items():
            if filas not in (antes.get(huella), despues.get(huella)):
                sobran = min(((filas - x).total() for x in (antes.get(huella), despues.get(huella)) if x), default=filas.total())
                fila.dobles += sobran
                fila.perdidas += not sobran
                fila.detalles.append(f"documento {huella[:8]} incompleto o con {sobran} renglones de más")
        for huella in (antes.keys() & despues.keys()) - ahora.keys():
            fila.perdidas += _metas(antes[huella])
            fila.detalles.append(f"ya no está el documento {huella[:8]}, que ya estaba")
        nuevas = sum(_metas(ahora[h]) for h in ahora.keys() - antes.keys())
        if dicho and nuevas < dicho[-1]["metas"]:
            fila.perdidas += dicho[-1]["metas"] - nuevas
            fila.detalles.append(f"se anunciaron {dicho[-1]['metas']} metas y hay {nuevas}")
        if e := _integridad(casa):
            fila.dobles += 1
            fila.detalles.append(e)

    def _copia(self, nombre: str, destino: str) -> Path:
        casa = self.carpeta / nombre / destino
        shutil.rmtree(casa, ignore_errors=True)
        shutil.copytree(self.carpeta / nombre / "antes", casa)
        return casa


def _ajustes(casa: Path) -> Any:
    from assistant.settings import Settings

    return Settings(home=casa, _env_file=None)  # type: ignore[call-arg]


def _motor(casa: Path) -> Any:
    from sqlalchemy import NullPool, create_engine

    return create_engine(f"sqlite:///{casa / 'poa.sqlite3'}", poolclass=NullPool)


def _contenido(casa: Path) -> c.Contenido:
    return c.contenido(_motor(casa))


def _documentos(casa: Path) -> dict[str, Counter[str]]:
    from index import schema

    if not (casa / "poa.sqlite3").is_file() or schema.version(_motor(casa)) != schema.VERSION:
        return {}
    return c.por_documento(_motor(casa))


def _metas(filas: Counter[str]) -> int:
    return sum(n for f, n in filas.items() if f.startswith("metas "))


def _integridad(casa: Path) -> str:
    import sqlite3

    con = sqlite3.connect(casa / "poa.sqlite3")
    try:
        if (dicho := con.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            return f"integrity_check: {dicho}"
        return "foreign_key_check" if con.execute("PRAGMA foreign_key_check").fetchone() else ""
    finally:
        con.close()


def _comparar_almacenes(casa: Path) -> list[str]:
    """The keys in Chroma against those that SQL has, read in this process: what is wrong, or nothing."""
    import chromadb
    from chromadb.config import Settings as Ajustes

    con_vector = "SELECT o.id, o.huella FROM observaciones o JOIN embeddings e ON e.observacion_id = o.id"
    with _motor(casa).connect() as con:
        esperadas = {f"{i}-{huella[:16]}" for i, huella in con.exec_driver_sql(con_vector)}
        sin_vector = con.exec_driver_sql("SELECT count(*) FROM observaciones").scalar() - len(esperadas)
        sueltas = con.exec_driver_sql("SELECT count(*) FROM pendientes").scalar()
    indice = casa / "indice"
    carpetas = sorted(p.name for p in indice.glob("chroma-*"))
    actual = json.loads((indice / "indice.json").read_text())["carpeta"]
    cliente = chromadb.PersistentClient(path=str(indice / actual), settings=Ajustes(anonymized_telemetry=False))
    presentes = set(cliente.get_collection("observaciones", embedding_function=None).get(include=["embeddings"])["ids"])
    quejas = {
        "observaciones sin vector": sin_vector,
        "marcas pendientes": sueltas,
        "claves que difieren entre SQL y Chroma": len(presentes ^ esperadas),
        "carpetas de Chroma que sobran": len(carpetas) - 1,
        "marca de escritura": int((indice / "sucio").exists()),
    }
    return [f"{n} {que}" for que, n in quejas.items() if n]


# --- processes ------------------------------------------------------------------------------------------------------


_tubo = -1


def _decir(valor: dict[str, Any]) -> None:
    os.write(_tubo, json.dumps(valor).encode() + b"\n")


def _aparte(que: Any, temporal: Path | None = None) -> tuple[int, list[Any]]:
    """Do it in a child that has all modules loaded. Returns how it ended (0, or minus the signal) and what it said."""
    global _tubo
    lee, escribe = os.pipe()
    hijo = os.fork()
    if hijo == 0:
        codigo = 1
        try:
            os.close(lee)
            _tubo = escribe
            if temporal is not None:
                tempfile.tempdir = str(temporal)
            for linea in que() or ():
                os.write(escribe, json.dumps(linea).encode() + b"\n")
            codigo = 0
        except BaseException:
            os.write(escribe, json.dumps(traceback.format_exc().strip().splitlines()[-1:]).encode() + b"\n")
        finally:
            os._exit(codigo)
    os.close(escribe)
    reloj = signal.signal(signal.SIGALRM, lambda *_: os.kill(hijo, signal.SIGKILL))
    signal.alarm(int(_PLAZO))
    dicho = b""
    while trozo := os.read(lee, 65536):
        dicho += trozo
    os.close(lee)
    _, estado = os.waitpid(hijo, 0)
    signal.alarm(0)
    signal.signal(signal.SIGALRM, reloj)
    return os.waitstatus_to_exitcode(estado), [json.loads(linea) for linea in dicho.splitlines()]


def _exigir(hecho: tuple[int, list[Any]]) -> tuple[int, list[Any]]:
    if hecho[0]:
        raise SystemExit(f"la preparación terminó con {hecho[0]}: {hecho[1]}")
    return hecho


def _soltar_obreros() -> None:
    from index import aislado

    aislado.compartidos().cerrar()


def _quedan_procesos() -> int:
    """Whether something that the dead process started lives on after the time that it may."""
    hasta = time.monotonic() + _HUERFANOS
    while time.monotonic() < hasta:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.02)
        except ChildProcessError:
            return 0
    return 1


# --- the table ------------------------------------------------------------------------------------------------------


def _veces(pasos: int, cuantas: int) -> list[int]:
    """At which passes of a point to die: the first, the last, and between them."""
    if cuantas == 1:
        return [max(1, (pasos + 1) // 2)]
    return [1 + round(i * (max(pasos, 1) - 1) / (cuantas - 1)) for i in range(cuantas)]


def main() -> int:
    """Die at every point; print the table; 1 if anything did not hold."""
    opciones = argparse.ArgumentParser(prog="python -m bench.caidas", description=__doc__)
    opciones.add_argument("--veces", type=int, default=4, help="deaths at each point")
    opciones.add_argument("--punto", nargs="*", default=[], help="only points whose name has one of these texts")
    opciones.add_argument("--rapido", action="store_true", help="a few points, once each")
    opciones.add_argument("--contar", action="store_true", help="only list the points that are passed, and how often")
    opciones.add_argument("--json", type=Path)
    pedido = opciones.parse_args()
    elegidos = RAPIDOS if pedido.rapido else PUNTOS
    elegidos = [p for p in elegidos if not pedido.punto or any(t in ": ".join(p) for t in pedido.punto)]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    _importar()
    inicio = time.monotonic()
    with tempfile.TemporaryDirectory() as carpeta:
        banco = Banco(Path(carpeta))
        banco.preparar(list(ESCENARIOS) if pedido.contar else sorted({e for e, _ in elegidos}))
        if pedido.contar:
            for escenario, pasos in banco.pasos.items():
                for punto, n in sorted(pasos.items()):
                    print(f"{escenario}\t{punto}\t{n}")
            return 0
        filas = []
        for escenario, punto in elegidos:
            fila = Fila(escenario, punto)
            for vez in _veces(banco.pasos[escenario][punto], 1 if pedido.rapido else pedido.veces):
                banco.caer(fila, vez)
            filas.append(fila)
            _mostrar(fila)
    total = Fila("TOTAL", f"{len(filas)} puntos", *(sum(getattr(f, n) for f in filas) for n in _CUENTAS))
    _mostrar(total)
    print(f"{time.monotonic() - inicio:.0f} s")
    if pedido.json:
        pedido.json.write_text(json.dumps([asdict(f) for f in filas], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return int(not all(f.bien for f in filas))


_CUENTAS = ("caidas", "perdidas", "dobles", "sin_converger", "discordes", "huerfanos")


def _mostrar(fila: Fila) -> None:
    cuentas = "  ".join(f"{n.replace('_', ' ')} {getattr(fila, n)}" for n in _CUENTAS)
    print(f"{fila.escenario:15} {fila.punto:45} {cuentas}", flush=True)
    for detalle in fila.detalles[:4]:
        print(f"    {detalle[:600]}", flush=True)


def _importar() -> None:
    """All that a child needs, once."""
    import logging

    for nombre in ("alembic.command", "chromadb.config", "assistant.carga", "assistant.diagnostico", "assistant.respaldo"):
        import_module(nombre)
    for nombre in ("index.ingest", "index.observaciones"):
        import_module(nombre)
    logging.disable(logging.WARNING)
    vectores_de_juguete()
    lotes_pequenos()


if __name__ == "__main__":
    sys.exit(main())
