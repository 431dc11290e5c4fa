"""Files → the store of facts: each file in one transaction, one bad file never stops the others.

A folder is walked in order, and so is a ZIP, whose members are documents by themselves ("paquete.zip/carpeta/a.xlsx");
what they hold besides reports is skipped and counted. Files are read by workers (``aislado``) while earlier ones are
stored here. Whatever can't be read is said in one line of Spanish with its remedy, and kept out ("quarantined") or
loaded without the rows set aside ("partial"). A load that stops half way goes on where it stopped when it is repeated:
what is loaded is known by its content, before it is read. Names are compared between documents once, at the end; a load
that is killed leaves a mark, by which the next one does it.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.exc import OperationalError

from index import aislado, readers
from index.aislado import Averia, Encargo, Obreros
from index.disenos import Diseno
from index.lectura import leer_documento
from index.metas import Guardado, MetaStore
from index.poa import Apartado, Documento, ErrorDeLectura
from index.readers.hoja import normalizar
from index.readers.limites import LIMITES

__all__ = ["Avance", "DocumentoIngerido", "Resumen", "ingerir", "leer_documento"]

Estado = Literal["loaded", "partial", "unchanged", "replaced", "quarantined"]

#: Packages inside packages beyond this depth are not opened.
_NIVELES = 2
#: Files that wait for a worker or for their turn to be stored: enough to keep the workers busy, and no more bytes.
_EN_ESPERA = 3
_BYTES_EN_ESPERA = 64 * 2**20
#: Seconds between two looks at a file that takes long.
_PULSO = 0.25
#: The longest name that the store keeps.
_MAX_NOMBRE = 255

_registro = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Avance:
    """How far a load is: the file or stage, how many are done of how many, what is loaded and set aside so far, and
    the page, sheet or other part of the file that is being read."""

    etapa: str
    hechos: int
    total: int
    metas: int = 0
    apartados: int = 0
    parte: int = 0
    partes: int = 0


Progreso = Callable[[Avance], None]


@dataclass(frozen=True, slots=True)
class DocumentoIngerido:
    """What became of a file. ``nombre`` is its name in the store, within its package; ``informes``, ``metas`` … count
    what this call loaded."""

    ruta: str
    nombre: str
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
    """What a call to ``ingerir`` did. ``omitidos`` counts the files of folders and packages that are no reports by
    their suffix; ``sin_leer`` those that an interruption left for the next time."""

    documentos: tuple[DocumentoIngerido, ...]
    omitidos: int = 0
    milisegundos: float = 0.0
    notas: tuple[str, ...] = field(default=())
    interrumpido: bool = False
    sin_leer: int = 0

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
            "interrupted": self.interrumpido,
            "elapsed_ms": round(self.milisegundos, 1),
        }


def ingerir(
    rutas: Sequence[Path],
    store: MetaStore,
    progreso: Progreso | None = None,
    obreros: Obreros | None = None,
    disenos: Sequence[Diseno] = (),
) -> Resumen:
    """Load files, folders and packages, read by ``obreros`` (those that the process shares, if none are given), also by
    a user's layouts.

    Never raises for a file's contents. Interrupted, it drops the file that it was at and returns what is loaded.
    """
    inicio = time.perf_counter()
    archivos, omitidos = _reunir(rutas)
    lote = _Lote(store, obreros or aislado.compartidos(), progreso, len(archivos), omitidos, tuple(disenos))
    interrumpido = False
    try:
        for _ in lote.recorrer(_de_disco(ruta) for ruta in archivos):
            pass
    except KeyboardInterrupt:
        interrumpido = True
    try:
        store.cruzar()
    except KeyboardInterrupt:  # what is not compared is marked, and the next load does it
        interrumpido = True
    documentos = tuple(lote.documentos)
    notas = (f"Se omitieron {lote.omitidos} archivos cuyo formato no es de reporte.",) if lote.omitidos else ()
    return Resumen(
        documentos,
        lote.omitidos,
        (time.perf_counter() - inicio) * 1000,
        notas,
        interrumpido,
        lote.total - lote.hechos if interrumpido else 0,
    )


@dataclass(slots=True)
class _Entrada:
    """A file on its way: its bytes or why there are none, then what a worker makes of it, or what was loaded of it."""

    ruta: str
    nombre: str
    contenido: bytes = b""
    error: ErrorDeLectura | None = None
    encargo: Encargo | None = None
    previos: tuple[Apartado, ...] | None = None


class _Lote:
    """The files of a load: given to the workers ahead, stored one after another in order."""

    def __init__(
        self,
        store: MetaStore,
        obreros: Obreros,
        progreso: Progreso | None,
        total: int,
        omitidos: int,
        disenos: tuple[Diseno, ...],
    ) -> None:
        self.store, self.obreros, self.progreso = store, obreros, progreso
        self.total, self.omitidos, self.disenos = total, omitidos, disenos
        self.documentos: list[DocumentoIngerido] = []
        self.hechos = self.metas = self.apartados = 0

    def recorrer(self, entradas: Iterator[_Entrada], nivel: int = 1) -> Iterator[None]:
        """Store the entries in order; a step each time one is done."""
        ventana: deque[_Entrada] = deque()
        try:
            for entrada in entradas:
                self._encargar(entrada)
                ventana.append(entrada)
                while self._llena(ventana):
                    yield from self._terminar(ventana.popleft(), nivel)
            while ventana:
                yield from self._terminar(ventana.popleft(), nivel)
        finally:
            for entrada in ventana:
                if entrada.encargo is not None:
                    entrada.encargo.cancelar()

    def _llena(self, ventana: Sequence[_Entrada]) -> bool:
        espera = self.obreros.cuantos + _EN_ESPERA
        return len(ventana) > espera or sum(len(e.contenido) for e in ventana) > _BYTES_EN_ESPERA

    def _encargar(self, entrada: _Entrada) -> None:
        if entrada.error is None:
            entrada.previos = self.store.cargado(hashlib.sha256(entrada.contenido).hexdigest())
            if entrada.previos is None:
                entrada.encargo = self.obreros.encargar(entrada.nombre, entrada.contenido, *self._extras())

    def _extras(self) -> tuple[tuple[Diseno, ...], ...]:
        return (self.disenos,) if self.disenos else ()

    def _terminar(self, entrada: _Entrada, nivel: int) -> Iterator[None]:
        self._avisar(entrada)
        try:
            while entrada.encargo is not None and not entrada.encargo.esperar(_PULSO):
                self._avisar(entrada)
        except BaseException:
            if entrada.encargo is not None:
                entrada.encargo.cancelar()
            raise
        documento = self._documento(entrada)
        if documento is None and nivel <= _NIVELES:
            self.total -= 1
            yield from self.recorrer(self._miembros(entrada), nivel + 1)
            return
        if documento is None:
            error = ErrorDeLectura("es un paquete dentro de otros, y no se abre.", "Cárguelo por separado.")
            documento = _rechazado(entrada, error)
        self.documentos.append(documento)
        self.hechos += 1
        self.metas += documento.metas
        self.apartados += len(documento.apartados) + (documento.estado == "quarantined" and not documento.apartados)
        self._avisar(entrada)
        yield

    def _documento(self, entrada: _Entrada) -> DocumentoIngerido | None:
        """What becomes of a file; None for a package, whose members become documents."""
        try:
            if entrada.error is not None:
                raise entrada.error
            if entrada.encargo is None:
                return DocumentoIngerido(entrada.ruta, entrada.nombre, "unchanged", apartados=entrada.previos or ())
            documento = entrada.encargo.resultado()
            if documento is None:
                return None
            if not documento.informes:
                motivo = _motivo(entrada, documento.apartados)
                return DocumentoIngerido(
                    entrada.ruta, entrada.nombre, "quarantined", motivo=motivo, apartados=documento.apartados
                )
            return _resultado(entrada, documento, self.store.guardar(documento, entrada.contenido, cruzar=False))
        except ErrorDeLectura as error:
            return _rechazado(entrada, error)
        except OperationalError:
            raise  # the database is away, locked or full: that is no fault of the file, and none after it can load
        except Exception as error:
            _registro.error("No se pudo cargar %s\n%s", entrada.ruta, error, exc_info=not isinstance(error, Averia))
            motivo = "no se pudo cargar por un error interno."
            return _rechazado(
                entrada, ErrorDeLectura(motivo, "El detalle quedó en la bitácora; avise a soporte.")
            )

    def _miembros(self, paquete: _Entrada) -> Iterator[_Entrada]:
        """The files of a package. One that can't be opened, or holds no report, is an entry by itself."""
        hallados = 0
        try:
            for miembro in aislado.desempacar(paquete.nombre, paquete.contenido, self.obreros.limites):
                if miembro.contenido is None and miembro.motivo is None:
                    self.omitidos += 1
                    continue
                hallados += 1
                self.total += 1
                ruta, nombre = f"{paquete.ruta}/{miembro.nombre}", _nombre(f"{paquete.nombre}/{miembro.nombre}")
                error = ErrorDeLectura(miembro.motivo, miembro.remedio) if miembro.motivo else None
                yield _Entrada(ruta, nombre, miembro.contenido or b"", error)
            if not hallados:
                raise ErrorDeLectura(
                    "es un paquete ZIP que no contiene ningún archivo de reporte.", "Verifique que sea el correcto."
                )
        except (ErrorDeLectura, Averia) as error:
            self.total += 1
            if isinstance(error, Averia):
                _registro.error("No se pudo abrir %s\n%s", paquete.ruta, error)
                error = ErrorDeLectura("no se pudo abrir por un error interno.", "Descomprímalo y cargue la carpeta.")
            yield _Entrada(paquete.ruta, paquete.nombre, error=error)

    def _avisar(self, entrada: _Entrada) -> None:
        if self.progreso:
            parte, partes = entrada.encargo.avance if entrada.encargo is not None else (0, 0)
            self.progreso(
                Avance(entrada.ruta, self.hechos, self.total, self.metas, self.apartados, parte, partes)
            )


