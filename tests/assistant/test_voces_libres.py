"""How people ask who don't know the form: places cut short, offices by their initials, months for quarters, "al año
siguiente"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from apoyo_base import url_de
from apoyo_cortes import plan_de, respuesta

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

#: municipality → its units: code, name, and of each goal its number, text, measure, goal, what each quarter reached (a
#: fourth of the goal is programmed in each) and what the report says of it, by year.
Meta = tuple[str, str, str, int, dict[int, tuple[int, int, int, int]], dict[int, str]]
BACHES: Meta = ("1", "Reparar baches", "Bache", 400, {2021: (100, 100, 80, 100), 2022: (100, 100, 100, 100), 2023: (90, 100, 100, 110)}, {2021: "La cuadrilla se recorrió a otra obra."})
SIMULACROS: Meta = ("2", "Realizar simulacros de evacuación", "Simulacro", 40, {2021: (10, 10, 10, 4), 2022: (10, 10, 10, 10), 2023: (10, 2, 10, 10)}, {2021: "Dos simulacros se reprogramaron para el año siguiente."})
LUGARES: dict[str, tuple[tuple[str, str, tuple[Meta, ...]], ...]] = {
    "CERRO LARGO": (("10", "DIRECCIÓN DE OBRAS PÚBLICAS", (BACHES,)), ("11", "UNIDAD MUNICIPAL DE PROTECCIÓN CIVIL", (SIMULACROS,))),
    "VEGA HONDA": (("20", "COORDINACIÓN GENERAL DE OBRAS PÚBLICAS", (BACHES,)), ("21", "DIRECCIÓN DE PROTECCIÓN CIVIL Y BOMBEROS", (SIMULACROS,))),
}
ANOS = (2021, 2022, 2023)
#: Who authorises in each year, and who prepares the reports of the first unit.
AUTORIZAN = {"CERRO LARGO": {2021: "PROFR. JULIÁN SOTO PAZ", 2022: "PROFR. JULIÁN SOTO PAZ", 2023: "DRA. INÉS VEGA GIL"}, "VEGA HONDA": dict.fromkeys(ANOS, "MTRO. RAÚL DÍAZ MORA")}
Fila = tuple[str, int, str]


def _informe(municipio: str, ejercicio: int) -> str:
    salida = []
    for clave, nombre, metas in LUGARES[municipio]:
        salida += [
            f"AYUNTAMIENTO DE {municipio}", f"PROGRAMA OPERATIVO ANUAL {ejercicio}", f"UNIDAD EJECUTORA:\t{clave}\t{nombre}",
            f"FECHA: 31-dic.-{ejercicio % 100}", "",
            "DESCRIPCIÓN DE METAS\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tAVANCE RELATIVO\tOBSERVACIONES",
            "\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\tP\tA\tP\tA\tP\tA\tP\tA",
        ]  # fmt: skip
        for numero, texto, medida, anual, alcanzado, dichas in metas:
            trimestres = "\t".join(f"{anual // 4}\t{a}" for a in alcanzado[ejercicio])
            hecho = sum(alcanzado[ejercicio])
            salida.append(f"{numero}.- {texto}.\t{medida}\t{anual}\t{trimestres}\t{hecho}\t{100 * hecho // anual}%\t{dichas.get(ejercicio, '')}")
        salida += ["", "ELABORÓ\tAUTORIZÓ", "", f"LIC. ROSA ELENA VIDAL CRUZ\t{AUTORIZAN[municipio][ejercicio]}", "", ""]
    return "\n".join(salida)


@pytest.fixture(scope="module")
def libres(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over both municipalities and the three years."""
    casa = Path(tmp_path_factory.mktemp("libres"))
    informes = casa / "informes"
    informes.mkdir()
    for municipio in LUGARES:
        for ejercicio in ANOS:
            (informes / f"{municipio[:4]}-{ejercicio}.txt").write_text(_informe(municipio, ejercicio), encoding="utf-8")
    url = url_de(casa)
    motor = abrir(url)
    assert all(d.estado == "loaded" for d in ingerir([informes], MetaStore(motor)).documentos)
    motor.dispose()
    return Assistant(Settings(home=casa, database_url=url))


