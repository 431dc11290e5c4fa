"""The board tab: a year at a glance, where every mark asks the chat for the goals behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

import gradio as gr

from assistant.panorama import Ambito, Conteo, Dato, Panorama, ambito_inicial, ver
from assistant.web import recado, tema
from assistant.web.filas import estado, pregunta_de
from assistant.web.grafica import ORDINALES, Barra, Tramo, grafica
from assistant.web.respuestas import Respuestas
from assistant.web.seguro import texto
from assistant.wording import cifra, fecha, nombre_propio, plural, porciento

_TODOS, _TODAS, _ULTIMO = "Todos", "Todas", "Último"
_COLORES = {
    "verde": "Verde",
    "amarillo": "Amarillo",
    "rojo": "Rojo",
    "sobrecumplimiento": "Sobrecumplimiento",
    "sin_reporte": "Sin reporte",
    "sin_programacion": "Sin programación",
}


class Tablero:
    """The tab's components and their events."""

    def __init__(self, respuestas: Respuestas) -> None:
        self.respuestas = respuestas

    def recados(self) -> None:
        """It has no links but questions."""

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        with gr.Row(elem_classes="filtros"):
            self.municipio = gr.Dropdown([], label="Municipio", min_width=150)
            self.ejercicio = gr.Dropdown([], label="Ejercicio", min_width=110)
            self.corte = gr.Dropdown([_ULTIMO], value=_ULTIMO, label="Corte", min_width=150)
            self.programa = gr.Dropdown([_TODOS], value=_TODOS, label="Programa", min_width=150)
            self.unidad = gr.Dropdown([_TODAS], value=_TODAS, label="Unidad", min_width=150)
            self.medida = gr.Dropdown([], label="Unidad de medida", min_width=150)
        self.cuerpo = gr.Markdown(
            tema.CARGANDO, elem_id="tablero", elem_classes="anuncia", sanitize_html=True, latex_delimiters=[]
        )
        for filtro in self.filtros:
            filtro.input(self.pintar, self.filtros, self.salidas, show_progress="hidden", api_visibility="private")

    @property
    def filtros(self) -> list[Any]:
        """The filters' components."""
        return [self.municipio, self.ejercicio, self.corte, self.programa, self.unidad, self.medida]

    @property
    def salidas(self) -> list[Any]:
        """What ``pintar`` updates."""
        return [*self.filtros, self.cuerpo]

    def pintar(
        self,
        municipio: str | None = None,
        ejercicio: str | None = None,
        corte: str | None = None,
        programa: str | None = None,
        unidad: str | None = None,
        medida: str | None = None,
    ) -> dict[Any, Any]:
        """The board of what is chosen; what no longer goes together falls back to all of it."""
        asistente = self.respuestas.asistente
        informes = asistente.voc.informes
        if not informes:
            return {self.cuerpo: tema.SIN_INFORMES}
        inicial = ambito_inicial(asistente.voc)
        municipios = sorted({i[0] for i in informes})
        municipio = municipio if municipio in municipios else inicial.municipio
        suyos = [i for i in informes if i[0] == municipio]
        ejercicios = sorted({i[1] for i in suyos}, reverse=True)
        ano = int(ejercicio) if ejercicio and int(ejercicio) in ejercicios else ejercicios[0]
        suyos = [i for i in suyos if i[1] == ano]
        cortes = sorted({i[2] for i in suyos}, reverse=True)
        dia = date.fromisoformat(corte) if corte and corte != _ULTIMO else None
        dia = dia if dia in cortes[1:] else None
        programas, unidades = (_nombres(asistente, k, {i[n] for i in suyos}) for k, n in (("programa", 4), ("unidad", 5)))
        programa = programa if programa in dict(programas).values() else _TODOS
        if programa != _TODOS:
            unidades = _nombres(asistente, "unidad", {i[5] for i in suyos if i[4] == programa})
        unidad = unidad if unidad in dict(unidades).values() else _TODAS
        ambito = Ambito(str(municipio), ano, dia, _codigo(programa), _codigo(unidad), len(municipios) > 1)
        hecho = ver(asistente.lector, ambito, medida or "")
        return {
            self.municipio: gr.update(choices=[(nombre_propio(m), m) for m in municipios], value=municipio),
            self.ejercicio: gr.update(choices=[str(e) for e in ejercicios], value=str(ano)),
            self.corte: gr.update(
                choices=[(_ULTIMO, _ULTIMO), *((fecha(c), c.isoformat()) for c in cortes[1:])],
                value=dia.isoformat() if dia else _ULTIMO,
            ),
            self.programa: gr.update(choices=[(_TODOS, _TODOS), *programas], value=programa),
            self.unidad: gr.update(choices=[(_TODAS, _TODAS), *unidades], value=unidad),
            self.medida: gr.update(choices=list(hecho.medidas), value=hecho.medida or None),
            self.cuerpo: tablero(hecho, asistente.bandas, cortes[0]),
        }


def _codigo(elegido: str | None) -> str:
    """The code chosen, "" for all of them."""
    return "" if elegido in (None, _TODOS, _TODAS) else str(elegido)


def _nombres(asistente: Any, entidad: str, codigos: set[str]) -> list[tuple[str, str]]:
    """(label, code) of some units or programmes, each code once."""
    nombres = {n.codigo: nombre_propio(n.nombre) for n in asistente.voc.nombres if str(n.entidad) == entidad}
    return [(f"{c} {nombres.get(c, '')}".strip(), c) for c in sorted(codigos)]


