"""What the page's own links ask of the server: a link's ``#r-box-text`` arrives as the text of a hidden box.

Answers, tables and charts are inert HTML, so a link in them can't carry an event of Gradio's. ``pagina.js`` writes
``clicks|text`` into the box named by the link; the count makes two equal clicks two changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

import gradio as gr

from assistant.web.seguro import texto


def caja(nombre: str) -> gr.Textbox:
    """The hidden box of a tab. Lay it out beside the tabs, so that it is there whichever tab is shown."""
    return gr.Textbox(elem_id=f"recado-{nombre}", elem_classes="recado", label=f"Recado {nombre}", max_lines=1)


def leer(recado: str) -> str:
    """What was asked, without the count of clicks."""
    return (recado or "").partition("|")[2]


def enlace(nombre: str, pedido: str, visible: str, clase: str = "ir", titulo: str = "") -> str:
    """A link that asks ``pedido`` of a box. All four are plain text."""
    nota = f' title="{texto(titulo)}"' if titulo else ""
    return f'<a class="{clase}" href="#r-{nombre}-{quote(pedido, safe="")}"{nota}>{texto(visible)}</a>'


def direccion(pregunta: str, historia: Sequence[str] = ()) -> str:
    """The address that opens the page with a question asked, after those that it follows."""
    return f"/?{urlencode([('q', pregunta), *(('h', h) for h in historia)])}"


def preguntar(pregunta: str, visible: str, clase: str = "", titulo: str = "") -> str:
    """A link that asks a question in the chat; opened elsewhere, it opens the page with it."""
    nota = f' title="{texto(titulo)}"' if titulo else ""
    clases = f"preguntar {clase}".strip()
    return f'<a class="{clases}" href="{texto(direccion(pregunta))}"{nota}>{texto(visible)}</a>'
