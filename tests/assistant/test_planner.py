"""Plans are generated, worded in several ways, and read back: composition is tested, not a list of questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from apoyo import EJEMPLOS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.plan import ConCausa, ConClase, ConObservacion, ConTrimestre, En, Filtro, Lectura, Nivel, Plan, Umbral
from assistant.settings import Settings


@dataclass(frozen=True)
class Dicho:
    """A filter and ways to say it; ``antes`` goes before the verb ("metas de museos que no se cumplieron")."""

    filtro: Filtro
    maneras: tuple[str, ...]


CLASES = (
    Dicho(ConClase(clases=("no_cumplidas",)), ("que no se cumplieron", "incumplidas", "no cumplidas", "que quedaron cortas", "que no alcanzaron su meta", "que fallaron")),
    Dicho(ConClase(clases=("cumplidas",)), ("cumplidas", "que se cumplieron", "que se lograron")),
    Dicho(ConClase(clases=("rebasada",)), ("rebasadas", "que superaron la meta", "que se rebasaron", "que excedieron lo programado")),
    Dicho(ConClase(clases=("sin_avance",)), ("con cero avance", "sin avance", "que no tuvieron avance", "que se quedaron en cero")),
    Dicho(ConClase(clases=("exacta",)), ("cumplidas exactamente", "que cumplieron al 100 %", "con avance de 100 %")),
)  # fmt: skip
TRIMESTRES = (
    Dicho(ConTrimestre(trimestres=("T3",), clase="corto"), ("que no alcanzaron lo programado en el tercer trimestre", "que fallaron en el 3er trimestre", "incumplidas de julio a septiembre", "que quedaron cortas en T3")),
    Dicho(ConTrimestre(trimestres=("T4",), clase="rebasado"), ("que rebasaron lo programado en el cuarto trimestre", "rebasadas en el T4", "que superaron lo programado de octubre a diciembre")),
    Dicho(ConTrimestre(trimestres=("T1", "T2"), clase="corto"), ("que no cumplieron en el primer semestre", "incumplidas de enero a junio")),
)  # fmt: skip
CAUSAS = (
    Dicho(ConCausa(causas=("covid",)), ("por COVID", "debido a la pandemia", "a causa del coronavirus", "por el covid-19", "por la contingencia sanitaria")),
    Dicho(ConCausa(causas=("clima",)), ("por lluvias", "debido al clima", "a causa del huracán")),
    Dicho(ConCausa(causas=("presupuesto",)), ("por falta de presupuesto", "por falta de recursos")),
    Dicho(ConCausa(causas=("covid",), negado=True), ("que no se deben al COVID", "por causas distintas al covid", "sin relación con la pandemia")),
)  # fmt: skip
LUGARES = (
    Dicho(En(entidad="unidad", valores=("304",)), ("del departamento de museos", "de la unidad 304", "de museos", "en museos y patrimonio")),
    Dicho(En(entidad="unidad", valores=("302",)), ("de la unidad 302", "de administracion y finanzas", "de la coord. de administración")),
    Dicho(En(entidad="programa", valores=("412",)), ("del programa 412",)),
    Dicho(En(entidad="unidad", valores=("303",)), ("de deporte", "de la 303", "del depto. de cultura física")),
)  # fmt: skip
OTROS = (
    Dicho(Nivel(nivel="principal"), ("principales",)),
    Dicho(ConObservacion(presente=False), ("sin observación", "que no tienen justificación")),
    Dicho(Umbral(metrica="avance", comparador="lt", valor=50), ("con avance menor al 50%", "con menos de la mitad de avance", "con avance inferior al cincuenta por ciento", "por debajo del 50 % de avance")),
    Dicho(Umbral(metrica="avance", comparador="between", valor=40, hasta=70), ("con avance entre 40 y 70 %", "con avance entre cuarenta y setenta por ciento")),
    Dicho(Umbral(metrica="avance", comparador="gt", valor=120), ("con más del 120% de avance", "con avance mayor a 120 por ciento")),
)  # fmt: skip
PREGUNTAS = ("¿Qué metas {}?", "dame las metas {}", "metas {}", "¿Cuáles son las metas {}?", "cuales metas {}", "Quiero ver las metas {}, por favor")
CUENTAS = ("¿Cuántas metas {} hay?", "cuantas metas {}", "número de metas {}")


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    from assistant.carga import cargar

    ajustes = Settings(home=tmp_path_factory.mktemp("planner"))
    cargar(ajustes, [next(p for p in EJEMPLOS if p.stem == "puerto-claro-2021-t4")])
    yield Assistant(ajustes)


def _dicho(partes: tuple[Dicho, ...]) -> st.SearchStrategy[tuple[Filtro, str] | None]:
    return st.none() | st.sampled_from(partes).flatmap(lambda d: st.tuples(st.just(d.filtro), st.sampled_from(d.maneras)))


def _sucio(pregunta: str, modo: int) -> str:
    """As typed: as it is, without accents, in lower case without signs, in capitals."""
    from index.textos import plegar

    return [pregunta, plegar(pregunta), plegar(pregunta).strip("¿?"), pregunta.upper()][modo]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lugar=_dicho(LUGARES), estado=_dicho(CLASES + TRIMESTRES), causa=_dicho(CAUSAS), otro=_dicho(OTROS),
    molde=st.sampled_from(PREGUNTAS + CUENTAS), modo=st.integers(0, 3),
)  # fmt: skip
def test_a_plan_worded_in_any_way_is_read_back(asistente: Assistant, lugar, estado, causa, otro, molde: str, modo: int) -> None:  # type: ignore[no-untyped-def]
    partes = [p for p in (lugar, estado, causa, otro) if p is not None]
    # "exactly" against a threshold, and a threshold of a quarter, are questions that contradict themselves.
    if not partes or (otro and isinstance(otro[0], Umbral) and estado is not None):
        return
    if causa and estado is None:
        return
    pregunta = _sucio(molde.format(" ".join(texto for _, texto in partes)), modo)
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), f"{pregunta}: {lectura}"
    esperados = {f for f, _ in partes}
    assert set(lectura.plan.filtros) == esperados, f"{pregunta}: {lectura.plan.filtros}"
    assert lectura.plan.intent == ("count" if molde in CUENTAS else "list"), pregunta


@pytest.mark.parametrize(
    ("historia", "pregunta", "esperado"),
    [
        (["¿Qué metas no cumplió museos?"], "¿y las de deporte?", {ConClase(clases=("no_cumplidas",)), En(entidad="unidad", valores=("303",))}),
        (["¿Qué metas no cumplió museos?"], "¿cuáles de esas fueron por covid?", {ConClase(clases=("no_cumplidas",)), En(entidad="unidad", valores=("304",)), ConCausa(causas=("covid",))}),
        (["¿Qué metas no cumplió museos?"], "¿y en el tercer trimestre?", {ConTrimestre(trimestres=("T3",), clase="corto"), En(entidad="unidad", valores=("304",))}),
        (["metas incumplidas", "solo las de museos"], "ahora solo las principales", {ConClase(clases=("no_cumplidas",)), En(entidad="unidad", valores=("304",)), Nivel(nivel="principal")}),
        (["metas incumplidas de museos"], "olvida eso: metas rebasadas", {ConClase(clases=("rebasada",))}),
        (["metas incumplidas de museos"], "ahora todas las unidades", {ConClase(clases=("no_cumplidas",))}),
    ],
)  # fmt: skip
def test_a_follow_up_is_laid_over_the_last_plan(asistente: Assistant, historia: list[str], pregunta: str, esperado: set[Filtro]) -> None:
    lectura = asistente.planificador.leer(pregunta, historia)
    assert isinstance(lectura, Lectura)
    assert set(lectura.plan.filtros) == esperado


def test_an_ambiguous_name_is_asked_about_with_options(tmp_path: Path) -> None:
    from assistant.link import Vocabulario, nombre
    from assistant.plan import Aclarar
    from assistant.planner import Planificador

    nombres = (nombre("unidad", "201", "DEPARTAMENTO DE CULTURA POPULAR"), nombre("unidad", "202", "DEPARTAMENTO DE CULTURA URBANA"))
    voc = Vocabulario(nombres=nombres, ejercicios=(2021,), por_unidad=(("201", frozenset(["cultura"])), ("202", frozenset(["cultura"]))))
    lectura = Planificador(voc, lambda _: [], lambda _: 1).leer("¿Qué metas no cumplió cultura?")
    assert isinstance(lectura, Aclarar)
    assert len(lectura.opciones) == 2


def test_a_plan_is_closed_data() -> None:
    plan = Plan(intent="list", filtros=(ConClase(clases=("no_cumplidas",)),))
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    with pytest.raises(ValueError, match="extra"):
        Plan.model_validate({"intent": "list", "sql": "DROP TABLE metas"})


MEDIDAS = (("eventos", "evento"), ("talleres", "taller"), ("sesiones", "sesion"))
VERBOS = (("se alcanzaron", "alcanzado"), ("se realizaron", "alcanzado"), ("se programaron", "programado"), ("faltaron", "brecha"))
GRUPOS = (("por unidad", "unidad"), ("por programa", "programa"), ("en cada unidad", "unidad"), ("por línea de acción", "linea"), ("por causa", "causa"))
PERIODOS = (("", ()), ("en el tercer trimestre", ("T3",)), ("de abril a junio", ("T2",)), ("en el segundo semestre", ("T3", "T4")))  # fmt: skip
CLASES_CORTAS = (("no cumplidas", "no_cumplidas"), ("rebasadas", "rebasada"), ("cumplidas", "cumplidas"))


@pytest.mark.parametrize(("medida", "clave"), MEDIDAS)
@pytest.mark.parametrize(("verbo", "metrica"), VERBOS)
@pytest.mark.parametrize(("periodo", "trimestres"), PERIODOS)
def test_a_quantity_of_a_measure_is_a_sum(asistente: Assistant, medida: str, clave: str, verbo: str, metrica: str, periodo: str, trimestres: tuple[str, ...]) -> None:
    if not any(k.startswith(clave) for k in asistente.voc.medidas):
        return
    plan = _plan(asistente, f"¿Cuántos {medida} {verbo} {periodo}?")
    assert (plan.intent, plan.metrica, plan.trimestres) == ("sum", metrica, trimestres)
    assert plan.entidad("medida")


@pytest.mark.parametrize(("grupo", "dimension"), GRUPOS)
@pytest.mark.parametrize(("dicha", "clase"), CLASES_CORTAS)
@pytest.mark.parametrize("molde", ["¿Cuántas metas {} hay {}?", "número de metas {} {}", "cuantas metas {} {}"])
def test_a_count_is_grouped_by_what_is_said(asistente: Assistant, grupo: str, dimension: str, dicha: str, clase: str, molde: str) -> None:
    plan = _plan(asistente, molde.format(dicha, grupo))
    assert (plan.intent, plan.agrupar) == ("count", (dimension,))
    assert plan.filtros == (ConClase(clases=(clase,)),)


@pytest.mark.parametrize(("dicha", "clase"), CLASES_CORTAS)
@pytest.mark.parametrize(("extremo", "descendente"), [("más", True), ("menos", False), ("mayor número de", True), ("menor número de", False)])
def test_units_are_ranked_by_how_many_goals(asistente: Assistant, dicha: str, clase: str, extremo: str, descendente: bool) -> None:
    plan = _plan(asistente, f"¿Qué unidad tiene {extremo} metas {dicha}?")
    assert (plan.intent, plan.agrupar, plan.metrica, plan.limite) == ("rank", ("unidad",), "metas", 1)
    assert plan.orden is not None and plan.orden.descendente is descendente
    assert plan.filtros == (ConClase(clases=(clase,)),)


@pytest.mark.parametrize("n", [3, 5, 10])
@pytest.mark.parametrize(("dicho", "descendente"), [("mayor avance", True), ("menor avance", False), ("el mejor porcentaje", True), ("el peor avance", False)])
def test_goals_are_ranked_and_cut(asistente: Assistant, n: int, dicho: str, descendente: bool) -> None:
    plan = _plan(asistente, f"¿Cuáles son las {n} metas con {dicho} de museos?")
    assert (plan.intent, plan.limite, plan.entidad("unidad")) == ("rank", n, ("304",))
    assert plan.orden is not None and (plan.orden.metrica, plan.orden.descendente) == ("avance", descendente)


def _plan(asistente: Assistant, pregunta: str) -> Plan:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), f"{pregunta}: {lectura}"
    return lectura.plan
