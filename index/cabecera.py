"""The header of a form: who reports, for which year, up to which date.

Its labels and their values are ``rotulario``'s; here they become the form's identity, its cut and its lines of action.
Nothing is guessed: what is not printed is missing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from index import cortes, fechas, municipio
from index.claves import CODIGO, CODIGO_Y_NOMBRE, SIGLAS, es_clave, y_nombre
from index.cortes import Campo
from index.poa import Celda, LineaAccion
from index.readers.hoja import CeldaLeida, Renglon, partir, recortar
from index.rotulario import COMUN, ORDEN, Rotulario, es_valor
from index.rotulos_cabecera import AREA
from index.textos import alinear, clave_de_nombre, plegar

_CODIGO_DE_LINEA = re.compile(r"[A-Za-z]{0,2}\d{1,3}(?:\.\d{1,3})*\.?")
_CODIGO_Y_NOMBRE_DE_LINEA = re.compile(r"([A-Za-z]{0,2}\d{1,3}(?:\.\d{1,3})+)\.?(?:\s*[-–—:.]\s*|\s+)(?=[^\d\s])(.+)")
#: What parts two of them in one cell: a sign before a code that has its name.
_OTRA_LINEA = re.compile(r"[;,/|]\s*(?=[A-Za-z]{0,2}\d{1,3}(?:\.\d{1,3})+\.?[\s\-–—:.]+[^\W\d])")
_DE_FORMATO = re.compile(r"(?:f|fo|for|fto|frm|anexo|rev|pbrm?)\b|.*[-–] ?f[o0]?\d")
_CLAVE_DE_FORMATO = re.compile(r"[a-z]{2,5} ?[-–] ?[a-z]{0,3}[-–]?\d{0,4}[a-z0-9]{0,4}")
#: "Área de Agua Potable (responsable: C. …)", folded.
_A_CARGO = re.compile(r"\s*\((?:responsable|titular|encargad[oa]|a cargo de)\b[^()]*\)\s*$")
#: "Cultura comunitaria. Informe del cuarto trimestre, cifras al …", folded.
_OTRA_ORACION = re.compile(r"\.\s+(?:informe|reporte|avances?|cifras|corte|periodo|seguimiento)\b")
_EJERCICIO = re.compile(r"(?:programa operativo anual|\bp\.?o\.?a\.?|\bejercicio(?: fiscal)?)\D{0,16}((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Cabecera:
    """What a header prints. ``valores`` and ``celdas`` have the keys of ``Informe.celdas``; ``periodo`` is the quarter
    that it reports, "acumulado" where it names several from January on."""

    valores: Mapping[str, str] = field(default_factory=dict)
    celdas: Mapping[str, Celda] = field(default_factory=dict)
    corte: date | None = None
    lineas: tuple[LineaAccion, ...] = ()
    periodo: str | None = None


def leer(renglones: Sequence[Renglon], rotulario: Rotulario = COMUN, hoja: Celda | None = None) -> Cabecera:
    """Read the rows above a table. ``hoja`` is the name of their sheet, where a layout says what it names."""
    valores: dict[str, str] = {}
    celdas: dict[str, Celda] = {}
    filas = rotulario.filas(renglones)
    for fila in filas:
        for campo, trozos in fila:
            if campo in (*ORDEN[:-1], AREA) and campo not in valores:
                _codigo_y_nombre(campo, trozos, valores, celdas)
    _con_clave_aparte(filas, valores, celdas)
    _con_nombre_aparte(filas, valores, celdas)
    _nombres_partidos(renglones, filas, valores, celdas)
    _titulos(renglones, filas, valores, celdas)
    if rotulario.de_hoja and hoja is not None and rotulario.de_hoja not in valores:
        _codigo_y_nombre(rotulario.de_hoja, [CeldaLeida(hoja.literal, hoja)], valores, celdas)
    for campo, valor in rotulario.fijos.items():
        valores.setdefault(campo, valor)
    nombrado = cortes.periodo(renglones, filas)
    fecha = cortes.fecha(renglones, filas, valores.get("ejercicio", "")) or cortes.del_periodo(nombrado, valores)
    if fecha is not None:
        celdas["corte"] = fecha[1]
    periodo = nombrado[0] if nombrado else None
    reportado = (periodo.trimestre or ("acumulado" if periodo.desde_enero else None)) if periodo else None
    return Cabecera(valores, celdas, fecha[0] if fecha else None, _lineas(renglones, filas), reportado)


def es_titulo(renglon: Renglon) -> bool:
    """Whether a row looks like the title of a form: the council, the programme or the report's name."""
    llenas = renglon.llenas()
    return len(llenas) <= 3 and municipio.es_titulo(llenas[0][1].texto)


def nombra_ayuntamiento(renglon: Renglon) -> bool:
    """Whether a row is the title that names the council."""
    return es_titulo(renglon) and municipio.lo_nombra(renglon.llenas()[0][1].texto)