def filas(r: dict[str, Any]) -> set[Fila]:
    return {(f["municipio"], f["ejercicio"], f["meta"]) for f in r["rows"]}


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("De julio a septiembre de 2021, ¿qué metas alcanzaron menos de lo programado?", {("Cerro Largo", 2021, "1"), ("Vega Honda", 2021, "1")}),
    ("Entre abril y junio de 2023, ¿en qué se quedó corto Vega Honda?", {("Vega Honda", 2023, "2")}),
    ("Octubre a diciembre de 2021, metas atrasadas de Cerro Largo", {("Cerro Largo", 2021, "2")}),
    ("metas que no cumplieron de enero a marzo del 2023 en Cerro Largo", {("Cerro Largo", 2023, "1")}),
    ("en el periodo abril-junio de 2023, lo que no se alcanzó en Cerro Largo", {("Cerro Largo", 2023, "2")}),
])  # fmt: skip
def test_months_with_a_year_are_of_that_year(libres: Assistant, pregunta: str, esperadas: set[Fila]) -> None:
    assert filas(respuesta(libres, pregunta)) == esperadas


@pytest.mark.parametrize("pregunta", [
    "Vega Honda 2021: lo que cerró por debajo del 99 %",
    "la meta 2 de vega honda cerro 2021 en que %",
    "¿En qué porcentaje cerró Vega Honda la meta 2 en 2021?",
    "como cerro vega honda 2021",
])  # fmt: skip
def test_a_verb_is_no_municipality(libres: Assistant, pregunta: str) -> None:
    assert plan_de(libres, pregunta).entidad("municipio") == ("Vega Honda",)


@pytest.mark.parametrize("pregunta", ["¿Cuántas metas incumplió Cerro en 2021?", "metas incumplidas en cerro 2021", "Cerro, metas incumplidas en 2021", "¿Qué falló en el municipio de cerro en 2021?", "cerro largo 2021 incumplidas"])
def test_a_municipality_is_named_by_its_first_word_where_a_name_stands(libres: Assistant, pregunta: str) -> None:
    assert plan_de(libres, pregunta).entidad("municipio") == ("Cerro Largo",)


@pytest.mark.parametrize(("pregunta", "anos"), [
    ("¿Qué metas fallaron en 2021 y se cumplieron al año siguiente?", {2021, 2022}),
    ("Lo que no se cumplió en 2021, ¿se cumplió el siguiente año?", {2021, 2022}),
    ("metas incumplidas en 2021 que se recuperaron en el ejercicio posterior", {2021, 2022}),
])  # fmt: skip
def test_the_year_after_is_told_by_the_one_named(libres: Assistant, pregunta: str, anos: set[int]) -> None:
    plan = plan_de(libres, pregunta)
    assert {p.ejercicio for p in plan.periodos} == anos


@pytest.mark.parametrize("cola", ["para el año siguiente", "pal año siguiente", "para el siguiente ejercicio", "al próximo año"])
def test_the_year_that_a_goal_was_put_off_to_is_no_year_of_the_reports(libres: Assistant, cola: str) -> None:
    r = respuesta(libres, f"metas incumplidas en 2021 porque se reprogramaron {cola}")
    assert filas(r) == {("Cerro Largo", 2021, "2"), ("Vega Honda", 2021, "2")}


@pytest.mark.parametrize(("pregunta", "unidades"), [
    ("OP de Cerro Largo: metas incumplidas en 2021", {"10"}),
    ("cuantas metas cumplio la pc de vega honda en 2022", {"21"}),
    ("¿Qué metas tiene PC en 2021?", {"11", "21"}),
    ("metas de la CGOP en 2021", {"20"}),
    ("metas de PCB y de OP de Vega Honda en 2021", {"20", "21"}),
])  # fmt: skip
def test_an_office_is_named_by_its_initials_and_it_is_said(libres: Assistant, pregunta: str, unidades: set[str]) -> None:
    r = respuesta(libres, pregunta)
    assert {f["unidad"] for f in r["rows"]} == unidades and "Entiendo “" in r["answer"]


