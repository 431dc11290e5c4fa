"""Style rules: capitals, accents, numbers in words, agreement, connectors, sentences."""

from __future__ import annotations

import itertools

import pytest

from assistant.estilo import (
    MAX_EN_LETRAS,
    PALABRAS_NUMERO,
    Conectores,
    con_articulo,
    contraer,
    de_letras,
    en_letras,
    enumerar,
    nombre_oficial,
    oraciones,
    titulo,
    unidad_de,
)


@pytest.mark.parametrize(
    ("impreso", "escrito"),
    [
        ("JEFATURA DE DESARROLLO CULTURAL", "Jefatura de Desarrollo Cultural"),
        ("COORDINACION DEL DIF MUNICIPAL", "Coordinación del DIF Municipal"),
        ("IMACUM", "IMACUM"),
        ("UNIDAD DE TIC Y PLANEACION", "Unidad de TIC y Planeación"),
        ("DIRECCION DE OBRAS PUBLICAS", "Dirección de Obras Públicas"),
        ("DISTRITO XXI", "Distrito XXI"),
        ("INSTITUTO DE LA MUJER", "Instituto de la Mujer"),
        ("Dirección de Ecología", "Dirección de Ecología"),
    ],
)
def test_an_office_in_capitals_gets_proper_case_and_keeps_its_acronyms(impreso: str, escrito: str) -> None:
    assert nombre_oficial(impreso) == escrito


def test_a_programme_is_written_as_a_sentence_with_its_proper_names() -> None:
    assert titulo("CULTURA VIVA EN VALLE SERENO", frozenset(("valle", "sereno"))) == "Cultura viva en Valle Sereno"
    assert titulo("PRESERVAR EL PATRIMONIO HISTORICO") == "Preservar el patrimonio histórico"


def test_an_accent_is_restored_only_where_one_reading_is_possible() -> None:
    assert nombre_oficial("ARTE Y CULTURA DE SAN FELIPE") == "Arte y Cultura de San Felipe"
    assert nombre_oficial("GESTION Y TRANSITO") == "Gestión y Tránsito"
    assert nombre_oficial("REGISTRO CIVIL") == "Registro Civil"


def test_numbers_in_words_agree_with_metas_and_read_back() -> None:
    assert [en_letras(n) for n in (1, 2, 16, 21, 22, 30, 31, 99)] == ["una", "dos", "dieciséis", "veintiuna", "veintidós", "treinta", "treinta y una", "noventa y nueve"]
    assert en_letras(21, "m") == "veintiún"
    assert all(de_letras(en_letras(n).capitalize()) == n for n in range(MAX_EN_LETRAS + 1))
    assert de_letras("muchas") is None
    assert "una" not in PALABRAS_NUMERO and "dos" in PALABRAS_NUMERO


@pytest.mark.parametrize(
    ("nombre", "con"),
    [
        ("Jefatura de Cultura Popular", "la Jefatura de Cultura Popular"),
        ("Departamento de Museos", "el Departamento de Museos"),
        ("Dirección General", "la Dirección General"),
        ("IMACUM", "la unidad IMACUM"),
    ],
)
def test_an_office_takes_its_article_and_an_unknown_noun_takes_none(nombre: str, con: str) -> None:
    assert con_articulo(nombre) == con


def test_prepositions_contract_before_el_only() -> None:
    assert contraer("de", "el Departamento") == "del Departamento"
    assert contraer("a", "el clima") == "al clima"
    assert contraer("a", "la veda electoral") == "a la veda electoral"
    assert contraer("en", "el centro") == "en el centro"


def test_a_list_whose_parts_have_commas_is_joined_by_semicolons() -> None:
    assert enumerar(["a", "b", "c"]) == "a, b y c"
    assert enumerar(["la 1, con dos", "la 2, con tres"]) == "la 1, con dos; y la 2, con tres"


def test_a_measure_agrees_with_its_figure_and_an_unreadable_one_is_left_out() -> None:
    assert unidad_de("Actividad", 218) == " actividades"
    assert unidad_de("SESIONES", 1) == " sesión"
    assert unidad_de("EVENECLAURO", 3, ilegible=True) == ""


def test_connectors_vary_and_are_the_same_every_time() -> None:
    uno, otro = Conectores(), Conectores()
    dados = [uno("suma") for _ in range(6)]
    assert dados == [otro("suma") for _ in range(6)]
    assert len(set(dados[:4])) == 4 and all(a != b for a, b in itertools.pairwise(dados))


def test_sentences_end_outside_quotations_and_abbreviations() -> None:
    texto = "La «C. Nervo. Otra» cumplió 3.5 de 4 [1]. El Lic. Vasconcelos firmó [2]. “A. Así” fue [3]."
    assert oraciones(texto) == ["La «C. Nervo. Otra» cumplió 3.5 de 4 [1].", "El Lic. Vasconcelos firmó [2].", "“A. Así” fue [3]."]
