"""Several readings of one figure → the figure as read, and how sure it is.

No reading is trusted alone: Tesseract gives a lone "1" as "4" with 92 % confidence. A figure is read among all
characters, again among a figure's only at another size, and a third time by its likeness to the page's other glyphs
(``ocr_glifos``); where these disagree, Tesseract reads it twice more. A reading is chosen, never made: nothing here
computes a figure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

#: The characters of a figure.
SIGNOS = "0123456789.,%-"
#: Those of a list of codes ("3.4.1; 3.4.2").
SIGNOS_DE_CODIGOS = "0123456789.,;/-"
#: What a reading among all characters gives for a digit that stands alone.
_PARECIDOS = str.maketrans({"O": "0", "o": "0", "Q": "0", "l": "1", "I": "1", "|": "1", "í": "1", "!": "1", "]": "1",
                            "i": "1", "S": "5", "s": "5", "$": "5", "B": "8", "Z": "2", "z": "2"})  # fmt: skip
_CIFRA = re.compile(r"-?\d(?:[\d.,]*\d)?%?|-|\d(?:[\d.,;/]*\d)?")
#: What a speck before a figure is read as.
_MARCAS = ".,"
_MILES = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
#: How many more times than the other a mark of thousands must stand on a page to be the page's.
_CON_MILES = 3
_CASI_CIFRA = re.compile(r"[\d.,;/%\-–—OoQlI|í!\]iSs$BZz\s]{1,24}")

#: What the readings' agreement is worth (measured with bench/ocr.py; see docs of ``decidir``).
UNANIMES, DOS_SIN_GLIFOS, MAYORIA, PARTIDAS, SOLA = 0.99, 0.93, 0.85, 0.6, 0.4
#: A reading less sure than this counts no vote for unanimity.
_MIN_CONFIANZA = 0.5


@dataclass(frozen=True, slots=True)
class Lectura:
    """One reading of a figure: its text without blanks, how sure it is of it (0 … 1), whether it is by glyphs, whether
    it is as wide as what is printed."""

    texto: str
    confianza: float
    de_glifos: bool = False
    cabe: bool = True


def limpia(texto: str) -> str:
    """A reading as a figure is written: without blanks, one kind of dash, digits for the letters that stand for
    them in a cell of figures."""
    return seguida(texto).translate(_PARECIDOS)


def seguida(texto: str) -> str:
    """A reading without blanks and with one kind of dash."""
    return re.sub(r"\s+", "", texto).replace("–", "-").replace("—", "-")


def es_cifra(texto: str) -> bool:
    """Whether a reading is a figure, or the dash that stands for none."""
    return bool(_CIFRA.fullmatch(texto))


def puede_ser_cifra(texto: str) -> bool:
    """Whether a reading among all characters may stand for a figure: digits, and letters that look like them; a letter
    alone too ("l")."""
    if len(texto) == 1 and texto.translate(_PARECIDOS).isdigit():
        return True
    return bool(_CASI_CIFRA.fullmatch(texto)) and sum(c.isdigit() for c in texto) * 2 >= len(texto.strip())


def coinciden(lecturas: Sequence[Lectura]) -> bool:
    """Whether all readings give one figure, each surely."""
    return len({x.texto for x in lecturas}) == 1 and all(
        x.cabe and es_cifra(x.texto) and x.confianza >= _MIN_CONFIANZA for x in lecturas
    )


def decidir(lecturas: Sequence[Lectura]) -> tuple[str, float]:
    """The figure that most readings give, and how sure that is; ('', 0) where none gives a figure.

    All of three or more, the glyphs' among them: ``UNANIMES``. All, without glyphs: ``DOS_SIN_GLIFOS``. More than
    half: ``MAYORIA``. Half or less: ``PARTIDAS``; one that nothing repeats: ``SOLA``. A reading that is not as wide as
    what is printed gives way to those that are. Where none is a figure, one behind a speck (".49") is taken without
    it: ``SOLA``.
    """
    votos: dict[str, list[Lectura]] = defaultdict(list)
    for lectura in lecturas:
        if es_cifra(lectura.texto):
            votos[lectura.texto].append(lectura)
    if not votos:
        sin_marca = Counter(c for x in lecturas if es_cifra(c := x.texto.lstrip(_MARCAS)) and c != x.texto)
        return (sin_marca.most_common(1)[0][0], SOLA) if sin_marca else ("", 0.0)
    texto, favor = max(votos.items(), key=lambda v: (v[1][0].cabe, len(v[1]), sum(x.confianza for x in v[1])))
    hechas = [x for x in lecturas if x.texto or not x.de_glifos]
    if len(favor) == len(hechas) and len(favor) >= 2 and coinciden(favor):
        return texto, UNANIMES if any(x.de_glifos for x in favor) else DOS_SIN_GLIFOS
    if len(favor) == 1 or not favor[0].cabe:
        return texto, SOLA
    return texto, MAYORIA if len(favor) * 2 > len(hechas) else PARTIDAS


def con_sus_miles(decididas: Sequence[tuple[Sequence[Lectura], str, float]]) -> list[tuple[str, float]]:
    """Figures with their readings, as decided, the mark of thousands settled by the page: where its figures have one, a
    figure with the other ("2.620" among "24,000") takes the reading that has the page's, or is in doubt."""
    veces = Counter(m[1] for _, texto, confianza in decididas if confianza >= MAYORIA and (m := _MILES.fullmatch(texto)))
    salida = []
    for lecturas, texto, confianza in decididas:
        hallado = _MILES.fullmatch(texto)
        otra = {",": ".", ".": ","}[hallado[1]] if hallado else ""
        if hallado and veces[otra] >= _CON_MILES * max(1, veces[hallado[1]]):
            cambiada = texto.replace(hallado[1], otra)
            leida = any(x.texto == cambiada for x in lecturas)
            texto, confianza = (cambiada, min(confianza, MAYORIA)) if leida else (texto, min(confianza, PARTIDAS))
        salida.append((texto, confianza))
    return salida


def sigue(previo: Sequence[str], numero: Sequence[str]) -> bool:
    """Whether a number (its parts) comes right after another: 8 → 9, 8.1; 8.1 → 8.2, 8.1.1, 9."""
    return tuple(numero) in _siguientes(previo)


def con_puntos(previo: Sequence[str], numero: Sequence[str]) -> tuple[str, ...]:
    """The number right after another whose digits these are, where a point was not seen: 1.2 → 13 is 1.3. () if none is."""
    juntas = "".join(numero)
    halladas = [s for s in _siguientes(previo) if len(s) > len(numero) and "".join(s) == juntas]
    return halladas[0] if len(halladas) == 1 else ()


def entre(antes: Sequence[str], despues: Sequence[str]) -> tuple[str, ...]:
    """The only number that comes right after one and leads right to the other: 1, 3 → 2. () if none or several do."""
    halladas = [s for s in _siguientes(antes) if sigue(s, despues)]
    return halladas[0] if len(halladas) == 1 else ()


def _siguientes(previo: Sequence[str]) -> list[tuple[str, ...]]:
    if not previo or not all(p.isdigit() for p in previo):
        return []
    return [(*previo, "1"), *((*previo[:i], str(int(previo[i]) + 1)) for i in range(len(previo)))]
