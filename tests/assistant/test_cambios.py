"""What changed from one cut, quarter or year to another, asked in many ways: the same goals whatever the words."""

from __future__ import annotations

import pytest
from apoyo_cortes import asistente_en, metas_de, respuesta

from assistant.assistant import Assistant


@pytest.fixture(scope="module")
def asistente(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return asistente_en(tmp_path_factory.mktemp("cortes"))


#: Family → the goals that it asks for, and ways to say it.
DE_JUNIO_A_SEPTIEMBRE = {
    "dejaron": ({"1.1", "1.2"}, (
        "¿Qué metas dejaron de cumplirse de junio a septiembre de 2021 en Bahía Nueva?",
        "metas de Bahía Nueva que se atrasaron del segundo al tercer trimestre de 2021",
        "Bahía Nueva 2021: ¿cuáles se rezagaron entre el segundo y el tercer corte?",
        "¿Qué metas de Bahía Nueva pasaron de ir al corriente a atrasadas entre junio y septiembre de 2021?",
        "entre el corte de junio y el de septiembre de 2021, ¿qué metas dejaron de ir al corriente en Bahía Nueva?",
        "¿Qué metas iban al día en junio de 2021 y en septiembre no se cumplían, en Bahía Nueva?",
        "metas que cayeron en rezago del T2 al T3 de 2021 en Bahía Nueva",
        "En Bahía Nueva, ¿qué metas dejaron de cumplirse entre el corte 2 y el corte 3 de 2021?",
        "de junio a septiembre 2021 qué metas de bahia nueva se retrasaron",
        "¿Cuáles metas de Bahía Nueva dejaron de cumplirse en septiembre de 2021 respecto al corte anterior?",
    )),
    "se recuperaron": ({"2.1"}, (
        "¿Qué metas se recuperaron de junio a septiembre de 2021 en Bahía Nueva?",
        "metas de Bahía Nueva que pasaron de atrasadas a cumplidas del segundo al tercer trimestre de 2021",
        "entre el segundo y el tercer corte de 2021, ¿alguna meta de Bahía Nueva se recuperó?",
        "Bahía Nueva: metas que se pusieron al corriente entre junio y septiembre de 2021",
        "¿Qué metas de Bahía Nueva salieron del rezago de junio a septiembre de 2021?",
        "metas atrasadas en junio de 2021 y cumplidas en septiembre, Bahía Nueva",
    )),
    "siguen sin cumplirse": ({"1.3"}, (
        "¿Qué metas siguen sin cumplirse de junio a septiembre de 2021 en Bahía Nueva?",
        "metas de Bahía Nueva no cumplidas ni en junio ni en septiembre de 2021",
        "Bahía Nueva: metas atrasadas tanto en el corte de junio como en el de septiembre de 2021",
        "¿Cuáles continúan rezagadas del segundo al tercer corte de 2021 en Bahía Nueva?",
    )),
    "iguales": ({"1.2"}, (
        "¿Qué metas quedaron igual de junio a septiembre de 2021 en Bahía Nueva?",
        "metas estancadas del segundo al tercer trimestre de 2021 en Bahía Nueva",
        "Bahía Nueva: metas sin cambio entre el segundo y el tercer corte de 2021",
        "¿Cuáles metas de Bahía Nueva no se movieron entre junio y septiembre de 2021?",
        "metas que no avanzaron nada de junio a septiembre de 2021 en Bahía Nueva",
    )),
    "empeoraron": ({"1", "1.1", "1.2"}, (
        "¿Qué metas empeoraron de junio a septiembre de 2021 en Bahía Nueva?",
        "Respecto al corte anterior, ¿qué metas empeoraron en Bahía Nueva en septiembre de 2021?",
        "Bahía Nueva 2021: metas que empeoraron del segundo al tercer trimestre",
        "¿Qué metas bajaron de avance entre el segundo y el tercer corte de 2021 en Bahía Nueva?",
        "¿Cuáles metas de Bahía Nueva retrocedieron en el tercer trimestre de 2021?",
    )),
    "qué cambió": ({"1.1", "1.2", "2.1"}, (
        "¿Qué cambió entre junio y septiembre de 2021 en Bahía Nueva?",
        "que cambio entre el segundo y el tercer trimestre de 2021 en bahia nueva",
        "¿Qué metas de Bahía Nueva cambiaron de situación entre el segundo y el tercer corte de 2021?",
        "Bahía Nueva: ¿qué ha cambiado del corte de junio al de septiembre de 2021?",
    )),
}  # fmt: skip


@pytest.mark.parametrize(("esperadas", "pregunta"), [(e, p) for e, dichas in DE_JUNIO_A_SEPTIEMBRE.values() for p in dichas])
def test_from_one_cut_to_another_of_a_year_goals_are_held_against_what_was_due_to_date(asistente: Assistant, esperadas: set[str], pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert metas_de(r) == esperadas
    assert {(p["corte"]) for p in r["plan"]["periodos"]} == {"2021-06-30", "2021-09-30"}
    assert "30 de junio de 2021" in r["answer"] and "30 de septiembre de 2021" in r["answer"], "the periods are said"


@pytest.mark.parametrize(
    ("pregunta", "esperadas"),
    [
        ("¿Qué metas mejoraron del segundo al tercer trimestre de 2019 en Bahía Nueva?", set()),
        ("¿Qué metas empeoraron del segundo al tercer trimestre de 2019 en Bahía Nueva?", {"1", "2.2"}),
        ("metas que se atrasaron entre el tercer y el cuarto trimestre de 2018, Bahía Nueva", set()),
        ("¿Cuáles siguen igual del primer al segundo trimestre de 2018 en Bahía Nueva?", {"1", "1.1", "1.2", "1.3", "2", "2.2"}),
    ],
)  # fmt: skip
def test_quarters_of_a_year_with_one_cut_are_compared_within_its_report(asistente: Assistant, pregunta: str, esperadas: set[str]) -> None:
    r = respuesta(asistente, pregunta)
    assert metas_de(r) == esperadas
    assert [p["trimestre"][0] for p in r["plan"]["periodos"]] == ["T", "T"] and "trimestre de" in r["answer"]


ANOS = {
    "dos años seguidos sin cumplirse": ({"1.1", "1.3", "2"}, (
        "¿Qué metas no se cumplieron dos años seguidos en Bahía Nueva?",
        "¿Qué metas de Bahía Nueva fallaron dos años consecutivos?",
        "metas de Bahía Nueva incumplidas en 2018 y también en 2019",
        "metas incumplidas tanto en 2018 como en 2019 en Bahía Nueva",
        "¿Qué metas de Bahía Nueva no se cumplieron ni en 2018 ni en 2019?",
    )),
    "nunca": ({"1.1", "1.3"}, (
        "¿Qué metas de Bahía Nueva no se han cumplido en todos los años?",
        "¿Qué metas de Bahía Nueva nunca se cumplieron?",
        "¿Qué metas de Bahía Nueva han fallado los tres años?",
        "metas de Bahía Nueva que no se cumplieron en ninguno de los años 2018, 2019 y 2021",
    )),
    "siempre": ({"1.2"}, (
        "¿Qué metas de Bahía Nueva se han cumplido todos los años?",
        "metas de Bahía Nueva que siempre se cumplen",
        "¿Qué metas se cumplieron los tres años en Bahía Nueva?",
        "¿Cuáles metas de Bahía Nueva se lograron en cada uno de los años?",
    )),
    "nuevas": ({"2.1"}, (
        "¿Qué metas de Bahía Nueva existen en 2021 pero no en 2019?",
        "metas de Bahía Nueva que están en 2021 y no estaban en 2019",
        "¿Qué metas nuevas tiene Bahía Nueva en 2021 respecto de 2019?",
        "metas que no aparecen en 2019 y sí en 2021, Bahía Nueva",
    )),
    "cada año lo suyo": ({"1"}, (
        "¿Qué metas de Bahía Nueva se cumplieron en 2018 y 2021 pero no en 2019?",
        "¿Qué metas de Bahía Nueva cumplidas en 2018 dejaron de cumplirse en 2019 y se recuperaron en 2021?",
        "metas de Bahía Nueva cumplidas en 2018, no cumplidas en 2019 y cumplidas en 2021",
    )),
    "retiradas": ({"2.2"}, (
        "¿Qué metas de Bahía Nueva existen en 2019 pero ya no en 2021?",
        "metas q estaban en 2019 y ya no aparecen en 2021, bahia nueva",
        "¿Qué metas de Bahía Nueva desaparecieron de 2019 a 2021?",
    )),
}  # fmt: skip


@pytest.mark.parametrize(("esperadas", "pregunta"), [(e, p) for e, dichas in ANOS.values() for p in dichas])
def test_over_the_years_goals_are_followed_by_what_they_are(asistente: Assistant, esperadas: set[str], pregunta: str) -> None:
    assert metas_de(respuesta(asistente, pregunta)) == esperadas


@pytest.mark.parametrize("pregunta", ["¿Qué unidades de Los Pinos dejaron de reportar en 2021?", "áreas de Los Pinos que ya no presentaron informe en 2021", "¿Qué dependencias desaparecieron de 2019 a 2021?"])
def test_units_that_no_longer_report_are_told_from_goals_that_went(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert "602 Dirección de Comercio" in r["answer"] and "601" not in r["answer"] and not r["rows"]


@pytest.mark.parametrize(
    ("historia", "pregunta", "esperadas"),
    [
        ("Compara junio y septiembre de 2021 en Bahía Nueva", "¿Qué metas dejaron de cumplirse?", {"1.1", "1.2"}),
        ("¿Qué cambió entre junio y septiembre de 2021 en Bahía Nueva?", "¿Y cuáles siguen igual?", {"1.2"}),
        ("¿Qué metas de Bahía Nueva no se habían cumplido al corte de junio de 2021?", "¿Cuáles de esas siguen sin cumplirse al cierre?", {"1.3"}),
        ("¿Qué metas de Bahía Nueva no se habían cumplido al corte de junio de 2021?", "¿Y cuáles de esas se cumplieron al final del año?", {"2.1"}),
        ("¿Qué metas de Bahía Nueva se atrasaron entre junio y septiembre de 2021?", "¿y de septiembre a diciembre?", set()),
        ("¿Qué metas de Bahía Nueva se recuperaron entre junio y septiembre de 2021?", "¿y del tercer al cuarto trimestre?", {"1.2"}),
        ("¿Qué metas de Bahía Nueva no se cumplieron en 2018?", "¿Cuáles de esas tampoco se cumplieron en 2019?", {"1.1", "1.3", "2"}),
    ],
)  # fmt: skip
def test_a_follow_up_keeps_the_periods_and_the_place(asistente: Assistant, historia: str, pregunta: str, esperadas: set[str]) -> None:
    r = respuesta(asistente, pregunta, historia)
    assert metas_de(r) == esperadas and {f["municipio"] for f in r["rows"]} <= {"Bahía Nueva"}
    assert any(f["tipo"] == "en" and f["entidad"] == "municipio" for f in r["plan"]["filtros"])


def test_periods_that_nobody_named_are_said(asistente: Assistant) -> None:
    r = respuesta(asistente, "¿Qué metas mejoraron en Bahía Nueva?")
    assert "La pregunta no nombra los periodos" in r["answer"] and "entre 2019 y 2021" in r["answer"]


@pytest.mark.parametrize("pregunta", ["¿Qué metas de Los Pinos mejoraron de 2018 a 2019?", "¿Qué metas de Bahía Nueva mejoraron de 2020 a 2021?", "¿Qué metas empeoraron en marzo de 2021 en Bahía Nueva respecto al corte anterior?"])
def test_a_period_that_is_not_loaded_is_no_data_and_not_nothing_found(asistente: Assistant, pregunta: str) -> None:
    assert asistente.ask(pregunta)["status"] == "no_data"


@pytest.mark.parametrize("pregunta", ["Con el corte de junio de 2021, ¿qué metas de Bahía Nueva no llegaban ni a la mitad de lo programado a la fecha?", "metas de Bahía Nueva con menos del 50 % de lo programado a la fecha en junio de 2021", "al corte de junio de 2021, metas de Bahía Nueva por debajo del 50 % de lo programado"])
def test_half_of_what_was_due_to_date_is_no_half_of_the_year(asistente: Assistant, pregunta: str) -> None:
    r = respuesta(asistente, pregunta)
    assert metas_de(r) == {"1.3"} and "lo programado a la fecha" in r["answer"]


@pytest.mark.parametrize(
    ("pregunta", "dicho"),
    [
        ("Causas de incumplimiento por año en Bahía Nueva", "- 2018: personal, 2 metas"),
        ("¿Qué municipios tuvieron metas no cumplidas y en qué años?", "- Bahía Nueva: 2018, 3 metas"),
        ("metas cumplidas por municipio y año", "- Los Pinos: 2019, 1 meta"),
        ("¿Cuál fue la principal causa de incumplimiento en Bahía Nueva en 2018?", "personal, con 2 metas"),
        ("¿Cuánto cambió en porcentaje el número de árboles plantados en Bahía Nueva de 2018 a 2021?", "No hay diferencia"),
        ("¿Cuántas toneladas más se recogieron en Los Pinos en 2021 que en 2019?", "un alza de 35.3 %"),
        ("mejor año de la meta 1.3 de Bahía Nueva", "(unidad 501, 2019)"),
        ("peor año de la unidad 501", "El ejercicio con menor proporción de metas cumplidas: 2019"),
        ("¿En qué municipio y año se rebasó más una meta?", "(unidad 601, 2021, Los Pinos)"),
        ("¿Le modificaron la meta anual a alguna meta de Bahía Nueva en 2021?", "**2.1** (unidad 502)"),
        ("¿Cómo evolucionaron las metas cumplidas de Bahía Nueva de 2018 a 2021?", "- 2019: "),
        ("Compara las metas cumplidas de Bahía Nueva en 2018, 2019 y 2021", "- 2019: "),
        ("¿Cómo iba la unidad 501 en junio de 2021 comparado con diciembre?", "3 al corriente de lo programado a la fecha"),
    ],
)  # fmt: skip
def test_groups_orders_and_percentages_over_the_years_say(asistente: Assistant, pregunta: str, dicho: str) -> None:
    assert dicho in respuesta(asistente, pregunta)["answer"]
