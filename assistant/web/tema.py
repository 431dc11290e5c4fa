"""How the page looks and what it says: colours, fonts, fixed texts. Fonts are the system's, nothing is fetched."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

import gradio as gr
from gradio.themes.utils import colors, sizes

from assistant.web.seguro import texto

NOMBRE = "Metas a la vista"
VERSION = version("asistente-poa")
LEMA = "Pregunte por el avance del Programa Operativo Anual: cada cifra abre su renglón."

ENTRADA = "Escriba su pregunta"
SUGERENCIA = "Por ejemplo: ¿qué metas no se cumplieron y por qué?"
_TEMAS = {
    "Cumplimiento": "qué metas se cumplieron, se rebasaron o quedaron sin avance.",
    "Causas": "por qué no se cumplieron, con las palabras de cada observación.",
    "Trimestres": "lo programado y lo alcanzado en cada periodo.",
    "Comparaciones": "unidades, programas y ejercicios, de mayor a menor.",
    "Cifras que no cuadran": "sumas y porcentajes que el informe imprime distintos.",
    "Responsables": "quién elaboró, revisó y autorizó cada informe.",
}
SIN_FUENTE = (
    '<div class="fuente hueca"><h2>Qué se puede preguntar</h2><dl>'
    + "".join(f"<div><dt>{k}</dt><dd>{v[0].upper()}{v[1:]}</dd></div>" for k, v in _TEMAS.items())
    + '</dl><p class="nota">Los números junto a cada cifra de la respuesta abren aquí su fuente: '
    "el documento, el renglón y la celda.</p></div>"
)
SIN_CITAS = '<div class="fuente hueca"><h2>Fuentes</h2><p>Esta respuesta no cita ningún renglón.</p></div>'
FUENTE_FALLIDA = '<div class="fuente hueca"><h2>Fuentes</h2><p>No se pudo abrir esta fuente; quedó anotado.</p></div>'
BIENVENIDA = (
    '<div class="bienvenida"><h2>¿Qué quiere saber de los informes?</h2>'
    "<p>Escriba una pregunta en sus palabras o elija una de abajo.</p></div>"
)
#: The place of what is loaded while it is being read: as tall as it will be.
EN_ESPERA = '<dl class="cargado"><div><dt>Informes</dt><dd>Leyendo…</dd></div></dl>'
CARGANDO = '<div class="hueco"><p>Cargando…</p></div>'
SIN_HALLAZGOS = (
    '<div class="hueco"><h2>Sin hallazgos</h2><p>Ningún hallazgo de los informes cargados pasa estos filtros.</p></div>'
)
SIN_OBSERVACIONES = (
    '<div class="hueco"><h2>Ninguna observación</h2><p>Ninguna pasa estos filtros ni se parece a lo buscado. '
    "Pruebe con menos filtros o con otras palabras.</p></div>"
)
SIN_INFORMES = (
    '<div class="hueco"><h2>Todavía no hay informes cargados</h2>'
    '<p><a class="ir" href="#pestana-informes">Cargue al menos uno</a> para ver aquí su estado.</p></div>'
)
SIN_RESUMEN = "Elija de qué y pulse «Redactar»: cada cifra del párrafo llevará su fuente."
RETOMANDO = '<div class="respuesta espera"><p>Abriendo la conversación…</p></div>'
FALLA = (
    "No pude responder esta pregunta por una falla interna; quedó anotada en el registro. "
    "Intente de nuevo o formúlela de otra manera."
)
CARGA_FALLIDA = "No se pudo terminar por una falla interna; quedó anotada en el registro. Lo que ya estaba cargado sigue igual."
AL_CARGAR = (
    "<p>Texto, hojas de cálculo, documentos de Word, páginas web, PDF o imágenes digitalizadas; también un ZIP con varios. "
    "Cargar dos veces el mismo archivo no duplica nada; una versión corregida sustituye a la anterior.</p>"
)
SIN_IDENTIDAD = "Si el archivo no dice de quién es"
AL_DECIR = (
    "<p>Un formato que no imprime su municipio, su unidad o su fecha de corte se aparta. Escriba aquí lo que falte. Donde el "
    "archivo imprime el dato, vale lo impreso; lo que usted escriba queda señalado como hallazgo.</p>"
)
SOLO_AQUI_LLANO = "Los informes se cargan y se quitan solo desde la computadora en la que corre el programa."
SOLO_AQUI = f"<p>{SOLO_AQUI_LLANO} En ella también sirve <code>poa ingest ARCHIVO</code>.</p>"
SOLO_EDITORES_LLANO = "Su cuenta es de consulta: los informes los cargan y quitan las cuentas de edición."
SOLO_EDITORES = f"<p>{SOLO_EDITORES_LLANO}</p>"
LARGA = "La pregunta es demasiado larga. Resúmala en unas cuantas frases."
PRIMERA_VEZ = (
    '<div class="primera-vez"><h2>Todavía no hay informes cargados</h2>'
    "<p>Cargue al menos un informe de avance para empezar a preguntar.</p>"
    '<p><a class="boton" href="#pestana-informes">Cargar un informe</a></p>'
    "<p>También sirve una terminal, desde la carpeta del proyecto:</p>"
    "<ol><li>Con los informes de muestra: <code>.venv/bin/poa ingest examples</code></li>"
    "<li>Con los suyos: <code>.venv/bin/poa ingest SU-INFORME.pdf</code></li><li>Vuelva a cargar esta página.</li></ol>"
    '<p class="nota">La orden <code>make run</code> carga los de muestra por usted; <code>poa doctor</code> dice qué '
    "base de datos está en uso.</p></div>"
)

_ICONO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#14535b"/>'
    '<path d="M8 23V15M14 23V10M20 23v-6" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/>'
    '<path d="M7 7.5h18" stroke="#f2c14e" stroke-width="3" stroke-linecap="round"/>'
    '<circle cx="25" cy="22" r="2.2" fill="#f2c14e"/></svg>'
)
ICONO = _ICONO.encode()
_AQUI = Path(__file__).parent
#: What every part of the page shares, then what tables, charts and tabs add.
ESTILO = b"\n".join((_AQUI / f).read_bytes() for f in ("pagina.css", "piezas.css", "pestanas.css", "acceso.css"))
GUION = b"\n".join((_AQUI / f).read_bytes() for f in ("pagina.js", "conexion.js"))

#: What the page's head gets: all of it from this server.
CABEZA = (
    f'<meta name="description" content="{LEMA}"><meta name="color-scheme" content="light dark">'
    f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,{quote(_ICONO)}">'
    '<link rel="stylesheet" href="/poa/pagina.css"><script src="/poa/pagina.js" defer></script>'
)

_TINTA = colors.Color(
    name="tinta",
    c50="#eef6f6",
    c100="#d6e9ea",
    c200="#b0d3d6",
    c300="#80b5ba",
    c400="#4c9199",
    c500="#26737c",
    c600="#14535b",
    c700="#10454c",
    c800="#0e383e",
    c900="#0b2c31",
    c950="#071e22",
)
_PAPEL = colors.Color(
    name="papel",
    c50="#fbfaf7",
    c100="#f3f1ec",
    c200="#e5e2da",
    c300="#cfcbc1",
    c400="#a09c93",
    c500="#706d66",
    c600="#55534d",
    c700="#3b3a36",
    c800="#272724",
    c900="#1b1c1b",
    c950="#131413",
)


def cabecera(cargado: str) -> str:
    """The page's header; ``cargado`` is HTML of what is loaded."""
    return f'<header class="portada"><div><h1>{NOMBRE}</h1><p>{LEMA}</p></div>{cargado}</header>'


