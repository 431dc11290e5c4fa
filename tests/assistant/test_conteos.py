"""Kept counts answer as the goals themselves do."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo_base import url_de

from assistant.evidence import Evidencia, Grupo
from assistant.execute import Lector
from assistant.execute.cubo import Cubo
from assistant.plan import ConCausa, ConClase, Dimension, En, Filtro, Orden, Plan
from index import schema

NO, SI = ConClase(clases=("no_cumplidas",)), ConClase(clases=("cumplidas",), negado=True)
FILTROS: tuple[tuple[Filtro, ...], ...] = (
    (), (NO,), (SI,), (En(entidad="ejercicio", valores=("2021",)), NO), (ConCausa(causas=("covid",)), NO), (ConCausa(), NO),
    (En(entidad="municipio", valores=("Puerto Claro",)),), (En(entidad="ejercicio", valores=("2022",), negado=True),),
)  # fmt: skip


@pytest.fixture(scope="module")
def lector(casa: Path) -> Lector:
    return Lector(schema.abrir_lectura(url_de(casa)))


def _dicho(e: Evidencia) -> object:
    def de(g: Grupo) -> object:
        return g.clave, g.nombre, g.todas.count, g.pedidas.count, g.cumplidas and g.cumplidas.count, g.no_cumplidas and g.no_cumplidas.count

    return e.total, e.conjunto.count, e.universo and e.universo.count, e.cumplidas and e.cumplidas.count, sorted(map(de, e.grupos), key=str)


@pytest.mark.parametrize("filtros", FILTROS, ids=lambda f: " ".join(x.tipo for x in f) or "todo")
@pytest.mark.parametrize("dimension", ["municipio", "programa", "medida", "causa", "linea", "estado", "ejercicio", "corte", None])
def test_kept_counts_say_what_counting_says(lector: Lector, filtros: tuple[Filtro, ...], dimension: Dimension | None, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan(intent="count", metrica="metas", filtros=filtros, agrupar=(dimension,) if dimension else ())
    guardado = lector.ejecutar(plan)
    monkeypatch.setattr(Cubo, "_al_dia", lambda self: False)
    assert _dicho(guardado) == _dicho(lector.ejecutar(plan))
    for conjunto in (guardado.conjunto, *(c for g in guardado.grupos for c in (g.todas, g.pedidas))):
        assert lector.medir(conjunto.sql, conjunto.params).count == conjunto.count


@pytest.mark.parametrize("filtros", FILTROS, ids=lambda f: " ".join(x.tipo for x in f) or "todo")
@pytest.mark.parametrize("dimension", ["municipio", "programa", "medida", "ejercicio", "corte", None])
def test_kept_progress_makes_the_means_that_the_goals_make(lector: Lector, filtros: tuple[Filtro, ...], dimension: Dimension | None, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan(intent="average", metrica="avance", filtros=filtros, agrupar=(dimension,) if dimension else ())

    def medias(e: Evidencia) -> list[tuple[object, ...]]:
        return sorted((g.clave, g.todas.count, g.pedidas.count, g.pedidas.reportados, g.pedidas.media) for g in e.grupos)

    guardado = lector.ejecutar(plan)
    for g in guardado.grupos:
        suya = lector.medir(g.pedidas.sql, g.pedidas.params)
        assert (suya.count, suya.reportados) == (g.pedidas.count, g.pedidas.reportados)
        assert suya.suma == pytest.approx(g.pedidas.suma, abs=1e-6)
    monkeypatch.setattr(Cubo, "_al_dia", lambda self: False)
    contado = lector.ejecutar(plan)
    assert medias(guardado) == medias(contado) and guardado.avances and contado.avances
    assert guardado.avances.media == contado.avances.media


def test_a_mean_of_some_quarters_is_not_the_kept_one_of_the_year(lector: Lector) -> None:
    de_todo = Plan(intent="average", metrica="avance", agrupar=("ejercicio",))
    for g in lector.ejecutar(de_todo.con(trimestres=("T1",))).grupos:
        assert "programado_t1" in g.pedidas.sql
        assert lector.medir(g.pedidas.sql, g.pedidas.params).suma == pytest.approx(g.pedidas.suma, abs=1e-6)


@pytest.mark.parametrize("plan", [
    Plan(intent="count", metrica="metas", filtros=(NO,), agrupar=("causa",)),
    Plan(intent="count", metrica="metas", filtros=(En(entidad="ejercicio", valores=("2021",)),), agrupar=("causa",)),
    Plan(intent="list", filtros=(ConCausa(causas=("covid",)), NO)),
    Plan(intent="count", metrica="metas", filtros=(NO,), agrupar=("linea",)),
], ids=["por causa", "por causa en un año", "de una causa", "por línea"])  # fmt: skip
def test_sets_over_the_causes_of_everything_are_known_from_the_counts_as_counting_gives_them(lector: Lector, plan: Plan) -> None:
    guardados = lector.guardados(plan)
    assert guardados
    for (sql, params), n in guardados.items():
        assert lector.medir(sql, dict(params)).count == n


def test_a_place_or_counts_behind_the_goals_leave_no_set_unchecked(lector: Lector, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan(intent="count", metrica="metas", filtros=(En(entidad="municipio", valores=("Puerto Claro",)),), agrupar=("causa",))
    assert not lector.guardados(plan)
    monkeypatch.setattr(Cubo, "_al_dia", lambda self: False)
    assert not lector.guardados(plan.con(filtros=()))


@pytest.mark.parametrize("orden", [None, Orden(metrica="metas", descendente=True), Orden(metrica="metas", descendente=False)])
def test_more_groups_than_an_answer_may_show_are_its_first_ones(lector: Lector, orden: Orden | None) -> None:
    plan = Plan(intent="rank" if orden else "count", metrica="metas", filtros=(NO,), agrupar=("unidad",), orden=orden)
    todos = lector.ejecutar(plan)
    algunos = Lector(lector.motor, max_filas=3).ejecutar(plan)
    assert len(todos.grupos) > 3 and not todos.grupos_fuera
    assert [(g.clave, g.municipio, g.nombre, g.pedidas.count) for g in algunos.grupos] == [(g.clave, g.municipio, g.nombre, g.pedidas.count) for g in todos.grupos[:3]]
    assert algunos.grupos_fuera == len(todos.grupos) - 3
