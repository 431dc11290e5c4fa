"""Damage to Office packages: an edit inside one XML part, zipped again; parts lost, doubled, foreign; a broken zip."""

from __future__ import annotations

import io
import random
import warnings
import zipfile
from collections.abc import Sequence

from bench.hostil.marcado import MUTADORES as DE_MARCADO
from bench.hostil.marcado import arbol
from bench.hostil.octetos import MUTADORES as DE_OCTETOS
from bench.hostil.octetos import Mutador

#: Parts that hold the report weigh more in the draw than those that dress it.
_HONDAS = ("document.xml", "sheet1.xml", "sharedStrings.xml", "workbook.xml", "styles.xml", "numbering.xml")
#: Share of the edits that leave a part well-formed: the others are refused at the door.
_SANAS = 0.8
_RUTAS = ("../../fuera.xml", "/etc/passwd", "xl/worksheets/sheet1.xml", "word/document.xml", "xl\\workbook.xml", "x" * 4000 + ".xml")


def partes(c: bytes) -> list[tuple[str, bytes]]:
    """The members of a package."""
    with zipfile.ZipFile(io.BytesIO(c)) as paquete:
        return [(i.filename, paquete.read(i)) for i in paquete.infolist()]


def empacar(miembros: Sequence[tuple[str, bytes]], metodo: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these members; a name may stand twice."""
    salida = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(salida, "w", metodo, compresslevel=1) as paquete:
        warnings.simplefilter("ignore")
        for nombre, contenido in miembros:
            paquete.writestr(nombre, contenido)
    return salida.getvalue()


def editar(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """One part, sometimes two, edited."""
    miembros = partes(c)
    for _i in range(azar.choice((1, 1, 1, 2))):
        pesos = [8 if n.endswith(_HONDAS[:3]) else 3 if n.endswith(_HONDAS) else 1 for n, _c in miembros]
        i = azar.choices(range(len(miembros)), pesos)[0]
        nombre, contenido = miembros[i]
        cambio = arbol if azar.random() < _SANAS and nombre.endswith((".xml", ".rels")) else azar.choice(DE_MARCADO)
        miembros[i] = nombre, cambio(azar, contenido, [x for _n, x in miembros])
    return empacar(miembros)


def otras_partes(azar: random.Random, c: bytes, otros: Sequence[bytes]) -> bytes:
    """Parts lost, doubled, in each other's place, taken from another file, under foreign names."""
    miembros = partes(c)
    for _i in range(azar.choice((1, 2, 4))):
        i, j = azar.randrange(len(miembros)), azar.randrange(len(miembros))
        que = azar.randrange(5)
        if que == 0 and len(miembros) > 1:
            del miembros[i]
        elif que == 1:
            miembros.insert(j, miembros[i])
        elif que == 2:
            (a, x), (b, y) = miembros[i], miembros[j]
            miembros[i], miembros[j] = (a, y), (b, x)
        elif que == 3:
            miembros[i] = azar.choice(partes(azar.choice(otros)))
        else:
            miembros.append((azar.choice(_RUTAS), miembros[i][1]))
    return empacar(miembros, azar.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def cabeceras(azar: random.Random, c: bytes, _: Sequence[bytes]) -> bytes:
    """A header of the zip that lies: flags, methods, sizes, places, names."""
    roto = bytearray(c)
    firma = azar.choice((b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"))
    lugares = [i for i in range(len(c) - 4) if c[i : i + 4] == firma]
    for _i in range(azar.choice((1, 2, 8))):
        donde = azar.choice(lugares or [0]) + azar.randrange(4, 46)
        if donde < len(roto):
            roto[donde] = azar.choice((0, 1, 8, 99, 255, azar.randrange(256)))
    return bytes(roto)


MUTADORES: tuple[Mutador, ...] = (*(editar,) * 20, *(otras_partes,) * 4, cabeceras, cabeceras, *DE_OCTETOS)
