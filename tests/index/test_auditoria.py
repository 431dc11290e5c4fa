"""Findings."""

from __future__ import annotations

import apoyo_rejilla as rejilla
import pytest
from apoyo_index import CABECERA, PIE, fila, informe, leer

from index import al_corte
from index.auditoria import ARITMETICAS, REGLAS, REGLAS_CRUZADAS, auditar, auditar_documento
from index.poa import Hallazgo


def _hallados(*filas: str, cabecera: tuple[str, ...] = CABECERA) -> list[Hallazgo]:
    (i,) = leer(informe(*filas, cabecera=cabecera)).informes
    return list(auditar(i))


def _reglas(*filas: str, cabecera: tuple[str, ...] = CABECERA) -> list[str]:
    return [h.regla for h in _hallados(*filas, cabecera=cabecera)]


def test_a_report_that_adds_up_has_no_findings() -> None:
    assert not _hallados(fila("1.- Dar cursos"), fila("1.1.- Dar talleres", medida="Taller"))


def test_the_arithmetic_rules_are_registered() -> None:
    assert REGLAS.keys() | REGLAS_CRUZADAS.keys() >= ARITMETICAS


def test_an_absolute_that_is_not_the_sum_is_an_error_with_both_figures() -> None:
    h = next(
        x
        for x in _hallados(
            fila(
                "1.- Dar cursos",
                anual="13,000",
                trimestres="_ _ _ _ 4500 8500 8500 11600",
                absoluto="19,600",
                relativo="150.8%",
                observacion="x",
            )
        )
    )
    assert (h.regla, h.gravedad, h.meta, h.campo) == ("absoluto_no_es_suma", "error", "1", "avance_absoluto")
    assert "19,600" in h.explicacion and "20,100 (8,500 + 11,600)" in h.explicacion
    assert h.citas == (("1", "avance_absoluto"), ("1", "alcanzado.T3"), ("1", "alcanzado.T4"))


def test_programmed_that_does_not_add_up_to_the_goal() -> None:
    assert _reglas(fila("1.- Dar cursos", anual="5", relativo="80%", observacion="x")) == ["programado_no_es_anual"]
    assert not _reglas(fila("1.- Dar cursos", anual="2", trimestres="_ _ _ _ 1 1 1 1", absoluto="2"))


@pytest.mark.parametrize(
    ("relativo", "anual", "hay"),
    [
        ("113%", "8", False),
        ("112%", "8", False),
        ("114%", "8", True),
        ("1.13", "8", False),
        ("50%", "8", True),
        ("", "8", False),
        ("N/A", "8", False),
    ],
)
def test_a_printed_percentage_may_be_half_a_point_off(relativo: str, anual: str, hay: bool) -> None:
    halladas = _reglas(
        fila(
            "1.- Dar cursos",
            anual=anual,
            trimestres="2 3 2 2 2 2 2 2",
            absoluto="9",
            relativo=relativo,
            observacion="Mayor demanda.",
        )
    )
    assert ("porcentaje_no_cuadra" in halladas) is hay


def test_rates_and_coverages_are_not_summed() -> None:
    assert not _reglas(
        fila(
            "1.- Cubrir canchas",
            medida="Porcentaje",
            anual="100%",
            trimestres="25 25 50 50 75 75 100 100",
            absoluto="100",
        )
    )
    assert not _reglas(
        fila("1.- Cubrir canchas", medida="Cobertura", anual="90", trimestres="90 90 90 90 90 90 90 90", absoluto="90")
    )


JUNIO = tuple(x.replace("31-dic.-21", "30-jun.-21") for x in CABECERA)


def test_a_mid_year_cut_is_held_against_what_was_programmed_to_date() -> None:
    assert not _reglas(
        fila("1.- Dar cursos", trimestres="1 1 1 1 1 _ 1 _", absoluto="2", relativo="50%"), cabecera=JUNIO
    )
    assert not _reglas(
        fila("1.- Dar cursos", trimestres="1 1 1 1 _ _ _ _", absoluto="2", relativo="50%"), cabecera=JUNIO
    )
    assert _reglas(
        fila("1.- Dar cursos", trimestres="1 1 1 0 1 _ 1 _", absoluto="1", relativo="25%"), cabecera=JUNIO
    ) == ["desviacion_sin_observacion"]


def test_progress_in_a_quarter_after_the_cut() -> None:
    halladas = _hallados(
        fila("1.- Dar cursos", trimestres="1 1 1 1 1 1 1 0", absoluto="3", relativo="75%"), cabecera=JUNIO
    )
    h = next(x for x in halladas if x.regla == "alcanzado_tras_corte")
    assert h.campo == "alcanzado.T3" and "tercer trimestre" in h.explicacion and "30/06/2021" in h.explicacion


