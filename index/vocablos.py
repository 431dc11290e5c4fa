"""The words that the loaded texts have: what a question's words are known by, without reading the texts.

``raices`` counts in how many distinct texts each stem stands (a description with its measure, an observation);
``formas`` holds the folded words themselves, those of names included; ``textos`` marks the texts counted so far.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from index.schema import formas, informes, lineas_informe, lotes, metas, observaciones, raices, textos
from index.textos import palabras
from index.textos import raices as raices_de

#: Not a stem: the number of texts in all.
TODOS = ""
_LARGO = 64


@dataclass(frozen=True, slots=True)
class Palabras:
    """Words of some texts: in how many of them each stem stands, and the folded words."""

    veces: Counter[str]
    formas: frozenset[str]


def de_documentos(con: Connection, documentos_: Collection[int]) -> Palabras:
    """The words of some documents."""
    if not documentos_:
        return Palabras(Counter(), frozenset())
    suyos, dichas, nombres = _reunir(con, documentos_)
    return Palabras(Counter(r for juntas in _por_huella(suyos, dichas).values() for r in juntas), _formas(suyos, dichas, nombres))


def contar(con: Connection, nuevos: Collection[int] | None) -> None:
    """Count the words of some documents that were not counted before, or forget the counts and count all."""
    if nuevos is None:
        for tabla in (raices, formas, textos):
            con.execute(delete(tabla))
    suyos, dichas, nombres = _reunir(con, nuevos)
    por_huella = _por_huella(suyos, dichas)
    sin_contar = sorted(por_huella.keys() - _hay(con, textos.c.huella, por_huella))
    if sin_contar:
        con.execute(insert(textos), [{"huella": h} for h in sin_contar])
    _sumar(con, Counter({TODOS: len(sin_contar)}) + Counter(r for h in sin_contar for r in por_huella[h]))
    vistas = _formas(suyos, dichas, nombres)
    faltan = sorted(vistas - _hay(con, formas.c.forma, vistas))
    if faltan:
        con.execute(insert(formas), [{"forma": p} for p in faltan])


_Textos = tuple[set[tuple[str, str]], set[str], set[str]]


def _reunir(con: Connection, nuevos: Collection[int] | None) -> _Textos:
    """The distinct descriptions with their measure, observations and names of some documents, or of all."""
    if nuevos is None:
        return _leer(con, [], [])
    juntos: _Textos = (set(), set(), set())
    for lote in lotes(sorted(nuevos)):
        suyos = select(informes.c.id).where(informes.c.documento_id.in_(lote))
        for todas, leidas in zip(
            juntos, _leer(con, [metas.c.informe_id.in_(suyos)], [informes.c.documento_id.in_(lote)]), strict=True
        ):
            todas |= leidas  # type: ignore[operator]
    return juntos


def _leer(con: Connection, de_metas: list[Any], de_informes: list[Any]) -> _Textos:
    m, i, li, o = metas, informes, lineas_informe, observaciones
    descritas = {(d, u) for d, u in con.execute(select(m.c.descripcion, m.c.unidad_medida).where(*de_metas).distinct())}
    usadas = o.c.id.in_(select(m.c.observacion_id).where(*de_metas)) if de_metas else o.c.id.is_not(None)
    nombres = set(con.scalars(select(li.c.nombre).where(li.c.informe_id.in_(select(i.c.id).where(*de_informes))).distinct()))
    for columna in (i.c.municipio, i.c.ramo_nombre, i.c.programa_nombre, i.c.unidad_nombre):
        nombres |= set(con.scalars(select(columna).where(*de_informes).distinct()))
    return descritas, set(con.scalars(select(o.c.texto).where(usadas))), nombres


def _por_huella(suyos: Iterable[tuple[str, str]], dichas: Iterable[str]) -> dict[str, frozenset[str]]:
    """The stems of each distinct text, by its mark."""
    descritas = {frozenset(_cortas(raices_de(f"{d} {u}"))) for d, u in suyos}
    return {_huella("d", *sorted(r)): r for r in descritas} | {_huella("o", t): frozenset(_cortas(raices_de(t))) for t in dichas}


def _formas(suyos: Iterable[tuple[str, str]], dichas: Iterable[str], nombres: Iterable[str]) -> frozenset[str]:
    return frozenset(p for t in (*(x for par in suyos for x in par), *dichas, *nombres) for p in _cortas(palabras(t)))


def _cortas(palabras_: Iterable[str]) -> Iterable[str]:
    return (p[:_LARGO] for p in palabras_)


def _sumar(con: Connection, veces: Counter[str]) -> None:
    hay = _hay(con, raices.c.raiz, veces)
    sumadas = [{"cual": r, "mas": n} for r, n in sorted(veces.items()) if r in hay]
    if sumadas:
        con.execute(
            update(raices).where(raices.c.raiz == bindparam("cual")).values(textos=raices.c.textos + bindparam("mas")), sumadas
        )
    nuevas = [{"raiz": r, "textos": n} for r, n in sorted(veces.items()) if r not in hay]
    if nuevas:
        con.execute(insert(raices), nuevas)


def _hay(con: Connection, columna: Any, valores: Iterable[str]) -> set[str]:
    return {v for lote in lotes(sorted(valores)) for v in con.scalars(select(columna).where(columna.in_(lote)))}


def _huella(clase: str, *partes: str) -> str:
    return hashlib.blake2b("\0".join((clase, *partes)).encode(), digest_size=12).hexdigest()
