"""A Chroma folder: opened in this process, looked at from another one, and the file that says what it holds.

A folder may be broken in ways that kill or hang who opens it, so it is probed apart first; every failure of Chroma is a
``ChromaRota``, and the folder can be thrown away.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index import motivos
from index.vectores import Cifra, matriz, mejor_primero, trozos, una_linea

PREFIJO = "chroma-"
LOTE_CHROMA = 1_000
_CORTESIA = 10
_COLECCION = "observaciones"
#: Never reached: Chroma then writes no HNSW file, whose half-written state after a kill breaks a folder. It keeps
#: vectors in its own SQLite log and builds the graph in memory at a process's first use (0.2 to 0.4 ms a vector).
_UMBRAL_SYNC = 1_000_000

# Run apart, because a broken folder can kill or hang its opener. It prints the keys as JSON, having read each vector:
# Chroma counts and lists rows that its log has lost, and a query just does not find them.
SONDA = """
import json, sys
import chromadb
from chromadb.config import Settings
carpeta, nombre, dimension = sys.argv[1], sys.argv[2], int(sys.argv[3])
cliente = chromadb.PersistentClient(path=carpeta, settings=Settings(anonymized_telemetry=False))
coleccion = cliente.get_collection(nombre, embedding_function=None)
ids = coleccion.get(include=[])["ids"]
for inicio in range(0, len(ids), 1000):
    coleccion.get(ids=ids[inicio : inicio + 1000], include=["embeddings"])
if ids:
    coleccion.query(query_embeddings=[[1.0] * dimension], n_results=1, include=["distances"])
