"""What one load changes in others: a goal's series, people's spellings, and the findings that show between reports.

It runs over the units and municipalities that a load (or a removal) touched, from what is stored: so the result does
not depend on the order in which files came. Units are done inside the load's own transaction. What is compared over a
whole municipality (names, people, measures) is done once a batch: each load of a batch leaves a mark (``pendientes``),
and whoever ends the batch, or begins the next one, does what is marked (``completar``).
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, tuple_, update

from index import lugares, personas, series
from index.auditoria import entre_informes as reglas
from index.poa import Hallazgo
from index.schema import LARGO_DE_SERIE, firmas, hallazgos, informes, lotes, metas, pendientes
from index.textos import palabras

#: A unit over its years: (municipio, ramo, programa, unidad).
Unidad = tuple[str, str, str, str]
_UNIDAD = ("municipio", "ramo", "programa", "unidad")
_DE_UNIDAD = tuple(informes.c[c] for c in _UNIDAD)
_CON_VARIOS = (
    select(*_DE_UNIDAD)
    .where(tuple_(*_DE_UNIDAD).in_(bindparam("unidades", expanding=True)))
    .group_by(*_DE_UNIDAD)
    .having(func.count() > 1)
)
_CON_NOMBRE_IGUAL = select(informes.c.municipio).where(informes.c.municipio == bindparam("leido")).limit(1)
_CIFRAS = {"meta_anual": "meta_anual"} | {f"{q}_t{n}": f"{q}.T{n}" for n in range(1, 5) for q in ("programado", "alcanzado")}
_ENTRE_CORTES = ("cifra_cambiada", "meta_anual_modificada")


def con_varios(con: Connection, unidades: Collection[Unidad]) -> list[Unidad]:
    """Those of some units of which more than one report is loaded. The goals of the others are a series each
    (``de_un_informe``), and no cut stands beside another."""
    return [tuple(f) for lote in lotes(sorted(unidades)) for f in con.execute(_CON_VARIOS, {"unidades": lote})]


def unidades_al_dia(con: Connection, unidades: Collection[Unidad]) -> None:
    """Bring the series of some units' goals and the findings between their cuts up to date."""
    for unidad in sorted(unidades):
        _series(con, unidad)
        _cortes(con, unidad)


def anotar(con: Connection, municipios: Collection[str]) -> None:
    """Mark municipalities whose names are to be compared anew."""
    if municipios:
        con.execute(insert(pendientes), [{"municipio": m} for m in sorted(municipios)])


def completar(con: Connection) -> None:
    """Bring the spellings, the people and the findings on names up to date where a mark says so."""
    marcas = con.execute(select(pendientes.c.id, pendientes.c.municipio)).all()
    for municipio in sorted({_grafia(con, m) for m in sorted({f.municipio for f in marcas})}):
        _personas(con, municipio)
        _nombres(con, municipio)
    for lote in lotes([f.id for f in marcas]):
        con.execute(delete(pendientes).where(pendientes.c.id.in_(lote)))


# --- municipalities -------------------------------------------------------------------------------------------------


class Municipios:
    """The municipalities of the store, for the reports of a document that is being loaded."""

    def __init__(self, con: Connection) -> None:
        self._con = con
        self._iguales: dict[str, str | None] = {}

    @functools.cached_property
    def _conocidos(self) -> list[str]:
        return list(self._con.scalars(select(informes.c.municipio).distinct()))

    def de(self, leido: str, ramo: str, unidad: str) -> str:
        """The loaded municipality that a printed name is: the same but for case, accents and state, or, with the same
        unit of the same branch, but for a slip. The name itself where there is none."""
        if leido not in self._iguales:
            self._iguales[leido] = self._igual(leido)
        return self._iguales[leido] or self._parecido(leido, ramo, unidad)

    def _igual(self, leido: str) -> str | None:
        if self._con.scalar(_CON_NOMBRE_IGUAL, {"leido": leido}) is not None:
            return leido  # all reports of a municipality show one spelling (``_grafia``)
        suya = lugares.clave(leido)
        return min((m for m in self._conocidos if lugares.clave(m) == suya), default=None)

    def _parecido(self, leido: str, ramo: str, unidad: str) -> str:
        parecidos = [m for m in self._conocidos if lugares.parecidas(lugares.clave(m), lugares.clave(leido))]
        if not parecidos:
            return leido
        mismos = self._con.scalars(
            select(informes.c.municipio).where(
                informes.c.municipio.in_(parecidos), informes.c.ramo == ramo, informes.c.unidad == unidad
            )
        ).all()
        return min(mismos, default=leido)


def _grafia(con: Connection, municipio: str) -> str:
    """All reports of a municipality show its commonest spelling; returns it."""
    filas = con.execute(
        select(informes.c.municipio_leido, func.count())
        .where(informes.c.municipio == municipio)
        .group_by(informes.c.municipio_leido)
    ).all()
    comun = lugares.comun({g: n for g, n in filas}) if filas else municipio
    if comun != municipio:
        for tabla in (informes, metas):
            con.execute(update(tabla).where(tabla.c.municipio == municipio).values(municipio=comun))
    return comun


