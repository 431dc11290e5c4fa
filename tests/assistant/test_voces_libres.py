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
        salida += ["", "ELABORÓ", "", "LIC. ROSA ELENA VIDAL CRUZ", "", ""]
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