def hueco(nota: str) -> str:
    """A place where something is going to be, and what leads to it."""
    return f'<div class="hueco"><p>{nota}</p></div>'


def falla(llano: str) -> str:
    """A failure told to the reader."""
    return f'<div class="dicho falla"><p>{texto(llano)}</p></div>'


def nota(llano: str) -> str:
    """Something done, told to the reader."""
    return f'<div class="dicho"><p>{texto(llano)}</p></div>'


def tema() -> gr.themes.Base:
    """The theme: ink on paper, one accent, quiet borders."""
    return gr.themes.Base(
        primary_hue=_TINTA,
        secondary_hue=_TINTA,
        neutral_hue=_PAPEL,
        radius_size=sizes.radius_md,
        text_size=sizes.text_md,
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"],
        font_mono=["ui-monospace", "Cascadia Mono", "Menlo", "Consolas", "monospace"],
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_900",
        body_text_color_dark="*neutral_100",
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        background_fill_primary="white",
        background_fill_primary_dark="*neutral_900",
        background_fill_secondary="*neutral_50",
        background_fill_secondary_dark="*neutral_900",
        block_background_fill="white",
        block_background_fill_dark="*neutral_900",
        block_border_color="*neutral_200",
        block_border_color_dark="*neutral_700",
        border_color_primary="*neutral_200",
        border_color_primary_dark="*neutral_700",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_text_color="white",
        button_primary_background_fill_dark="*primary_500",
        button_primary_background_fill_hover_dark="*primary_700",
        button_secondary_background_fill="white",
        button_secondary_background_fill_hover="*primary_50",
        button_secondary_text_color="*primary_700",
        button_secondary_background_fill_dark="*neutral_800",
        button_secondary_background_fill_hover_dark="*neutral_700",
        button_secondary_text_color_dark="*primary_200",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_300",
    )
