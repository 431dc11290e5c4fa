"""How offices, newsrooms and planners put a question: many wordings, one reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apoyo_cortes import asistente_en, metas_de, respuesta

from assistant.assistant import Assistant
from assistant.plan import Aclarar, ConCausa, En, FueraDeTema, Lectura, Plan, SinDatos, Texto, Umbral
from assistant.settings import Settings
from index.causas import hallar
from index.series import Eslabon, encadenar


@pytest.fixture(scope="module")
def anos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Three years, the last at its four cuts, and another municipality."""
    asistente = asistente_en(Path(tmp_path_factory.mktemp("oficina")))
    yield asistente


def _plan(asistente: Any, pregunta: str) -> Plan:
    lectura = asistente.planificador.leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan


def _mismas(asistente: Any, canonica: str, *dichas: str) -> None:
    """Every wording asks for the same goals, in the same way."""
    esperado = respuesta(asistente, canonica)
    for dicha in dichas:
        r = respuesta(asistente, dicha)
        assert [f["id"] for f in r["rows"]] == [f["id"] for f in esperado["rows"]], dicha


# -- orders -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("orden", ["Indique", "Relacione", "Señale", "Enliste", "Proporcione", "Identifique", "Sírvase señalar", "Favor de detallar", "Mencione", "Liste", "Informe", "Precise"])
def test_an_order_in_usted_only_asks(asistente: Any, orden: str) -> None:
    assert _plan(asistente, f"{orden} las metas que no se cumplieron en 2022") == _plan(asistente, "¿Qué metas no se cumplieron en 2022?")


@pytest.mark.parametrize("orden", ["Indique si", "Precise si", "Dime si", "Quisiera saber si"])
def test_an_order_to_say_whether_asks_yes_or_no(asistente: Any, orden: str) -> None:
    plan = _plan(asistente, f"{orden} se cumplieron todas las metas de ecología en 2022")
    assert plan.cerrada and plan.universal


@pytest.mark.parametrize("dicha", ["¿qué traíamos atrasado al 30 de junio de 2021?", "¿qué llevábamos atrasado en junio de 2021?", "¿qué teníamos rezagado al corte de junio de 2021?", "¿en qué íbamos mal al corte de junio de 2021?", "¿qué metas venían retrasadas al corte de junio de 2021?"])
def test_an_office_speaks_of_itself(anos: Assistant, dicha: str) -> None:
    _mismas(anos, "¿Qué metas iban por debajo de lo programado al corte de junio de 2021?", dicha)


# -- cuts and years -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("dicha", ["metas cuyo avance al segundo trimestre de 2021 fue inferior a lo programado", "¿Qué metas no alcanzaban lo programado al segundo trimestre de 2021?", "al 2do trimestre de 2021, ¿qué metas iban rezagadas?", "¿qué metas estaban por debajo de lo planeado hasta el segundo trimestre de 2021?", "¿Qué metas iban atrasadas al cierre del segundo trimestre de 2021?"])
def test_at_a_quarter_is_at_the_cut_that_ends_it(anos: Assistant, dicha: str) -> None:
    _mismas(anos, "¿Qué metas iban por debajo de lo programado al corte de junio de 2021?", dicha)


def test_a_quarter_that_is_contrasted_is_no_cut(anos: Assistant) -> None:
    assert _plan(anos, "¿Qué mejoró en el tercer trimestre de 2021 respecto al segundo trimestre?").corte is None


def test_a_cut_named_alone_is_of_the_year_asked_before(anos: Assistant) -> None:
    r = respuesta(anos, "¿y al corte de septiembre?", "¿Qué metas no se cumplieron en 2021?")
    assert {f["corte"] for f in r["rows"]} == {"2021-09-30"}


@pytest.mark.parametrize("dicha", ["¿Cuántas metas se cumplieron de 2018 a 2021?", "¿Cuántas metas se cumplieron entre 2018 y 2021?", "¿Cuántas metas se cumplieron desde 2018 hasta 2021?"])
def test_a_range_of_years_has_those_between(anos: Assistant, dicha: str) -> None:
    assert _plan(anos, dicha).entidad("ejercicio") == ("2018", "2019", "2021")