def test_letters_that_are_nobody_s_initials_are_not_understood(libres: Assistant) -> None:
    assert libres.ask("metas incumplidas de XZ en 2021")["status"] == "no_data"


@pytest.mark.parametrize("pregunta", [
    "De enero a junio, ¿cuántos simulacros hizo Vega Honda en 2021, 2022 y 2023?",
    "¿Cuántos simulacros hizo Vega Honda de enero a junio de 2021, de 2022 y de 2023?",
    "simulacros de Vega Honda, enero-junio de cada año",
])  # fmt: skip
def test_a_range_of_months_of_several_years_is_the_semester_of_each(libres: Assistant, pregunta: str) -> None:
    dichas = respuesta(libres, pregunta)["answer"]
    assert all(f"{ano}: {cuantos} simulacros" in dichas for ano, cuantos in ((2021, 20), (2022, 20), (2023, 12)))


@pytest.mark.parametrize("pregunta", [
    "de octubre a diciembre de 2021 y de octubre a diciembre de 2023, ¿cuántos simulacros hizo Vega Honda?",
    "Comparando los cuartos trimestres, ¿cuántos simulacros más hizo Vega Honda en 2023 que en 2021?",
])  # fmt: skip
def test_the_same_months_of_two_years_are_set_side_by_side(libres: Assistant, pregunta: str) -> None:
    dicha = respuesta(libres, pregunta)["answer"]
    assert "4 simulacros" in dicha and "10 simulacros" in dicha


@pytest.mark.parametrize("pregunta", [
    "Estoy armando el anteproyecto y le agradecería saber: ¿qué metas incumplió Vega Honda en 2021?",
    "Buenas tardes, soy de la prensa y preparo un reportaje. ¿Qué metas incumplió Vega Honda en 2021? Ponme el dato de cada una",
    "Estoy preparando la comparecencia del síndico. Dame las metas incumplidas de Vega Honda en 2021",
    "¿Qué metas incumplió Vega Honda en 2021? Lo necesito para un oficio urgente",
    "Ando integrando la glosa y necesito las metas incumplidas de Vega Honda en 2021",
])  # fmt: skip
def test_what_stands_outside_the_question_does_not_make_it_unanswerable(libres: Assistant, pregunta: str) -> None:
    assert filas(respuesta(libres, pregunta)) == {("Vega Honda", 2021, "1"), ("Vega Honda", 2021, "2")}


def test_what_is_left_aside_is_said(libres: Assistant) -> None:
    r = respuesta(libres, "Preparo un cuadernillo. ¿Qué metas incumplió Vega Honda en 2021?")
    assert "Dejo de lado “cuadernillo”" in r["answer"]
    con_tema = respuesta(libres, "Ando revisando el tema de los simulacros. ¿Se incumplió algo de bacheo en 2021 en Vega Honda?")
    assert filas(con_tema) <= {("Vega Honda", 2021, "1")}


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("Baches: ¿en qué años no se cumplió la meta de Vega Honda?", {("Vega Honda", 2021, "1")}),
    ("¿Qué se incumplió en 2021? Me refiero a lo de simulacros", {("Vega Honda", 2021, "2"), ("Cerro Largo", 2021, "2")}),
    ("Ando revisando el tema de los simulacros y necesito las metas incumplidas de Vega Honda en 2021", {("Vega Honda", 2021, "2")}),
    ("¿Qué metas no se cumplieron? De Vega Honda en 2021", {("Vega Honda", 2021, "1"), ("Vega Honda", 2021, "2")}),
    ("Tengo los informes de 2021; ¿qué metas incumplió Vega Honda?", {("Vega Honda", 2021, "1"), ("Vega Honda", 2021, "2")}),
])  # fmt: skip
def test_what_the_question_is_about_may_stand_outside_it(libres: Assistant, pregunta: str, esperadas: set[Fila]) -> None:
    assert filas(respuesta(libres, pregunta)) == esperadas


