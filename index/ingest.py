"""Files → the store of facts: each file in one transaction, one bad file never stops the others.

A folder is walked in order; what it holds besides reports is skipped and counted. Whatever can't be read is said in one
line of Spanish with its remedy, and kept out ("quarantined") or loaded without the rows set aside ("partial").
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from index import parse, readers
from index.metas import Guardado, MetaStore
from index.poa import Apartado, Documento, ErrorDeLectura

Estado = Literal["loaded", "partial", "unchanged", "replaced", "quarantined"]
Progreso = Callable[[str, int, int], None]

_registro = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DocumentoIngerido:
    """What became of a file. ``informes``, ``metas`` … count what this call loaded."""

    ruta: str
    estado: Estado
    informes: int = 0
    metas: int = 0
    observaciones: int = 0
    hallazgos: int = 0
    motivo: str | None = None
    apartados: tuple[Apartado, ...] = ()

    def json(self) -> dict[str, Any]:
        """The document's fields as the contract names them."""
        return {
            "path": self.ruta,
            "status": self.estado,
            "reports": self.informes,
            "metas": self.metas,
            "reason": self.motivo,
            "set_aside": [{"place": a.lugar, "reason": a.motivo, "remedy": a.remedio} for a in self.apartados],
        }


@dataclass(frozen=True, slots=True)
class Resumen:
    """What a call to ``ingerir`` did. ``omitidos`` counts the files of a folder that are no reports by their suffix."""

    documentos: tuple[DocumentoIngerido, ...]
    omitidos: int = 0
    milisegundos: float = 0.0
    notas: tuple[str, ...] = field(default=())

    @property
    def metas(self) -> int:
        """Metas that this call loaded."""
        return sum(d.metas for d in self.documentos)

    @property
    def observaciones(self) -> int:
        """Distinct observations of the metas that this call loaded."""
        return sum(d.observaciones for d in self.documentos)

    @property
    def hallazgos(self) -> int:
        """Findings of the reports that this call loaded."""
        return sum(d.hallazgos for d in self.documentos)

    @property
    def apartado(self) -> bool:
        """Whether anything was set aside: a row, a form, a file."""
        return any(d.apartados or d.estado == "quarantined" for d in self.documentos)

    def json(self) -> dict[str, Any]:
        """The result as the contract names it."""
        return {
            "documents": [d.json() for d in self.documentos],
            "metas": self.metas,
            "observations": self.observaciones,
            "findings": self.hallazgos,
            "skipped": self.omitidos,
            "elapsed_ms": round(self.milisegundos, 1),
        }


def ingerir(rutas: Sequence[Path], store: MetaStore, progreso: Progreso | None = None) -> Resumen:
    """Load files and folders. ``progreso`` gets (file, how many are done, how many there are). Never raises for a
    file's contents."""
    inicio = time.perf_counter()
    archivos, omitidos = _reunir(rutas)
    documentos = []
    for hechos, ruta in enumerate(archivos):
        if progreso:
            progreso(str(ruta), hechos, len(archivos))
        documentos.append(_ingerir_uno(ruta, store))
    if progreso and archivos:
        progreso(str(archivos[-1]), len(archivos), len(archivos))
    notas = (f"Se omitieron {omitidos} archivos cuyo formato no es de reporte.",) if omitidos else ()
    return Resumen(tuple(documentos), omitidos, (time.perf_counter() - inicio) * 1000, notas)


def leer_documento(nombre: str, contenido: bytes) -> Documento:
    """Parse a file's bytes. Raises ``ErrorDeLectura`` where nothing in it can be read as a POA report."""
    formato, hojas = readers.leer(nombre, contenido)
    informes, apartados = parse.leer(hojas)
    return Documento(nombre, hashlib.sha256(contenido).hexdigest(), formato, informes, apartados)


def _reunir(rutas: Iterable[Path]) -> tuple[list[Path], int]:
    """The files to read, each once: those named, and those of a folder whose suffix some reader takes."""
    archivos: dict[Path, None] = {}
    omitidos = 0
    for ruta in rutas:
        if not ruta.is_dir():
            archivos.setdefault(ruta)
            continue
        for hallado in sorted(ruta.rglob("*")):
            if any(p.startswith(".") for p in hallado.relative_to(ruta).parts) or not hallado.is_file():
                continue
            if hallado.suffix.lower() in readers.sufijos():
                archivos.setdefault(hallado)
            else:
                omitidos += 1
    return list(archivos), omitidos


def _ingerir_uno(ruta: Path, store: MetaStore) -> DocumentoIngerido:
    try:
        contenido = _bytes(ruta)
        previos = store.cargado(hashlib.sha256(contenido).hexdigest())
        if previos is not None:
            return DocumentoIngerido(str(ruta), "unchanged", apartados=previos)
        documento = leer_documento(ruta.name, contenido)
        if not documento.informes:
            return DocumentoIngerido(
                str(ruta), "quarantined", motivo=_motivo(ruta, documento.apartados), apartados=documento.apartados
            )
        return _resultado(ruta, documento, store.guardar(documento, contenido))
    except ErrorDeLectura as error:
        return DocumentoIngerido(str(ruta), "quarantined", motivo=f"{ruta.name}: {error}")
    except Exception:
        _registro.exception("No se pudo cargar %s", ruta)
        motivo = (
            f"{ruta.name}: no se pudo cargar por un error interno. El detalle quedó en la bitácora; avise a soporte."
        )
        return DocumentoIngerido(str(ruta), "quarantined", motivo=motivo)


def _bytes(ruta: Path) -> bytes:
    try:
        return ruta.read_bytes()
    except FileNotFoundError:
        raise ErrorDeLectura("no existe.", "Verifique la ruta del archivo.") from None
    except PermissionError:
        raise ErrorDeLectura("no se puede abrir: falta permiso de lectura.", "Cambie sus permisos.") from None
    except OSError as error:
        raise ErrorDeLectura(f"no se puede abrir ({error.strerror}).", "Verifique el archivo.") from None


def _motivo(ruta: Path, apartados: Sequence[Apartado]) -> str:
    a = apartados[0]
    return f"{ruta.name}, {a.lugar}: {a.motivo} {a.remedio}"


def _resultado(ruta: Path, documento: Documento, guardado: Guardado) -> DocumentoIngerido:
    apartados = (*documento.apartados, *(a for i in documento.informes for a in i.apartados))
    estado: Estado = "partial" if apartados else guardado.estado
    return DocumentoIngerido(
        ruta=str(ruta),
        estado=estado,
        informes=guardado.informes,
        metas=guardado.metas,
        observaciones=guardado.observaciones,
        hallazgos=guardado.hallazgos,
        motivo=f"{len(apartados)} apartados: véase la lista." if apartados else None,
        apartados=apartados,
    )