# -- what is painted --------------------------------------------------------------------------------------------------
def tablero(p: Panorama, bandas: tuple[float, float, float], ultimo: date) -> str:
    """The board as HTML."""
    a = p.ambito
    titulo = f"{nombre_propio(a.municipio)}, {a.ejercicio}"
    cabeza = (
        f'<div class="titular"><h2>{texto(titulo)} <span>corte al {texto(fecha(a.corte or ultimo))}</span></h2>'
        f'<a class="ir" href="#imprimir-tablero">Imprimir</a></div>'
    )
    if not p.datos[0].valor:
        return cabeza + tema.hueco("Ninguna meta pasa estos filtros.")
    cifras = f'<dl class="cifras">{"".join(_dato(d) for d in p.datos)}</dl>'
    cuadros = (
        _semaforo(p, bandas),
        _trimestres(p),
        _sumas(p),
        _causas(p),
        _metas("Metas con menor avance", p.peores),
        _metas("Metas con mayor avance", p.mejores),
    )
    return cabeza + cifras + f'<div class="cuadros">{"".join(f"<section>{c}</section>" for c in cuadros if c)}</div>'


def _dato(d: Dato) -> str:
    parte = "" if d.valor == d.total or not d.total else f" <span>{texto(porciento(100 * d.valor / d.total))}</span>"
    return (
        f"<div><dt>{texto(d.nombre)}</dt><dd>{recado.preguntar(d.pregunta, cifra(d.valor), titulo=d.pregunta)}{parte}</dd></div>"
    )


def _semaforo(p: Panorama, bandas: tuple[float, float, float]) -> str:
    presentes = {k: v for k, v in _COLORES.items() if any(k in u.cuentas for u in p.unidades)}
    barras = [_unidad(u) for u in p.unidades]
    amarillo, verde, alto = (cifra(b) for b in bandas)
    nota = f"Verde desde {verde} %, amarillo desde {amarillo} %, rojo por debajo; sobrecumplimiento por encima de {alto} %."
    return grafica("Semáforo por unidad", barras, presentes, nota)


def _unidad(u: Conteo) -> Barra:
    tramos = tuple(Tramo(n, k, _COLORES[k], u.preguntas[k]) for k, n in u.cuentas.items())
    total = sum(u.cuentas.values())
    return Barra(f"{u.clave} {nombre_propio(u.nombre)}", tramos, f"{total} {plural(total, 'meta', 'metas')}")


def _trimestres(p: Panorama) -> str:
    barras = []
    for c in p.cuartos:
        si = c.programadas - c.cortas
        tramos = (Tramo(si, "verde", "Alcanzaron lo programado"), Tramo(c.cortas, "rojo", "No lo alcanzaron", c.pregunta))
        barras.append(Barra(ORDINALES[c.trimestre], tramos, f"{si} de {c.programadas}" if c.programadas else "sin cierre"))
    clave = {"verde": "Alcanzaron lo programado", "rojo": "No lo alcanzaron"}
    return grafica("Metas que alcanzaron lo programado, por trimestre", barras, clave)


def _sumas(p: Panorama) -> str:
    barras = []
    for c in p.cuartos:
        if c.programado is not None or c.alcanzado is not None:
            barras.append(
                Barra(ORDINALES[c.trimestre], (Tramo(c.programado or 0, "programado", "Programado"),), _o_raya(c.programado))
            )
            barras.append(Barra("", (Tramo(c.alcanzado or 0, "alcanzado", "Alcanzado"),), _o_raya(c.alcanzado)))
    if not barras or not any(b.largo for b in barras):
        return ""
    titulo = f"Programado y alcanzado por trimestre: {p.medida.lower()}"
    return grafica(
        titulo,
        barras,
        {"programado": "Programado", "alcanzado": "Alcanzado"},
        "Solo se suma entre metas de la misma unidad de medida.",
    )


def _o_raya(valor: float | None) -> str:
    return "sin reporte" if valor is None else cifra(valor)


def _causas(p: Panorama) -> str:
    if not p.causas:
        return ""
    barras = [
        Barra(
            c.nombre[:1].upper() + c.nombre[1:],
            (Tramo(c.cuentas[""], "acento", "", c.preguntas[""]),),
            str(c.cuentas[""]),
            c.preguntas[""],
        )
        for c in p.causas
    ]
    return grafica("Causas de las metas no cumplidas", barras, nota="Una observación puede nombrar varias causas.")


def _metas(titulo: str, filas: Any) -> str:
    if not filas:
        return ""
    cuerpo = "".join(_meta(f.json()) for f in filas)
    return (
        f'<div class="grafica"><h3>{titulo}</h3><table class="datos extremas"><caption class="oculto">{titulo}</caption>'
        f"<tbody>{cuerpo}</tbody></table></div>"
    )


def _meta(f: dict[str, Any]) -> str:
    enlace = recado.preguntar(pregunta_de(f), f"{f['unidad']} · {f['meta']}", titulo="Ver la meta")
    avance = "" if f["avance_calculado"] is None else porciento(f["avance_calculado"])
    return (
        f'<tr><td class="meta">{enlace}</td><td class="larga"><div>{texto(f["descripcion"])}</div></td><td '
        f'class="num">{texto(avance)}</td><td>{estado(f["estado"])}</td></tr>'
    )
