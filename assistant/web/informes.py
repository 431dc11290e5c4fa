"""The reports tab: what is loaded and what was set aside, loading more, what a correction changed, taking one out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.carga import ErrorDeCarga, olvidar
from assistant.web import recado, subida, tema
from assistant.web.cabeceras import es_local
from assistant.web.fuentes import campo
from assistant.web.peticion import quien_pide
from assistant.web.respuestas import Respuestas
from assistant.web.seguro import texto
from assistant.wording import fecha, lista, nombre_propio, plural
from index import indicado
from index.historial import Cambio
from index.inventario import Cargado, cambios_hechos, documentos_cargados
from index.readers import sufijos

#: Changes that the page lists.
MAX_CAMBIOS = 200
_FORMATOS = {
    "texto": "texto",
    "pdf": "PDF",
    "imagen": "imagen",
    "xlsx": "hoja de cálculo",
    "docx": "documento de Word",
    "html": "página web",
}
_MARCO: dict[str, Any] = {"sanitize_html": True, "latex_delimiters": []}

_registro = logging.getLogger(__name__)


class Informes:
    """The tab's components and their events."""

    def __init__(self, respuestas: Respuestas) -> None:
        self.respuestas = respuestas
        ajustes = respuestas.asistente.settings
        #: Whether everybody who sees the page may change what is loaded; else ``pintar`` shows it to who may.
        self.local = es_local(ajustes.host) and not ajustes.auth

    def recados(self) -> None:
        """The box that the list's links write to."""
        self.orden = recado.caja("informe")

    def construir(self) -> None:
        """Lay the tab out and wire it."""
        with gr.Row(elem_classes="doble"):
            with gr.Column(scale=6, min_width=320, elem_classes="hoja"):
                self._confirmacion()
                self.lista = gr.Markdown(tema.CARGANDO, elem_id="documentos", elem_classes="anuncia", **_MARCO)
            with gr.Column(scale=5, min_width=320, elem_classes="hoja"):
                self._carga()
        with gr.Column(elem_classes="hoja", visible=False, elem_id="correcciones") as self.marco_cambios:
            self.cambios = gr.Markdown("", **_MARCO)
        self._eventos()

    def _confirmacion(self) -> None:
        self.por_quitar = gr.State("")
        with gr.Column(visible=False, elem_id="confirmar") as self.confirmar:
            self.aviso = gr.Markdown("", elem_classes="anuncia", **_MARCO)
            with gr.Row():
                self.si = gr.Button("Sí, quitar", variant="stop", size="sm", elem_id="quitar-si", scale=0, min_width=120)
                self.no = gr.Button("Cancelar", size="sm", elem_id="quitar-no", scale=0, min_width=110)

    def _carga(self) -> None:
        self.como_cargar = gr.Markdown(self._como_cargar(self.local), **_MARCO)
        limite = self.respuestas.asistente.settings.max_upload_mb
        self.archivos = gr.File(
            file_count="multiple",
            file_types=sorted(sufijos() | {".zip"}),
            label=f"Archivos (hasta {subida.MAX_ARCHIVOS}, de {limite} MB cada uno)",
            height=150,
            visible=self.local,
            elem_id="archivos",
        )
        with gr.Accordion(tema.SIN_IDENTIDAD, open=False, visible=self.local, elem_id="dicho") as self.dicho:
            gr.Markdown(tema.AL_DECIR, **_MARCO)
            with gr.Row(elem_classes="filtros"):
                self.municipio = _renglon("Municipio", "Valle Alto")
                self.unidad = _renglon("Unidad", "201 Dirección de Cultura")
            with gr.Row(elem_classes="filtros"):
                self.corte = _renglon("Fecha de corte", "30/09/2024")
                self.ejercicio = _renglon("Ejercicio", "el año del corte")
        self.cargar = gr.Button("Cargar", variant="primary", visible=self.local, interactive=False, elem_id="cargar")
        self.avance = gr.Markdown("", elem_id="avance", elem_classes="anuncia", **_MARCO)

    def _eventos(self) -> None:
        callado: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        self.archivos.change(lambda a: gr.update(interactive=bool(a)), [self.archivos], [self.cargar], queue=False, **callado)
        cargado = self.cargar.click(
            self.subir, [self.archivos, *self.dichos], [*self.salidas, self.avance], concurrency_limit=1, **callado
        )
        borrar = [self.confirmar, self.aviso, self.por_quitar]
        self.orden.change(self.pedir_quitar, [self.orden], borrar, queue=False, **callado)
        self.no.click(
            lambda: {self.confirmar: gr.update(visible=False), self.por_quitar: ""},
            None,
            [self.confirmar, self.por_quitar],
            queue=False,
            **callado,
        )
        quitado = self.si.click(
            self.quitar, [self.por_quitar], [*self.salidas, *borrar, self.avance], concurrency_limit=1, **callado
        )
        #: After these events something else is loaded.
        self.cambiaron = (cargado, quitado)

    @property
    def filtros(self) -> list[Any]:
        """It has none."""
        return []

    @property
    def dichos(self) -> list[Any]:
        """What may be said of whose a file is, in the order of ``indicado.de_textos``."""
        return [self.municipio, self.ejercicio, self.unidad, self.corte]

    @property
    def salidas(self) -> list[Any]:
        """What ``pintar`` updates."""
        de_cargar = [self.como_cargar, self.archivos, self.dicho, *self.dichos, self.cargar]
        return [self.lista, self.marco_cambios, self.cambios, *de_cargar]

    def pintar(self, peticion: gr.Request) -> dict[Any, Any]:
        """What is loaded now, what corrections changed, and for who may, how to load more."""
        motor = self.respuestas.asistente.lector.motor
        hechos = cambios_hechos(motor)
        puede = self.local or quien_pide(peticion).cambia
        return {
            self.lista: documentos(documentos_cargados(motor), puede),
            self.marco_cambios: gr.update(visible=bool(hechos)),
            self.cambios: cambios(hechos),
            self.como_cargar: self._como_cargar(puede),
            self.archivos: gr.update(visible=puede),
            self.dicho: gr.update(visible=puede),
            self.cargar: gr.update(visible=puede),
        }

    def _como_cargar(self, puede: bool) -> str:
        con_cuentas = bool(self.respuestas.asistente.settings.auth)
        return '<h2 class="apartado">Cargar informes</h2>' + (
            tema.AL_CARGAR if puede else tema.SOLO_EDITORES if con_cuentas else tema.SOLO_AQUI
        )

    # -- loading
    def subir(
        self, archivos: Sequence[str] | None, municipio: str, ejercicio: str, unidad: str, corte: str, peticion: gr.Request
    ) -> Iterator[dict[Any, Any]]:
        """Load what was chosen, file after file, with what was said of whose they are."""
        negado = self._negado(peticion)
        rutas = [Path(a) for a in archivos or []]
        if negado or not rutas or len(rutas) > subida.MAX_ARCHIVOS:
            de_mas = f"Elija hasta {subida.MAX_ARCHIVOS} archivos a la vez." if rutas else "Elija al menos un archivo."
            yield {self.avance: tema.falla(negado or de_mas)}
            return
        try:
            dicho = indicado.de_textos(municipio or "", ejercicio or "", unidad or "", corte or "")
        except indicado.NoVale as error:
            yield {self.avance: tema.falla(f"No se cargó nada: {error}")}
            return
        yield {self.cargar: gr.update(interactive=False)}
        quien, anotados = quien_pide(peticion), 0
        for estado in subida.subir(self.respuestas.asistente.settings, rutas, dicho):
            for archivo in [a for a in estado if a.terminado][anotados:]:
                quien.anotar("sustituir" if archivo.estado == "replaced" else "cargar", archivo.nombre, archivo.estado)
                anotados += 1
            yield {self.avance: subida.html(estado)}
        # What was said was of these files: of the next ones it may be false.
        yield {**self.pintar(peticion), **dict.fromkeys(self.dichos, ""), self.archivos: gr.update(value=None, visible=True)}

    # -- taking out
    def pedir_quitar(self, orden: str) -> dict[Any, Any]:
        """Ask whether a document is to be taken out."""
        nombre = recado.leer(orden)
        cargado = next((d for d in documentos_cargados(self.respuestas.asistente.lector.motor) if d.huella == nombre), None)
        if cargado is None:
            return {self.confirmar: gr.update(visible=False)}
        cuantas = f"{cargado.metas:,} {plural(cargado.metas, 'meta', 'metas')}"
        aviso = (
            f"<p>¿Quitar <strong>{texto(cargado.nombre)}</strong> y sus {cuantas}? "
            "El archivo original no se toca; puede volver a cargarlo.</p>"
        )
        return {self.confirmar: gr.update(visible=True), self.aviso: aviso, self.por_quitar: cargado.huella}

    def quitar(self, huella: str, peticion: gr.Request) -> dict[Any, Any]:
        """Take a document out."""
        cerrar = {self.confirmar: gr.update(visible=False), self.por_quitar: ""}
        if negado := self._negado(peticion):
            return {**cerrar, self.avance: tema.falla(negado)}
        try:
            nombres, avisos = olvidar(self.respuestas.asistente.settings, huella) if huella else ((), ())
        except ErrorDeCarga as error:
            return {**cerrar, self.avance: tema.falla(str(error))}
        except Exception:  # the page's outermost boundary: nothing of the error may reach the reader
            _registro.exception("no se pudo quitar un documento")
            return {**cerrar, self.avance: tema.falla(tema.CARGA_FALLIDA)}
        quien_pide(peticion).anotar("quitar", ", ".join(nombres), "quitado" if nombres else "ya no estaba")
        dicho = f"Se quitó {', '.join(nombres)}." if nombres else "Ese documento ya no estaba cargado."
        return {**self.pintar(peticion), **cerrar, self.avance: tema.nota(" ".join([dicho, *avisos]))}

    def _negado(self, peticion: gr.Request) -> str:
        """Why who asks may not change what is loaded; "" where they may."""
        quien = quien_pide(peticion)
        if quien.cambia:
            return ""
        quien.anotar("negado", "cargar o quitar")
        return tema.SOLO_EDITORES_LLANO if quien.usuario else tema.SOLO_AQUI_LLANO


