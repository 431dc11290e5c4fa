"""Questions over a form whose names are ordinary words: an office called "Red …", measures that are words of questions too
("Curso", "Trámite", "Porcentaje"), goals and units whose codes have letters or three levels."""

from __future__ import annotations

from typing import Any

import pytest
from apoyo_base import url_de
from apoyo_cortes import metas_de, respuesta

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

#: number, measure → annual goal; programmed and achieved by quarter.
METAS: dict[tuple[str, str], tuple[int, tuple[int, ...], tuple[int | None, ...]]] = {
    ("7.1.1", "Curso"): (40, (10, 10, 10, 10), (10, 8, 10, None)),
    ("7.1.2", "Trámite"): (100, (25, 25, 25, 25), (25, 25, 25, None)),
    ("7.1.3", "Porcentaje"): (95, (95, 95, 95, 95), (94, 95, 95, None)),
    ("7.1.4", "Porcentaje"): (100, (25, 25, 25, 25), (25, 20, 20, None)),
    ("7.1.5", "Cobertura"): (80, (70, 75, 80, 80), (70, 75, 78, None)),
    ("7.1.6", "Informe"): (4, (1, 1, 1, 1), (1, 1, 1, None)),
    ("7.1.7", "Auditoría"): (8, (2, 2, 2, 2), (2, 2, 1, None)),
    ("7.1.8", "Credencial"): (400, (100, 100, 100, 100), (90, 110, 120, None)),
    ("7.1.9", "Servidor público"): (60, (15, 15, 15, 15), (15, 15, 15, None)),
}
CLAVES = {"C1": "Documento", "C1A1": "Programa", "C1A2": "Red"}


def _renglon(numero: str, medida: str, anual: int, p: tuple[int, ...], a: tuple[int | None, ...], absoluto: bool) -> str:
    cuartos = [str(x) if x is not None else "" for par in zip(p, a, strict=True) for x in par]
    dados = [x for x in a if x is not None]
    total = dados[-1] if medida == "Cobertura" or numero == "7.1.3" else sum(dados)
    return "\t".join([f"{numero} Atender lo que corresponde a {numero}", medida, str(anual), *cuartos, *([str(total), f"{total * 100 // anual}%"] if absoluto else []), ""])


def _forma(unidad: str, nombre: str, renglones: list[str], absoluto: bool) -> str:
    con = "AVANCE ABSOLUTO\tAVANCE RELATIVO\t" if absoluto else ""
    return "\n".join(
        [
            "AYUNTAMIENTO DE BAHÍA NUEVA", "PROGRAMA OPERATIVO ANUAL 2024", "RAMO:\t50\tSERVICIOS", "PROGRAMA:\t051\tCIUDAD VIVA",
            f"UNIDAD EJECUTORA:\t{unidad}\t{nombre}", "FECHA: 30-sep.-24", "",
            f"DESCRIPCIÓN DE METAS\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\t\t\t\t\t\t\t\t{con}OBSERVACIONES",
            "\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\tP\tA\tP\tA\tP\tA\tP\tA", *renglones, "", "",
        ]
    )  # fmt: skip


def _asistente(carpeta: Any, absoluto: bool) -> Assistant:
    de_metas = [_renglon(n, m, *que, absoluto) for (n, m), que in METAS.items()]
    de_claves = [_renglon(n, m, 20, (5, 5, 5, 5), (5, 4, 5, None), absoluto) for n, m in CLAVES.items()]
    archivo = carpeta / "formas.txt"
    archivo.write_text(_forma("SP-08", "Red Municipal de Bibliotecas", de_metas, absoluto) + _forma("IMM", "Instituto de las Mujeres", de_claves, absoluto), encoding="utf-8")
    url = url_de(carpeta)
    motor = abrir(url)
    cargado = ingerir([archivo], MetaStore(motor))
    motor.dispose()
    assert [(d.estado, d.metas) for d in cargado.documentos] == [("loaded", 12)], cargado
    return Assistant(Settings(home=carpeta, database_url=url))