def _codigo_y_nombre(campo: str, trozos: list[CeldaLeida], valores: dict[str, str], celdas: dict[str, Celda]) -> None:
    # "PROGRAMA | : 621": a colon that stands with the value is none of it.
    trozos = [recortar(t, t.texto.lstrip(" :")) if t.texto.startswith(":") else t for t in trozos]
    utiles = [t for i, t in enumerate(trozos) if not _es_ajeno(t.texto) or (i == 0 and _ante_su_nombre(trozos))]
    if not utiles and len(trozos) == 1 and CODIGO.fullmatch(trozos[0].texto) and not _DE_FORMATO.match(plegar(trozos[0].texto)):
        utiles = list(trozos)  # a code in the shape of a form's key, with nothing else that could be the value
    if not utiles:
        return
    primero, resto = utiles[0], utiles[1:]
    junto = y_nombre(primero.texto)
    if CODIGO.fullmatch(primero.texto) or (resto and SIGLAS.fullmatch(primero.texto)):
        codigo, nombre = primero, recortar(resto[0], _sin_ajeno(resto[0].texto)) if resto else None
    elif junto:
        codigo, nombre = recortar(primero, junto.group(1)), recortar(primero, _sin_ajeno(junto.group(2).strip()))
    else:
        codigo, nombre = recortar(primero, clave_de_nombre(primero.texto)), primero  # no code is printed: the name identifies
    valores[campo] = clave_de_nombre(codigo.texto.strip(".-"))
    celdas[campo] = codigo.celda
    valores[f"{campo}_nombre"] = nombre.texto if nombre else ""
    if nombre:
        celdas[f"{campo}_nombre"] = nombre.celda


def _con_clave_aparte(filas: list[list[Campo]], valores: dict[str, str], celdas: dict[str, Celda]) -> None:
    """The codes that a label of their own gives, beside that of the name or without it."""
    for campo, trozos in (x for fila in filas for x in fila if x[0].startswith("clave_") and x[1]):
        propio, clave = campo.removeprefix("clave_"), trozos[0]
        if propio not in ORDEN or not (es_clave(clave.texto) or CODIGO_Y_NOMBRE.fullmatch(clave.texto)):
            continue  # a label beside it, read with slips
        if propio not in valores:
            _codigo_y_nombre(propio, trozos, valores, celdas)
        elif valores[propio] == clave_de_nombre(valores[f"{propio}_nombre"]) and es_clave(clave.texto):
            valores[propio], celdas[propio] = clave_de_nombre(clave.texto.strip(".-")), clave.celda


def _con_nombre_aparte(filas: list[list[Campo]], valores: dict[str, str], celdas: dict[str, Celda]) -> None:
    """The name that a label of its own gives to a code, or that is all there is."""
    for campo, trozos in (x for fila in filas for x in fila if x[0].startswith("nombre_") and x[1]):
        propio = campo.removeprefix("nombre_")
        if propio not in valores and propio in ORDEN:
            _codigo_y_nombre(propio, trozos, valores, celdas)
        elif propio in valores and not valores.get(f"{propio}_nombre"):
            valores[f"{propio}_nombre"], celdas[f"{propio}_nombre"] = trozos[0].texto, trozos[0].celda


def _ante_su_nombre(trozos: Sequence[CeldaLeida]) -> bool:
    """Whether a first cell in the shape of a form's key is the code of the name behind it: "DG-21 | Subdirección de …"."""
    codigo = trozos[0].texto
    if len(trozos) != 2 or not CODIGO.fullmatch(codigo) or _DE_FORMATO.match(plegar(codigo)):
        return False
    return not _es_ajeno(trozos[1].texto) and not any(c.isdigit() for c in trozos[1].texto)


def _es_ajeno(texto: str) -> bool:
    """Whether a cell beside a label belongs to something else: the form's key, a date."""
    return bool(_CLAVE_DE_FORMATO.fullmatch(plegar(texto))) or fechas.leer(texto) is not None


def _sin_ajeno(nombre: str) -> str:
    """A name without what else stands at its end: who is in charge of it, or the date or the form's key, where a row's
    cells were printed as one."""
    nombre = nombre[: hallado.start()].rstrip() if (hallado := _A_CARGO.search(alinear(nombre))) else nombre
    hallada = fechas.hallar(nombre)
    if hallada and hallada[1] > 0 and hallada[2] == len(nombre):
        nombre = nombre[: hallada[1]].rstrip()
    if hallado := _OTRA_ORACION.search(alinear(nombre)):
        nombre = nombre[: hallado.start()].rstrip()
    antes, _, ultima = nombre.rpartition(" ")
    clave = antes and re.search(r"f[o0]?\d{1,4}$", plegar(ultima)) and _CLAVE_DE_FORMATO.fullmatch(plegar(ultima))
    return antes.rstrip() if clave else nombre


