"""What one load changes in others: a goal's series, people's spellings, and the findings that show between reports.

It runs over the units and municipalities that a load (or a removal) touched, from what is stored: so the result does
not depend on the order in which files came. Units are done inside the load's own transaction. What is compared over a
whole municipality (names, people, measures) is done once a batch: each load of a batch leaves a mark (``pendientes``),
and whoever ends the batch, or begins the next one, does what is marked (``completar``).
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from index import lugares, personas, series
from index.auditoria import entre_informes as reglas
from index.listas import son_de
from index.poa import Hallazgo
from index.schema import LARGO_DE_SERIE, firmas, hallazgos, informes, lotes, metas, pendientes
from index.textos import acortada, palabras

_Llave = TypeVar("_Llave", bound=Hashable)

#: A unit over its years: (municipio, ramo, programa, unidad).
Unidad = tuple[str, str, str, str]
_UNIDAD = ("municipio", "ramo", "programa", "unidad")
_DE_UNIDAD = tuple(informes.c[c] for c in _UNIDAD)
_CON_VARIOS = select(*_DE_UNIDAD).group_by(*_DE_UNIDAD).having(func.count() > 1)
_CON_NOMBRE_IGUAL = select(informes.c.municipio).where(informes.c.municipio == bindparam("leido")).limit(1)
_CIFRAS = {"meta_anual": "meta_anual"} | {f"{q}_t{n}": f"{q}.T{n}" for n in range(1, 5) for q in ("programado", "alcanzado")}
#: Units that are read and written together: a statement for each would cost a round trip to the server.
_JUNTAS = 50
_CAMBIAR_SERIES = text(
    "UPDATE metas SET serie = n.serie FROM unnest(CAST(:cuales AS int[]), CAST(:nuevas AS text[])) AS n(id, serie) "
    "WHERE metas.id = n.id"
)
_ENTRE_CORTES = ("cifra_cambiada", "meta_anual_modificada")


def con_varios(con: Connection, unidades: Collection[Unidad]) -> list[Unidad]:
    """Those of some units of which more than one report is loaded. The goals of the others are a series each
    (``de_un_informe``), and no cut stands beside another."""
    return [tuple(f) for lote in lotes(sorted(unidades)) for f in con.execute(_CON_VARIOS.where(son_de(_DE_UNIDAD, lote)))]


def unidades_al_dia(con: Connection, unidades: Collection[Unidad]) -> None:
    """Bring the series of some units' goals and the findings between their cuts up to date."""
    todas = sorted(unidades)
    for n in range(0, len(todas), _JUNTAS):
        juntas = todas[n : n + _JUNTAS]
        _series(con, juntas)
        _cortes(con, juntas)


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
        self._parecidas: dict[str, list[str]] = {}

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
        if leido not in self._parecidas:
            suya = lugares.clave(leido)
            self._parecidas[leido] = [m for m in self._conocidos if lugares.parecidas(lugares.clave(m), suya)]
        if not (parecidos := self._parecidas[leido]):
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
    base = base_de_serie(unidad)
    return [f"{base}/{nombre}"[:LARGO_DE_SERIE] for nombre in nombres]


def probables(con: Connection, unidades: Collection[Unidad]) -> dict[Unidad, dict[str, str]]:
    """The series of some units' goals in force, by number: what the goals of another report most likely go on. To write
    them so from the first spares writing most of them twice."""
    columnas = [metas.c[c] for c in _UNIDAD]
    vigentes = select(metas.c.numero, metas.c.serie, *columnas).where(metas.c.vigente.is_(True)).order_by(metas.c.ejercicio)
    salida: dict[Unidad, dict[str, str]] = defaultdict(dict)
    for lote in lotes(sorted(unidades)):
        for f in con.execute(vigentes.where(son_de(columnas, lote))):
            salida[_unidad(f)][f.numero] = f.serie
    return salida


def base_de_serie(unidad: Unidad) -> str:
    return acortada("/".join((lugares.clave(unidad[0]).replace(" ", "-"), *unidad[1:])), LARGO_DE_SERIE - 40)