@pytest.fixture(scope="module")
def impreso(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """With an absolute column."""
    return _asistente(tmp_path_factory.mktemp("con"), True)


@pytest.fixture(scope="module")
def derivado(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Without one."""
    return _asistente(tmp_path_factory.mktemp("sin"), False)


@pytest.mark.parametrize("medida", [m for _, m in METAS], ids=str)
@pytest.mark.parametrize("pregunta", ["¿Qué metas se miden en {}?", "metas medidas en {}", "Lista las metas con unidad de medida {}"])
def test_a_measure_named_as_such_is_one_whatever_else_its_words_mean(pregunta: str, medida: str, impreso: Assistant) -> None:
    assert metas_de(respuesta(impreso, pregunta.format(medida.lower()))) == {n for n, m in METAS if m == medida}


def test_several_measures_are_named_together(impreso: Assistant) -> None:
    assert metas_de(respuesta(impreso, "¿Qué metas se miden en cursos, trámites o auditorías?")) == {"7.1.1", "7.1.2", "7.1.7"}


@pytest.mark.parametrize(
    ("pregunta", "metas"),
    [
        ("¿Cuántas metas tiene la Red Municipal de Bibliotecas?", {n for n, _ in METAS}),
        ("metas de la red municipal de bibliotecas", {n for n, _ in METAS}),
        ("¿Cuántas metas tiene la SP-08?", {n for n, _ in METAS}),
        ("metas de la unidad sp 08", {n for n, _ in METAS}),
        ("¿Qué metas tiene el IMM?", set(CLAVES)),
        ("detalle de la meta 7.1.3", {"7.1.3"}),
        ("¿Qué pasó con la 7.1.3?", {"7.1.3"}),
        ("compara las metas 7.1.1 y 7.1.2", {"7.1.1", "7.1.2"}),
        ("¿En qué porcentaje se cumplió la meta C1A2?", {"C1A2"}),
        ("¿Cuánto se alcanzó en la meta C1 del IMM?", {"C1"}),
        ("metas C1A1 y C1A2", {"C1A1", "C1A2"}),
        ("acciones del componente C1", {"C1A1", "C1A2"}),
        ("¿Qué actividades del componente C1 no se cumplieron?", {"C1A1", "C1A2"}),
        ("metas principales del IMM", {"C1"}),
    ],
)  # fmt: skip
def test_offices_and_goals_are_found_by_their_codes(pregunta: str, metas: set[str], impreso: Assistant) -> None:
    r = respuesta(impreso, pregunta)
    assert metas_de(r) == metas and "en rojo" not in r["answer"]


def test_a_band_is_still_told_by_its_colour(impreso: Assistant) -> None:
    assert "en rojo" in respuesta(impreso, "¿Cuántas metas están en rojo?")["answer"]
    assert "en verde" in respuesta(impreso, "metas de la red municipal de bibliotecas en verde")["answer"]


def test_credentials_are_counted_and_not_given(impreso: Assistant) -> None:
    assert "320 credenciales" in respuesta(impreso, "¿Cuántas credenciales se entregaron?")["answer"]
    assert impreso.ask("Dame las credenciales del sistema")["status"] == "out_of_scope"


@pytest.mark.parametrize("forma", ["impreso", "derivado"])
def test_a_coverage_is_held_against_its_last_quarter_and_a_programme_in_parts_against_their_sum(forma: str, request: pytest.FixtureRequest) -> None:
    r = respuesta(request.getfixturevalue(forma), "¿Qué metas de la SP-08 no se cumplieron?")
    assert metas_de(r) == {"7.1.1", "7.1.4", "7.1.5", "7.1.7"}  # 95 of 95 is met, 65 of 75 and 78 of 80 are not
    assert "con 80 programadas a la fecha" in r["answer"] and "con 75 programados a la fecha" in r["answer"]


def test_progress_without_a_column_tells_how_it_is_made(derivado: Assistant) -> None:
    assert "78 (tercer trimestre)" in respuesta(derivado, "detalle de la meta 7.1.5")["answer"]
    assert "65 (suma de los trimestres)" in respuesta(derivado, "¿En qué porcentaje se cumplió la meta 7.1.4?")["answer"]
    assert "97.5 %" in respuesta(derivado, "¿En qué porcentaje se cumplió la meta 7.1.5?")["answer"]


def test_the_quarters_of_a_coverage_are_not_added(impreso: Assistant) -> None:
    r = respuesta(impreso, "¿Cuánto se alcanzó en el primer semestre en la meta 7.1.5?")
    assert "145" not in r["answer"] and "75 de 75" in r["answer"]
    assert "suman" not in respuesta(impreso, "¿Cómo avanzó la meta 7.1.5 trimestre a trimestre?")["answer"]


@pytest.mark.parametrize("largo", ["linea", "parrafo", "pagina"])
def test_a_summary_of_a_year_under_way_checks(largo: str, impreso: Assistant) -> None:
    from assistant.resumen.peticion import Peticion
    from assistant.summary import resumir

    r = resumir(impreso, Peticion.model_validate({"ejercicio": 2024, "largo": largo}))
    assert "30 de septiembre de 2024" in r["answer"] and not [a for a in r["warnings"] if "comprobar" in a], r["warnings"]


@pytest.mark.parametrize(
    ("pregunta", "metas"),
    [
        ("Para el padrón de capacitación necesito saber qué metas usan Curso como unidad de medida", {"7.1.1"}),
        ("Total de auditorías practicadas", {"7.1.7"}),
        ("De las metas que se miden en porcentaje, ¿cuáles van en 2024 por debajo de lo programado a la fecha?", {"7.1.4"}),
    ],
)
def test_what_is_counted_is_told_from_what_is_asked(pregunta: str, metas: set[str], impreso: Assistant) -> None:
    assert metas_de(respuesta(impreso, pregunta)) == metas


@pytest.mark.parametrize(
    ("pregunta", "regla"),
    [
        ("¿Qué avances absolutos están mal sumados?", "absoluto_no_es_suma"),
        ("¿En qué meta el porcentaje impreso no corresponde al avance absoluto entre la meta anual?", "porcentaje_no_cuadra"),
    ],
)
def test_a_fault_told_in_words_is_its_rule(pregunta: str, regla: str, impreso: Assistant) -> None:
    r = impreso.ask(pregunta)
    assert r["plan"]["intent"] == "audit" and regla in str(r["plan"]), r["plan"]
