"""The observations tab: search by words and by meaning, with filters; each verbatim, with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import gradio as gr

from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.pasajes import Busqueda, Pasaje, buscar
from assistant.web import recado, tema
from assistant.web.filas import ESTADOS, causas, estado, pregunta_de
from assistant.web.fuentes import lugar
from assistant.web.respuestas import Respuestas
from assistant.web.seguro import texto
from assistant.web.visor import Visor
from assistant.wording import nombre_propio, plural

#: Observations that the page lists, and the longest search.
MAX_PASAJES, MAX_PALABRAS = 100, 200
_TODAS, _TODOS = "Todas", "Todos"
_VACIO = "Pulse «Ver en el documento» junto a una observación para verla aquí, en su lugar."
RUTA = "/api/v1/observaciones"


class Observaciones:
    """The tab's components and their events."""

    def __init__(self, respuestas: Respuestas) -> None:
        self.respuestas = respuestas
        self.visor = Visor("observacion", respuestas, _VACIO)

    def recados(self) -> None:
        """The boxes that the list's links write to."""
        self.visor.recados()

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        with gr.Row(elem_classes="filtros"):
            self.palabras = gr.Textbox(
                label="Palabras o idea",
                placeholder="Por ejemplo: falta de personal",
                max_lines=1,
                max_length=MAX_PALABRAS,
                scale=3,
                min_width=240,
                elem_id="palabras",
            )
            self.causa = gr.Dropdown([_TODAS], value=_TODAS, label="Causa", min_width=150)
            self.estado = gr.Dropdown(
                [(_TODOS, _TODOS), *((v, k) for k, v in ESTADOS.items())], value=_TODOS, label="Estado de la meta", min_width=150
            )
            self.unidad = gr.Dropdown([_TODAS], value=_TODAS, label="Unidad", min_width=150)
            self.ejercicio = gr.Dropdown([_TODOS], value=_TODOS, label="Ejercicio", min_width=110)
            self.boton = gr.Button("Buscar", variant="primary", scale=0, min_width=110, elem_id="buscar")
        self.lista = self.visor.al_lado("pasajes")
        pedir: dict[str, Any] = {
            "fn": self.pintar,
            "inputs": self.filtros,
            "outputs": self.salidas,
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        self.palabras.submit(**pedir)
        self.boton.click(**pedir)
        for filtro in self.filtros[1:]:
            filtro.input(**pedir)

    @property
    def filtros(self) -> list[Any]:
        """The filters' components."""
        return [self.palabras, self.causa, self.estado, self.unidad, self.ejercicio]

    @property
    def salidas(self) -> list[Any]:
        """What ``pintar`` updates."""
        return [self.causa, self.unidad, self.ejercicio, self.lista, *self.visor.salidas]

    def pintar(
        self, palabras: str = "", causa: str = _TODAS, de_estado: str = _TODOS, unidad: str = _TODAS, ejercicio: str = _TODOS
    ) -> dict[Any, Any]:
        """What the filters find, and the filters with what there is."""
        asistente, voc = self.respuestas.asistente, self.respuestas.asistente.voc
        b = Busqueda(
            (palabras or "")[:MAX_PALABRAS],
            "" if causa == _TODAS else causa,
            "" if de_estado == _TODOS else de_estado,
            "" if unidad == _TODAS else unidad,
            0 if ejercicio == _TODOS else int(ejercicio),
        )
        hallados = buscar(asistente.lector, asistente.buscador, b)
        unidades = sorted({(n.codigo, n.nombre) for n in voc.nombres if n.entidad == "unidad"})
        citas = [p.cita() for p in hallados[:MAX_PASAJES]]
        return {
            self.causa: gr.update(
                choices=[(_TODAS, _TODAS), *((v[:1].upper() + v[1:], k) for k, v in ETIQUETAS_CAUSA.items())], value=causa
            ),
            self.unidad: gr.update(
                choices=[(_TODAS, _TODAS), *((f"{c} {nombre_propio(n)}", c) for c, n in unidades)], value=unidad
            ),
            self.ejercicio: gr.update(choices=[_TODOS, *map(str, voc.ejercicios)], value=ejercicio),
            self.lista: lista(hallados, b, self.visor),
            **self.visor.con(citas),
        }


def lista(pasajes: Sequence[Pasaje], b: Busqueda, visor: Visor) -> str:
    """The observations found, as HTML."""
    if not pasajes:
        return tema.SIN_OBSERVACIONES
    exactos, cercanos = ([p for p in pasajes if p.cercano is c] for c in (False, True))
    partes = [f'<h2 class="cuenta">{_cuenta(exactos, cercanos)} {_archivos(b)}</h2>']
    n = 0
    for titulo, grupo in (("", exactos), ("Con un sentido parecido", cercanos)):
        suyos = grupo[: max(0, MAX_PASAJES - n)]
        if suyos and titulo:
            partes.append(f'<h3 class="grupo">{titulo}</h3>')
        partes.append(
            f'<ul class="pasajes">{"".join(_pasaje(p, n + i, visor) for i, p in enumerate(suyos, start=1))}</ul>' if suyos else ""
        )
        n += len(suyos)
    if len(pasajes) > n:
        partes.append(f'<p class="nota">Se muestran {n} de {len(pasajes):,}; use los filtros o descárguelas todas.</p>')
    return "".join(partes)


def _cuenta(exactos: Sequence[Pasaje], cercanos: Sequence[Pasaje]) -> str:
    n = len(exactos)
    dicho = f"{n:,} {plural(n, 'observación', 'observaciones')}" if n or not cercanos else "Ninguna con esas palabras"
    return dicho + (f", {len(cercanos)} {plural(len(cercanos), 'parecida', 'parecidas')}" if cercanos else "")


def _archivos(b: Busqueda) -> str:
    datos = {"q": b.palabras, "causa": b.causa, "estado": b.estado, "unidad": b.unidad, "ejercicio": b.ejercicio or ""}
    pedido = [(k, str(v)) for k, v in datos.items() if v]
    consulta = urlencode(pedido)
    formatos = (("csv", "CSV"), ("xlsx", "Excel"))
    enlaces = " ".join(f'<a class="ir" href="{texto(RUTA + "." + f + "?" + consulta)}">{n}</a>' for f, n in formatos)
    return f'<span class="archivos">Descargar: {enlaces}</span>'


def _pasaje(p: Pasaje, n: int, visor: Visor) -> str:
    f = p.fila.json()
    cita = p.cita()
    de_causas = f" · {causas(f['causas'])}" if f["causas"] else ""
    donde = " · ".join((f"{cita['document']}, {lugar(cita)}", str(f["ejercicio"])))
    return (
        f'<li><p class="cabeza"><strong>{texto(f["unidad"])} {texto(nombre_propio(f["unidad_nombre"]))}</strong> '
        f"{recado.preguntar(pregunta_de(f), 'meta ' + f['meta'])} {estado(f['estado'])}</p>"
        f"<blockquote>{marcado(p)}</blockquote>"
        f'<p class="lugar">{texto(donde)}{de_causas} {visor.enlace(n, "Ver en el documento", "ir")}</p></li>'
    )


def marcado(p: Pasaje) -> str:
    """An observation with its matches marked, all of it text."""
    salida, hasta = [], 0
    for inicio, fin in p.marcas:
        salida += [texto(p.texto[hasta:inicio]), f"<mark>{texto(p.texto[inicio:fin])}</mark>"]
        hasta = fin
    return "".join([*salida, texto(p.texto[hasta:])])