def _series(con: Connection, unidades: Sequence[Unidad]) -> None:
    columnas = [metas.c[c] for c in _UNIDAD]
    filas = con.execute(
        select(*(metas.c[c] for c in ("id", "ejercicio", "corte", "numero", "descripcion", "medida", "serie")), *columnas)
        .where(son_de(columnas, unidades))
        .order_by(metas.c.ejercicio, metas.c.corte, metas.c.orden, metas.c.id)
    ).all()
    cambian: list[dict[str, Any]] = []
    for unidad, suyas in _por(filas, _unidad).items():
        nombres = series.encadenar(
            [series.Eslabon(f.id, (f.ejercicio, f.corte), f.ejercicio, f.numero, f.descripcion, f.medida) for f in suyas]
        )
        base = base_de_serie(unidad)
        nuevas = {f.id: f"{base}/{nombres[f.id]}"[:LARGO_DE_SERIE] for f in suyas}
        cambian += [{"cual": f.id, "nueva": nuevas[f.id]} for f in suyas if nuevas[f.id] != f.serie]
    if cambian and con.dialect.name == "postgresql":
        con.execute(_CAMBIAR_SERIES, {"cuales": [c["cual"] for c in cambian], "nuevas": [c["nueva"] for c in cambian]})
    elif cambian:
        cambio = update(metas).where(metas.c.id == bindparam("cual")).values(serie=bindparam("nueva"))
        con.execute(cambio, cambian)


def _cortes(con: Connection, unidades: Sequence[Unidad]) -> None:
    """The findings between one report's cuts, each beside the one before it."""
    propios = con.execute(
        select(informes.c.id, informes.c.clave, informes.c.ejercicio, informes.c.corte, *_DE_UNIDAD)
        .where(son_de(_DE_UNIDAD, unidades))
        .order_by(informes.c.ejercicio, informes.c.corte)
    ).all()
    ids = {f.clave: f.id for f in propios}
    _quitar(con, list(ids.values()), _ENTRE_CORTES)
    pares = [
        (antes, despues)
        for suyos in _por(propios, _unidad).values()
        for antes, despues in pairwise(suyos)
        if antes.ejercicio == despues.ejercicio
    ]
    versiones = _versiones(con, list({f.id: f for par in pares for f in par}.values()))
    hallados = [h for antes, despues in pares for h in reglas.entre_cortes(versiones[antes.id], versiones[despues.id])]
    _guardar(con, ids, hallados)


def _versiones(con: Connection, propios: Sequence[Any]) -> dict[int, reglas.Version]:
    """Reports as the rules between cuts see them, by id."""
    columnas = [metas.c[c] for c in _CIFRAS]
    consulta = select(metas.c.informe_id, metas.c.serie, metas.c.numero, metas.c.celdas, *columnas).order_by(metas.c.orden)
    filas = [
        f for lote in lotes([p.id for p in propios]) for f in con.execute(consulta.where(metas.c.informe_id.in_(lote)))
    ]
    suyas = _por(filas, lambda f: f.informe_id)
    return {
        p.id: reglas.Version(p.clave, p.ejercicio, p.corte, [_impresa(f) for f in suyas.get(p.id, ())]) for p in propios
    }


def _impresa(f: Any) -> reglas.MetaImpresa:
    valores = {campo: f._mapping[c] for c, campo in _CIFRAS.items()}
    return reglas.MetaImpresa(f.serie, f.numero, valores, {c: str(x["literal"]) for c, x in f.celdas.items()})


def _unidad(f: Any) -> Unidad:
    return f.municipio, f.ramo, f.programa, f.unidad


def _por(filas: Iterable[Any], llave: Callable[[Any], _Llave]) -> dict[_Llave, list[Any]]:
    """Rows by what they share, each group in their order."""
    grupos: dict[_Llave, list[Any]] = defaultdict(list)
    for f in filas:
        grupos[llave(f)].append(f)
    return grupos


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
        for propias in _por(filas, lambda f: f.ramo).values():
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
    donde = (hallazgos.c.entre_informes.is_(True), hallazgos.c.regla.in_(cuales))
    for lote in lotes(ids):
        con.execute(delete(hallazgos).where(*donde, hallazgos.c.informe_id.in_(lote)))


def _guardar(con: Connection, ids: dict[str, int], hallados: Sequence[tuple[str, Hallazgo]]) -> None:
    """Write findings; one that the report's own document already shows is not said twice."""
    h, m = hallazgos, metas
    suyos = sorted({ids[clave] for clave, _ in hallados})
    dichos: set[tuple[Any, ...]] = set()
    numeros: dict[tuple[int, str], int] = {}
    for lote in lotes(suyos):
        propios = select(h.c.informe_id, h.c.regla, h.c.campo).where(h.c.informe_id.in_(lote), h.c.meta_id.is_(None))
        dichos |= {tuple(f) for f in con.execute(propios)}
        suyas = select(m.c.id, m.c.informe_id, m.c.numero).where(m.c.informe_id.in_(lote)).order_by(m.c.id.desc())
        numeros |= {(f.informe_id, f.numero): f.id for f in con.execute(suyas)}
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