print(json.dumps(ids))
"""


class ChromaRota(Exception):
    """Chroma failed, or its answer cannot be whole. Never leaves this module."""


@dataclass(frozen=True)
class Estado:
    """The content of ``indice.json``. ``version`` grows by one with every write; ``huella`` tells its keys from those of
    a folder that was put in its place."""

    modelo: str
    dimension: int
    carpeta: str
    version: int
    cifra: Cifra
    huella: str

    @classmethod
    def leer(cls, ruta: Path) -> Estado | None:
        """None where there is no index; ValueError where the file cannot be what we wrote."""
        try:
            texto = ruta.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ValueError(motivos.del_sistema(error)) from error
        try:
            datos = json.loads(texto)
            estado = cls(
                modelo=str(datos["modelo"]),
                dimension=int(datos["dimension"]),
                carpeta=str(datos["carpeta"]),
                version=int(datos["version"]),
                cifra=Cifra(*(int(n) for n in datos["cifra"])),
                huella=str(datos["huella"]),
            )
        except (OverflowError, RecursionError) as error:
            raise ValueError(str(error)) from error
        except (KeyError, TypeError) as error:
            raise ValueError(f"falta {error}") from error
        # The name becomes a path that is opened and, later, deleted.
        if not estado.carpeta.startswith(PREFIJO) or Path(estado.carpeta).name != estado.carpeta:
            raise ValueError(f"carpeta «{estado.carpeta}»")
        return estado

    def escribir(self, ruta: Path) -> None:
        """Replace the file in one step: a reader sees the old one or the new one."""
        provisional = ruta.with_suffix(".nuevo")
        provisional.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(provisional, ruta)


def huella_de(claves: Iterable[str]) -> str:
    """A digest of keys, in any order."""
    return hashlib.sha256("\n".join(sorted(claves)).encode()).hexdigest()


class Indice:
    """A Chroma folder open in this process. Every failure becomes ``ChromaRota`` and is remembered."""

    def __init__(self, ruta: Path, version: int = 0) -> None:
        self.ruta = ruta
        self.version = version
        self._cliente: Any = None
        self._coleccion: Any = None
        self._fallo: str | None = None

    def crear(self) -> None:
        """Make the folder and an empty collection in it."""
        with self._operacion():
            configuracion = {"hnsw": {"space": "cosine", "sync_threshold": _UMBRAL_SYNC, "ef_search": 200}}
            self._conectar()
            self._coleccion = self._cliente.create_collection(
                _COLECCION, embedding_function=None, configuration=configuracion
            )

    def abrir(self, estado: Estado | None) -> None:
        """Open an existing folder and read every vector once (a tenth of what opening costs anyway): Chroma counts
        and lists rows that its log has lost, and a query just does not find them. ``estado``: what it must hold.
        """
        with self._operacion():
            if not archivo(self.ruta).is_file():
                raise ChromaRota("falta su base de datos")  # Chroma would make an empty one
            self._conectar()
            self._coleccion = self._cliente.get_collection(_COLECCION, embedding_function=None)
            claves = sorted(self.claves())
            if estado is not None and len(claves) != estado.cifra.total:
                raise ChromaRota(f"tiene {len(claves)} de {estado.cifra.total} vectores")
            if estado is not None and huella_de(claves) != estado.huella:
                raise ChromaRota("es de otra base de datos")
            for trozo in trozos(claves, LOTE_CHROMA):
                self._coleccion.get(ids=list(trozo), include=["embeddings"])

    def cerrar(self) -> None:
        """Let go of the files. What still holds this object gets ``ChromaRota``."""
        with CANDADO:
            self._fallo = "se cerró"
            cliente, self._cliente, self._coleccion = self._cliente, None, None
            if cliente is not None:
                with suppress(Exception):  # nothing depends on it any more
                    cliente.close()

    def claves(self) -> set[str]:
        with self._operacion():
            return set(self._coleccion.get(include=[])["ids"])

    def contar(self) -> int:
        with self._operacion():
            return int(self._coleccion.count())

    def quitar(self, claves: Sequence[str]) -> None:
        for trozo in trozos(claves, LOTE_CHROMA):
            with self._operacion():
                self._coleccion.delete(ids=list(trozo))

    def poner(self, claves: Sequence[str], vectores: Sequence[bytes]) -> None:
        with self._operacion():
            self._coleccion.upsert(ids=list(claves), embeddings=matriz(vectores))

    def consultar(self, vector: list[float], k: int) -> list[tuple[int, float]]:
        """(observacion_id, cosine similarity), best first. Fewer than ``k`` where the graph, which is approximate,
        falls apart (many texts that are nearly one)."""
        with self._operacion():
            respuesta = self._coleccion.query(query_embeddings=[vector], n_results=k, include=["distances"])
            claves, distancias = respuesta["ids"][0], respuesta["distances"][0]
        pares = [(int(c.partition("-")[0]), max(-1.0, 1.0 - d)) for c, d in zip(claves, distancias, strict=True)]
        return sorted(pares, key=mejor_primero)

    def _conectar(self) -> None:
        import chromadb
        from chromadb.config import Settings

        self._cliente = chromadb.PersistentClient(path=str(self.ruta), settings=Settings(anonymized_telemetry=False))

    @contextmanager
    def _operacion(self) -> Iterator[None]:
        """One at a time in the process, so that nobody closes a client that another thread is using."""
        with CANDADO:
            if self._fallo:
                raise ChromaRota(self._fallo)
            try:
                yield
            except (KeyboardInterrupt, SystemExit, GeneratorExit):
                raise
            except BaseException as error:  # a panic in Chroma's Rust part is not an Exception
                self._fallo = una_linea(error)
                raise ChromaRota(self._fallo) from error


#: The folders open in this process, shared by all stores: Chroma keeps one client a folder anyway, and it does not
#: see what another process writes. So each entry has the version it was opened at, and an older one is opened anew.
ABIERTOS: dict[Path, Indice] = {}
CANDADO = threading.RLock()


def abierto(ruta: Path, estado: Estado, para_escribir: bool = False) -> Indice:
    """The open index. For questions it must hold what ``estado`` says; a writer compares key by key afterwards."""
    with CANDADO:
        indice = ABIERTOS.get(ruta)
        if indice is None or indice.version != estado.version:
            cerrar(ruta)
            indice = ABIERTOS[ruta] = Indice(ruta, estado.version)
            indice.abrir(None if para_escribir else estado)
        return indice


def esta_abierto(ruta: Path, estado: Estado) -> bool:
    indice = ABIERTOS.get(ruta)
    return indice is not None and indice.version == estado.version


def cerrar(ruta: Path) -> None:
    with CANDADO:
        if indice := ABIERTOS.pop(ruta, None):
            indice.cerrar()


def quitar_carpeta(ruta: Path) -> None:
    """Take a folder away, or the link that stands in its place: what that leads to is not ours."""
    if ruta.is_symlink():
        ruta.unlink(missing_ok=True)
    else:
        shutil.rmtree(ruta, ignore_errors=True)


def importar_aparte() -> None:
    """Import Chroma (half a second of a core) in a thread of its own that gives way to all others. While the model of
    vectors computes, whose threads wait for each other at every step, one that did not would hold up both."""
    threading.Thread(target=_importar, daemon=True).start()


def _importar() -> None:
    if sys.platform == "linux":  # elsewhere a thread has no such thing of its own
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _CORTESIA)
    with suppress(Exception):  # whoever needs it meets it, and tells it
        import chromadb  # noqa: F401


def sondear(ruta: Path, dimension: int) -> set[str]:
    """The keys in a Chroma folder, read and queried by another process. Raises ``ChromaRota``."""
    if not archivo(ruta).is_file():
        raise ChromaRota("falta su base de datos")
    orden = [sys.executable, "-P", "-c", SONDA, str(ruta), _COLECCION, str(dimension)]
    try:
        salida = subprocess.run(orden, capture_output=True, timeout=300, check=True).stdout  # nosec B603  # our own words
        return set(json.loads(salida.splitlines()[-1]))
    except subprocess.CalledProcessError as error:
        lineas = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ChromaRota(lineas[-1] if lineas else f"su lectura terminó con el código {error.returncode}") from error
    except subprocess.TimeoutExpired as error:
        raise ChromaRota("su lectura no termina") from error
    except (OSError, ValueError, IndexError) as error:
        raise ChromaRota(f"su lectura falló: {error}") from error


def archivo(ruta: Path) -> Path:
    return ruta / "chroma.sqlite3"