def _reunir(rutas: Iterable[Path]) -> tuple[list[Path], int]:
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


def _de_disco(ruta: Path) -> _Entrada:
    entrada = _Entrada(str(ruta), _nombre(ruta.name))
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
        raise ErrorDeLectura(f"no se puede abrir ({error.strerror}).", "Verifique el archivo.") from None


def _nombre(nombre: str) -> str:
    """A name as the store keeps it. One that is too long keeps its package and its end, which tells its format."""
    limpio = normalizar(nombre)
    if len(limpio) <= _MAX_NOMBRE:
        return limpio
    paquete, _, resto = limpio.partition("/")
    cabeza = f"{paquete}/…" if resto and len(paquete) < _MAX_NOMBRE // 2 else "…"
    return cabeza + limpio[len(cabeza) - _MAX_NOMBRE :]


def _motivo(entrada: _Entrada, apartados: Sequence[Apartado]) -> str:
    a = apartados[0]
    return f"{entrada.nombre}, {a.lugar}: {a.motivo} {a.remedio}"


def _rechazado(entrada: _Entrada, error: ErrorDeLectura) -> DocumentoIngerido:
    return DocumentoIngerido(entrada.ruta, entrada.nombre, "quarantined", motivo=f"{entrada.nombre}: {error}")


def _resultado(entrada: _Entrada, documento: Documento, guardado: Guardado) -> DocumentoIngerido:
    apartados = (*documento.apartados, *(a for i in documento.informes for a in i.apartados))
    estado: Estado = "partial" if apartados and guardado.estado != "unchanged" else guardado.estado
    return DocumentoIngerido(
        ruta=entrada.ruta,
        nombre=entrada.nombre,
        estado=estado,
        informes=guardado.informes,
        metas=guardado.metas,
        observaciones=guardado.observaciones,
        hallazgos=guardado.hallazgos,
        motivo=f"{len(apartados)} apartados: véase la lista." if apartados else None,
        apartados=apartados,
    )
