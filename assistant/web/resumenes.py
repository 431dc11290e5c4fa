"""The summaries tab: what about, how long, in what tone; the paragraph, checked as it is edited; the Word file."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.export import exportar_documento
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.resumen.peticion import Peticion
from assistant.resumen.revisar import con_oraciones, verificar_editado
from assistant.summary import resumir
from assistant.web import seguro, tema
from assistant.web.fuentes import fichas
from assistant.web.grafica import ORDINALES
from assistant.web.respuestas import Respuestas
from assistant.web.visor import Visor
from assistant.wording import nombre_propio

#: The longest text that is checked.
MAX_TEXTO = 20_000
_TODO, _TODOS, _TODAS, _NINGUNA = "Todo el año", "Todos", "Todas", "Todas"
_LARGOS = (("Línea", "linea"), ("Párrafo", "parrafo"), ("Página", "pagina"))
_TONOS = (("Institucional", "institucional"), ("Ciudadano", "ciudadano"))
_MARCO: dict[str, Any] = {"sanitize_html": True, "latex_delimiters": []}
_VACIO = "Los números junto a cada cifra del resumen abren aquí su fuente."
#: Turn number of the marks of a summary: its sources open here, not in a conversation.
_TURNO = 0

_registro = logging.getLogger(__name__)


class Resumenes:
    """The tab's components and their events."""

    def __init__(self, respuestas: Respuestas) -> None:
        self.respuestas = respuestas
        self.visor = Visor("resumen", respuestas, _VACIO)

    def recados(self) -> None:
        """The boxes that the links write to."""
        self.visor.recados()

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        self.resumen = gr.State(None)
        with gr.Row(elem_classes="filtros"):
            self.municipio = gr.Dropdown([], label="Municipio", min_width=160)
            self.ejercicio = gr.Dropdown([], label="Ejercicio", min_width=100)
            self.unidad = gr.Dropdown([], label="Unidad", min_width=240, scale=2)
            self.programa = gr.Dropdown([], label="Programa", min_width=180)
            self.trimestre = gr.Dropdown(
                [(_TODO, ""), *((v, k) for k, v in ORDINALES.items())], value="", label="Periodo", min_width=160
            )
            self.causa = gr.Dropdown(
                [(_NINGUNA, ""), *((v[:1].upper() + v[1:], k) for k, v in ETIQUETAS_CAUSA.items())],
                value="",
                label="Causa",
                min_width=160,
            )
            self.largo = gr.Dropdown(list(_LARGOS), value="parrafo", label="Extensión", min_width=130)
            self.tono = gr.Dropdown(list(_TONOS), value="institucional", label="Tono", min_width=150)
            self.boton = gr.Button("Redactar", variant="primary", scale=0, min_width=110, elem_id="redactar")
        with gr.Row(elem_classes="doble"):
            with gr.Column(scale=6, min_width=320, elem_classes="hoja"):
                self.cuerpo = gr.Markdown(tema.hueco(tema.SIN_RESUMEN), elem_id="resumen", elem_classes="anuncia", **_MARCO)
                self.edicion = gr.Textbox(
                    label="Edite el texto; los números entre corchetes son sus fuentes",
                    lines=8,
                    max_lines=14,
                    max_length=MAX_TEXTO,
                    visible=False,
                    elem_id="edicion",
                )
                self.revision = gr.Markdown("", elem_id="revision", elem_classes="anuncia", **_MARCO)
                self.archivo = gr.DownloadButton("Descargar en Word", visible=False, size="sm", elem_id="word")
            with gr.Column(scale=5, min_width=320, elem_classes="hoja lado"):
                self.visor.construir()
                self.fichas = gr.Markdown("", elem_id="fichas-resumen", **_MARCO)
        self.visor.conectar()
        callado: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        self.boton.click(self.redactar, self.filtros, self.hechas, **callado)
        for filtro in (self.municipio, self.ejercicio):
            filtro.input(self.pintar, self.filtros, self.salidas, **callado)
        self.edicion.change(
            self.revisar, [self.edicion, self.resumen], [self.revision, self.archivo], trigger_mode="always_last", **callado
        )

    @property
    def filtros(self) -> list[Any]:
        """The filters' components."""
        return [self.municipio, self.ejercicio, self.unidad, self.programa, self.trimestre, self.causa, self.largo, self.tono]

    @property
    def salidas(self) -> list[Any]:
        """What ``pintar`` updates."""
        return self.filtros[:4]

    @property
    def hechas(self) -> list[Any]:
        """What ``redactar`` updates."""
        return [self.resumen, self.cuerpo, self.edicion, self.revision, self.archivo, self.fichas, *self.visor.salidas]

    def pintar(self, municipio: str = "", ejercicio: str = "", unidad: str = "", programa: str = "", *_: str) -> dict[Any, Any]:
        """The filters with what is loaded, each within those before it."""
        voc = self.respuestas.asistente.voc
        municipios = sorted({i[0] for i in voc.informes})
        municipio = municipio if municipio in municipios else (municipios[0] if len(municipios) == 1 else "")
        suyos = [i for i in voc.informes if municipio in ("", i[0])]
        ejercicios = sorted({str(i[1]) for i in suyos}, reverse=True)
        ejercicio = ejercicio if ejercicio in ejercicios else (ejercicios[0] if ejercicios else "")
        suyos = [i for i in suyos if ejercicio in ("", str(i[1]))]
        nombres = {(str(n.entidad), n.codigo): nombre_propio(n.nombre) for n in voc.nombres}

        def opciones(entidad: str, lugar: int) -> list[tuple[str, str]]:
            return [(f"{c} {nombres.get((entidad, c), '')}".strip(), c) for c in sorted({str(i[lugar]) for i in suyos})]

        unidades, programas = opciones("unidad", 5), opciones("programa", 4)
        return {
            self.municipio: gr.update(choices=[(_TODOS, ""), *((nombre_propio(m), m) for m in municipios)], value=municipio),
            self.ejercicio: gr.update(choices=[(_TODOS, ""), *((e, e) for e in ejercicios)], value=ejercicio),
            self.unidad: gr.update(
                choices=[(_TODAS, ""), *unidades], value=unidad if unidad in dict((c, n) for n, c in unidades) else ""
            ),
            self.programa: gr.update(
                choices=[(_TODOS, ""), *programas], value=programa if programa in dict((c, n) for n, c in programas) else ""
            ),
        }

    def redactar(
        self, municipio: str, ejercicio: str, unidad: str, programa: str, trimestre: str, causa: str, largo: str, tono: str
    ) -> dict[Any, Any]:
        """Write the summary of what is chosen."""
        try:
            dado = {
                "municipio": municipio or None, "ejercicio": int(ejercicio) if ejercicio else None, "unidad": unidad or None,
                "programa": programa or None,
                "trimestre": trimestre or None, "causa": causa or None, "largo": largo, "tono": tono,
            }  # fmt: skip
            resumen = resumir(self.respuestas.asistente, Peticion.model_validate(dado))
        except Exception:  # the page's outermost boundary: nothing of the error may reach the reader
            _registro.exception("falló un resumen")
            return self._sin(tema.falla(tema.FALLA))
        if resumen["status"] != "answered":
            return self._sin(f'<div class="hueco"><p>{seguro.texto(resumen["answer"])}</p></div>')
        return {
            self.resumen: resumen,
            self.cuerpo: f'<h2 class="apartado">{seguro.texto(resumen["title"])}</h2>{self._con_fuentes(resumen)}',
            self.edicion: gr.update(value=resumen["answer"], visible=True),
            **self.revisar(resumen["answer"], resumen),
            self.fichas: self._enlazadas(fichas(resumen["citations"], _TURNO, None)),
            **self.visor.con(resumen["citations"]),
        }

    def revisar(self, escrito: str, resumen: dict[str, Any] | None) -> dict[Any, Any]:
        """Which figures, names and quotations of the edited text resolve, and its Word file."""
        if not resumen:
            return {self.revision: ""}
        asistente = self.respuestas.asistente
        editado = con_oraciones((escrito or "").strip()[:MAX_TEXTO], resumen)
        problemas = verificar_editado(editado, resumen, asistente.lector, asistente.voc)
        return {self.revision: revision(problemas), self.archivo: gr.update(value=self._word(editado, problemas), visible=True)}

    def _word(self, editado: dict[str, Any], problemas: list[str]) -> str | None:
        """The file of the text as it stands; what does not resolve goes into its warnings."""
        avisos = [a for a in editado["warnings"] if not a.startswith("No se pudo comprobar")]
        avisos += [f"No se pudo comprobar: {p}" for p in problemas]
        try:
            carpeta = Path(tempfile.mkdtemp(prefix="poa-", dir=self._carpeta()))
            ruta = carpeta / "resumen.docx"
            exportar_documento(ruta, [{**editado, "warnings": avisos}], self.respuestas.asistente.lector)
        except Exception:  # as in ``redactar``: the text stays on the page
            _registro.exception("falló la descarga de un resumen")
            return None
        return str(ruta)

    def _carpeta(self) -> Path:
        carpeta = self.respuestas.asistente.settings.carpeta / "subidas"
        carpeta.mkdir(parents=True, exist_ok=True)
        return carpeta

    def _con_fuentes(self, resumen: dict[str, Any]) -> str:
        cuerpo = seguro.respuesta(resumen["answer"], _TURNO, {c["n"] for c in resumen["citations"]})
        avisos = "".join(f'<p class="aviso"><strong>Aviso.</strong> {seguro.texto(a)}</p>' for a in resumen["warnings"])
        return f'<div class="respuesta"><div class="parrafos">{self._enlazadas(cuerpo)}</div>{avisos}</div>'

    def _enlazadas(self, html: str) -> str:
        """Its marks open in this tab's own panel."""
        return html.replace(f'href="#cita-{_TURNO}-', f'href="#r-{self.visor.nombre}-')

    def _sin(self, html: str) -> dict[Any, Any]:
        """No summary, and why."""
        return {
            self.resumen: None,
            self.cuerpo: html,
            self.edicion: gr.update(value="", visible=False),
            self.revision: "",
            self.archivo: gr.update(visible=False),
            self.fichas: "",
            **self.visor.con([]),
        }


def revision(problemas: list[str]) -> str:
    """What the check says of the text, as HTML."""
    if not problemas:
        return '<div class="dicho bien"><p>Cada cifra, nombre y cita textual resuelve a su fuente.</p></div>'
    filas = "".join(f"<li>{seguro.texto(p)}</li>" for p in problemas)
    return f'<div class="dicho falla"><p>Ya no resuelve a su fuente:</p><ul>{filas}</ul></div>'