def test_a_blank_quarter_inside_the_reported_span_is_a_notice_and_a_common_blank_start_is_not() -> None:
    halladas = _hallados(
        fila("1.- Dar cursos", anual="2", trimestres="_ _ _ _ 1 1 1 1", absoluto="2"),
        fila("1.1.- Dar talleres", anual="1", trimestres="_ _ _ _ 1 1 _ _", absoluto="1"),
    )
    assert [(h.regla, h.gravedad, h.meta, h.campo) for h in halladas] == [
        ("trimestre_en_blanco", "notice", "1.1", "alcanzado.T4")
    ]


@pytest.mark.parametrize(
    ("absoluto", "observacion", "hay"),
    [("3", "", True), ("3", "Por lluvias.", False), ("4", "", False), ("5", "", True)],
)
def test_a_deviation_demands_a_word(absoluto: str, observacion: str, hay: bool) -> None:
    trimestres = {"3": "1 1 1 1 1 1 1 0", "4": "1 1 1 1 1 1 1 1", "5": "1 1 1 1 1 1 1 2"}[absoluto]
    relativo = {"3": "75%", "4": "100%", "5": "125%"}[absoluto]
    halladas = _reglas(
        fila("1.- Dar cursos", trimestres=trimestres, absoluto=absoluto, relativo=relativo, observacion=observacion)
    )
    assert ("desviacion_sin_observacion" in halladas) is hay


@pytest.mark.parametrize(
    ("observacion", "trimestres", "absoluto", "hay"),
    [
        ("No se realizaron los cursos.", "2 0 0 0 0 0 2 2", "2", True),
        ("No se realizaron los cursos.", "2 0 2 0 0 0 0 0", "0", False),
        ("Fue imposible llegar a la meta trimestral.", "0 0 0 0 2 0 2 3", "3", True),
        ("Fue imposible llegar a la meta trimestral.", "0 0 0 0 2 3 2 0", "3", False),
        ("No se alcanzó la meta por las lluvias.", "1 1 1 1 1 1 1 0", "3", False),
        ("No se alcanzó la meta por las lluvias.", "1 1 1 1 1 1 1 1", "4", True),
        ("El curso de marzo no se realizó.", "1 0 1 1 1 1 1 1", "3", False),
        ("No se presentaron inundaciones.", "1 1 1 1 1 1 1 1", "4", False),
        ("Se rebasó la meta por la demanda.", "1 1 1 1 1 1 1 0", "3", True),
        ("Quedaron pendientes dos cursos.", "1 1 1 1 1 1 1 1", "4", True),
    ],
)
def test_words_against_figures(observacion: str, trimestres: str, absoluto: str, hay: bool) -> None:
    halladas = _reglas(
        fila("1.- Dar cursos", trimestres=trimestres, absoluto=absoluto, relativo="", observacion=observacion)
    )
    assert ("observacion_contradice" in halladas) is hay


def test_a_line_that_the_header_does_not_list() -> None:
    h = next(x for x in _hallados(fila("1.- Dar cursos", lineas="2.4.2, 2.2")))
    assert (h.regla, h.impreso, h.citas) == ("linea_no_declarada", "2.2", (("1", "linea"),))


def test_numbers_repeated_and_missing() -> None:
    halladas = _hallados(fila("1.- Dar cursos"), fila("1.1.- Uno"), fila("1.1.- Dos"), fila("1.4.- Tres"))
    assert [(h.regla, h.esperado) for h in halladas] == [
        ("numero_repetido", ""),
        ("numero_faltante", "1.2"),
        ("numero_faltante", "1.3"),
    ]


def test_a_row_set_aside_is_not_missing_from_the_numbering() -> None:
    assert "numero_faltante" not in _reglas(
        fila("1.- Dar cursos"), fila("1.1.- Uno", absoluto="uno"), fila("1.2.- Dos")
    )


@pytest.mark.parametrize(
    ("medida", "hay"),
    [
        ("EVTNECLAVRO", True),
        ("TAILFR", True),
        ("HABITVNTE ATFNDID0", True),
        ("ARB0L", True),
        ("MUSEO", False),
        ("Cirugía", False),
        ("Préstamo", False),
        ("INSPECCIONES", False),
        ("m2", False),
        ("Transporte", False),
    ],
)
def test_a_garbled_measure(medida: str, hay: bool) -> None:
    halladas = _reglas(fila("1.- Hacer"), fila("1.1.- Otra", medida=medida), fila("1.2.- Una", medida="Evento"))
    assert ("medida_ilegible" in halladas) is hay


