"""The help tab: what can be asked, what the page's words mean, how programs ask, and the version."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web import recado, tema
from assistant.web.respuestas import Respuestas
from assistant.web.seguro import texto
from assistant.wording import cifra

_PREGUNTAS = {
    "Qué se cumplió y qué no": ("¿Qué metas no se cumplieron?", "¿Qué metas se rebasaron?", "¿Qué metas tuvieron cero avance?"),
    "Los motivos": (
        "¿Qué metas no se cumplieron por COVID?",
        "¿Por qué causas no se cumplieron las metas?",
        "¿Qué metas no cumplidas no tienen observación?",
    ),
    "Los trimestres": ("¿Qué metas no alcanzaron lo programado en el tercer trimestre?",),
    "Contar y comparar": (
        "¿Cuántas metas hay por unidad?",
        "¿Qué unidad tiene más metas no cumplidas?",
        "¿Cuáles son las 5 metas con menor avance?",
    ),
    "Revisar los informes": ("¿Qué cifras no cuadran?", "¿Qué hallazgos hay?"),
    "Responsables": ("¿Quién elaboró los formatos?",),
}
_PESTANAS = {
    "Conversar": "pregunte en sus palabras; los números junto a cada cifra abren su fuente. "
    "Puede seguir la conversación («¿y en la unidad 304?»).",
    "Tablero": "el año de un vistazo; cada marca y cada cifra lleva a las metas que hay detrás.",
    "Observaciones": "busque por palabras o por su sentido entre todas las observaciones.",
    "Resúmenes": "el párrafo para el informe, con sus fuentes; al editarlo se comprueba de nuevo.",
    "Calidad de datos": "lo que la auditoría halló: sumas que no cuadran, desviaciones sin observación y demás.",
    "Informes": "qué está cargado, qué no se pudo leer y qué cambió cada corrección.",
}
_INTERFAZ = (
    ("GET /api/v1/preguntar?q=…", "la respuesta a una pregunta, con filas, cifras y citas; «h=» por cada pregunta anterior"),
    ("GET /api/v1/metas?unidad=…", "metas, con filtros por unidad, programa, ejercicio, corte, estado y meta"),
    ("GET /api/v1/observaciones?q=…", "observaciones por palabras, significado y filtros"),
    ("GET /api/v1/auditoria", "hallazgos, con filtros por unidad, gravedad y regla"),
    ("GET /api/v1/exportar?q=…&formato=xlsx", "la respuesta como archivo: docx, xlsx, csv o md"),
    ("GET /api/v1/openapi.json", "la descripción formal de todo lo anterior"),
    ("/gradio_api/mcp/", "las mismas herramientas para asistentes, por MCP"),
)


class Ayuda:
    """The tab's only component."""

    def __init__(self, respuestas: Respuestas) -> None:
        self.respuestas = respuestas

    def recados(self) -> None:
        """It has no links but questions."""

    def construir(self) -> None:
        """Lay the tab out."""
        self.cuerpo = gr.Markdown(tema.CARGANDO, elem_id="ayuda", sanitize_html=True, latex_delimiters=[])

    @property
    def filtros(self) -> list[Any]:
        """It has none."""
        return []

    @property
    def salidas(self) -> list[Any]:
        """What ``pintar`` updates."""
        return [self.cuerpo]

    def pintar(self) -> dict[Any, Any]:
        """The help, with the bands in force."""
        return {self.cuerpo: ayuda(self.respuestas.asistente.bandas)}


def ayuda(bandas: tuple[float, float, float]) -> str:
    """The help as HTML."""
    preguntas = "".join(
        f"<dt>{texto(k)}</dt><dd><ul>{''.join(f'<li>{recado.preguntar(p, p)}</li>' for p in v)}</ul></dd>"
        for k, v in _PREGUNTAS.items()
    )
    pestanas = "".join(f"<dt>{texto(k)}</dt><dd>{texto(v[0].upper() + v[1:])}</dd>" for k, v in _PESTANAS.items())
    amarillo, verde, alto = (cifra(b) for b in bandas)
    interfaz = "".join(f'<tr><th scope="row"><code>{texto(r)}</code></th><td>{texto(q)}</td></tr>' for r, q in _INTERFAZ)
    return (
        f'<div class="ayuda"><section><h2>Qué se puede preguntar</h2><dl>{preguntas}</dl></section>'
        f"<section><h2>Qué hay en cada pestaña</h2><dl>{pestanas}</dl></section>"
        "<section><h2>Qué reglas se aplican</h2><ul>"
        "<li>«Metas» son las principales y sus acciones, salvo que pregunte por unas u otras.</li>"
        "<li>El cumplimiento es el avance absoluto impreso entre la meta anual. «No cumplidas» son las que no llegaron a "
        "100 %.</li>"
        "<li>Nunca se suman unidades de medida distintas, ni una meta con sus propias acciones.</li>"
        "<li>Sin año en la pregunta se responde con todos los ejercicios, en su último corte.</li>"
        f"<li>Semáforo: verde desde {texto(verde)} %, amarillo desde {texto(amarillo)} %, rojo por debajo; "
        f"sobrecumplimiento por encima de {texto(alto)} %.</li>"
        "<li>Toda respuesta se coteja con los informes antes de mostrarse; lo que no se puede comprobar se dice.</li></ul>"
        "</section>"
        f'<section><h2>Para programas</h2><div class="marco" tabindex="0"><table class="params interfaz"><tbody>{interfaz}'
        "</tbody></table></div></section>"
        f'<p class="nota">{tema.NOMBRE}, versión {texto(tema.VERSION)}. Las conversaciones se guardan solo en este '
        "navegador.</p></div>"
    )