def test_better_each_year_is_not_better_in_the_end(anos: Assistant) -> None:
    # 1.3 went 50, 70, 40: better in 2019 only. 2 went 90, 95, 100: better each time.
    cada = metas_de(respuesta(anos, "¿Qué metas de Bahía Nueva mejoraron cada año?"))
    assert "2" in cada and "1.3" not in cada
    for dicha in ("¿Qué metas de Bahía Nueva han mejorado año con año?", "metas de Bahía Nueva que mejoraron todos los años", "¿cuáles metas de Bahía Nueva mejoraron de 2018 a 2021 cada año?"):
        assert metas_de(respuesta(anos, dicha)) == cada, dicha


@pytest.mark.parametrize("dicha", ["¿Qué metas llevan tres años sin cumplirse?", "metas incumplidas tres años seguidos", "¿cuáles acumulan tres años incumplidas?"])
def test_three_years_in_a_row_are_three(anos: Assistant, dicha: str) -> None:
    plan = _plan(anos, dicha)
    assert not plan.periodos or len(plan.periodos) == 3


def test_in_any_of_the_years_is_not_in_both(anos: Assistant) -> None:
    plan = _plan(anos, "¿Qué metas no se cumplieron por las lluvias en cualquiera de los dos años?")
    assert plan.relacion is None and not plan.periodos


@pytest.mark.parametrize("dicha", ["¿Qué metas aumentaron su meta anual de 2019 a 2021?", "¿a qué metas les subieron la meta anual de 2019 a 2021?", "¿Qué metas incrementaron la programación anual de 2019 a 2021?"])
def test_another_years_goal_is_no_corrected_figure(anos: Assistant, dicha: str) -> None:
    plan = _plan(anos, dicha)
    assert plan.relacion is not None and (plan.relacion.sentido, plan.relacion.metrica) == ("mejor", "meta_anual")


def test_what_advanced_most_between_cuts_goes_by_the_share_of_the_years_goal(anos: Assistant) -> None:
    # From June to September: 2.1 did 30 of its goal, 1.2 none.
    for dicha in ("¿Qué meta avanzó más de junio a septiembre de 2021?", "¿cuál es la meta que más avanzó entre junio y septiembre de 2021?"):
        r = respuesta(anos, dicha)
        assert r["plan"]["limite"] == 1 and r["rows"]


# -- units ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("dicha", ["¿Qué unidades cumplieron todas sus metas en 2019?", "¿Hay alguna unidad que haya cumplido todo en 2019?", "¿Cuántas unidades cumplieron todas sus metas en 2019?", "¿Qué unidad ejecutora no tuvo ninguna meta incumplida en 2019?", "¿alguna unidad sin metas incumplidas en 2019?"])
def test_the_units_all_of_whose_goals_are_so(anos: Assistant, dicha: str) -> None:
    r = respuesta(anos, dicha)
    assert {g["key"] for g in r["groups"]} == {"602"}, r["answer"]


def test_no_unit_is_said_where_none_is_whole(anos: Assistant) -> None:
    r = respuesta(anos, "¿Hay alguna unidad que haya cumplido todas sus metas en 2018?")
    assert r["answer"].startswith("No. Ninguna") and not r["rows"]


# -- quarters -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("dicha", "trimestre"), [("¿En qué trimestre de 2021 hubo más conciertos?", "tercer"), ("¿qué trimestre concentró los conciertos en 2021?", "tercer"), ("¿En qué trimestre se dieron menos conciertos en 2021?", "segundo")])
def test_the_quarter_in_which_most_was_done_is_named_first(anos: Assistant, dicha: str, trimestre: str) -> None:
    assert trimestre in respuesta(anos, dicha)["answer"].split("\n")[0]


