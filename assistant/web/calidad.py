"""The data quality tab: the audit's findings by severity, each beside its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from assistant.web import recado, tema
from assistant.web.filas import pregunta_de
from assistant.web.fuentes import campo
from assistant.web.herramientas import Herramientas
from assistant.web.seguro import texto
from assistant.web.visor import Visor
from assistant.wording import plural

#: Findings that the page lists.
MAX_HALLAZGOS = 200
GRAVEDADES = {"error": ("Error", "Errores"), "warning": ("Advertencia", "Advertencias"), "notice": ("Aviso", "Avisos")}
REGLAS = {
    "absoluto_no_es_suma": "El avance absoluto no es la suma de los trimestres",
    "programado_no_es_anual": "Lo programado no suma la meta anual",
    "porcentaje_no_cuadra": "El porcentaje impreso no cuadra",
    "desviacion_sin_observacion": "Desviación sin observación",
    "observacion_contradice": "La observación contradice las cifras",
    "linea_no_declarada": "Línea de acción no declarada",
    "meta_sin_programacion": "Meta sin programación",
    "trimestre_en_blanco": "Trimestre en blanco",
    "alcanzado_sin_reporte": "Trimestre sin reporte",
    "medida_ilegible": "Unidad de medida ilegible",
    "nombre_ilegible": "Nombre ilegible",
    "nombre_con_variantes": "Nombre escrito de varias maneras",
    "ramo_con_variantes": "Ramo escrito de varias maneras",
    "misma_persona": "La misma persona firma en varios papeles",
    "cifra_cambiada": "Cifra que cambió entre cortes",
    "meta_anual_modificada": "Meta anual modificada entre cortes",
}
_TODAS = "Todas"
_VACIO = "Pulse una fuente de un hallazgo para verla aquí, con la celda marcada."

Hallazgo = Mapping[str, Any]


def regla(nombre: str) -> str:
    """A rule in words."""
    return REGLAS.get(nombre, nombre.replace("_", " ").capitalize())


class Calidad:
    """The tab's components and their events."""

    def __init__(self, herramientas: Herramientas) -> None:
        self.herramientas = herramientas
        self.visor = Visor("calidad", herramientas.respuestas, _VACIO)

    def recados(self) -> None:
        """The boxes that the list's links write to."""
        self.visor.recados()

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        with gr.Row(elem_classes="filtros"):
            self.gravedad = gr.Dropdown([_TODAS], value=_TODAS, label="Gravedad", min_width=150)
            self.regla = gr.Dropdown([_TODAS], value=_TODAS, label="Regla", min_width=220, scale=2)
            self.unidad = gr.Dropdown([_TODAS], value=_TODAS, label="Unidad", min_width=150)
        self.lista = self.visor.al_lado("hallazgos")
        for filtro in self.filtros:
            filtro.input(self.pintar, self.filtros, self.salidas, show_progress="hidden", api_visibility="private")

    @property
    def filtros(self) -> list[Any]:
        """The filters' components."""
        return [self.gravedad, self.regla, self.unidad]

    @property
    def salidas(self) -> list[Any]:
        """What ``pintar`` updates."""
        return [*self.filtros, self.lista, *self.visor.salidas]

    def pintar(self, gravedad: str = _TODAS, nombre: str = _TODAS, unidad: str = _TODAS) -> dict[Any, Any]:
        """The findings that pass the filters, and the filters with what there is."""
        todos = self.herramientas.hallazgos
        pedido = {"severity": gravedad, "rule": nombre, "unidad": unidad}
        elegidos = [h for h in todos if all(v in (_TODAS, None) or h[k] == v for k, v in pedido.items())]
        elegidos.sort(key=lambda h: list(GRAVEDADES).index(h["severity"]))
        citas: list[dict[str, Any]] = []
        cuerpo = lista(elegidos, citas, self.visor)
        return {
            self.gravedad: gr.update(choices=_con_cuenta(todos, "severity", lambda g: GRAVEDADES[g][1]), value=gravedad),
            self.regla: gr.update(choices=_con_cuenta(todos, "rule", regla), value=nombre),
            self.unidad: gr.update(choices=_con_cuenta(todos, "unidad", str), value=unidad),
            self.lista: cuerpo,
            **self.visor.con(citas),
        }


def _con_cuenta(todos: Sequence[Hallazgo], clave: str, nombre: Any) -> list[tuple[str, str]]:
    cuentas = Counter(h[clave] for h in todos)
    return [(_TODAS, _TODAS), *((f"{nombre(k)} ({n})", k) for k, n in sorted(cuentas.items()))]


def lista(hallazgos: Sequence[Hallazgo], citas: list[dict[str, Any]], visor: Visor) -> str:
    """Findings as HTML; the citations that they link to are added to ``citas`` in order."""
    if not hallazgos:
        return tema.SIN_HALLAZGOS
    cuentas = Counter(h["severity"] for h in hallazgos)
    resumen = ", ".join(f"{n:,} {plural(n, *GRAVEDADES[g]).lower()}" for g in GRAVEDADES if (n := cuentas[g]))
    filas = "".join(_hallazgo(h, citas, visor) for h in hallazgos[:MAX_HALLAZGOS])
    resto = len(hallazgos) - MAX_HALLAZGOS
    nota = f'<p class="nota">Se muestran {MAX_HALLAZGOS}; use los filtros para ver los otros {resto:,}.</p>' if resto > 0 else ""
    return (
        f'<h2 class="cuenta">{len(hallazgos):,} {plural(len(hallazgos), "hallazgo", "hallazgos")}: {resumen}</h2><ul '
        f'class="hallazgos">{filas}</ul>{nota}'
    )


def _hallazgo(h: Hallazgo, citas: list[dict[str, Any]], visor: Visor) -> str:
    enlaces = []
    for c in h["citations"]:
        citas.append(dict(c))
        literal = " ".join(str(c["literal"] or "").split())
        visible = f"{campo(c['field'])}: {literal}" if len(literal) <= 16 else campo(c["field"])
        enlaces.append(visor.enlace(len(citas), visible, "ficha", f"Ver {campo(c['field'])} en {c['document']}"))
    donde = [f"Unidad {h['unidad']}", f"meta {h['meta']}" if h["meta"] else "", str(h["ejercicio"]), h["document"]]
    lugar = " · ".join(p for p in donde if p)
    ver = recado.preguntar(pregunta_de(h), "Ver la meta") if h["meta"] else ""
    return (
        f'<li><p class="cabeza"><span class="estado {texto(h["severity"])}">{GRAVEDADES[h["severity"]][0]}</span> '
        f'<strong>{texto(regla(h["rule"]))}</strong></p><p class="dicho">{texto(h["explanation"])}</p>'
        f'<p class="lugar">{texto(lugar)} {ver}</p><p class="citadas">{" ".join(enlaces)}</p></li>'
    )
