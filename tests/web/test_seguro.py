"""Text from reports and questions is text wherever it lands."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.web import seguro

HOSTIL = "<script>alert(1)</script> <img src=x onerror=alert(2)> &lt;b&gt; \"'` ${7*7} {{x}} $$x$$"


def visible(trozo: str) -> str:
    """What a reader sees of some HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", trozo))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs"])))
def test_text_shows_as_it_was_and_holds_no_markup(original: str) -> None:
    escrito = seguro.texto(original)
    assert html.unescape(escrito) == original
    assert not set("<>\"'`*_[](){}$\\|~!:/.@\n") & set(escrito)


def test_hostile_text_becomes_entities() -> None:
    assert visible(seguro.texto(HOSTIL)) == HOSTIL
    assert "<" not in seguro.texto(HOSTIL)


def test_marks_that_reverse_or_hide_text_are_shown_as_unknown() -> None:
    assert seguro.texto("a\u202eb\x00c\u2066d\U000e0041") == "a\ufffdb\ufffdc\ufffdd\ufffd"
    assert seguro.texto("\ud800") == "\ufffd"
    assert seguro.texto(None) == ""


def test_an_answers_marks_are_bold_bullets_and_links_to_its_citations() -> None:
    cuerpo = seguro.respuesta("Son 2 metas [1].\n- **8.2** (unidad 201): 218 de 827, 26.4 % [4, 5].", 7, {1, 4, 5})
    assert cuerpo.count("<li>") == 1
    assert "<strong>8&#46;2</strong>" in cuerpo
    assert [m.group(1) for m in re.finditer(r'href="#cita-7-(\d+)"', cuerpo)] == ["1", "4", "5"]
    assert "\n" not in cuerpo  # a blank line would hand the rest to Markdown


def test_a_marker_of_no_citation_is_text() -> None:
    cuerpo = seguro.respuesta("Vea [9] y [1].", 1, {1})
    assert "[9]" in visible(cuerpo)
    assert "cita-1-9" not in cuerpo


def test_inside_a_quotation_nothing_is_a_mark() -> None:
    cuerpo = seguro.respuesta("- «**no** [1] <b>x</b> ![i](http://a.invalid/i.png)» [1]", 1, {1})
    assert "<strong>" not in cuerpo
    assert cuerpo.count("#cita-1-1") == 1
    assert "«**no** [1] <b>x</b> ![i](http://a.invalid/i.png)»" in visible(cuerpo)


def test_a_hostile_answer_holds_only_our_tags() -> None:
    cuerpo = seguro.respuesta(f"{HOSTIL}\n- «{HOSTIL}» [1]\n**{HOSTIL}**", 1, {1})
    assert set(re.findall(r"</?([a-z]+)", cuerpo)) == {"p", "ul", "li", "span", "a", "strong"}
