"""Folding, whatever characters a text has."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.textos import alinear, plegar

#: Every letter of Latin-1 and what reports have beside them; then anything.
_TEXTOS = st.text(st.sampled_from("aÁéñÑüß½ªº­µ…“”–—•ŁőЖ½ﬁ ‐ \x00K5")) | st.text()


def _plegado(caracter: str) -> str:
    llano = unicodedata.normalize("NFKD", caracter.casefold())
    return "".join(c for c in llano if unicodedata.category(c) not in ("Mn", "Cf"))


@given(_TEXTOS)
@example("ℙÖä")
@example("“Construcción”…")
def test_a_text_is_folded_as_each_of_its_characters_is(texto: str) -> None:
    esperado = texto.lower() if texto.isascii() else "".join(map(_plegado, texto))
    assert plegar(texto) == esperado


@given(_TEXTOS)
def test_aligned_folding_keeps_the_length_of_a_text(texto: str) -> None:
    assert len(alinear(texto)) == len(texto)
    if not texto.isascii():
        assert alinear(texto) == "".join(_plegado(c)[:1] or " " for c in texto)


@pytest.mark.parametrize(("texto", "plegado"), [("AÑO Ínfimo", "ano infimo"), ("1.ª sesión…", "1.a sesion..."), ("pro\xadgrama", "programa")])
def test_accents_case_and_what_is_not_seen_are_folded(texto: str, plegado: str) -> None:
    assert plegar(texto) == plegado
