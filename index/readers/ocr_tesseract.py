"""Tesseract as a process: many small pictures in, their words with confidence out.

One process reads a batch (a TIFF of many pages through its standard input), since most of a process's time is loading its
model; two run side by side, each on one core. Nothing is written to disk, so that a reader that is killed leaves nothing
behind. A process that takes too long is killed; while it may, the caller is told that it is waited for.
"""

from __future__ import annotations

import csv
import functools
import io
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from index.poa import ErrorDeLectura
from index.readers.ocr_pagina import Gris

PROGRAMA = "tesseract"
IDIOMA = "spa"
REMEDIO = (
    "Instale Tesseract con su idioma español (en Debian y Ubuntu: apt-get install tesseract-ocr tesseract-ocr-spa) y "
    "vuelva a cargar el archivo."
)
#: How many processes run side by side, and how many pictures each is given.
_PROCESOS = 2
_LOTE = 48
#: Seconds between two notices that a batch is being waited for.
_LATIDO = 3.0
#: Page segmentation modes: one line; one block of lines; one character.
LINEA, BLOQUE, SIGNO = 7, 6, 10


@dataclass(frozen=True, slots=True)
class Palabra:
    """A word as read, its confidence (0 … 1), its box (x0, y0, x1, y1) in the picture."""

    texto: str
    confianza: float
    caja: tuple[int, int, int, int]


Palabras = tuple[Palabra, ...]


@functools.lru_cache(maxsize=1)
def exigir() -> str:
    """The program's path. Raises ``ErrorDeLectura`` where it, or its Spanish, is not installed."""
    ruta = shutil.which(PROGRAMA)
    if ruta is None:
        raise ErrorDeLectura("es una imagen y no está instalado el programa que las lee (Tesseract).", REMEDIO)
    idiomas = _correr([ruta, "--list-langs"], 30.0).split()
    if IDIOMA not in idiomas:
        raise ErrorDeLectura("es una imagen y Tesseract no tiene instalado el idioma español.", REMEDIO)
    return ruta


def leer(
    imagenes: Sequence[Gris], modo: int, solo: str = "", segundos: float = 60.0, avisar: Callable[[], None] = lambda: None
) -> list[Palabras]:
    """The words of each picture. ``solo`` are the only characters that may come out. Raises ``ErrorDeLectura``."""
    if not imagenes:
        return []
    lotes = _lotes(len(imagenes))
    salida: list[Palabras] = [()] * len(imagenes)
    with ThreadPoolExecutor(_PROCESOS) as hilos:
        tareas = [hilos.submit(_lote, [imagenes[i] for i in lote], modo, solo, segundos) for lote in lotes]
        for lote, tarea in zip(lotes, tareas, strict=True):
            for i, palabras in zip(lote, _esperar(tarea, avisar), strict=True):
                salida[i] = palabras
    return salida


def _esperar(tarea: Future[list[Palabras]], avisar: Callable[[], None]) -> list[Palabras]:
    """A batch's words; on a busy machine a batch takes longer than a reader may be silent."""
    while not wait([tarea], timeout=_LATIDO).done:
        avisar()
    avisar()
    return tarea.result()


def _lotes(cuantas: int) -> list[list[int]]:
    """Which pictures each process reads: even shares of what there is, at most ``_LOTE`` each."""
    partes = max(_PROCESOS, -(-cuantas // _LOTE)) if cuantas > _PROCESOS else 1
    return [list(range(i, cuantas, partes)) for i in range(partes)]


def _lote(imagenes: Sequence[Gris], modo: int, solo: str, segundos: float) -> list[Palabras]:
    orden = [exigir(), "stdin", "stdout", "-l", IDIOMA, "--psm", str(modo), "--dpi", "300"]
    if solo:
        orden += ["-c", f"tessedit_char_whitelist={solo}"]
    return _palabras(_correr([*orden, "tsv"], segundos, _tiff(imagenes)), len(imagenes))


def _tiff(imagenes: Sequence[Gris]) -> bytes:
    """Pictures as the pages of a TIFF: without compression, which would cost more than it saves."""
    from PIL import Image

    primera, *otras = (Image.fromarray(x) for x in imagenes)
    salida = io.BytesIO()
    primera.save(salida, "TIFF", save_all=True, append_images=otras)
    return salida.getvalue()


def _correr(orden: Sequence[str], segundos: float, entrada: bytes = b"") -> str:
    try:
        hecho = subprocess.run(  # nosec B603  # our own words and file, without a shell
            list(orden), input=entrada, capture_output=True, timeout=segundos, check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise ErrorDeLectura(
            f"tardó más de {segundos:.0f} segundos en reconocerse el texto de una parte de la imagen.",
            "Divida el documento o digitalícelo en escala de grises a 300 puntos por pulgada.",
        ) from None
    except (subprocess.CalledProcessError, OSError):
        raise ErrorDeLectura("Tesseract no pudo leer la imagen.", REMEDIO) from None
    return hecho.stdout.decode("utf-8", errors="replace")


def _palabras(tsv: str, cuantas: int) -> list[Palabras]:
    """The words of each picture in Tesseract's table, whose pages are numbered from 1."""
    salida: list[list[Palabra]] = [[] for _ in range(cuantas)]
    for fila in csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        texto = (fila["text"] or "").strip()
        if fila["level"] == "5" and texto and 1 <= int(fila["page_num"]) <= cuantas:
            x, y, w, h = (int(fila[lado]) for lado in ("left", "top", "width", "height"))
            salida[int(fila["page_num"]) - 1].append(Palabra(texto, float(fila["conf"]) / 100, (x, y, x + w, y + h)))
    return [tuple(p) for p in salida]