# --- series and cuts ------------------------------------------------------------------------------------------------


def de_un_informe(unidad: Unidad, nombres: Sequence[str]) -> list[str]:
    """The series of the goals of a unit's only report, in order, by their own names (``series.nombrar``)."""
    base = _base(unidad)
    return [f"{base}/{nombre}"[:LARGO_DE_SERIE] for nombre in nombres]


def _base(unidad: Unidad) -> str:
    return "/".join((lugares.clave(unidad[0]).replace(" ", "-"), *unidad[1:]))


def _series(con: Connection, unidad: Unidad) -> None:
    filas = con.execute(
        select(metas.c.id, metas.c.ejercicio, metas.c.corte, metas.c.numero, metas.c.descripcion, metas.c.serie)
        .where(tuple_(*(metas.c[c] for c in _UNIDAD)).in_([unidad]))
        .order_by(metas.c.ejercicio, metas.c.corte, metas.c.orden, metas.c.id)
    ).all()
    eslabones = [series.Eslabon(f.id, (f.ejercicio, f.corte), f.ejercicio, f.numero, f.descripcion) for f in filas]
    nombres = series.encadenar(eslabones)
    base = _base(unidad)
    nuevas = {f.id: f"{base}/{nombres[f.id]}"[:LARGO_DE_SERIE] for f in filas}
    cambian = [{"cual": f.id, "nueva": nuevas[f.id]} for f in filas if nuevas[f.id] != f.serie]
    if cambian:
        cambio = update(metas).where(metas.c.id == bindparam("cual")).values(serie=bindparam("nueva"))
        con.execute(cambio, cambian)


def _cortes(con: Connection, unidad: Unidad) -> None:
    """The findings between one report's cuts, each beside the one before it."""
    propios = con.execute(
        select(informes.c.id, informes.c.clave, informes.c.ejercicio, informes.c.corte)
        .where(tuple_(*(informes.c[c] for c in _UNIDAD)).in_([unidad]))
        .order_by(informes.c.ejercicio, informes.c.corte)
    ).all()
    ids = {f.clave: f.id for f in propios}
    _quitar(con, list(ids.values()), _ENTRE_CORTES)
    hallados = [
        h
        for antes, despues in pairwise(propios)
        if antes.ejercicio == despues.ejercicio
        for h in reglas.entre_cortes(_version(con, antes), _version(con, despues))
    ]
    _guardar(con, ids, hallados)


def _version(con: Connection, informe: Any) -> reglas.Version:
    columnas = [metas.c[c] for c in _CIFRAS]
    filas = con.execute(
        select(metas.c.serie, metas.c.numero, metas.c.celdas, *columnas)
        .where(metas.c.informe_id == informe.id)
        .order_by(metas.c.orden)
    )
    propias = [
        reglas.MetaImpresa(
            f.serie,
            f.numero,
            {campo: f._mapping[c] for c, campo in _CIFRAS.items()},
            {c: str(x["literal"]) for c, x in f.celdas.items()},
        )
        for f in filas
    ]
    return reglas.Version(informe.clave, informe.ejercicio, informe.corte, propias)


# --- names ----------------------------------------------------------------------------------------------------------


def _personas(con: Connection, municipio: str) -> None:
    """The spelling that variants of one name share, among the reports of a municipality."""
    suyos = select(informes.c.id).where(informes.c.municipio == municipio)
    filas = con.execute(
        select(firmas.c.nombre, firmas.c.persona, func.count())
        .where(firmas.c.informe_id.in_(suyos))
        .group_by(firmas.c.nombre, firmas.c.persona)
    ).all()
    veces: Counter[str] = Counter()
    for nombre, _, cuantas in filas:
        veces[nombre] += cuantas
    comunes = personas.agrupar(veces)
    for nombre in sorted({n for n, persona, _ in filas if comunes[n] != persona}):
        donde = (firmas.c.nombre == nombre, firmas.c.informe_id.in_(suyos))
        con.execute(update(firmas).where(*donde).values(persona=comunes[nombre]))


def _nombres(con: Connection, municipio: str) -> None:
    """The findings on names and measures that differ between the reports of a municipality."""
    i = informes
    filas = con.execute(select(i).where(i.c.municipio == municipio).order_by(i.c.ejercicio, i.c.corte, i.c.id)).all()
    ids = {f.clave: f.id for f in filas}
    suyas = con.execute(
        select(firmas.c.rol, firmas.c.nombre, firmas.c.persona, i.c.clave, i.c.unidad)
        .join(i, i.c.id == firmas.c.informe_id)
        .where(i.c.municipio == municipio)
        .order_by(i.c.ejercicio, i.c.corte, i.c.id, firmas.c.id)
    ).all()  # fmt: skip
    usos = [reglas.Uso(f.clave, f.unidad, f"firma.{f.rol}", "", f.nombre) for f in suyas]
    hallados = [*reglas.firmas_con_variantes(usos, {f.nombre: f.persona for f in suyas})]
    for campo, regla, que in _CON_NOMBRE:
        for propias in _por_ramo(filas):
            nombrados = [
                reglas.Uso(f.clave, f.unidad, f"{campo}_nombre", str(f._mapping[campo]), str(f._mapping[f"{campo}_nombre"]))
                for f in propias
            ]
            hallados += reglas.nombres_con_variantes(regla, que, nombrados)
    hallados += reglas.municipios_con_variantes(
        [reglas.Uso(f.clave, f.unidad, "municipio", municipio, f.municipio_leido) for f in filas]
    )
    hallados += _medidas(con, municipio)
    _quitar(con, list(ids.values()), tuple({*(h.regla for _, h in hallados), *_DE_NOMBRES}))
    _guardar(con, ids, hallados)


