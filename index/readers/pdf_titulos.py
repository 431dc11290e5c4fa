"""The heading of a table without rules → its rows: titles over several columns, and each column's own name.

A title ("Ene-Mar", "PERIODO") is narrower than what it stands over. Titles side by side share out the columns that have
names below them, each column to the title nearest to the middle of its name; a title alone stands over all the columns
that have titles below it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.readers.pdf_columnas import Intervalo, que_toca
from index.readers.pdf_palabras import Linea, Palabra, Segmento, caja_de

#: Lines of one name are no further apart than this, in letter sizes.
_MAX_SALTO = 1.6
#: Texts that begin at one margin do within this, in letter sizes.
_AL_MARGEN = 0.25
#: A title may reach so much further outwards than inwards.
_HOLGURA = 1.2


@dataclass(slots=True)
class Fila:
    """A row: column → its words. ``columnas`` and ``filas`` of merged cells stand in ``cubre``."""

    celdas: dict[int, list[Palabra]] = field(default_factory=dict)
    cubre: dict[int, tuple[int, int]] = field(default_factory=dict)


def filas(encabezado: Sequence[Linea], columnas: Sequence[Intervalo]) -> list[Fila]:
    """The heading's rows: the titles by line, then each column's own name, its lines joined."""
    nombres: dict[int, list[Palabra]] = {}
    niveles: list[Fila] = []
    agrupadas: set[int] = set()
    for linea in reversed(encabezado):
        titulos = _titulos(linea, columnas, nombres)
        nivel = Fila()
        for titulo, (desde, hasta) in zip(titulos, _alcances(titulos, columnas, nombres, agrupadas), strict=True):
            if niveles and _continua(titulo, niveles[0].celdas.get(desde), hasta - desde, niveles[0].cubre.get(desde)):
                niveles[0].celdas[desde] += titulo.palabras  # the cell's words find their order by their places
                continue
            nivel.celdas[desde] = list(titulo.palabras)
            nivel.cubre[desde] = (hasta - desde, 1)
        agrupadas |= {c for desde, (cuantas, _) in nivel.cubre.items() for c in range(desde, desde + cuantas)}
        for segmento in linea.segmentos:
            if segmento not in titulos:
                nombres.setdefault(que_toca(segmento, columnas)[0], []).extend(segmento.palabras)
        if nivel.celdas:
            niveles.insert(0, nivel)
    bajos = Fila({c: p for c, p in nombres.items() if not niveles or c in agrupadas})
    if niveles:
        for c, p in nombres.items():
            if c not in agrupadas:
                niveles[0].celdas.setdefault(c, p)
    hechas = [*niveles, bajos] if bajos.celdas else niveles
    _sobre_la_segunda(hechas, len(columnas))
    return hechas


def _sobre_la_segunda(hechas: Sequence[Fila], columnas: int) -> None:
    """Where the second column has nothing over it, what names the first stands over both: the goals' numbers and their words."""
    if columnas < 3 or any(1 in f.celdas or f.cubre.get(0, (1, 1))[0] > 1 for f in hechas):
        return
    for fila in hechas:
        if 0 in fila.celdas:
            fila.cubre[0] = (2, fila.cubre.get(0, (1, 1))[1])


def _continua(titulo: Segmento, abajo: list[Palabra] | None, columnas: int, cubre: tuple[int, int] | None) -> bool:
    """Whether a title is the upper line of the one below it."""
    return abajo is not None and cubre == (columnas, 1) and not _aparte(titulo, abajo)


def _aparte(segmento: Segmento, abajo: Sequence[Palabra]) -> bool:
    """Whether there is white between a segment and the words below it: another cell's."""
    return min(p.base for p in abajo) - segmento.palabras[0].base > _MAX_SALTO * segmento.palabras[0].tamano


def _titulos(linea: Linea, columnas: Sequence[Intervalo], nombres: Mapping[int, list[Palabra]]) -> list[Segmento]:
    """The cells of a line that are titles: they touch several columns, or none, or stand over a sign (P, A) or apart
    from the name below; and what stands among them over a name."""
    tocadas = [que_toca(s, columnas) for s in linea.segmentos]
    siglas = _siglas(nombres)
    seguros = [
        i
        for i, (s, t) in enumerate(zip(linea.segmentos, tocadas, strict=True))
        if len(t) != 1 or (t[0] in siglas and len(s.texto) > 2) or (t[0] in nombres and _aparte(s, nombres[t[0]]))
    ]
    if len(en_turno := _sobre_turnos(linea, nombres)) > len(seguros):
        return en_turno
    if len(seguros) < 2:
        return [linea.segmentos[i] for i in seguros]
    entre = range(seguros[0], seguros[-1] + 1)
    return [s for i, s in enumerate(linea.segmentos) if i in seguros or (i in entre and tocadas[i][0] in nombres)]


def _sobre_turnos(linea: Linea, nombres: Mapping[int, list[Palabra]]) -> list[Segmento]:
    """The cells of a line that stand each over its own names, which repeat in turn below them; none where some do not."""
    bajas = _bajas(nombres)
    if not bajas:
        return []
    izquierda, derecha = caja_de(nombres[bajas[0]])[0], caja_de(nombres[bajas[-1]])[2]
    encima = [s for s in linea.segmentos if izquierda <= _medio(s.palabras) <= derecha]
    return encima if _por_turnos(encima, nombres) is not None else []


