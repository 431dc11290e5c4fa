"""Observations found by words, by meaning and by filters, each whole, with its place and what of it matches.

Words are exact (every one, by its stem); what only resembles the words comes after, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast, get_args

from assistant.listado import CLASES, ESTADOS, SeleccionInvalida, cita_de_celda
from assistant.plan import ConCausa, ConClase, ConObservacion, En, Filtro, Plan, Texto
from index.poa import Causa
from index.textos import alinear, palabras, raices, raiz

if TYPE_CHECKING:
    from assistant.evidence import Fila
    from assistant.execute import Lector
    from assistant.search import Buscador

CAUSAS: tuple[str, ...] = get_args(Causa)
#: Observations that only resemble the words, at most.
CERCANAS = 8
_PALABRA = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Busqueda:
    """What is looked for. Empty fields filter nothing."""

    palabras: str = ""
    causa: str = ""
    estado: str = ""
    unidad: str = ""
    ejercicio: int = 0
    municipio: str = ""
    #: Also observations that resemble the words without having them.
    por_significado: bool = True


@dataclass(frozen=True, slots=True)
class Pasaje:
    """An observation of one goal. ``marcas`` are the (start, end) of what matches in it; ``cercano``: it only
    resembles the words."""

    fila: Fila
    texto: str
    marcas: tuple[tuple[int, int], ...] = ()
    cercano: bool = False

    def cita(self) -> dict[str, Any]:
        """Its printed cell, as the contract's citation without a number."""
        f = self.fila
        return cita_de_celda(f.celdas.get("observacion", {}), f.documento, "observacion", f.datos["unidad"], f)


def buscar(lector: Lector, buscador: Buscador, b: Busqueda) -> list[Pasaje]:
    """The observations that match, those with the words first, in the order of the reports. Raises
    ``SeleccionInvalida`` for a cause or a state that there isn't."""
    filtros = tuple(_filtros(b))
    lector = type(lector)(lector.motor, 10**9, lector.bandas)
    terminos = tuple(dict.fromkeys(p for p in palabras(b.palabras) if raices(p)))
    if not terminos:
        return [_pasaje(f, b, frozenset()) for f in _filas(lector, filtros, b.estado)]
    tallos = frozenset(raiz(t) for t in terminos)
    exactas = _filas(lector, (*filtros, Texto(terminos=terminos, donde="observacion")), b.estado)
    salida = [_pasaje(f, b, tallos) for f in exactas]
    if b.por_significado:
        vistas = {f.datos["id"] for f in exactas}
        ids = buscador.buscar(b.palabras, CERCANAS)
        puesto = {uno: n for n, uno in enumerate(ids)}
        cercanas = (
            _filas(lector, (*filtros, Texto(terminos=terminos, cercano=True, observaciones=tuple(ids))), b.estado) if ids else []
        )
        cercanas = sorted(
            (f for f in cercanas if f.datos["id"] not in vistas), key=lambda f: puesto.get(f.datos["observacion_id"], len(ids))
        )
        salida += [replace(_pasaje(f, b, tallos), cercano=True) for f in cercanas]
    return salida


def _filtros(b: Busqueda) -> Iterable[Filtro]:
    yield ConObservacion(presente=True)
    if b.causa:
        if b.causa not in CAUSAS:
            raise SeleccionInvalida(f"la causa «{b.causa}» no existe. Las que hay: {', '.join(CAUSAS)}.")
        yield ConCausa(causas=(cast("Causa", b.causa),))
    if b.estado in CLASES:
        yield ConClase.model_validate({"clases": (b.estado,)})
    elif b.estado and b.estado not in ESTADOS:
        raise SeleccionInvalida(f"el estado «{b.estado}» no existe. Los que hay: {', '.join((*ESTADOS, *CLASES))}.")
    for entidad, valor in (("unidad", b.unidad), ("ejercicio", str(b.ejercicio or "")), ("municipio", b.municipio)):
        if valor:
            yield En.model_validate({"entidad": entidad, "valores": (valor,)})


def _filas(lector: Lector, filtros: tuple[Filtro, ...], estado: str) -> list[Fila]:
    filas = lector.ejecutar(Plan(intent="list", filtros=filtros)).filas
    return [f for f in filas if f.observacion and (estado not in ESTADOS or f.datos["estado"] == estado)]


def _pasaje(fila: Fila, b: Busqueda, tallos: frozenset[str]) -> Pasaje:
    texto = fila.observacion or ""
    marcas = [(i, j) for i, j, palabra in _tramos(texto) if raiz(palabra) in tallos]
    if b.causa:
        marcas += [(c["inicio"], c["fin"]) for c in fila.causas if c["causa"] == b.causa]
    return Pasaje(fila, texto, _unidas(marcas))


def _tramos(texto: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text where they stand, folded."""
    return ((m.start(), m.end(), m.group()) for m in _PALABRA.finditer(alinear(texto)))


def _unidas(marcas: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In order, those that touch as one."""
    salida: list[tuple[int, int]] = []
    for inicio, fin in sorted(marcas):
        if salida and inicio <= salida[-1][1]:
            salida[-1] = (salida[-1][0], max(fin, salida[-1][1]))
        else:
            salida.append((inicio, fin))
    return tuple(salida)