_CON_NOMBRE = (
    ("ramo", "ramo_con_variantes", "el ramo"),
    ("programa", "ramo_con_variantes", "el programa"),
    ("unidad", "unidad_con_variantes", "la unidad"),
)
_DE_NOMBRES = ("nombre_con_variantes", "ramo_con_variantes", "unidad_con_variantes", "municipio_con_variantes", "medida_parecida")


def _por_ramo(filas: Sequence[Any]) -> Iterable[list[Any]]:
    grupos: dict[str, list[Any]] = defaultdict(list)
    for f in filas:
        grupos[f.ramo].append(f)
    return grupos.values()


def _medidas(con: Connection, municipio: str) -> Iterator[tuple[str, Hallazgo]]:
    veces = {
        str(k): int(n)
        for k, n in con.execute(
            select(metas.c.medida, func.count()).where(metas.c.municipio == municipio).group_by(metas.c.medida)
        )
    }
    descripciones: list[str] = []

    def usada(palabra: str) -> bool:
        if not descripciones:
            descripciones.extend(con.scalars(select(metas.c.descripcion).where(metas.c.municipio == municipio)))
        return any(palabra in palabras(d) for d in descripciones)

    for rara, comun in reglas.medidas_parecidas(veces, usada).items():
        otra = con.execute(_de_medida(municipio, comun).limit(1)).one()
        ilegibles = select(hallazgos.c.meta_id).where(hallazgos.c.regla == "medida_ilegible")
        for f in con.execute(
            _de_medida(municipio, rara).where(metas.c.id.not_in(ilegibles.where(hallazgos.c.meta_id.is_not(None))))
        ):
            yield f.informe, Hallazgo(
                "medida_parecida", "notice", f.numero, "unidad_medida", f.unidad_medida, otra.unidad_medida,
                f"La unidad de medida de la meta {f.numero}, «{f.unidad_medida}», parece un error de lectura de "
                f"«{otra.unidad_medida}»; no se suman juntas.",
                ((f.numero, "unidad_medida"),), ((otra.informe, otra.numero, "unidad_medida"),),
            )  # fmt: skip


def _de_medida(municipio: str, medida: str) -> Any:
    return (
        select(metas.c.numero, metas.c.unidad_medida, informes.c.clave.label("informe"))
        .join(informes, informes.c.id == metas.c.informe_id)
        .where(metas.c.municipio == municipio, metas.c.medida == medida)
        .order_by(metas.c.ejercicio, metas.c.corte, metas.c.id)
    )


# --- findings -------------------------------------------------------------------------------------------------------


def _quitar(con: Connection, ids: Sequence[int], cuales: Sequence[str]) -> None:
    donde = (hallazgos.c.entre_informes.is_(True), hallazgos.c.regla.in_(cuales), hallazgos.c.informe_id.in_(ids))
    con.execute(delete(hallazgos).where(*donde))


def _guardar(con: Connection, ids: dict[str, int], hallados: Sequence[tuple[str, Hallazgo]]) -> None:
    """Write findings; one that the report's own document already shows is not said twice."""
    if not hallados:
        return
    h = hallazgos
    dichos = {
        tuple(f)
        for f in con.execute(
            select(h.c.informe_id, h.c.regla, h.c.campo).where(h.c.informe_id.in_(list(ids.values())), h.c.meta_id.is_(None))
        )
    }
    m = metas
    suyas = select(m.c.id, m.c.informe_id, m.c.numero).where(m.c.informe_id.in_(list(ids.values()))).order_by(m.c.id.desc())
    numeros = {(f.informe_id, f.numero): f.id for f in con.execute(suyas)}
    filas = [
        {
            "informe_id": ids[clave],
            "meta_id": None if x.meta is None else numeros.get((ids[clave], x.meta)),
            **{c: getattr(x, c) for c in ("regla", "gravedad", "campo", "impreso", "esperado", "explicacion")},
            "citas": [*map(list, x.citas), *([numero, campo, otro] for otro, numero, campo in x.citas_ajenas)],
            "entre_informes": True,
        }
        for clave, x in hallados
        if x.meta is not None or (ids[clave], x.regla, x.campo) not in dichos
    ]
    if filas:
        con.execute(insert(h), filas)
