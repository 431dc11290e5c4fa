"""Our own reports, each of a few goals so that a mutant costs milliseconds, in every variant of every format."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bench.hostil import imagenes, marcado, paquetes, pdf, texto
from bench.hostil.octetos import Mutador
from bench.reportes import escritores, imagen
from bench.reportes import pdf as pdf_de_prueba
from bench.reportes.generador import generar
from bench.reportes.modelo import Reporte

FORMATOS: dict[str, Sequence[Mutador]] = {
    "texto": texto.MUTADORES, "xlsx": paquetes.MUTADORES, "docx": paquetes.MUTADORES, "html": marcado.MUTADORES, "pdf": pdf.MUTADORES,
    "imagen": imagenes.MUTADORES,
}  # fmt: skip
DIGITALES = tuple(f for f in FORMATOS if f != "imagen")
#: Layouts besides pairs, one each: their headings are read by other code.
_DISPOSICIONES = ("pares", "bloques")
#: Changes one upon another: most mutants have one.
_VECES = (1, 1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Mutante:
    """A changed file and what made it: enough to make it again."""

    formato: str
    numero: int
    nombre: str
    contenido: bytes
    cambios: tuple[str, ...]


@cache
def sanos(formato: str) -> tuple[tuple[str, bytes], ...]:
    """The sound files of a format: (name, bytes)."""
    uno, otro = generar(3, 3, por_forma=3), generar(8, 4, trimestre=2, por_forma=2)
    if formato == "imagen":
        return tuple(_escaneos(generar(3, 1, por_forma=1)))
    salida = []
    for f, variante in escritores.variantes():
        if f == formato and variante not in pdf_de_prueba.DE_OFICINA:
            suyas = _DISPOSICIONES[:1] if (f, variante) in escritores.SIN_TABLA else _DISPOSICIONES
            salida += [escritores.escribir(r, f, variante, d) for r in (uno, otro) for d in suyas]
    return tuple(salida)


def mutante(formato: str, numero: int, semilla: int = 9) -> Mutante:
    """The mutant of this number: the same for the same seed."""
    azar = random.Random(f"{semilla}:{formato}:{numero}")
    buenos = sanos(formato)
    nombre, contenido = azar.choice(buenos)
    otros = [c for _n, c in buenos]
    cambios = []
    for _i in range(azar.choice(_VECES)):
        cambio = azar.choice(FORMATOS[formato])
        try:
            contenido = cambio(azar, contenido, otros)
        except Exception:  # noqa: BLE001 - what an earlier change broke can't be opened for a second one
            continue
        cambios.append(f"{cambio.__module__.rpartition('.')[2]}.{cambio.__name__}")
    return Mutante(formato, numero, nombre, contenido, tuple(cambios))


def _escaneos(r: Reporte) -> list[tuple[str, bytes]]:
    """Small scans of one form: a clean one, a crooked one, a pressed one."""
    from bench.reportes.disposiciones import DISPOSICIONES

    hoja = pdf_de_prueba.escribir(r, DISPOSICIONES["pares"], "rayada")
    como = {
        "chico.png": ("PNG", imagen.Escaner(ppp=100)), "chueco.tif": ("TIFF", imagen.Escaner(ppp=100, giro=0.8, ruido=6)),
        "apretado.jpg": ("JPEG", imagen.Escaner(ppp=100, jpeg=60)),
    }  # fmt: skip
    return [(nombre, imagen.escanear(hoja, formato, escaner)) for nombre, (formato, escaner) in como.items()]
