"""A citation → HTML of the place it names: the cited line among its neighbours, cut into cells, the cell marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Protocol
from urllib.parse import urlencode

from assistant.web.seguro import enlace, texto
from assistant.wording import plural
from index.poa import ErrorDeLectura
from index.readers import texto as lector_de_texto

#: Lines shown before and after the cited one.
VECINOS = 2
#: Chips listed under a source; the markers in the answer open the rest.
MAX_FICHAS = 400
#: Up to so many are listed open.
FICHAS_A_LA_VISTA = 60
_LARGO_FICHA = 16

_CAMPOS = {
    "linea": "línea de acción",
    "descripcion": "descripción",
    "unidad_medida": "unidad de medida",
    "meta_anual": "meta anual",
    "avance_absoluto": "avance absoluto",
    "avance_relativo": "avance %",
    "observacion": "observación",
    "municipio": "municipio",
    "ejercicio": "ejercicio",
    "corte": "fecha de corte",
    "ramo": "ramo",
    "ramo_nombre": "nombre del ramo",
    "programa": "programa",
    "programa_nombre": "nombre del programa",
    "unidad": "unidad ejecutora",
    "unidad_nombre": "nombre de la unidad",
    "finalidad": "finalidad",
    "funcion": "función",
    "subfuncion": "subfunción",
    "firma.elaboro": "quien elaboró",
    "firma.reviso": "quien revisó",
    "firma.autorizo": "quien autorizó",
}
_COSAS = {"metas": ("meta", "metas"), "hallazgos": ("hallazgo", "hallazgos")}
_TRIMESTRES = ("T1", "T2", "T3", "T4")
_CUARTOS = tuple(f"{campo}.{t}" for t in _TRIMESTRES for campo in ("programado", "alcanzado"))


class Documentos(Protocol):
    """What a source view needs of the store (``execute.Lector`` is one)."""

    def lineas_de(self, documento: str) -> list[str]:
        """The lines of a loaded text document; [] when it isn't kept."""
        ...

    def filas_por_clave(self, claves: Sequence[str]) -> Mapping[str, Any]:
        """Metas by their identity, with ``celdas``: field → place."""
        ...

    def celdas_de_formas(self, documento: str) -> list[dict[str, Any]]:
        """The printed header, foot and line cells of a document."""
        ...


def campo(nombre: str) -> str:
    """A field's name in words: alcanzado.T3 → alcanzado, 3.er trimestre."""
    base, _, trimestre = nombre.partition(".")
    if trimestre in _TRIMESTRES:
        return f"{base}, {trimestre[1]}.º trimestre"
    return _CAMPOS.get(nombre, nombre.replace("_", " ").replace(".", ", "))


def corto(nombre: str) -> str:
    """A field's name for a table heading."""
    base, _, trimestre = nombre.partition(".")
    if trimestre in _TRIMESTRES:
        return f"{trimestre} {'P' if base == 'programado' else 'A'}"
    return {"linea": "Línea", "avance_absoluto": "Absoluto", "avance_relativo": "%", "unidad_medida": "Medida"}.get(
        nombre, campo(nombre).capitalize()
    )


def lugar(cita: Mapping[str, Any]) -> str:
    """Where a cell stands, in words."""
    partes = [
        f"página {cita['page']}" if cita.get("page") else "",
        f"hoja {cita['sheet']}" if cita.get("sheet") else "",
        f"celda {cita['cell']}" if cita.get("cell") else "",
        f"renglón {cita['line']}" if cita.get("line") else "",
        f"columna {cita['column']}" if cita.get("column") else "",
    ]
    return ", ".join(p for p in partes if p)


def fuente(cita: Mapping[str, Any], total: int, docs: Documentos) -> str:
    """The HTML of one citation out of ``total``: a cell's lines, or a set's query."""
    if cita["kind"] == "set":
        return _conjunto(cita, total)
    partes = [f"unidad {cita['unidad']}", f"meta {cita['meta']}" if cita.get("meta") else "", campo(cita["field"])]
    que = " · ".join(p for p in partes if p)
    return (
        f'<div class="fuente">{_titulo_de(cita, total)}'
        f'<p class="lugar"><strong class="documento">{texto(cita["document"])}</strong> '
        f"<span>{texto(lugar(cita))}</span> <span>{texto(que)}</span></p>{_lugar_a_la_vista(cita, docs)}"
        f'<figure class="literal"><figcaption>Texto literal</figcaption>'
        f"<blockquote>{texto(cita['literal'])}</blockquote></figure></div>"
    )


