"""The files that a load reads: those named, those of a folder whose suffix some reader takes; their bytes and names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from index import motivos, readers
from index.aislado import Encargo
from index.poa import Apartado, ErrorDeLectura
from index.readers.hoja import normalizar
from index.readers.limites import LIMITES
from index.registros import Entrega

#: The longest name that the store keeps.
_MAX_NOMBRE = 255


@dataclass(slots=True)
class Entrada:
    """A file on its way: its bytes or why there are none, then what a worker makes of it, or what was loaded of it."""

    ruta: str
    nombre: str
    contenido: bytes = b""
    error: ErrorDeLectura | None = None
    huella: str = ""
    encargo: Encargo | None = None
    #: What the worker handed over and is not stored yet.
    entregas: deque[Entrega] = field(default_factory=deque)
    previos: tuple[Apartado, ...] = ()

    @property
    def lenta(self) -> bool:
        """Whether it takes long to read, by its name."""
        return PurePath(self.nombre).suffix.lower() in readers.lentos()


def reunir(rutas: Iterable[Path]) -> tuple[list[Path], int]:
    """The files to read, each once: those named, and those of a folder whose suffix some reader takes."""
    archivos: dict[Path, None] = {}
    omitidos = 0
    seguidos = readers.recorridos()
    for ruta in rutas:
        if not ruta.is_dir():
            archivos.setdefault(ruta)
            continue
        for hallado in sorted(ruta.rglob("*")):
            if any(p.startswith(".") for p in hallado.relative_to(ruta).parts) or not hallado.is_file():
                continue
            if hallado.suffix.lower() in seguidos:
                archivos.setdefault(hallado)
            else:
                omitidos += 1
    return list(archivos), omitidos


def de_disco(ruta: Path) -> Entrada:
    entrada = Entrada(str(ruta), nombre_guardable(ruta.name))
    try:
        return replace(entrada, contenido=_bytes(ruta))
    except ErrorDeLectura as error:
        return replace(entrada, error=error)


def _bytes(ruta: Path) -> bytes:
    tope = LIMITES.archivo_mb
    try:
        tamano = ruta.stat().st_size
        if ruta.exists() and not ruta.is_file():
            raise ErrorDeLectura("no es un archivo.", "Indique un archivo o una carpeta.")
        if tamano > tope * 2**20:
            raise ErrorDeLectura(f"pesa más de {tope} MB, el límite por archivo.", "Divídalo en archivos más pequeños.")
        return ruta.read_bytes()
    except FileNotFoundError:
        raise ErrorDeLectura("no existe.", "Verifique la ruta del archivo.") from None
    except PermissionError:
        raise ErrorDeLectura("no se puede abrir: falta permiso de lectura.", "Cambie sus permisos.") from None
    except OSError as error:
        raise ErrorDeLectura(f"no se puede abrir ({motivos.del_sistema(error)}).", "Verifique el archivo.") from None


def nombre_guardable(nombre: str) -> str:
    """A name as the store keeps it. One that is too long keeps its package and its end, which tells its format."""
    limpio = normalizar(nombre)
    if len(limpio) <= _MAX_NOMBRE:
        return limpio
    paquete, _, resto = limpio.partition("/")
    cabeza = f"{paquete}/…" if resto and len(paquete) < _MAX_NOMBRE // 2 else "…"
    return cabeza + limpio[len(cabeza) - _MAX_NOMBRE :]