def _bajas(nombres: Mapping[int, list[Palabra]]) -> list[int]:
    """The columns whose names stand lowest, in one line, where other ones are named alike: "Prog. Real. Prog. Real. %"."""
    bases = {c: max(p.base for p in suyas) for c, suyas in nombres.items()}
    suelo = max(bases.values(), default=0.0)
    textos = {c: " ".join(p.texto for p in nombres[c]) for c, base in bases.items() if suelo - base < nombres[c][0].tamano / 2}
    veces = Counter(textos.values())
    return sorted(c for c, texto in textos.items() if veces[texto] > 1)


def _siglas(nombres: Mapping[int, list[Palabra]]) -> set[int]:
    """The columns whose name is one short sign, over which nothing wraps: P and A side by side. A short word by itself
    may be the end of a broken one ("ABSOLU" / "TO")."""
    cortas = {c: p[0] for c, p in nombres.items() if len(p) == 1 and len(p[0].texto) <= 2}
    return {
        c for c, p in cortas.items() if any(v in cortas and abs(cortas[v].base - p.base) < p.tamano / 2 for v in (c - 1, c + 1))
    }


def _alcances(
    titulos: Sequence[Segmento],
    columnas: Sequence[Intervalo],
    nombres: Mapping[int, list[Palabra]],
    agrupadas: set[int],
) -> list[tuple[int, int]]:
    """The columns (first, one past the last) that each title of a line stands over."""
    al_margen = _desde_su_margen(titulos, nombres) or _por_turnos(titulos, nombres)
    if al_margen is not None:
        return al_margen
    suyas = [set(que_toca(t, columnas)) or set(_a_los_lados(t, columnas)) for t in titulos]
    medios = [_medio(t.palabras) for t in titulos]
    if len(titulos) == 1 and suyas[0] & agrupadas:
        suyas[0] |= agrupadas
    elif len(titulos) > 1:
        centros = {c: _medio(p) for c, p in nombres.items() if not any(c in s for s in suyas)}
        izquierda, derecha = _orillas(medios, centros.values())
        for columna, medio in centros.items():
            if izquierda <= medio <= derecha:
                suyas[min(range(len(medios)), key=lambda i: abs(medios[i] - medio))].add(columna)
    return [(min(s), max(s) + 1) for s in suyas]


def _desde_su_margen(titulos: Sequence[Segmento], nombres: Mapping[int, list[Palabra]]) -> list[tuple[int, int]] | None:
    """The columns of titles that are set to the left, each where the first name below it begins: up to the next title's,
    the last one over as many as the one before it. None where they are set otherwise."""
    principios = {c: min(p.x0 for p in suyas) for c, suyas in nombres.items()}
    primeras = []
    for t in titulos:
        cerca = [c for c, x in principios.items() if abs(x - t.caja[0]) <= _AL_MARGEN * t.palabras[0].tamano]
        if len(cerca) != 1:
            return None
        primeras.append(cerca[0])
    if len(primeras) < 2 or any(b - a < 2 for a, b in pairwise(primeras)):
        return None
    fin = primeras[-1] + 1
    while fin in nombres and fin - primeras[-1] < primeras[-1] - primeras[-2]:
        fin += 1
    return list(pairwise([*primeras, fin]))


def _por_turnos(titulos: Sequence[Segmento], nombres: Mapping[int, list[Palabra]]) -> list[tuple[int, int]] | None:
    """The columns of titles over names that repeat in turn ("P A P A P A P A" under four quarters): as many for each. None
    where the lowest names do not, or a title stands over others than its own."""
    if len(titulos) < 2 or not nombres:
        return None
    bajas = _bajas(nombres)
    de_cada, sobran = divmod(len(bajas), len(titulos))
    textos = [" ".join(p.texto for p in nombres[c]) for c in bajas]
    if not bajas or de_cada < 2 or sobran or bajas[-1] - bajas[0] != len(bajas) - 1 or len(set(textos[:de_cada])) < de_cada:
        return None
    if any(t != textos[i % de_cada] for i, t in enumerate(textos)):
        return None
    salida = []
    for n, titulo in enumerate(titulos):
        suyas = bajas[n * de_cada : (n + 1) * de_cada]
        antes = caja_de(nombres[suyas[0] - 1])[2] if n else titulo.caja[0]
        despues = caja_de(nombres[suyas[-1] + 1])[0] if n + 1 < len(titulos) else titulo.caja[2]
        if titulo.caja[0] < antes or titulo.caja[2] > despues:
            return None
        salida.append((suyas[0], suyas[-1] + 1))
    return salida


def _orillas(medios: Sequence[float], centros: Iterable[float]) -> tuple[float, float]:
    """How far the first and the last title of a line reach outwards: as far as half the way to their neighbour, or
    as they reach inwards."""
    primera, ultima = (medios[1] - medios[0]) / 2, (medios[-1] - medios[-2]) / 2
    lista = list(centros)
    adentro = max((c - medios[0] for c in lista if medios[0] < c <= medios[0] + primera), default=0.0)
    al_final = max((medios[-1] - c for c in lista if medios[-1] - ultima <= c < medios[-1]), default=0.0)
    return medios[0] - max(primera, _HOLGURA * adentro), medios[-1] + max(ultima, _HOLGURA * al_final)


def _a_los_lados(titulo: Segmento, columnas: Sequence[Intervalo]) -> range:
    """The columns on both sides of a title that touches none."""
    i = bisect_right([a for a, _ in columnas], _medio(titulo.palabras))
    return range(max(i - 1, 0), min(i + 1, len(columnas)))


def _medio(palabras: Sequence[Palabra]) -> float:
    x0, _, x1, _ = caja_de(palabras)
    return (x0 + x1) / 2