def _conjunto(cita: Mapping[str, Any], total: int) -> str:
    """A set: how many rows, and the query that gives them."""
    filas = "".join(f'<tr><th scope="row">{texto(k)}</th><td>{texto(v)}</td></tr>' for k, v in cita["params"].items())
    params = f'<table class="params"><caption>Valores de la consulta</caption><tbody>{filas}</tbody></table>'
    marco = f'<div class="marco" tabindex="0"><pre class="sql">{sql(cita["sql"])}</pre></div>'
    return (
        f'<div class="fuente">{_titulo_de(cita, total)}<p class="lugar"><strong>{cuenta(cita)}</strong> '
        f"<span>conjunto contado en la base con esta consulta</span></p>{marco}{params if filas else ''}</div>"
    )


def _titulo_de(cita: Mapping[str, Any], total: int) -> str:
    return f"<h2>Fuente {cita['n']} <span>de {total:,}</span></h2>"


def cuenta(cita: Mapping[str, Any]) -> str:
    """How many rows a set has, by what it selects from."""
    n: int = cita["count"]
    tabla = re.search(r"\bFROM (\w+)", cita["sql"])
    uno, varios = _COSAS.get(tabla.group(1) if tabla else "", ("registro", "registros"))
    return f"{n:,} {plural(n, uno, varios)}"


def sql(consulta: str) -> str:
    """A statement as inert text, one clause a line."""
    for palabra in (" FROM ", " WHERE ", " GROUP BY ", " ORDER BY ", " LIMIT "):
        consulta = consulta.replace(palabra, f"\n{palabra.strip()} ")
    return "&#10;".join(texto(r.strip()) for r in consulta.splitlines() if r.strip())


# -- the place --------------------------------------------------------------------------------------------------------
def _lugar_a_la_vista(cita: Mapping[str, Any], docs: Documentos) -> str:
    """The place as it looks: a page's picture, a text's lines, a sheet's cells."""
    if cita.get("page") and cita.get("bbox"):
        return _pagina(cita)
    if cita.get("line"):
        return _renglones(cita, docs)
    return _celdas_guardadas(cita, docs) or _SIN_VISTA


_SIN_VISTA = '<p class="nota">Este documento no se muestra renglón por renglón; abajo está el texto que se leyó.</p>'


def _pagina(cita: Mapping[str, Any]) -> str:
    """The cell and what is around it; below, its whole page."""
    que = texto(f"Página {cita['page']} de {cita['document']} con la celda marcada")
    detalle, entera = (texto(direccion_de_lamina(cita, d)) for d in (True, False))
    return (
        f'<div class="lamina"><img class="detalle" src="{detalle}" alt="{que}, de cerca"></div>'
        f'<details class="entera"><summary>Ver la página {texto(cita["page"])} completa</summary>'
        f'<a href="{entera}" target="_blank" title="Abrir la página en grande"><img loading="lazy" src="{entera}" '
        f'alt="{que}"></a></details>'
    )


def direccion_de_lamina(cita: Mapping[str, Any], detalle: bool) -> str:
    """The address of a page's picture (see ``rutas``)."""
    caja = ",".join(f"{v:.1f}" for v in cita["bbox"])
    datos = {"documento": cita["document"], "pagina": cita["page"], "caja": caja} | ({"detalle": 1} if detalle else {})
    return f"/poa/lamina?{urlencode(datos)}"


def _celdas_guardadas(cita: Mapping[str, Any], docs: Documentos) -> str:
    """The cells that were read of the cited meta, or of the form's header, with the cited one marked."""
    if cita.get("meta_id"):
        fila = docs.filas_por_clave([cita["meta_id"]]).get(cita["meta_id"])
        celdas = [(corto(k), c) for k, c in fila.celdas.items()] if fila is not None else []
    else:
        todas = [c for c in docs.celdas_de_formas(cita["document"]) if c and c.get("hoja") == cita.get("sheet")]
        centro = next((i for i, c in enumerate(todas) if _es_la_citada(c, cita)), None)
        celdas = [] if centro is None else [("", c) for c in todas[max(0, centro - 3) : centro + 4]]
    cuerpo = "".join(_celda_guardada(nombre, c, cita) for nombre, c in celdas)
    if not cuerpo:
        return ""
    titulo = texto(f"Celdas leídas junto a la citada en {cita['document']}")
    return (
        f'<div class="marco" tabindex="0"><table class="renglones celdas"><caption>{titulo}</caption><tbody>{cuerpo}</tbody>'
        "</table></div>"
    )