def _renglon(rotulo: str, ejemplo: str) -> gr.Textbox:
    return gr.Textbox(label=rotulo, placeholder=ejemplo, max_lines=1, max_length=200, min_width=150)


# -- what is painted --------------------------------------------------------------------------------------------------
def documentos(cargados: Sequence[Cargado], se_quitan: bool) -> str:
    """The loaded documents as HTML."""
    if not cargados:
        return '<div class="hueco"><h2>Todavía no hay informes cargados</h2><p>Los que cargue aparecerán aquí.</p></div>'
    n = len(cargados)
    filas = "".join(_documento(d, se_quitan) for d in cargados)
    return (
        f'<h2 class="cuenta">{n:,} {plural(n, "documento cargado", "documentos cargados")}</h2><ul '
        f'class="documentos">{filas}</ul>'
    )


def _documento(d: Cargado, se_quita: bool) -> str:
    de_que = f"{lista([nombre_propio(m) for m in d.municipios])}, {lista([str(e) for e in d.ejercicios])}"
    corte = f"corte al {lista([fecha(c) for c in d.cortes])}" if d.cortes else ""
    superado = "" if d.vigentes else '<span class="estado">Superado por un corte posterior</span>'
    cuentas = (
        f"{d.informes} {plural(d.informes, 'informe', 'informes')} · {d.metas:,} {plural(d.metas, 'meta', 'metas')} · "
        f"{d.hallazgos} {plural(d.hallazgos, 'hallazgo', 'hallazgos')} · {_FORMATOS.get(d.formato, d.formato)} · cargado el "
        f"{fecha(d.cargado_en.date())}"
    )
    quitar = recado.enlace("informe", d.huella, "Quitar", "ir falla", f"Quitar «{d.nombre}»") if se_quita else ""
    return (
        f'<li><p class="cabeza"><strong>{texto(d.nombre)}</strong> {superado}</p>'
        f"<p>{texto(de_que)}{texto(', ' + corte if corte else '')}</p>"
        f'<p class="lugar">{texto(cuentas)} {quitar}</p>{subida.apartados(d.apartados, abierto=False)}</li>'
    )


