"""Damage to marked-up text (HTML, the XML parts of Office files): tags dropped, doubled, swapped, nested; bad attributes."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Sequence

from bench.hostil.octetos import MUTADORES as DE_OCTETOS
from bench.hostil.octetos import TEXTOS, Mutador, en_lugar_de, recodificar

_ETIQUETA = re.compile(rb"<[^<>]*>")
_VALOR = rb'"[^"<>]*"'
_VALORES = (
    b'""', b'"-1"', b'"0"', b'"99999999999999999999"', b'"A1:XFD1048576"', b'"XFD1048576"', b'"A0"', b'"1e9"', b'"0%"', b'"none"', b'"\xc3\xa1"', b'"rId999"',
    b'"../../../etc/passwd"', b'"http://ejemplo.test/x"', b'"' + b"A" * 5000 + b'"', b'"true"', b'"s"', b'"d"', b'"inlineStr"', b'"1048577"',
)  # fmt: skip
_ATRIBUTOS = tuple(v[1:-1].decode() for v in _VALORES)
_TROZOS = (
    b"<!-- ", b"-->", b"<![CDATA[", b"]]>", b"<?xml version='1.1' encoding='utf-16'?>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"&#x110000;",
    b"&#xD800;", b"&nbsp", b"<script>while(1);</script>", b"<style>td{display:none}</style>", b"<table>", b"</table>", b"<tr>", b"<td colspan=9999 rowspan=9999>",
    b"<br>", b"</", b"<", b"\x00", b"<meta charset=utf-16>", b"<base href='http://ejemplo.test/'>", b"<img src=x onerror=alert(1)>", b"<svg/onload=alert(1)>",
    b"<plaintext>", b"<template>", b"<td style='display:none'>", b"<select><option>", b"<noscript>", b"<frameset>", b"<math><mtext>", b"<input value='1'>",
)  # fmt: skip


def quitar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Some tags less."""
    return en_lugar_de(azar, _ETIQUETA.pattern, c, (b"",), 8)


def doblar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """What stands between two tags, with them, several times."""
    etiquetas = [m.start() for m in _ETIQUETA.finditer(c)]
    if len(etiquetas) < 2:
        return c
    i, j = sorted(azar.sample(range(len(etiquetas)), 2))
    j = min(j, i + azar.choice((1, 2, 8, 40)))
    pieza = c[etiquetas[i] : etiquetas[j]]
    return c[: etiquetas[j]] + pieza * azar.choice((1, 1, 3, 20)) + c[etiquetas[j] :]


def permutar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Tags in each other's place."""
    hallados = list(_ETIQUETA.finditer(c))
    if len(hallados) < 2:
        return c
    a, b = sorted(azar.sample(hallados, 2), key=lambda m: m.start())
    return c[: a.start()] + b.group() + c[a.end() : b.start()] + a.group() + c[b.end() :]


def hundir(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """One element inside itself, many times."""
    abren = [m for m in _ETIQUETA.finditer(c) if re.match(rb"<[A-Za-z]", m.group()) and not m.group().endswith(b"/>")]
    if not abren:
        return c
    m = azar.choice(abren)
    nombre = re.split(rb"[\s>/]", m.group()[1:])[0]
    veces = azar.choice((2, 20, 300, 3000))
    cierre = b"</" + nombre + b">" if azar.random() < 0.7 else b""
    return c[: m.start()] + m.group() * veces + cierre * veces + c[m.start() :]


def otros_valores(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Attributes with values that nobody expects."""
    return en_lugar_de(azar, _VALOR, c, _VALORES, 6)


def otros_textos(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Hostile text in place of what stands between tags; what XML can't hold as it is, stands as an entity."""
    malos = [x.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "surrogatepass") for x in TEXTOS]
    return en_lugar_de(azar, rb"(?<=>)[^<>]+(?=<)", c, malos, 10)


def trozos(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Pieces of markup in the wrong places."""
    for _i in range(azar.choice((1, 2, 6))):
        etiquetas = [m.end() for m in _ETIQUETA.finditer(c)] or [0]
        donde = azar.choice(etiquetas) if azar.random() < 0.7 else azar.randrange(len(c) + 1)
        c = c[:donde] + azar.choice(_TROZOS) + c[donde:]
    return c


def otro_nombre(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """An element's name changed everywhere into another's."""
    nombres = sorted({m.group(1) for m in re.finditer(rb"<([A-Za-z][\w:]*)", c)})
    if len(nombres) < 2:
        return c
    viejo, nuevo = azar.sample(nombres, 2)
    return re.sub(rb"(</?)" + re.escape(viejo) + rb"(?=[\s>/])", rb"\g<1>" + nuevo, c)


def arbol(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """Elements of a sound XML part dropped, doubled, moved, sunk, with other values and texts: it stays well-formed."""
    from lxml import etree

    raiz = etree.fromstring(c)
    for _i in range(azar.choice((1, 1, 2, 5, 15))):
        nodos = [n for n in raiz.iter() if isinstance(n.tag, str)]
        nodo, otro = azar.choice(nodos), azar.choice(nodos)
        padre, que = nodo.getparent(), azar.randrange(6)
        if que == 0 and padre is not None:
            padre.remove(nodo)
        elif que == 1 and padre is not None:
            for _j in range(azar.choice((1, 1, 4, 30))):
                padre.insert(padre.index(nodo), copy.deepcopy(nodo))
        elif que == 2 and len(nodo) < 400:
            otro.append(copy.deepcopy(nodo))
        elif que == 3 and nodo.attrib:
            nodo.set(azar.choice(sorted(nodo.attrib)), azar.choice(_ATRIBUTOS))
        elif que == 4:
            nodo.text = _de_xml(azar.choice(TEXTOS))
        elif que == 5:
            nodo.tag = otro.tag
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8")


def _de_xml(texto: str) -> str:
    """What XML can hold of a text."""
    return "".join(x for x in texto if x in "\t\n\r" or " " <= x <= "\ud7ff" or "\ue000" <= x <= "\ufffd" or x > "\uffff")


#: Changes that leave marks as marks, and those of bytes.
DE_MARCAS: tuple[Mutador, ...] = (quitar, doblar, permutar, hundir, otros_valores, otros_textos, trozos, otro_nombre)
MUTADORES: tuple[Mutador, ...] = (*DE_MARCAS, *DE_MARCAS, *DE_OCTETOS, recodificar)
