"""The quarters that a row of headings names, where strokes of their ordinals were misread.

"2do. T" comes out as "2do0. T", "T1." as "TA.", "I", "II", "III" as "1", "ll", "n": two or three strokes that no reading
tells apart, and with them goes a column of figures. Four headings with the same words stand in the order of the year; where
those that are read plainly stand each in its own place, the others are the ones that are missing there. A heading that is
put so is in doubt; a row in which plain ones stand in another order is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index import periodos
from index.poa import TRIMESTRES
from index.readers.ocr_piezas import Pieza
from index.textos import plegar

#: How sure a heading is that was put by its place.
_PUESTO = 0.5
#: Characters of an ordinal that was misread.
_MAX_ORDINAL = 5
#: Plain ordinals of a row for its others to be put; a Roman one needs only the "IV" that closes its four.
_MIN_CLAROS = 2
#: Strokes that may be a Roman figure, a "1", or nothing.
_TRAZOS = re.compile(r"[Il1|!\]\[íìiTtnmHNuaruf”\"']{0,4}")
_CUATRO = re.compile(r"[IiLl1|!]V", re.IGNORECASE)
_ARABIGO = re.compile(r"[1-4]\D{0,3}")
_ARABIGOS, _ROMANOS = ("1er", "2do", "3er", "4to"), ("I", "II", "III", "IV")

#: An ordinal alone in its cell, which its mark tells from a figure; so many of four in their places leave the other its own.
_MARCADO, _MAYORIA = re.compile(r"[1-4](?:[.:]|\.?[°ºªo]|\.?(?:er|do|to|ro|ra|da|ta))\.?"), 3
#: Where in a heading its ordinal stands: before the word of the quarter, behind it, or behind a "T". What is outside of
#: ``n`` must be the same in all four.
_FORMAS = (
    re.compile(r"(?P<antes>)(?P<n>.{0,5}?)(?P<tras>[.\s]*\bt(?:rim(?:estre)?)?\b\.?)", re.IGNORECASE),
    re.compile(r"(?P<antes>)(?P<n>.{0,4}?)(?P<tras>\s*trim(?:estre)?\b\.?)", re.IGNORECASE),
    re.compile(r"(?P<antes>[^\W\d].{3,24}\s)(?P<n>\S{1,5})(?P<tras>[.\s]*\btrim(?:estre)?\b\.?)", re.IGNORECASE),
    re.compile(r"(?P<antes>)(?P<n>\S{1,5}?)(?P<tras>[.\s]*\btrim(?:estre)?\b\.?\s.{3,24})", re.IGNORECASE),
    re.compile(r"(?P<antes>trim(?:estre)?\.?\s+)(?P<n>.{1,4})(?P<tras>)", re.IGNORECASE),
    re.compile(r"(?P<antes>T[.\s\-]?)(?P<n>[^\s.]{1,2})(?P<tras>(?:[.:]?\s+.{4,40})?)"),
    re.compile(r"(?P<antes>[^\W\d].{2,20}\sT[.\-]?)(?P<n>[^\s.]{1,2})(?P<tras>)"),
)


@dataclass(frozen=True, slots=True)
class _Titulo:
    """A heading with the place of its ordinal. ``molde`` is what is not the ordinal, folded."""

    pieza: Pieza
    antes: str
    n: str
    tras: str

    @property
    def molde(self) -> tuple[str, str]:
        return tuple(re.sub(r"[^a-z0-9]+", "", plegar(x)) for x in (self.antes, self.tras))  # type: ignore[return-value]


def corregir(filas: Iterable[Sequence[Pieza]]) -> None:
    """Put the ordinals that were misread in rows of pieces (each from left to right)."""
    for fila in filas:
        tomadas: set[int] = set()
        for forma in _FORMAS:
            titulos = [t for p in fila if id(p) not in tomadas and (t := _titulo(p, forma))]
            por_molde: dict[tuple[str, str], list[_Titulo]] = {}
            for titulo in titulos:
                por_molde.setdefault(titulo.molde, []).append(titulo)
            for iguales in por_molde.values():
                if _poner(iguales):
                    tomadas |= {id(t.pieza) for t in iguales}
        _solos(fila)


def _titulo(pieza: Pieza, forma: re.Pattern[str]) -> _Titulo | None:
    hallado = forma.fullmatch(pieza.texto.strip())
    if hallado is None or len(hallado["n"].strip()) > _MAX_ORDINAL:
        return None
    return _Titulo(pieza, hallado["antes"], hallado["n"].strip(), hallado["tras"])


def _solos(fila: Sequence[Pieza]) -> None:
    """Fours of ordinals that stand alone in their cells: "1 | a | ni | IV", "1. | 2.1 | 3. | 4."; figures are none."""
    i = 0
    while i + 4 <= len(fila):
        cuatro = [_Titulo(p, "", p.texto.strip(" .,"), "") for p in fila[i : i + 4]]
        if _CUATRO.fullmatch(cuatro[3].n) and all(len(t.n) <= 3 and _TRAZOS.fullmatch(t.n) for t in cuatro[:3]):
            _escribir(cuatro, range(4), _ROMANOS)
            i += 3
        elif _casi_todos(cuatro):
            _escribir(cuatro, range(4), _ARABIGOS)
            i += 3
        i += 1


def _casi_todos(cuatro: Sequence[_Titulo]) -> bool:
    """Whether all ordinals of four but one are plain, with the mark that no figure has, and in their places."""
    firmes = [bool(_MARCADO.fullmatch(t.pieza.texto.strip())) and _claro(t.n) == i for i, t in enumerate(cuatro)]
    return sum(firmes) == _MAYORIA and all(len(t.n) <= _MAX_ORDINAL for t in cuatro)


def _poner(titulos: Sequence[_Titulo]) -> bool:
    """Put the ordinals of headings that differ in nothing else; whether they are four, or fours side by side."""
    if not titulos or len(titulos) % 4:
        return False
    veces = len(titulos) // 4
    for lugares in ([i % 4 for i in range(len(titulos))], [i // veces for i in range(len(titulos))]):
        if _romanos(titulos, lugares):
            _escribir(titulos, lugares, _ROMANOS)
            return True
        claros = [_claro(t.n) for t in titulos]
        en_su_lugar = {c for c, lugar in zip(claros, lugares, strict=True) if c == lugar}
        # A quarter that also stands in its own place is named nowhere else by the same words: "T4" before "T2" is "T1".
        ajenos = [c for c, lugar in zip(claros, lugares, strict=True) if c not in (None, lugar)]
        minimo = _MIN_CLAROS + len(ajenos)
        if len(en_su_lugar) >= minimo and all(c in en_su_lugar for c in ajenos):
            _escribir(titulos, lugares, _ARABIGOS if not titulos[0].antes else ("1", "2", "3", "4"))
            return True
    return False


def _romanos(titulos: Sequence[_Titulo], lugares: Sequence[int]) -> bool:
    """Whether the ordinals are Roman figures: an "IV" in a fourth place and nowhere else, strokes in the others."""
    cuartos = [bool(_CUATRO.fullmatch(t.n)) for t in titulos]
    en_su_lugar = all(lugar == 3 or not es for es, lugar in zip(cuartos, lugares, strict=True))
    demas = (t.n for t, lugar in zip(titulos, lugares, strict=True) if lugar != 3)
    return any(cuartos) and en_su_lugar and all(_TRAZOS.fullmatch(n) for n in demas)


def _claro(n: str) -> int | None:
    """The place in the year that an ordinal names plainly."""
    if not _ARABIGO.fullmatch(n):
        return None
    trimestre = periodos.ordinal(n)
    return None if trimestre is None else TRIMESTRES.index(trimestre)


def _escribir(titulos: Sequence[_Titulo], lugares: Iterable[int], como: Sequence[str]) -> None:
    """Write the ordinals that were not read as what they are."""
    for titulo, lugar in zip(titulos, lugares, strict=True):
        if como is not _ROMANOS and _claro(titulo.n) == lugar:
            continue
        pieza = titulo.pieza
        # "ITrim." is "I" and "Trim.", which stand apart.
        suelto = titulo.tras and titulo.tras[0].isalnum()
        pieza.texto = f"{titulo.antes}{como[lugar]}{' ' if suelto else ''}{titulo.tras}".strip()
        if titulo.n.upper() != como[lugar]:
            pieza.confianza = min(pieza.confianza, _PUESTO)
        if len(pieza.palabras) == 1:
            pieza.palabras = (replace(pieza.palabras[0], texto=pieza.texto),)
