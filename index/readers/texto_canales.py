"""Gutters of a single blank between the columns of a printed table.

The rule. Two blanks separate pieces (``texto_alineado``); one does where it is a gutter: the same place is blank in every
line of the goals of a table, and in several of them something ends right before it or begins right behind it, with more
on both sides. Words leave no such place over many lines; those that repeat themselves line by line do, but then the place
is a single blank in all of them, and a gutter is wider where the text beside it ends earlier. Behind the numbers of the
goals it may be a single blank in all: there nothing but a number stands before it, and the lines below hang behind it; so
may it be behind the last column of figures, which all end before it as all words begin behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Lines that a gutter is seen in, and those beyond which no more are looked at.
_MIN_LINEAS, _MUESTRA = 8, 400
#: No printer writes longer lines.
_MAX_ANCHO = 2000
#: Lines with a number before its gutter, and characters of the longest.
_MIN_NUMERADAS, _MAX_NUMERO = 2, 16
#: Figures that end before a gutter, and words that begin behind it.
_MIN_CIFRAS, _MIN_PALABRAS = 4, 2
_CIFRA = re.compile(r".*\S\s+[-+($]{0,2}\d[\d.,']*\)?%?")
_NUMERO = re.compile(r"\d{1,3}(?:\.\d{1,3})*[a-z]?[.)\-]*")


def canales(lineas: Sequence[str]) -> frozenset[int]:
    """The places (0-based) of the gutters of some lines, those of a table's goals."""
    llenas = [linea.rstrip() for linea in lineas if "\t" not in linea and linea.strip()][:_MUESTRA]
    if len(llenas) < _MIN_LINEAS or max(map(len, llenas)) > _MAX_ANCHO:
        return frozenset()
    ocupados: set[int] = set()
    for linea in llenas:
        ocupados.update(i for i, letra in enumerate(linea) if not letra.isspace())
    return frozenset(
        p
        for p in range(1, max(map(len, llenas)))
        if p not in ocupados and (_es_canal(p, llenas) or _tras_los_numeros(p, llenas) or _tras_las_cifras(p, llenas))
    )


def _es_canal(p: int, lineas: Sequence[str]) -> bool:
    """Whether a place that is blank in all lines is a gutter."""
    estrechas = anchas = 0
    for linea in lineas:
        if p + 1 < len(linea) and not linea[:p].isspace():
            antes, despues = not linea[p - 1].isspace(), not linea[p + 1].isspace()
            estrechas += antes and despues
            anchas += antes != despues
    return estrechas > 0 and anchas >= max(_MIN_LINEAS, estrechas)


def _tras_los_numeros(p: int, lineas: Sequence[str]) -> bool:
    """Whether a place that is blank in all lines parts the numbers of the goals from their words."""
    if p > _MAX_NUMERO:
        return False
    numeradas = colgadas = 0
    for linea in lineas:
        antes, despues = linea[:p].strip(), len(linea) > p + 1 and not linea[p + 1].isspace()
        if antes:
            if not despues or not _NUMERO.fullmatch(antes):
                return False
            numeradas += 1
        else:
            colgadas += despues
    return numeradas >= _MIN_NUMERADAS and colgadas > 0


def _tras_las_cifras(p: int, lineas: Sequence[str]) -> bool:
    """Whether a place that is blank in all lines parts the last figures of the goals from their remarks."""
    cifras = palabras = 0
    for linea in lineas:
        despues = linea[p + 1 :]
        if despues and (despues[0].isspace() or not any(c.isalpha() for c in despues)):
            return False
        if linea[p - 1 : p].strip():
            if not _CIFRA.fullmatch(linea[:p]):
                return False
            cifras += 1
        palabras += bool(despues)
    return cifras >= _MIN_CIFRAS and palabras >= _MIN_PALABRAS


def con_canales(linea: str, cuales: frozenset[int]) -> str:
    """A line with NUL, which no text has, in its gutters of a single blank."""
    if not cuales or "\t" in linea:
        return linea
    letras = list(linea)
    for p in cuales:
        if 0 < p < len(letras) - 1 and letras[p] == " " and letras[p - 1] != " " and letras[p + 1] != " ":
            letras[p] = "\x00"
    return "".join(letras)
