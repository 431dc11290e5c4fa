"""Damage to tables in text: separators, quotes, rows, columns, encodings, figures as other countries write them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence

from bench.hostil.octetos import MUTADORES as DE_OCTETOS
from bench.hostil.octetos import TEXTOS, Mutador, recodificar


def _lineas(c: bytes) -> list[str]:
    return c.decode("utf-8", "surrogateescape").split("\n")


def _bytes(lineas: Sequence[str], fin: str = "\n") -> bytes:
    return fin.join(lineas).encode("utf-8", "surrogatepass" if any("\ud800" in x for x in lineas) else "surrogateescape")


def barajar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Rows dropped, doubled, in another order."""
    lineas = _lineas(c)
    for _i in range(azar.choice((1, 2, 6))):
        i, j = azar.randrange(len(lineas)), azar.randrange(len(lineas))
        if azar.random() < 0.4:
            lineas[i], lineas[j] = lineas[j], lineas[i]
        elif azar.random() < 0.5:
            lineas.insert(i, lineas[j])
        elif len(lineas) > 1:
            del lineas[i]
    return _bytes(lineas)


def columnas(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Cells dropped, doubled, moved; rows of thousands of columns."""
    lineas = _lineas(c)
    separador = max("\t|;,", key=lambda s: sum(s in x for x in lineas))
    for i in azar.sample(range(len(lineas)), min(len(lineas), azar.choice((1, 3, len(lineas))))):
        celdas = lineas[i].split(separador)
        que = azar.random()
        if que < 0.3:
            celdas.pop(azar.randrange(len(celdas)))
        elif que < 0.6:
            celdas.insert(azar.randrange(len(celdas) + 1), azar.choice((*celdas, "", azar.choice(TEXTOS))))
        elif que < 0.9:
            azar.shuffle(celdas)
        else:
            celdas += [azar.choice(celdas)] * azar.choice((5, 300, 5000))
        lineas[i] = separador.join(celdas)
    return _bytes(lineas)


def otro_separador(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Another separator, everywhere or from a row on."""
    lineas = _lineas(c)
    viejo = max("\t|;,", key=lambda s: sum(s in x for x in lineas))
    nuevo, desde = azar.choice(("\t", "|", ";", ",", "\x1f", "  ", "\x00", ":")), azar.choice((0, azar.randrange(len(lineas))))
    return _bytes([x if i < desde else x.replace(viejo, nuevo) for i, x in enumerate(lineas)])


def otros_finales(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Line ends of other systems, mixed."""
    finales = azar.choice((("\r\n",), ("\r",), ("\r", "\n", "\r\n", "\x85", "\u2028", "\x0c", "\x0b")))
    return "".join(x + azar.choice(finales) for x in _lineas(c)).encode("utf-8", "surrogateescape")


def celdas_malas(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Hostile text inside cells."""
    lineas = _lineas(c)
    for _i in range(azar.choice((1, 4, 12))):
        i = azar.randrange(len(lineas))
        donde = azar.randrange(len(lineas[i]) + 1)
        lineas[i] = lineas[i][:donde] + azar.choice(TEXTOS) + lineas[i][donde:]
    return _bytes(lineas)


def comillas(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Quotes that open and do not close, or stand in the middle."""
    lineas = _lineas(c)
    for _i in range(azar.choice((1, 2, 9))):
        i = azar.randrange(len(lineas))
        donde = azar.choice((0, len(lineas[i]), azar.randrange(len(lineas[i]) + 1)))
        lineas[i] = lineas[i][:donde] + azar.choice(('"', '""', '"""', "“", "'", '\\"')) + lineas[i][donde:]
    return _bytes(lineas)


def larga(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """A cell, a word, a row without end."""
    lineas = _lineas(c)
    i = azar.randrange(len(lineas))
    lineas[i] += azar.choice(("a", "a ", "1", "1,", '"', "\t", "á\u0301", "«", "1.1.1", "y COVID ")) * azar.choice((2_000, 20_000, 100_000))
    return _bytes(lineas)


def descompuesto(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Decomposed, compatibility and full-width forms of the same letters."""
    texto = c.decode("utf-8", "replace")
    if azar.random() < 0.5:
        return unicodedata.normalize(azar.choice(("NFD", "NFKD", "NFKC")), texto).encode()
    return "".join(chr(ord(x) + 0xFEE0) if "!" <= x <= "~" and azar.random() < 0.3 else x for x in texto).encode()


MUTADORES: tuple[Mutador, ...] = (
    *DE_OCTETOS, recodificar, barajar, columnas, otro_separador, otros_finales, celdas_malas, comillas, larga, descompuesto,
)  # fmt: skip
