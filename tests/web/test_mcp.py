"""The tools over MCP, with the official client."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from apoyo_web import EJEMPLOS, PREGUNTA, ajustes, pagina_servida

from assistant.assistant import Assistant


async def usar(direccion: str) -> tuple[dict[str, Any], dict[str, Any], list[Any]]:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    mcp = f"{direccion}/gradio_api/mcp/"
    async with streamable_http_client(mcp) as (lee, escribe, _), ClientSession(lee, escribe) as sesion:
        await sesion.initialize()
        herramientas = {h.name: h for h in (await sesion.list_tools()).tools}
        dicha = await sesion.call_tool("preguntar", {"pregunta": PREGUNTA})
        errores = await sesion.call_tool("auditar", {"gravedad": "error"})
        assert not dicha.isError and not errores.isError, (dicha.content[0].text, errores.content[0].text)
        return herramientas, json.loads(dicha.content[0].text), json.loads(errores.content[0].text)


def test_a_client_lists_the_tools_and_asks_a_question(tmp_path: Path) -> None:
    elegidos = ajustes(tmp_path, EJEMPLOS)
    with pagina_servida(elegidos) as direccion:
        herramientas, dicha, errores = asyncio.run(usar(direccion))
    assert set(herramientas) == {"preguntar", "listar_metas", "buscar_observaciones", "auditar"}
    propiedades = herramientas["listar_metas"].inputSchema["properties"]
    assert propiedades["ejercicio"]["type"] in ("integer", "number") and propiedades["unidad"]["type"] == "string"
    assert "POA" in herramientas["preguntar"].description
    esperada = Assistant(elegidos).ask(PREGUNTA)
    assert dicha["answer"] == esperada["answer"] and len(dicha["rows"]) == len(esperada["rows"])
    assert errores and {h["severity"] for h in errores} == {"error"}