@pytest.mark.parametrize("pregunta", ["Patrullas: ¿cuántas metas se cumplieron en 2021?", "¿Cuántas metas se cumplieron en 2021? De patrullas", "¿Cuántas metas de patrullas se cumplieron en 2021? Gracias"])
def test_a_subject_that_no_report_has_is_no_data_wherever_it_stands(libres: Assistant, pregunta: str) -> None:
    assert libres.ask(pregunta)["status"] == "no_data"


def test_the_same_in_other_words_is_one_question(libres: Assistant) -> None:
    r = respuesta(libres, "¿Vega Honda va mejorando? Es decir, ¿tuvo menos metas incumplidas en 2022 que en 2021? Pon las dos cantidades")
    assert {f["municipio"] for f in r["rows"]} == {"Vega Honda"} and "2 metas no cumplidas menos en 2022 que en 2021" in r["answer"]


@pytest.mark.parametrize(("pregunta", "esperadas"), [
    ("metas que venían con desfase en 2021 en Vega Honda", {("Vega Honda", 2021, "1"), ("Vega Honda", 2021, "2")}),
    ("¿Hubo subejercicio de metas en Vega Honda en 2023?", {("Vega Honda", 2023, "2")}),
    ("¿Qué metas de Vega Honda iban abajo en 2023?", {("Vega Honda", 2023, "2")}),
    ("lo que Vega Honda dejó a medias en 2023", {("Vega Honda", 2023, "2")}),
    ("¿Qué metas de Vega Honda hicieron menos de lo planeado en 2023?", {("Vega Honda", 2023, "2")}),
])  # fmt: skip
def test_words_of_the_field_are_states(libres: Assistant, pregunta: str, esperadas: set[Fila]) -> None:
    assert filas(respuesta(libres, pregunta)) == esperadas


@pytest.mark.parametrize("pregunta", ["Tasa de incumplimiento de Vega Honda por ejercicio", "porcentaje de incumplimiento de Vega Honda en cada año", "Vega Honda: tasa de incumplimiento (% del total de metas) por año"])
def test_a_rate_of_failure_is_told_of_each_year(libres: Assistant, pregunta: str) -> None:
    dicha = respuesta(libres, pregunta)["answer"]
    assert all(x in dicha for x in ("2021: 100 % (2 de 2)", "2022: 0 % (0 de 2)", "2023: 50 % (1 de 2)"))


@pytest.mark.parametrize("pregunta", ["¿Cuál es la media del % de avance de PC de Vega Honda en 2021?", "la media de avance de Protección Civil de Vega Honda en 2021", "promedio del avance de PCB en 2021"])
def test_the_media_is_the_mean(libres: Assistant, pregunta: str) -> None:
    r = respuesta(libres, pregunta)
    assert r["plan"]["intent"] == "average" and "85 %" in r["answer"]


@pytest.mark.parametrize("pregunta", [
    "baches reparados por Vega Honda año por año 2021-2023 y el total de los tres",
    "Acumulado de baches reparados por Vega Honda en los ejercicios 2021, 2022 y 2023",
    "Baches de Vega Honda en 2021, 2022 y 2023 y la suma de los tres años",
    "¿Cuántos baches reparó Vega Honda por año de 2021 a 2023 y el total?",
])  # fmt: skip
def test_a_total_over_years_tells_each_year_and_their_sum(libres: Assistant, pregunta: str) -> None:
    dicha = respuesta(libres, pregunta)["answer"]
    assert all(x in dicha for x in ("1,180 baches", "2021: 380 baches", "2022: 400 baches", "2023: 400 baches"))


def test_programmed_against_achieved_is_told_of_each_place(libres: Assistant) -> None:
    dicha = respuesta(libres, "Simulacros de 2021: programados contra realizados, Vega Honda y Cerro Largo")["answer"]
    assert dicha.count("34 de 40 simulacros") == 2


