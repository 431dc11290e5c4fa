"""Damage to PDF files: objects lost, doubled, swapped, pointing at themselves; edits inside compressed streams."""

from __future__ import annotations

import base64
import random
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress

from bench.hostil.octetos import MUTADORES as DE_OCTETOS
from bench.hostil.octetos import TEXTOS, Mutador, en_lugar_de, otra_cifra

_OBJETO = re.compile(rb"\d+ \d+ obj\b.*?\bendobj", re.DOTALL)
_FLUJO = re.compile(rb"<<(?:(?!>>\s*stream).)*>>\s*stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_CLAVES = (
    b"/Type", b"/Kids", b"/Parent", b"/Count", b"/MediaBox", b"/Resources", b"/Font", b"/Contents", b"/Length", b"/Filter", b"/ToUnicode", b"/Encoding",
    b"/Rotate", b"/CropBox", b"/Root", b"/Pages", b"/Page", b"/XObject", b"/ExtGState", b"/FlateDecode", b"/ASCII85Decode", b"/Subtype", b"/BaseFont",
)  # fmt: skip
_VALORES = (
    b"null", b"[]", b"<<>>", b"-1", b"0", b"2147483648", b"[0 0 0 0]", b"[0 0 1e9 1e9]", b"[0 0 -612 -792]", b"1 0 R", b"2 0 R", b"3 0 R", b"999 0 R",
    b"/FlateDecode", b"[/FlateDecode/FlateDecode]", b"/JBIG2Decode", b"(\xfe\xff\xd8\x00)", b"90", b"45", b"true",
)  # fmt: skip
#: Operators of a page's drawing, as attackers and bad printers write them: loops, depth, invisible and huge text, no state.
_DIBUJOS = (
    b"q " * 3000, b"Q " * 50, b"3 Tr ", b"0 0 0 0 0 0 cm ", b"1e9 0 0 1e9 0 0 cm ", b"0 Tf ", b"/F1 0 Tf ", b"/F1 1e9 Tf ", b"/F1 -9 Tf ", b"/X Do ", b"1 1 1 rg ",
    b"BT (oculto) Tj ET ", b"ET ", b"BT " * 200, b"-9999 -9999 Td ", b"(\\000\\377) Tj ", b"[(a) -99999 (b)] TJ ", b"0 0 m 1e38 1e38 l S ", b"BI /W 9999 /H 9999 ID x EI ",
    b"1 0 0 1 NaN 0 Tm ", b"(" * 300, b"<</a " * 100, b"90 0 0 1 0 0 Tm ", b"0 1 -1 0 300 300 cm ", b"Tz ", b"0 Tz ", b"0.01 Tz ", b"W n ", b"0 0 1 1 re W n ",
)  # fmt: skip


def objetos(azar: random.Random, c: bytes, otros: Sequence[bytes]) -> bytes:
    """Objects lost, doubled, in each other's place, from another file."""
    hallados = list(_OBJETO.finditer(c))
    if len(hallados) < 2:
        return c
    a, b = sorted(azar.sample(hallados, 2), key=lambda m: m.start())
    que = azar.randrange(4)
    if que == 0:
        return c[: a.start()] + c[a.end() :]
    if que == 1:
        return c[: b.end()] + b"\n" + a.group() + c[b.end() :]
    if que == 2:
        return c[: a.start()] + _cuerpo(a, b) + c[a.end() : b.start()] + _cuerpo(b, a) + c[b.end() :]
    ajeno = azar.choice(_OBJETO.findall(azar.choice(otros)) or [b""])
    return c[: a.start()] + ajeno + c[a.end() :]


def referencias(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """References to other objects, or to themselves."""
    return en_lugar_de(azar, rb"\d+ 0 R", c, [b"%d 0 R" % n for n in (0, 1, 2, 3, 4, 5, 6, 7, 99, 4294967296)], 4)


def valores(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Values of a dictionary that nobody expects."""
    hallados = list(re.finditer(rb"/[A-Z]\w+ ?(\[[^\]]*\]|\d+(?: \d+ R)?|/\w+)", c))
    for m in sorted(azar.sample(hallados, min(len(hallados), azar.randint(1, 4))), key=lambda m: -m.start()):
        c = c[: m.start(1)] + b" " + azar.choice(_VALORES) + c[m.end(1) :]
    return c


def claves(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Keys in each other's place."""
    return en_lugar_de(azar, rb"/[A-Z]\w+", c, _CLAVES, 4)


def dibujo(azar: random.Random, c: bytes, otros: Sequence[bytes]) -> bytes:
    """A stream unpacked, edited and packed again under its right length."""
    hallados = [m for m in _FLUJO.finditer(c)]
    if not hallados:
        return c
    m = azar.choice(hallados)
    abierto = _abrir(m.group(1), m.group())
    if abierto is None:
        return c
    nuevo = zlib.compress(_editar(azar, abierto, otros), 1)
    return c[: m.start()] + b"<</Filter/FlateDecode/Length %d>>\nstream\n" % len(nuevo) + nuevo + b"\nendstream" + c[m.end() :]


def _editar(azar: random.Random, dibujado: bytes, otros: Sequence[bytes]) -> bytes:
    que = azar.randrange(5)
    if que == 0:
        return azar.choice(DE_OCTETOS)(azar, dibujado, otros)
    if que == 1:
        return otra_cifra(azar, dibujado, otros)
    if que == 2:
        malos = [b"(" + x.encode("utf-16", "surrogatepass") + b")" for x in TEXTOS if "(" not in x and ")" not in x]
        return en_lugar_de(azar, rb"\((?:[^()\\]|\\.)*\)", dibujado, malos, 12)
    renglones = dibujado.split(b"\n")
    for _i in range(azar.choice((1, 3, 9))):
        i = azar.randrange(len(renglones))
        if que == 3:
            renglones.insert(i, azar.choice(_DIBUJOS))
        else:
            renglones[i] = azar.choice((b"", renglones[azar.randrange(len(renglones))]))
    return b"\n".join(renglones)


def _abrir(flujo: bytes, entero: bytes) -> bytes | None:
    with suppress(zlib.error, ValueError):
        if b"ASCII85Decode" in entero[:400]:
            return zlib.decompress(base64.a85decode(flujo.strip().removesuffix(b"~>")))
        return zlib.decompress(flujo)
    return None


def _cuerpo(de: re.Match[bytes], con: re.Match[bytes]) -> bytes:
    """One object's number over another one's body."""
    return de.group().partition(b"obj")[0] + b"obj" + con.group().partition(b"obj")[2]


MUTADORES: tuple[Mutador, ...] = (
    *(dibujo,) * 12, *(objetos,) * 3, *(valores,) * 4, *(referencias,) * 3, *(claves,) * 3, *DE_OCTETOS,
)  # fmt: skip
