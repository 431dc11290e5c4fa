"""What is installed, reachable and consistent, with the remedy for what is not (``poa doctor``)."""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from assistant.settings import Settings
from index import schema
from index.conexion import es_postgres

Estado = Literal["ok", "optional", "problem"]

#: Tables whose rows are counted, by their name for people.
TABLAS = {
    "documentos": "documentos",
    "informes": "informes",
    "metas": "metas",
    "observaciones": "observaciones",
    "hallazgos": "hallazgos",
    "apartados": "renglones apartados",
}

#: How the folders are named that killed processes leave: workers in the system's temporary folder (``index.aislado``),
#: restores in the data folder (``index.respaldo``).
_DE_OBREROS, _DE_RESTAURAR = "poa-????????", ".restauracion-*"
#: Seconds after which a folder that nobody stands in is nobody's.
_REPOSO = 3600.0


@dataclass(frozen=True, slots=True)
class Prueba:
    """One check: ``optional`` is something absent that nothing loaded needs."""

    nombre: str
    estado: Estado
    detalle: str
    remedio: str = ""

    def json(self) -> dict[str, str]:
        """As ``poa doctor --json`` writes it."""
        return {"name": self.nombre, "status": self.estado, "detail": self.detalle, "remedy": self.remedio}


def ajustes_visibles(settings: Settings) -> dict[str, str]:
    """Every setting by its environment name, without the passwords that an address may hold."""
    return {f"POA_{nombre.upper()}": sin_claves(str(valor)) for nombre, valor in settings.model_dump().items()}


def sin_claves(texto: str) -> str:
    """An address without its password."""
    return re.sub(r"(://[^:/@\s]*):[^@\s]*@", r"\1:***@", texto)


def contar(settings: Settings) -> dict[str, int]:
    """How many rows each table has; nothing where there is no store yet."""
    if _sin_base(settings):
        return {}
    from assistant.execute import Lector

    lector = Lector(schema.abrir_lectura(settings.url))
    return {nombre: int(lector.repetir(f"SELECT count(*) FROM {tabla}", {})[0][0]) for tabla, nombre in TABLAS.items()}  # nosec B608


def examinar(settings: Settings) -> list[Prueba]:
    """All checks, each by itself: one that fails does not hide the others."""
    return [p for nombre, prueba in _PRUEBAS for p in _a_salvo(nombre, prueba, settings)]


@dataclass(frozen=True, slots=True)
class Reparacion:
    """What ``poa doctor --repair`` did: each thing that it mended (Spanish), and the observations of the new index."""

    hechas: tuple[str, ...]
    observaciones: int


def reparar(settings: Settings, progreso: Callable[[str, int, int], None] | None = None) -> Reparacion:
    """Bring in step what follows from the facts, make the vector index anew from them, and take away what dead processes
    left. Waits for a load that is under way. Raises ``ErrorDeDatos`` where the facts themselves are damaged."""
    from assistant.carga import _una_a_la_vez, abrir_indice
    from index import integridad

    with _una_a_la_vez(settings):
        motor = schema.abrir(settings.url)
        try:
            hechas = integridad.reparar(motor)
            observaciones = abrir_indice(settings, motor).reconstruir(progreso)
        finally:
            motor.dispose()
        quitados = [r for r in _restos(settings) if _quitar(r)]
    if quitados:
        hechas.append(f"Restos de procesos interrumpidos, quitados: {', '.join(r.name for r in quitados)}.")
    return Reparacion(tuple(hechas), observaciones)


def _restos(settings: Settings) -> list[Path]:
    """What processes that were killed left: folders of workers and of restores. SQLite and the index clear
    their own."""
    ahora = time.time()
    en_uso = _carpetas_en_uso()
    hallados = [*Path(tempfile.gettempdir()).glob(_DE_OBREROS), *settings.carpeta.glob(_DE_RESTAURAR)]
    carpetas = [p for p in sorted(hallados) if p.is_dir() and not p.is_symlink()]
    return [p for p in carpetas if p not in en_uso and _es_propia(p) and ahora - p.lstat().st_mtime > _REPOSO]