@pytest.mark.parametrize(("pregunta", "dice"), [
    ("¿Ha habido relevo de quien autoriza en Vega Honda entre 2021 y 2023?", "No: en todos los años fue la misma persona."),
    ("¿Hubo cambio de la persona que autoriza en Cerro Largo?", "Sí: no siempre fue la misma persona."),
    ("¿Ha sido siempre la misma persona quien autoriza en Vega Honda?", "Sí: en todos los años fue la misma persona."),
    ("¿Siempre fue el mismo titular quien autorizó en Cerro Largo?", "No: no siempre fue la misma persona."),
    ("¿Desde cuándo autoriza Inés Vega Gil?", "DRA. INÉS VEGA GIL (desde 2023)"),
    ("¿Cuándo empezó a autorizar Inés Vega Gil en Cerro Largo y quién autorizaba antes?", "PROFR. JULIÁN SOTO PAZ (2021 y 2022)"),
    ("desde que año autoriza julian soto paz los informes de cerro largo", "PROFR. JULIÁN SOTO PAZ (2021 y 2022)"),
    ("¿Quién autorizaba antes en Cerro Largo?", "después, DRA. INÉS VEGA GIL (desde 2023)"),
])  # fmt: skip
def test_who_signs_is_told_over_the_years(libres: Assistant, pregunta: str, dice: str) -> None:
    r = respuesta(libres, pregunta)
    assert dice in r["answer"] and not r["warnings"] and r["plan"]["rol"] == "autorizo"


@pytest.mark.parametrize("pregunta", ["metas cumplidas en los tres ejercicios 2021, 2022 y 2023", "¿Qué metas se cumplieron en los tres años?", "Vega Honda: metas cumplidas en los tres años"])
def test_so_many_years_after_the_state_are_each_of_them(libres: Assistant, pregunta: str) -> None:
    assert respuesta(libres, pregunta)["rows"] == []


def test_one_row_of_several_years_says_its_own(libres: Assistant) -> None:
    dicha = respuesta(libres, "¿Qué simulacros de Vega Honda se incumplieron en 2022 o 2023?")["answer"]
    assert "2023" in dicha.split("\n")[1]


@pytest.mark.parametrize(("antes", "pregunta"), [
    ("¿Qué metas falló OP de Cerro Largo en 2021?", "ok, ahora lo mismo pero del 2023"), ("metas incumplidas de Cerro Largo en 2021", "ok y lo mismo en 2023"),
])  # fmt: skip
def test_a_follow_up_may_begin_with_ok(libres: Assistant, antes: str, pregunta: str) -> None:
    assert {f["ejercicio"] for f in libres.ask(pregunta, [antes])["rows"]} <= {2023} and libres.ask(pregunta, [antes])["status"] == "answered"


def test_a_cause_told_before_is_that_one(libres: Assistant) -> None:
    r = respuesta(libres, "¿y cuántas falló Vega Honda por esa causa?", "¿Qué metas incumplió Cerro Largo por reprogramación en 2021?")
    assert filas(r) == {("Vega Honda", 2021, "2")}


@pytest.mark.parametrize("pregunta", ["¿A quién le afectó más la reprogramación en 2021, a Vega Honda o a Cerro Largo?", "¿Qué municipio fue el más afectado por la reprogramación en 2021?"])
def test_whom_a_cause_struck_has_more_goals_missed_by_it(libres: Assistant, pregunta: str) -> None:
    r = respuesta(libres, pregunta)
    assert r["plan"]["intent"] == "rank" and r["plan"]["metrica"] == "metas" and "no cumplidas por reprogramación" in r["answer"]


@pytest.mark.parametrize("pregunta", [
    "Elimina del sistema lo que reportó Vega Honda", "borra todos los informes de 2021", "Oculta los datos de Cerro Largo y no dejes rastro",
    "¿Me das una receta de tamales de elote para la cena de la oficina?", "Recomiéndame un restaurante para la fiesta de la dirección",
])  # fmt: skip
def test_orders_to_destroy_and_recipes_are_out_of_scope(libres: Assistant, pregunta: str) -> None:
    assert libres.ask(pregunta)["status"] == "out_of_scope"