# -- what is not asked of anything ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("dicha", ["¿y esa cuánto lleva?", "¿cuál fue el avance de esa meta?", "¿por qué no se cumplió esa?", "¿y de esas cuáles son de cultura?", "¿cuánto le falta a esa unidad?"])
def test_a_first_question_that_points_back_is_asked_again(asistente: Any, dicha: str) -> None:
    assert isinstance(asistente.planificador.leer(dicha), Aclarar)


def test_it_points_to_what_was_said_before(asistente: Any) -> None:
    r = asistente.ask("¿y esa cuánto lleva?", ["¿Cuál es el avance de la meta 3.4 de la unidad 303?"])
    assert [f["meta"] for f in r["rows"]] == ["3.4"]


@pytest.mark.parametrize("dicha", ["¿Cómo va a estar el clima mañana en Puerto Claro?", "¿va a llover mañana?", "¿quién va a ganar el domingo?"])
def test_the_future_is_off_topic(asistente: Any, dicha: str) -> None:
    assert isinstance(asistente.planificador.leer(dicha), FueraDeTema)


@pytest.mark.parametrize("dicha", ["¿Cómo van a cerrar las metas de museos?", "¿qué metas se van a cumplir en museos?"])
def test_the_future_of_goals_stands_in_no_report(asistente: Any, dicha: str) -> None:
    assert isinstance(asistente.planificador.leer(dicha), SinDatos)


# -- words ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dicha", "causas"),
    [
        ("por falta de personal o de vehículos", {"personal", "equipo"}),
        ("por falta de presupuesto o recursos", {"presupuesto"}),
        ("por problemas de contratos o licitaciones", {"contratacion"}),
        ("por descompostura de vehículos o equipo", {"equipo"}),
        ("por dificultades con proveedores", {"contratacion"}),
    ],
)  # fmt: skip
def test_causes_joined_by_o_are_all_asked(asistente: Any, dicha: str, causas: set[str]) -> None:
    filtros = _plan(asistente, f"¿Qué metas no se cumplieron {dicha}?").de("causa")
    assert {k for f in filtros if isinstance(f, ConCausa) for k in f.causas} == causas


@pytest.mark.parametrize("dicha", ["¿cuánta basura se recogió en 2023?", "toneladas de basura recolectadas en 2023", "¿cuántos desperdicios domiciliarios se recolectaron en 2023?"])
def test_a_word_of_the_street_finds_the_forms_word(asistente: Any, dicha: str) -> None:
    assert "1.2" in {f["meta"] for f in asistente.ask(dicha)["rows"] if f["unidad"] == "1105"}


@pytest.mark.parametrize("dicha", ["quedaron a menos de 10 puntos de cumplirse", "les faltaron menos de 10 puntos para llegar a la meta", "quedaron a menos de 10 % de alcanzar la meta"])
def test_points_from_the_goal_are_of_its_progress(asistente: Any, dicha: str) -> None:
    umbrales = [f for f in _plan(asistente, f"¿Qué metas de 2022 {dicha}?").filtros if isinstance(f, Umbral)]
    assert [(f.comparador, f.valor) for f in umbrales] == [("gt", 90), ("lt", 100)]


def test_a_word_akin_to_a_units_name_that_goals_have_is_no_unit(asistente: Any) -> None:
    plan = _plan(asistente, "¿Se entregaron becas a deportistas en 2021?")
    assert not [f for f in plan.filtros if isinstance(f, En) and f.entidad == "unidad"]


# -- causes and series in the reports -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("texto", "causa"),
    [
        ("El contrato con la empresa pavimentadora se firmó hasta el mes de agosto.", "contratacion"),
        ("El convenio con la universidad venció en mayo y no se renovó.", "contratacion"),
        ("El contrato de suministro sigue en revisión.", "contratacion"),
        ("El presupuesto del taller tuvo un recorte a mitad de año.", "presupuesto"),
        ("El presupuesto de la dirección se redujo en el segundo semestre.", "presupuesto"),
        ("No se autorizó la ampliación presupuestal solicitada.", "presupuesto"),
        ("El sistema de citas presentó fallas durante el trimestre.", "equipo"),
    ],
)  # fmt: skip
def test_a_cause_said_with_a_verb_is_one(texto: str, causa: str) -> None:
    assert causa in {c.causa for c in hallar(texto, 2023, "menos")}


