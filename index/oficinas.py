"""Which of the offices that a header names is the unit: the dependency, the unit within it that reports, an area of that."""

from __future__ import annotations

from index.claves import con_clave
from index.cortes import Campo
from index.rotulos_cabecera import AREA, DE_OFICINA, OTRAS_OFICINAS


def de_la_unidad(filas: list[list[Campo]]) -> list[list[Campo]]:
    """A header's labelled values, the office that is the unit as such, and the others as what they are. An area is the unit
    where it has a code and what is called the unit has none; it stays an area besides, for other forms may name its unit."""
    nombradas = {campo: trozos for fila in reversed(filas) for campo, trozos in reversed(fila) if trozos}
    claves = {c: c in nombradas and (con_clave(nombradas[c][0].texto) or f"clave_{c}" in nombradas) for c in ("unidad", AREA)}
    if "unidad" in nombradas and not (claves[AREA] and not claves["unidad"]):
        return filas
    propia = next((oficina for oficina in OTRAS_OFICINAS if oficina in nombradas), None)
    suyos = {campo: de for campo, de in DE_OFICINA.items() if propia is None or campo.endswith(propia)}
    ajenos = {de: f"otra_{de}" for de in DE_OFICINA.values()} if "unidad" in nombradas else {}
    salida = [[(suyos.get(campo) or ajenos.get(campo, campo), trozos) for campo, trozos in fila] for fila in filas]
    if propia == AREA:
        salida = [[*nueva, *((c, t) for c, t in fila if c == AREA and t)] for nueva, fila in zip(salida, filas, strict=True)]
    return salida
