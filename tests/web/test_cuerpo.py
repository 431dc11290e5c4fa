"""Bodies: half a surrogate pair becomes a replacement character, everything else stays as it came."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.web.cuerpo import Cuerpos, sin_mitades


@pytest.mark.parametrize(
    ("llega", "queda"),
    [
        (r'"\ud821"', r'"\ufffd"'),
        (r'"\uDFFFx\ud800"', r'"\ufffdx\ufffd"'),
        (r'"\ud83d\ude00"', r'"\ud83d\ude00"'),
        (r'"\ud83d\ud83d\ude00"', r'"\ufffd\ud83d\ude00"'),
        (r'"\\ud821"', r'"\\ud821"'),
        (r'"\\\ud821 \u00e1 \n"', r'"\\\ufffd \u00e1 \n"'),
        ('"á\U0001f600"', '"á\U0001f600"'),
    ],
)
def test_only_half_a_pair_is_replaced(llega: str, queda: str) -> None:
    assert sin_mitades(llega.encode()) == queda.encode()


@given(st.recursive(st.text(st.characters(codec=None)), lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(), x, max_size=3)))
def test_any_json_is_text_afterwards_and_means_the_same(valor: object) -> None:
    crudo = json.dumps(valor).encode()
    limpio = json.dumps(json.loads(sin_mitades(crudo)), ensure_ascii=False)
    limpio.encode("utf-8")
    assert len(sin_mitades(crudo)) == len(crudo)
    try:
        json.dumps(valor, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return
    assert sin_mitades(crudo) == crudo


def test_a_body_in_parts_is_given_on_whole_and_others_as_they_came() -> None:
    async def eco(request: Request) -> PlainTextResponse:
        return PlainTextResponse(await request.body())

    cliente = TestClient(Cuerpos(Starlette(routes=[Route("/", eco, methods=["POST"])])))
    partes = [b'{"q":"\\ud', b'821"}']
    assert cliente.post("/", content=iter(partes), headers={"content-type": "application/json"}).content == b'{"q":"\\ufffd"}'
    assert cliente.post("/", content=iter(partes), headers={"content-type": "text/plain"}).content == b"".join(partes)