def _nombres_partidos(
    renglones: Sequence[Renglon], filas: list[list[Campo]], valores: dict[str, str], celdas: Mapping[str, Celda]
) -> None:
    """A name that goes on in the next row: a lone cell under the name's column."""
    for anterior, renglon, fila, previa in zip(renglones, renglones[1:], filas[1:], filas, strict=False):
        llenas = renglon.llenas()
        campo = next((c for c, _ in previa if c in ORDEN[:-1]), None)
        if fila or len(llenas) != 1 or campo is None or llenas[0][0] == 0:
            continue
        columna, celda = llenas[0]
        nombre = celdas.get(f"{campo}_nombre")
        mismo = nombre is not None and columna < len(anterior.celdas) and anterior.celdas[columna].celda == nombre
        if mismo and not es_valor(celda.texto) and not _es_ajeno(celda.texto) and not es_titulo(renglon):
            valores[f"{campo}_nombre"] += f" {celda.texto}"


# --- titles, dates, lines of action ---------------------------------------------------------------------------------


def _titulos(renglones: Sequence[Renglon], filas: list[list[Campo]], valores: dict[str, str], celdas: dict[str, Celda]) -> None:
    for fila in filas:
        for campo, trozos in fila:
            anio = re.search(r"(?:19|20)\d\d", trozos[0].texto) if trozos and campo == "ejercicio" else None
            if anio and "ejercicio" not in valores:
                valores["ejercicio"], celdas["ejercicio"] = anio.group(), recortar(trozos[0], anio.group()).celda
            if campo == "municipio" and trozos and "municipio" not in valores:
                _nombrar(municipio.de_rotulo(trozos[0]), valores, celdas)
    if "municipio" not in valores:
        _nombrar(municipio.de_titulos(renglones), valores, celdas)
    for celda in (c for r in renglones for _, c in r.llenas()):
        anio = _EJERCICIO.search(alinear(celda.texto))
        if anio and "ejercicio" not in valores:
            valores["ejercicio"] = anio.group(1)
            celdas["ejercicio"] = recortar(celda, celda.texto[anio.start(1) : anio.end(1)]).celda


def _nombrar(nombre: CeldaLeida | None, valores: dict[str, str], celdas: dict[str, Celda]) -> None:
    if nombre is not None:
        valores["municipio"], celdas["municipio"] = municipio.propio(nombre.texto), nombre.celda


def _lineas(renglones: Sequence[Renglon], filas: list[list[Campo]]) -> tuple[LineaAccion, ...]:
    """The lines of action that the header declares: the label's row and the rows of code and name below it."""
    salida: list[LineaAccion] = []
    dentro = False
    for renglon, fila in zip(renglones, filas, strict=True):
        rotulada = next((trozos for campo, trozos in fila if campo == "lineas"), None)
        trozos = rotulada if rotulada is not None else [c for _, c in renglon.llenas()] if dentro and not fila else None
        if trozos is None:
            dentro = dentro and bool(fila) and all(campo in ("corte", "ejercicio") for campo, _ in fila)
            continue
        nuevas = _lineas_de(trozos)
        if nuevas:
            salida += nuevas
        elif dentro and salida and len(trozos) == 1 and renglon.llenas()[0][0] > 0 and not _es_ajeno(trozos[0].texto):
            ultima = salida[-1]
            salida[-1] = LineaAccion(ultima.codigo, f"{ultima.nombre} {trozos[0].texto}".strip(), ultima.celda)
        dentro = rotulada is not None or (dentro and bool(nuevas or len(trozos) == 1))
    unicas = {x.codigo: x for x in reversed(salida)}
    return tuple(x for x in salida if unicas.get(x.codigo) is x)


def _sueltas(celda: CeldaLeida) -> list[CeldaLeida]:
    """The lines of action that a cell prints one after another, each with its name."""
    otras = [m.end() for m in _OTRA_LINEA.finditer(celda.texto)]
    return partir(celda, [0, *otras]) if otras and _CODIGO_Y_NOMBRE_DE_LINEA.match(celda.texto) else [celda]


def _lineas_de(trozos: list[CeldaLeida]) -> list[LineaAccion]:
    salida: list[LineaAccion] = []
    for trozo in (t for junta in trozos for t in _sueltas(junta)):
        junto = _CODIGO_Y_NOMBRE_DE_LINEA.match(trozo.texto)
        sueltos = re.split(r"\s*[,;/]\s*|\s+", trozo.texto)
        if junto:
            codigo = recortar(trozo, junto.group(1))
            salida.append(LineaAccion(junto.group(1), junto.group(2).strip(), codigo.celda))
        elif all(_CODIGO_DE_LINEA.fullmatch(s) for s in sueltos if s):
            salida += [LineaAccion(s.strip("."), "", recortar(trozo, s.strip(".")).celda) for s in sueltos if s]
        elif salida and not salida[-1].nombre and not _es_ajeno(trozo.texto):
            ultima = salida[-1]
            salida[-1] = LineaAccion(ultima.codigo, trozo.texto, ultima.celda)
    return salida