def cambios(hechos: Sequence[Cambio]) -> str:
    """What corrections changed, document by document, the last one first."""
    if not hechos:
        return ""
    partes = []
    for (antes, despues), suyos in groupby(
        reversed(hechos[-MAX_CAMBIOS:]), key=lambda c: (c.documento_antes, c.documento_despues)
    ):
        filas = "".join(_cambio(c) for c in suyos)
        partes.append(
            f'<h3>{texto(despues)} <span>sustituye a {texto(antes)}</span></h3><div class="marco ancho" tabindex="0"><table '
            'class="datos">'
            f"<thead><tr><th>Unidad</th><th>Meta</th><th>Dato</th><th>Antes</th><th>Después</th></tr></thead><tbody>{filas}"
            "</tbody></table></div>"
        )
    resto = len(hechos) - MAX_CAMBIOS
    nota = f'<p class="nota">Se muestran los últimos {MAX_CAMBIOS} cambios; hay {resto:,} más.</p>' if resto > 0 else ""
    return f'<h2 class="apartado">Antes y después de las correcciones</h2>{"".join(partes)}{nota}'


def _cambio(c: Cambio) -> str:
    celdas = (c.informe.rsplit("/", 1)[-1], c.meta, campo(c.campo) if c.campo != "meta" else "la meta entera")
    valores = (c.antes if c.antes is not None else "no estaba", c.despues if c.despues is not None else "ya no está")
    return (
        "<tr>"
        + "".join(f"<td>{texto(v)}</td>" for v in celdas)
        + "".join(f'<td class="larga"><div>{texto(v)}</div></td>' for v in valores)
        + "</tr>"
    )
