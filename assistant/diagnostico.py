"""What is installed, reachable and consistent, with the remedy for what is not (``poa doctor``)."""

from __future__ import annotations

import os
import platform
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from assistant.settings import Settings
from index import schema

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
    """How many rows each table has."""
    from assistant.execute import Lector

    lector = Lector(schema.abrir_lectura(settings.url))
    return {nombre: int(lector.repetir(f"SELECT count(*) FROM {tabla}", {})[0][0]) for tabla, nombre in TABLAS.items()}  # nosec B608


def examinar(settings: Settings) -> list[Prueba]:
    """All checks, each by itself: one that fails does not hide the others."""
    return [p for nombre, prueba in _PRUEBAS for p in _a_salvo(nombre, prueba, settings)]


def reparar(settings: Settings, progreso: Callable[[str, int, int], None] | None = None) -> int:
    """Rebuild the vector index from SQL. Returns how many observations it holds."""
    from assistant.carga import abrir_indice

    motor = schema.abrir(settings.url)
    try:
        return abrir_indice(settings, motor).reconstruir(progreso)
    finally:
        motor.dispose()


def _a_salvo(nombre: str, prueba: Callable[[Settings], Iterator[Prueba]], settings: Settings) -> Iterator[Prueba]:
    try:
        yield from prueba(settings)
    except Exception as error:
        causa = " ".join(str(getattr(error, "orig", None) or error).split())[:300]
        yield Prueba(nombre, "problem", causa, "Revise los ajustes o reinstale con «make setup».")


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
    motor = schema.abrir(settings.url)
    hallada = schema.version(motor)
    motor.dispose()
    cuentas = ", ".join(f"{n:,} {nombre}" for nombre, n in contar(settings).items())
    yield Prueba("base de datos", "ok", f"{sin_claves(settings.url)}, versión {hallada}: {cuentas}")


def _modelo(settings: Settings) -> Iterator[Prueba]:
    from index.embeddings import cargar

    modelo = cargar(settings.embeddings)
    modelo.preparar()
    yield Prueba("modelo de significado", "ok", f"{modelo.modelo}, {modelo.dimension} dimensiones")


def _indice(settings: Settings) -> Iterator[Prueba]:
    from assistant.carga import abrir_indice

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
    ("modelo de significado", _modelo),
    ("índice de significado", _indice),
    ("lectura de imágenes (OCR)", _ocr),
    ("modelo de lenguaje", _llm),
)