def _es_la_citada(celda: Mapping[str, Any], cita: Mapping[str, Any]) -> bool:
    return bool(celda.get("celda") == cita.get("cell") and celda.get("literal") == cita["literal"])


def _celda_guardada(nombre: str, celda: Mapping[str, Any], cita: Mapping[str, Any]) -> str:
    citada = _es_la_citada(celda, cita)
    contenido = f"<mark>{texto(celda['literal'])}</mark>" if citada else texto(celda["literal"])
    clase = ' class="citado"' if citada else ""
    donde = f'<th scope="row" class="numero">{texto(celda.get("celda") or "")}</th>'
    return f'<tr{clase}>{donde}<td>{texto(nombre)}</td><td class="larga"><div>{contenido}</div></td></tr>'


def _renglones(cita: Mapping[str, Any], docs: Documentos) -> str:
    lineas, centro = _lineas(cita, docs), cita.get("line") or 0
    if not 1 <= centro <= len(lineas):
        return _SIN_VISTA
    celdas = _celdas(tuple(lineas))
    ventana = range(max(1, centro - VECINOS), min(len(lineas), centro + VECINOS) + 1)
    ancho = max([cita.get("column") or 1, *(len(celdas.get(n, ())) for n in ventana)])
    cuerpo = "".join(_renglon(n, celdas.get(n, ()), ancho, cita if n == centro else None) for n in ventana)
    cabeza = _encabezado(ancho, _nombres(cita, docs)) if ancho > 1 else ""
    resumen = texto(f"Renglones {ventana[0]} a {ventana[-1]} de {cita['document']}; el {centro} es el citado")
    tabla = f'<table class="renglones"><caption>{resumen}</caption>{cabeza}<tbody>{cuerpo}</tbody></table>'
    return f'<div class="marco" tabindex="0">{tabla}</div>'


def _lineas(cita: Mapping[str, Any], docs: Documentos) -> list[str]:
    """The document's lines; none where the place has no line or the document isn't text."""
    try:
        return docs.lineas_de(cita["document"]) if cita.get("line") else []
    except ErrorDeLectura:
        return []


