"""Classes as conditions on states, and statements written once for all that share their shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo_base import copiar, url_de
from sqlalchemy import and_, select

from assistant.conditions import M, de_clase
from assistant.execute import Lector
from assistant.execute.sentencias import escrita
from assistant.plan import Clase, Plan
from index import schema


@pytest.fixture(scope="module")
def lector(casa: Path, tmp_path_factory: pytest.TempPathFactory) -> Lector:
    url = url_de(copiar(casa, tmp_path_factory.mktemp("almacen") / "casa"))
    with schema.abrir(url).begin() as con:  # a goal of each loaded cut, inside the year too, that did nothing
        primeras = con.scalars(select(M.c.id).where(M.c.meta_anual > 0, M.c.estado == "en_proceso").limit(2)).all()
        assert primeras
        con.execute(M.update().where(M.c.id == primeras[0]).values(absoluto=0))
    return Lector(schema.abrir_lectura(url))


@pytest.mark.parametrize(
    ("clase", "cifras"),
    [("sin_avance", and_(M.c.absoluto == 0, M.c.meta_anual > 0)), ("parcial", and_(M.c.absoluto > 0, M.c.absoluto < M.c.meta_anual))],
)
def test_classes_that_go_by_states_are_what_the_figures_say(lector: Lector, clase: Clase, cifras: object) -> None:
    with lector.motor.connect() as con:
        por_estado = set(con.scalars(select(M.c.id).where(de_clase(clase, M))))
        assert por_estado == set(con.scalars(select(M.c.id).where(cifras)))  # type: ignore[arg-type]
        assert por_estado & set(con.scalars(select(M.c.id).where(M.c.estado == "en_proceso")))


def test_each_goal_is_in_one_state(lector: Lector) -> None:
    for corte in (None, *lector.vocabulario().cortes):
        e = lector.ejecutar(Plan(intent="count", metrica="metas", agrupar=("estado",), corte=corte))
        assert e.total and sum(g.todas.count for g in e.grupos) == e.total


@pytest.mark.parametrize("valores", [("cumplida",), ("rebasada", "cumplida"), (), ("it's", "a:b", "%s")])
def test_a_statement_that_shares_its_shape_has_its_own_values(lector: Lector, valores: tuple[str, ...]) -> None:
    dialecto = lector._dialecto
    for anual in (1.0, 2.5):
        consulta = select(M.c.id).where(M.c.estado.in_(valores), M.c.meta_anual > anual)
        suelta = consulta.compile(dialect=dialecto, compile_kwargs={"render_postcompile": True})
        assert escrita(consulta, dialecto) == (str(suelta), suelta.params)