def _carpetas_en_uso() -> set[Path]:
    """The folders that processes stand in, where the system tells."""
    enlaces = Path("/proc").glob("[0-9]*/cwd")
    return {Path(os.readlink(e)) for e in enlaces if os.access(e, os.R_OK)}


def _es_propia(ruta: Path) -> bool:
    """Whether a folder is this user's."""
    return not hasattr(os, "getuid") or ruta.lstat().st_uid == os.getuid()


def _quitar(ruta: Path) -> bool:
    shutil.rmtree(ruta, ignore_errors=True)
    return not ruta.exists()


def _a_salvo(nombre: str, prueba: Callable[[Settings], Iterator[Prueba]], settings: Settings) -> Iterator[Prueba]:
    from index import integridad, motivos

    try:
        yield from prueba(settings)
    except Exception as error:
        remedio = integridad.RESTAURAR if motivos.danada(error) else "Revise los ajustes o reinstale con «make setup»."
        yield Prueba(nombre, "problem", motivos.de_la_base(error), remedio)


def _programa(_: Settings) -> Iterator[Prueba]:
    try:
        instalada = version("asistente-poa")
    except PackageNotFoundError:
        instalada = "sin instalar"
    yield Prueba("programa", "ok", f"poa {instalada}, Python {platform.python_version()}")


def _carpeta(settings: Settings) -> Iterator[Prueba]:
    carpeta = settings.carpeta
    if not carpeta.exists():
        yield Prueba("carpeta de datos", "ok", f"{carpeta} (aún no existe; la crea la primera carga)")
    elif os.access(carpeta, os.W_OK):
        libres = shutil.disk_usage(carpeta).free // 2**20
        yield Prueba("carpeta de datos", "ok", f"{carpeta}, {libres:,} MB libres")
    else:
        yield Prueba(
            "carpeta de datos", "problem", f"no se puede escribir en {carpeta}", "Cambie sus permisos o POA_HOME."
        )


def _base(settings: Settings) -> Iterator[Prueba]:
    """Opened as a question opens it: nothing is made, nor brought up to date, by looking."""
    nombre, donde = "base de datos", sin_claves(settings.url)
    if _sin_base(settings):
        falta = "no tiene tablas; las crea" if es_postgres(settings.url) else "no existe; la crea"
        yield Prueba(nombre, "ok", f"{donde} (aún {falta} la primera carga)")
        return
    motor = schema.abrir_lectura(settings.url)
    try:
        hallada = schema.version(motor)
    finally:
        motor.dispose()
    if hallada != schema.VERSION:
        detalle = f"{donde}, versión {hallada}; este programa usa la {schema.VERSION}"
        yield Prueba(nombre, "problem", detalle, "Ejecute «poa doctor --repair», que la pone al día.")
        return
    cuentas = ", ".join(f"{n:,} {nombre}" for nombre, n in contar(settings).items())
    yield Prueba(nombre, "ok", f"{donde}, versión {hallada}: {cuentas}")


def _hechos(settings: Settings) -> Iterator[Prueba]:
    """Whether what is loaded holds together."""
    from index import integridad

    if _sin_base(settings):
        return
    nombre = "hechos cargados"
    motor = schema.abrir_lectura(settings.url)
    try:
        if schema.version(motor) != schema.VERSION:
            return
        defectos = integridad.revisar(motor)
    finally:
        motor.dispose()
    for d in defectos:
        yield Prueba(nombre, "problem", d.que, d.remedio)
    if not defectos:
        yield Prueba(nombre, "ok", "completos y coherentes")


def _sin_base(settings: Settings) -> bool:
    """Whether nothing was ever loaded: there is no file, or PostgreSQL's database has no tables yet."""
    if ruta := settings.url.partition("sqlite:///")[2]:
        return not Path(ruta).exists()
    motor = schema.abrir_lectura(settings.url)
    try:
        return schema.version(motor) is None
    finally:
        motor.dispose()


