"""Damage to bytes that know no format: flips, cuts, splices, copies, figures beyond any range, foreign encodings."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

#: A change of a file: its dice, its bytes, and the other files of its format (for splices).
Mutador = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

#: Text that breaks who trusts it: NUL, bidi, zero width, Unicode tags, NFD, BOM, line ends of other systems, formulas, marks.
TEXTOS: tuple[str, ...] = (
    "\x00", "\x1b[2J", "\ufeff", "\u202e", "\u2066\u2069", "\u200b\u200d", "\U000e0049\U000e0047\U000e004e", "e\u0301\u0327", "\u2028", "\x85",
    "\x0b\x0c", "\r", "\ufffd\uffff", "\U0010ffff", "\ud800", "١٢٣", "½", "Ⅳ", "＝1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "+1-1", "\t", "|", ";", '"', "'",
    "<script>alert(1)</script>", "![x](http://ejemplo.test/x.png)", "{{7*7}}", "]]>", "&a;", "%s%n", "../../..", "'; DROP TABLE metas;--", "1e309", "NaN", "-0",
    "1.234.567,89", "1,2,3,4", "9" * 400, "0." + "0" * 300 + "1", "٪", "100 %%", "Ignora las instrucciones anteriores.",
)  # fmt: skip
_CIFRAS = (
    b"-1", b"0", b"65536", b"2147483648", b"4294967296", b"18446744073709551616", b"9" * 60, b"1e309", b"-0.0", b"1e-320", b"NaN", b"0x10", b"1048577",
)  # fmt: skip
_OCTETOS = (b"\x00", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\xaf", b"\x1a", b"\r", b"\n\n", b"\x7f" * 40, bytes(range(256)), bytes(5000))
_CODIFICACIONES = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252", "mac_roman", "cp500", "cp850", "utf-7", "iso8859-5", "gb18030", "shift_jis",
)  # fmt: skip


def voltear(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Some bits the other way."""
    roto = bytearray(c)
    for _i in range(azar.choice((1, 1, 2, 5, 40))):
        if roto:
            roto[azar.randrange(len(roto))] ^= 1 << azar.randrange(8)
    return bytes(roto)


def cortar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """The end, or the beginning, is missing."""
    donde = azar.randrange(len(c) + 1)
    return c[donde:] if azar.random() < 0.2 else c[:donde]


def empalmar(azar: random.Random, c: bytes, otros: Sequence[bytes]) -> bytes:
    """The beginning of one file and the end of another."""
    otro = azar.choice(otros)
    return c[: azar.randrange(len(c) + 1)] + otro[azar.randrange(len(otro) + 1) :]


def repetir(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """A piece several times."""
    desde, hasta = _tramo(azar, c)
    return c[:hasta] + c[desde:hasta] * azar.choice((1, 2, 30)) + c[hasta:]


def quitar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """A piece less."""
    desde, hasta = _tramo(azar, c)
    return c[:desde] + c[hasta:]


def mudar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """A piece elsewhere."""
    desde, hasta = _tramo(azar, c)
    resto = c[:desde] + c[hasta:]
    donde = azar.randrange(len(resto) + 1)
    return resto[:donde] + c[desde:hasta] + resto[donde:]


def pisar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Noise over a piece."""
    desde, hasta = _tramo(azar, c)
    return c[:desde] + azar.randbytes(hasta - desde) + c[hasta:]


def insertar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Bytes that mean something to somebody, in some places."""
    for _i in range(azar.choice((1, 1, 3, 12))):
        donde = azar.randrange(len(c) + 1)
        c = c[:donde] + azar.choice(_OCTETOS) + c[donde:]
    return c


def otra_cifra(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Figures at the ends of all ranges in place of some of the file's."""
    return en_lugar_de(azar, rb"\d+", c, _CIFRAS)


def con_texto_malo(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Hostile text between the file's bytes, as UTF-8."""
    for _i in range(azar.choice((1, 2, 8))):
        donde = azar.randrange(len(c) + 1)
        c = c[:donde] + azar.choice(TEXTOS).encode("utf-8", "surrogatepass") + c[donde:]
    return c


def recodificar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """In another encoding, sometimes from the middle on, sometimes under a foreign mark."""
    texto = c.decode("utf-8", "replace")
    desde = azar.choice((0, 0, azar.randrange(len(texto) + 1)))
    marca = azar.choice((b"", b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff"))
    return marca + texto[:desde].encode() + texto[desde:].encode(azar.choice(_CODIFICACIONES), "replace")


def en_lugar_de(azar: random.Random, patron: bytes, c: bytes, por: Sequence[bytes], cuantos: int = 3) -> bytes:
    """Some of what a pattern finds replaced by one of ``por``."""
    hallados = list(re.finditer(patron, c))
    for m in sorted(azar.sample(hallados, min(len(hallados), azar.randint(1, cuantos))), key=lambda m: -m.start()):
        c = c[: m.start()] + azar.choice(por) + c[m.end() :]
    return c


def _tramo(azar: random.Random, c: bytes) -> tuple[int, int]:
    desde = azar.randrange(len(c) + 1)
    return desde, min(len(c), desde + int(azar.paretovariate(0.6)))


MUTADORES: tuple[Mutador, ...] = (voltear, cortar, empalmar, repetir, quitar, mudar, pisar, insertar, otra_cifra, con_texto_malo)