def test_what_was_not_done_so_as_to_avoid_crowds_is_a_cause() -> None:
    assert [c.causa for c in hallar("No se han realizado bailes para evitar aglomeraciones por el COVID-19.", 2021)] == ["covid"]
    assert not hallar("Se repartieron cubrebocas para evitar contagios.", 2021)


def test_a_demand_greater_than_foreseen_is_demand() -> None:
    assert {c.causa for c in hallar("Se registró una demanda de asesorías mayor a la prevista.", 2023, "mas")} == {"demanda"}


def _series(*filas: tuple[int, str, str, str]) -> list[str]:
    eslabones = [Eslabon(k, (ano,), ano, numero, texto, medida) for k, (ano, numero, texto, medida) in enumerate(filas)]
    return list(encadenar(eslabones).values())


def test_a_goal_reworded_at_length_keeps_its_series_by_subject_and_measure() -> None:
    antes, despues = "Rehabilitar plazas y jardines públicos con pintura, bancas y juegos infantiles", "Dar mantenimiento a plazas y jardines públicos con riego"
    assert len(set(_series((2022, "1.4", antes, "plaza"), (2023, "1.4", despues, "plaza")))) == 1
    assert len(set(_series((2022, "1.4", antes, "plaza"), (2023, "1.4", despues, "metro")))) == 2
    assert len(set(_series((2022, "1.4", antes, "plaza"), (2023, "1.4", "Organizar verbenas en el centro histórico", "plaza")))) == 2


# -- how well, how near, for instance -------------------------------------------------------------------------------------
def test_results_that_are_better_or_worse_are_how_well_goals_were_met(anos: Assistant) -> None:
    _mismas(anos, "¿Qué unidad tuvo el menor cumplimiento en 2021?", "¿Qué unidad tuvo los peores resultados en 2021?", "¿Qué área dio peores resultados en 2021?")
    _mismas(anos, "¿Qué unidad tuvo el mayor cumplimiento en 2021?", "¿Qué unidad tuvo los mejores resultados en 2021?")
    assert _plan(anos, "¿Qué unidad tuvo los peores resultados en 2021?").metrica == "proporcion"
    _mismas(anos, "¿Qué metas no se cumplieron en 2021?", "¿Qué metas tuvieron malos resultados en 2021?")


def test_near_a_goal_and_far_from_it(anos: Assistant) -> None:
    _mismas(
        anos, "¿Cuál es la meta con menor avance en 2021?",
        "¿Qué meta quedó más lejos de lo planeado en 2021?", "¿Cuál meta estuvo más alejada de su objetivo en 2021?",
    )  # fmt: skip
    cerca = respuesta(anos, "¿Qué meta quedó más cerca de cumplirse en 2021?")
    faltaron = [f for f in respuesta(anos, "¿Qué metas no se cumplieron en 2021?")["rows"] if f["avance_calculado"] is not None]
    assert cerca["rows"] and {f["id"] for f in cerca["rows"]} == {f["id"] for f in faltaron if f["avance_calculado"] == max(x["avance_calculado"] for x in faltaron)}
    _mismas(anos, "¿Qué unidad tuvo el mayor cumplimiento en 2021?", "¿Qué unidad estuvo más cerca de cumplir sus metas en 2021?")


def test_a_paragraph_or_an_example_is_asked_of_the_same_goals(anos: Assistant) -> None:
    _mismas(
        anos, "¿Qué metas no se cumplieron en 2021?",
        "Redacta un párrafo sobre las metas que no se cumplieron en 2021", "Necesito un párrafo para el informe de gobierno sobre las metas que no se cumplieron en 2021",
        "Prepara una nota informativa de las metas que no se cumplieron en 2021", "Dame ejemplos de metas que no se cumplieron en 2021",
    )  # fmt: skip