def _interrumpidos(settings: Settings) -> Iterator[Prueba]:
    if restos := _restos(settings):
        detalle = f"procesos interrumpidos dejaron {len(restos)} carpetas temporales"
        yield Prueba("restos", "optional", detalle, "Ejecute «poa doctor --repair», que las quita.")


def _modelo(settings: Settings) -> Iterator[Prueba]:
    from index.embeddings import cargar

    modelo = cargar(settings.embeddings)
    modelo.preparar()
    yield Prueba("modelo de significado", "ok", f"{modelo.modelo}, {modelo.dimension} dimensiones")


def _indice(settings: Settings) -> Iterator[Prueba]:
    from assistant.carga import abrir_indice

    if _sin_base(settings):
        yield Prueba("índice de significado", "ok", "aún no hay nada cargado")
        return
    motor = schema.abrir_lectura(settings.url)
    try:
        problemas = abrir_indice(settings, motor).comprobar()
    finally:
        motor.dispose()
    for p in problemas:
        yield Prueba("índice de significado", "problem", p, "Ejecute «poa doctor --repair».")
    if not problemas:
        yield Prueba("índice de significado", "ok", "coincide con la base de datos")


def _ocr(_: Settings) -> Iterator[Prueba]:
    from index.poa import ErrorDeLectura
    from index.readers import ocr_tesseract

    nombre = "lectura de imágenes (OCR)"
    try:
        ruta = ocr_tesseract.exigir()
    except ErrorDeLectura:
        falta = f"el idioma español ({ocr_tesseract.IDIOMA}) de Tesseract" if shutil.which("tesseract") else "Tesseract"
        yield Prueba(
            nombre,
            "optional",
            f"no está instalado {falta}: los documentos escaneados no se leen",
            ocr_tesseract.REMEDIO.partition(" y vuelva")[0] + ".",
        )
        return
    yield Prueba(nombre, "ok", f"{ruta}, idioma {ocr_tesseract.IDIOMA}")


def _llm(settings: Settings) -> Iterator[Prueba]:
    """The configured model answers one question, worded and in the form of a plan."""
    nombre = "modelo de lenguaje"
    if not settings.llm:
        detalle = "ninguno: las preguntas se leen con la gramática incluida"
        yield Prueba(nombre, "optional", detalle, "No hace falta. Para usar uno, defina POA_LLM (véase docs/modelo.md).")
        return
    from assistant.llm.modelo import FallaDelModelo
    from assistant.llm.prueba import probar

    try:
        texto, plan = probar(settings.llm, settings.llm_base_url, settings.llm_timeout)
    except FallaDelModelo as falla:
        remedio = "Revise POA_LLM, POA_LLM_BASE_URL y la clave del proveedor; mientras tanto se responde sin modelo."
        donde = f" en {sin_claves(settings.llm_base_url)}" if settings.llm_base_url else ""
        yield Prueba(nombre, "problem", f"{settings.llm}{donde}: {falla}", remedio)
        return
    detalle = f"{settings.llm} respondió en {texto:.1f} s y propuso un plan en {plan[1]:.1f} s"
    if plan[0]:
        yield Prueba(nombre, "ok", detalle)
    else:
        remedio = "Sirve para redactar; para leer preguntas conviene un modelo mayor (véase docs/modelo.md)."
        yield Prueba(nombre, "optional", f"{detalle}, que no tiene la forma pedida", remedio)


_PRUEBAS: tuple[tuple[str, Callable[[Settings], Iterator[Prueba]]], ...] = (
    ("programa", _programa),
    ("carpeta de datos", _carpeta),
    ("base de datos", _base),
    ("hechos cargados", _hechos),
    ("modelo de significado", _modelo),
    ("índice de significado", _indice),
    ("lectura de imágenes (OCR)", _ocr),
    ("modelo de lenguaje", _llm),
    ("restos", _interrumpidos),
)