@lru_cache(maxsize=16)
def _celdas(lineas: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """Line → its cells as printed, cut as the reader cuts them; blank lines have none."""
    try:
        hojas = lector_de_texto.leer("\n".join(lineas).encode("utf-8", errors="surrogatepass"))
    except ErrorDeLectura:
        return {}
    return {r.celdas[0].celda.fuente.linea or 0: tuple(c.celda.literal for c in r.celdas) for h in hojas for r in h.renglones}


def _nombres(cita: Mapping[str, Any], docs: Documentos) -> dict[int, str]:
    """Column → heading, where the cited meta's own cells tell it."""
    if not cita.get("meta_id"):
        return {}
    fila = docs.filas_por_clave([cita["meta_id"]]).get(cita["meta_id"])
    if fila is None:
        return {}
    celdas = {k: c for k, c in fila.celdas.items() if c.get("linea") == cita["line"] and c.get("columna")}
    nombres = {int(c["columna"]): corto(k) for k, c in celdas.items()}
    primera, ultima = (celdas.get(k, {}).get("columna", 0) for k in ("meta_anual", "avance_absoluto"))
    if primera and ultima - primera == len(_CUARTOS) + 1:
        nombres |= {primera + 1 + i: corto(k) for i, k in enumerate(_CUARTOS)}
    return nombres


def _encabezado(ancho: int, nombres: Mapping[int, str]) -> str:
    celdas = "".join(
        f'<th scope="col"><span class="columna">{c}</span> {texto(nombres.get(c, ""))}</th>' for c in range(1, ancho + 1)
    )
    return f'<thead><tr><th scope="col" class="numero">Renglón</th>{celdas}</tr></thead>'


def _renglon(numero: int, celdas: Sequence[str], ancho: int, cita: Mapping[str, Any] | None) -> str:
    """One line. The only cell of a heading line spans the table."""
    clase = ' class="citado"' if cita else ""
    numerada = f'<th scope="row" class="numero">{numero}</th>'
    if len(celdas) <= 1:
        contenido = _contenido(celdas[0] if celdas else "", cita, 1)
        return f'<tr{clase}>{numerada}<td colspan="{ancho}"{"" if celdas else " class=vacia"}>{contenido}</td></tr>'
    completas = [*celdas, *[""] * (ancho - len(celdas))]
    return f"<tr{clase}>{numerada}{''.join(_celda(c, cita, i) for i, c in enumerate(completas, start=1))}</tr>"


def _celda(celda: str, cita: Mapping[str, Any] | None, columna: int) -> str:
    largo = "larga" if len(celda) > 40 else "media" if len(celda) > 12 else "corta"
    return f'<td class="{largo}">{_contenido(celda, cita, columna)}</td>'


def _contenido(celda: str, cita: Mapping[str, Any] | None, columna: int) -> str:
    """A cell's text; the cited literal marked where the cell is the cited one."""
    if cita is None or columna != (cita.get("column") or 1):
        return f"<div>{texto(celda)}</div>" if celda else ""
    antes, hallado, despues = celda.partition(cita["literal"])
    if not hallado:
        return f"<div><mark>{texto(celda)}</mark></div>"
    return f"<div>{texto(antes)}<mark>{texto(hallado)}</mark>{texto(despues)}</div>"


# -- the chips --------------------------------------------------------------------------------------------------------
def pasos(numeros: Sequence[int], cual: int, enlazar: Callable[[int, str, str], str]) -> str:
    """Links to the sources before and after one of several; ``enlazar`` makes one: number, text, class."""
    if len(numeros) < 2:
        return ""
    antes, despues = numeros[:cual][-1:], numeros[cual + 1 :][:1]
    partes = [
        enlazar(n[0], visible, f"paso {clase}") if n else f'<span class="paso" aria-hidden="true">{visible}</span>'
        for n, visible, clase in ((antes, "‹ Anterior", "antes"), (despues, "Siguiente ›", "despues"))
    ]
    return f'<div class="pasos">{"".join(partes)}</div>'


def fichas(citas: Sequence[Mapping[str, Any]], turno: int, abierta: int | None) -> str:
    """All citations of an answer as chips, by the meta or form that they are of."""
    if not citas:
        return ""
    ordenadas = sorted(citas[:MAX_FICHAS], key=_grupo)
    grupos = "".join(f"<dt>{texto(_titulo(k))}</dt><dd>{_fichas(g, turno, abierta)}</dd>" for k, g in _agrupadas(ordenadas))
    resto = (
        f"<p>y {len(citas) - MAX_FICHAS} más: ábralas desde sus números en la respuesta.</p>" if len(citas) > MAX_FICHAS else ""
    )
    abiertas = ' open=""' if len(citas) <= FICHAS_A_LA_VISTA else ""
    return (
        f'<div class="fichas"><details{abiertas}><summary>Todas las fuentes de la respuesta ({len(citas):,})</summary>'
        f"<dl>{grupos}</dl>{resto}</details></div>"
    )


def _grupo(cita: Mapping[str, Any]) -> tuple[int, str, str, str]:
    if cita["kind"] == "set":
        return 0, "", "", ""
    return 1, cita["document"], cita.get("unidad") or "", cita.get("meta_id") or ""


def _agrupadas(citas: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    for _, grupo in groupby(citas, key=_grupo):
        suyas = list(grupo)
        yield suyas[0], suyas


def _titulo(cita: Mapping[str, Any]) -> str:
    if cita["kind"] == "set":
        return "Conjuntos contados"
    return f"Unidad {cita['unidad']}, meta {cita['meta']}" if cita.get("meta") else f"Unidad {cita['unidad']}, encabezado"


def _fichas(citas: Iterable[Mapping[str, Any]], turno: int, abierta: int | None) -> str:
    salida = []
    for c in sorted(citas, key=lambda c: c["n"]):
        que = cuenta(c) if c["kind"] == "set" else " ".join(c["literal"].split())
        visible = que if len(que) <= _LARGO_FICHA else campo(c["field"]) if c["kind"] == "cell" else que
        titulo = f"Fuente {c['n']}" + (f": {campo(c['field'])}" if c["kind"] == "cell" else ": consulta")
        clase = "ficha activa" if c["n"] == abierta else "ficha"
        numero = f'<span class="n">{c["n"]}</span>'
        salida.append(enlace(turno, c["n"], visible, clase, titulo).replace(">", f">{numero}", 1))
    return " ".join(salida)