@pytest.mark.parametrize(("pregunta", "regla", "dicho"), [
    ("¿Hay metas duplicadas?", "numero_repetido", "números de meta repetidos"),
    ("¿Se repiten los números de meta?", "numero_repetido", "números de meta repetidos"),
    ("¿Se saltan números de meta?", "numero_faltante", "números que faltan en la serie de metas"),
    ("¿Qué metas no tienen unidad de medida?", "medida_en_blanco", "metas sin unidad de medida"),
])  # fmt: skip
def test_a_fault_of_the_form_is_asked_of_its_rule(anos: Assistant, pregunta: str, regla: str, dicho: str) -> None:
    assert _plan(anos, pregunta).reglas == (regla,)
    r = respuesta(anos, pregunta)
    assert r["status"] == "answered" and (r["rows"] or dicho in r["answer"])


def test_what_was_called_off_is_not_what_was_achieved(casa: Path) -> None:
    muestra = Assistant(Settings(home=casa))
    for pregunta in ("¿Cuántas consultas se cancelaron en 2021?", "¿Cuántos talleres se suspendieron?"):
        lectura = muestra.planificador.leer(pregunta)
        if isinstance(lectura, Lectura):
            assert lectura.plan.intent in ("list", "count") and any(isinstance(f, Texto) for f in lectura.plan.filtros), pregunta
        else:
            assert isinstance(lectura, SinDatos) and lectura.palabras, pregunta


# -- who asks, and years from one to another -------------------------------------------------------------------------------
@pytest.mark.parametrize("antes", [
    "Buenas tardes. En mi carácter de regidora de la Comisión de Hacienda solicito se me informe ", "Hola, soy del Semanario de la Costa: ", "Contraloría: indicar ",
    "Esta Sindicatura requiere la relación de ", "oiga, ",
])  # fmt: skip
def test_who_asks_is_no_part_of_what_is_asked(anos: Assistant, antes: str) -> None:
    _mismas(anos, "¿Qué metas no se cumplieron en 2021?", f"{antes}{'metas que' if 'relación' in antes else 'qué metas'} no se cumplieron en 2021")


def test_years_with_a_dash_are_all_from_one_to_the_other(anos: Assistant) -> None:
    for guion in ("-", " - ", "–"):
        _mismas(anos, "¿Qué metas no se cumplieron de 2018 a 2021?", f"Metas no cumplidas 2018{guion}2021")


def test_the_municipalities_that_are_loaded_are_no_number_of_goals(anos: Assistant) -> None:
    _mismas(anos, "¿Cuál fue la meta con mayor avance en 2021?", "¿Cuál fue la meta con mayor avance de los dos municipios en 2021?")
    _mismas(anos, "¿Qué metas no se cumplieron en 2021?", "¿Qué metas no se cumplieron en 2021 de ambos municipios?")


def test_an_office_that_stopped_meeting_goals_failed_them(anos: Assistant) -> None:
    plan = _plan(anos, "¿Qué metas dejó de cumplir Bahía Nueva en 2019 y 2021?")
    assert plan.relacion is None and [f.clases for f in plan.filtros if f.tipo == "clase"] == [("no_cumplidas",)]
    assert _plan(anos, "¿Qué metas dejaron de cumplirse de 2019 a 2021?").relacion is not None


def test_both_counts_by_a_group_are_of_what_is_asked_of_both(anos: Assistant) -> None:
    plan = _plan(anos, "¿Cuántas metas se cumplieron y cuántas no por unidad en 2021?")
    assert plan.agrupar == ("unidad", "estado")
    assert [f for f in plan.filtros if isinstance(f, En)] == [En(entidad="ejercicio", valores=("2021",))]
    causa = [f for f in _plan(anos, "¿Cuántas metas no se cumplieron por COVID?").filtros if isinstance(f, ConCausa)]
    assert causa and not causa[0].negado
