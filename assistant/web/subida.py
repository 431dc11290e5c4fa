"""Files that came by the page, loaded one after the other; how far each is, as it happens."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.carga import ErrorDeCarga, cargar
from assistant.settings import Settings
from assistant.web import tema
from assistant.web.seguro import texto
from assistant.wording import plural
from index.indicado import NADA, Indicado
from index.poa import Apartado

if TYPE_CHECKING:
    from index.ingest import Avance, DocumentoIngerido

#: Files taken at a time.
MAX_ARCHIVOS = 20
ESTADOS = {
    "loaded": "Cargado",
    "partial": "Cargado en parte",
    "unchanged": "Ya estaba cargado",
    "replaced": "Sustituye a uno anterior",
    "quarantined": "No se pudo leer",
}

_registro = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Archivo:
    """One file: what is happening to it, or what became of it."""

    nombre: str
    estado: str = "espera"
    dicho: str = "En espera"
    parte: float = 0.0
    apartados: tuple[Apartado, ...] = ()
    avisos: tuple[str, ...] = ()

    @property
    def terminado(self) -> bool:
        """Whether there is no more to come."""
        return self.estado not in ("espera", "leyendo")


def subir(settings: Settings, rutas: Sequence[Path], dicho: Indicado = NADA) -> Iterator[list[Archivo]]:
    """Load files, with what was said of whose they are, telling of all of them again whenever something changes. The files
    are deleted afterwards."""
    archivos = [Archivo(r.name) for r in rutas]
    yield list(archivos)
    for i, ruta in enumerate(rutas):
        try:
            for archivo in _uno(settings, ruta, archivos[i], dicho):
                archivos[i] = archivo
                yield list(archivos)
        finally:
            ruta.unlink(missing_ok=True)


def _uno(settings: Settings, ruta: Path, archivo: Archivo, dicho: Indicado) -> Iterator[Archivo]:
    dichos: queue.Queue[Archivo] = queue.Queue()

    def progreso(a: Avance) -> None:
        parte = a.parte / a.partes if a.partes else 0.0
        paso = f"Leyendo: parte {a.parte} de {a.partes}" if a.partes else a.etapa if a.etapa != ruta.name else "Leyendo"
        dichos.put(replace(archivo, estado="leyendo", dicho=paso, parte=parte))

    def trabajar() -> None:
        try:
            hecha = cargar(settings, [ruta], progreso, dicho)
            for documento in hecha.resumen.documentos:
                dichos.put(_hecho(documento, hecha.avisos))
            if not hecha.resumen.documentos:
                dichos.put(replace(archivo, estado="quarantined", dicho="No es un formato de informe que se pueda leer."))
        except ErrorDeCarga as error:
            dichos.put(replace(archivo, estado="quarantined", dicho=str(error)))
        except Exception:  # the page's outermost boundary: nothing of the error may reach the reader
            _registro.exception("falló una carga")
            dichos.put(replace(archivo, estado="quarantined", dicho=tema.CARGA_FALLIDA))

    hilo = threading.Thread(target=trabajar, daemon=True)
    yield replace(archivo, estado="leyendo", dicho="Leyendo")
    hilo.start()
    while hilo.is_alive() or not dichos.empty():
        try:
            ultimo = dichos.get(timeout=0.2)
        except queue.Empty:
            continue
        while not ultimo.terminado and not dichos.empty():
            ultimo = dichos.get()
        yield ultimo
    hilo.join()


def _hecho(d: DocumentoIngerido, avisos: tuple[str, ...]) -> Archivo:
    """What became of a document, in words."""
    estado = str(d.estado)
    cuentas = (
        f": {d.informes} {plural(d.informes, 'informe', 'informes')}, {d.metas} {plural(d.metas, 'meta', 'metas')}, "
        f"{d.hallazgos} {plural(d.hallazgos, 'hallazgo', 'hallazgos')}"
    )
    dicho = ESTADOS.get(estado, estado) + (cuentas if d.metas else "") + "."
    if d.motivo:
        dicho += f" {d.motivo}"
    return Archivo(d.nombre, estado, dicho, 1.0, d.apartados, avisos)


def html(archivos: Sequence[Archivo]) -> str:
    """The files and how far each is."""
    if not archivos:
        return ""
    return f'<ul class="subidos">{"".join(_fila(a) for a in archivos)}</ul>'


def _fila(a: Archivo) -> str:
    barra = (
        f'<span class="avance"><span style="width:{max(4, round(100 * a.parte))}%"></span></span>'
        if a.estado == "leyendo"
        else ""
    )
    avisos = "".join(f"<p>{texto(v)}</p>" for v in a.avisos)
    clase = texto(a.estado).replace("&#95;", "_")
    return (
        f'<li class="{clase}"><strong>{texto(a.nombre)}</strong><p>{texto(a.dicho)}'
        f"</p>{barra}{avisos}{apartados(a.apartados)}</li>"
    )


def apartados(lista: Sequence[Apartado], abierto: bool = True) -> str:
    """What was set aside: where, why, and the remedy."""
    if not lista:
        return ""
    filas = "".join(f"<li><strong>{texto(a.lugar)}</strong>: {texto(a.motivo)} {texto(a.remedio)}</li>" for a in lista)
    n = len(lista)
    titulo = f"{n} {plural(n, 'parte apartada', 'partes apartadas')}"
    return (
        f'<details class="apartados"{" open=" + chr(34) * 2 if abierto else ""}><summary>{titulo}</summary><ul>{filas}</ul>'
        "</details>"
    )