def test_one_person_elaborates_and_authorises() -> None:
    texto = informe(fila("1.- Dar cursos")).replace("ROSARIO CASTELLANOS FIGUEROA", "LIC. BENITO JUAREZ GARCIA")
    (h,) = auditar(leer(texto).informes[0])
    assert h.regla == "misma_persona" and h.citas == ((None, "firma.elaboro"), (None, "firma.autorizo"))


def test_two_spellings_of_one_name_across_a_documents_forms() -> None:
    otra = tuple(x.replace("101\tDIRECCIÓN", "102\tCOORDINACIÓN") for x in CABECERA)
    texto = informe(fila("1.- Dar cursos")) + informe(fila("2.- Dar cursos"), cabecera=otra).replace(
        PIE[-1], "ROSARIO CASTELANO FIGUEROA"
    )
    tercera = tuple(x.replace("101\tDIRECCIÓN", "103\tJEFATURA") for x in CABECERA)
    texto += informe(fila("3.- Dar cursos"), cabecera=tercera)
    primero, segundo, tercero = auditar_documento(leer(texto).informes)
    assert not primero and not tercero
    assert [(h.regla, h.impreso, h.esperado) for h in segundo] == [
        ("nombre_con_variantes", "ROSARIO CASTELANO FIGUEROA", "ROSARIO CASTELLANOS FIGUEROA")
    ]


def test_every_citation_is_a_printed_cell() -> None:
    (i,) = leer(
        informe(
            fila("1.- Dar cursos", anual="", lineas="9.9", trimestres="1 1 1 _ 1 1 1 3", absoluto="9", relativo="50%"),
            fila("1.3.- Dar", medida=""),
        )
    ).informes
    celdas = {m.numero: m.celdas for m in i.metas}
    halladas = auditar(i)
    assert len(halladas) >= 5
    for h in halladas:
        assert h.citas
        for numero, campo in h.citas:
            assert campo in (i.celdas if numero is None else celdas[numero])


UN_TRIMESTRE = ["Meta", "Unidad de medida", "Meta anual", "Programado 2° trim.", "Realizado 2° trim."]


def test_a_form_of_one_quarter_and_what_is_accumulated_has_no_sum_to_be_held_against() -> None:
    informe = rejilla.uno(
        [*UN_TRIMESTRE, "Programado acumulado", "Acumulado anual", "Observaciones"],
        ["1. Dar cursos", "Curso", "100", "20", "18", "60", "61", ""],
        ["2. Dar talleres", "Taller", "100", "20", "18", "60", "30", ""],
        ["3. Dar clases", "Clase", "100", "20", "18", "60", "10", "Sin novedad"],
    )
    halladas = {(h.regla, h.meta): h for h in auditar(informe)}
    assert {k for k in halladas if k[1]} == {("desviacion_sin_observacion", "2"), ("absoluto_no_es_suma", "3")}
    desviada = halladas["desviacion_sin_observacion", "2"]
    assert "30 de 60 programado a la fecha" in desviada.explicacion and ("2", "programado_acumulado") in desviada.citas
    assert [str(al_corte.programado(informe, m)) for m in informe.metas] == ["60", "60", "60"]


def test_a_form_of_one_quarter_does_not_say_what_was_programmed_to_date() -> None:
    informe = rejilla.uno([*UN_TRIMESTRE, "Acumulado anual"], ["1. Dar cursos", "Curso", "100", "20", "18", "61"])
    assert al_corte.programado(informe, informe.metas[0]) is None
    assert not [h for h in auditar(informe) if h.meta]


def test_the_first_quarter_alone_is_the_year_so_far_and_blank_columns_are_no_missing_ones() -> None:
    corte = [*rejilla.CABECERA[:3], ["CORTE", "31/03/2021"]]
    titulos = ["Meta", "Unidad de medida", "Meta anual", "Programado 1er trim.", "Realizado 1er trim.", "Acumulado anual"]
    primero = rejilla.uno(titulos, ["1. Dar cursos", "Curso", "100", "20", "18", "61"], cabecera=corte)
    assert al_corte.programado(primero, primero.metas[0]) == 20
    assert [h.regla for h in auditar(primero) if h.meta] == ["absoluto_no_es_suma", "desviacion_sin_observacion"]
    cuatro = [f"{m} T{t}" for t in (1, 2, 3, 4) for m in ("Programado", "Realizado")]
    enteros = rejilla.uno(
        ["Meta", "Unidad de medida", "Meta anual", *cuatro, "Avance absoluto"],
        ["1. Dar cursos", "Curso", "40", "", "", "20", "18", "10", "", "10", "", "61"],
    )
    assert al_corte.programado(enteros, enteros.metas[0]) == 20
    assert "absoluto_no_es_suma" in {h.regla for h in auditar(enteros)}
