"""The municipality of a form, as its header prints it: behind a label, in a title, beside its state, or in a dateline.

A title may name it whole ("H. Ayuntamiento de …", "Municipio de …"), or beside what it is the title of ("… · Gobierno
municipal · POA 2024"), or in the row above that. What reads like an office, a report or a programme is no municipality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index import fechas, organismo
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.textos import alinear, plegar

#: Folded: how the title of a form begins, or a part of it.
_TITULO = re.compile(
    r"(?:\S+ ){0,4}ayuntamiento\b|(?:el )?municipio de\b|(?:gobierno|presidencia) municipal\b"
    r"|gobierno de la ciudad de\b|programa operativo anual\b"
    r"|p\.?o\.?a\.? (?:19|20)\d\d|avances? fisico"
)
_MAX_TITULO, _MAX_PARTES = 140, 3
#: Between the parts of a title: "… · …", "… — …", "… | …".
_ENTRE_PARTES = re.compile(r"\s+[-–—·•|/:]\s+|\s*[·•|]\s*")
_AYUNTAMIENTO = re.compile(
    r"(?:ayuntamiento|gobierno municipal|presidencia municipal|municipio|gobierno de la ciudad)(?: constitucional)?"
    r"(?: del? municipio)?"
    r" (?:de|del)\s+"
)
#: Folded: "Gobierno de …", which the council's page may be headed by, and a state's or the nation's as well.
_GOBIERNO = re.compile(
    r"(?:h\.? |honorable )?gobierno de (?P<nombre>[^\d,;:|·•()]+?)(?P<estado>, .+)?(?: (?:19|20)\d\d[\d –-]*)?"
)
_DE_OTRO_ORDEN = re.compile(r"(?:la republica|la nacion|la entidad|el |los |las )")
#: Folded: a row that only says that the one beside it names the municipality.
_SOLO_GOBIERNO = re.compile(
    r"(?:h\.? |honorable )?(?:ayuntamiento|(?:gobierno|presidencia|administracion) municipal)(?: constitucional)?"
    r"(?: (?:19|20)\d\d ?[-–] ?(?:19|20)\d\d)?"
)
#: Folded: what the names of offices begin with.
OFICINAS = (
    "direccion|secretaria|coordinacion|gerencia|delegacion|contraloria|tesoreria|departamento|jefatura|oficialia|instituto"
    "|unidad|sindicatura|regiduria|organismo|comision|consejo|archivo"
)
_OTRA = rf"(?:{OFICINAS}|programa|informe|reporte|avance|seguimiento)"
_FIN = re.compile(
    rf"\s*(?:[,;(|·•]|:\s|(?<=[a-z]{{5}})\.\s+(?=[a-z]{{4}})|\.\s+(?={_OTRA})|\s[-–—]\s|\bprograma operativo|\bavance fisico"
    r"|\bejercicio\b|\b(?:19|20)\d\d\b)"
)
_ESTADOS = (
    "aguascalientes", "baja california sur", "baja california", "campeche", "chiapas", "chihuahua", "ciudad de mexico",
    "coahuila de zaragoza", "coahuila", "colima", "durango", "guanajuato", "guerrero", "hidalgo", "jalisco",
    "estado de mexico", "mexico", "michoacan de ocampo", "michoacan", "morelos", "nayarit", "nuevo leon", "oaxaca",
    "puebla", "queretaro", "quintana roo", "san luis potosi", "sinaloa", "sonora", "tabasco", "tamaulipas", "tlaxcala",
    "veracruz de ignacio de la llave", "veracruz", "yucatan", "zacatecas",
)  # fmt: skip
#: Their abbreviations, which take a point.
_ABREVIADOS = (
    r"ags|camp|chis|chih|coah|col|d\. ?f|dgo|gto|gro|hgo|jal|mex|edo\. ?(?:de )?mex|mich|mor|nay|n\. ?l|oax|pue|qro|q\. ?roo"
    r"|s\. ?l\. ?p|sin|son|tab|tamps|tam|tlax|ver|yuc|zac"
)
_ESTADO = rf"(?:{'|'.join(_ESTADOS)}|b\.? ?c\.?(?: ?s\.?)?|(?:{_ABREVIADOS})\.|cdmx)"
#: States that bear a hero's name: "Ecatepec de Morelos" is a municipality's whole name.
_DE_HEROE = re.compile(r"\s+de (?:morelos|hidalgo|guerrero)\s*\.?$")
_TRAS_COMA = re.compile(rf",\s*{_ESTADO}\b")
_ESTADO_AL_FINAL = re.compile(rf"\s+(?:del? )?(?:estado de )?{_ESTADO}\s*\.?$")
#: "… , Sonora" and "… , Jalisco, a 30 de septiembre de 2022": name, state, and the date of a dateline.
_CON_ESTADO = re.compile(rf"(?P<nombre>[^,\d]+), {_ESTADO}\.?(?:,? a (?P<dia>.+))?")
_PALABRAS_MENORES = frozenset("de del la las los el y e en a al".split())
#: A name alone is no longer, and has none of the words of offices, reports and their parts.
_MAX_NOMBRE, _MAX_PALABRAS = 60, 8
_DE_NOMBRE = re.compile(r"[^\W\d_][^\W\d_ .'’-]*(?:[ .'’-]+[^\W\d_]+)*\.?")
#: The offices that a council has one of and that its letterhead may stand for it with: "… — Tesorería Municipal". Delegations
#: and boards are left out, which bear the names of villages.
_CENTRAL = re.compile(
    r"(?:(?:direccion|secretaria|coordinacion|unidad|departamento)(?: general)? (?:municipal )?de )?"
    r"(?:tesoreria|contraloria(?: interna)?|planeacion|presidencia|secretaria (?:general )?(?:del ayuntamiento|municipal)"
    r"|oficialia mayor|sindicatura)(?:(?:,| y| de| e) ?[a-z]+)* (?:municipal|del ayuntamiento)"
    r"|secretaria (?:general )?del ayuntamiento"
)
_AJENA = re.compile(
    rf"\b(?:subdireccion|{OFICINAS}|sistema|presidencia|junta|comite|cabildo|hospital|centro de"
    r"|gobierno|ayuntamiento|estado|programas?|reporte|informe|avances?|formato|anexo|poa|metas?|trimestre|trimestral|ejercicio"
    r"|municipio|municipal(?:es)?|seguimiento|evaluacion|hoja|cedula|ficha|matriz|cuadro|presupuesto|planeacion|resumen|pagina"
    r"|anual|fisico|financiero|primer|segundo|tercer|cuarto)\b"
)


def es_titulo(texto: str) -> bool:
    """Whether a cell's text is the title of a form, or has it as one of its parts."""
    if len(texto) > _MAX_TITULO:
        return False
    llano = plegar(texto)
    return bool(_TITULO.match(llano)) or any(_TITULO.match(x) for x in _ENTRE_PARTES.split(llano)[1:])


def lo_nombra(texto: str) -> bool:
    """Whether a title names the municipality as such."""
    return es_titulo(texto) and bool(_AYUNTAMIENTO.search(alinear(texto)))


def de_rotulo(celda: CeldaLeida) -> CeldaLeida | None:
    """The name behind the label of a municipality."""
    antes = _AYUNTAMIENTO.search(alinear(celda.texto))
    nombre = _limpio(celda.texto[antes.end() if antes else 0 :])
    return recortar(celda, nombre) if nombre else None


def de_titulos(renglones: Sequence[Renglon]) -> CeldaLeida | None:
    """The name that the titles of a header print, those that say so first; None where none does."""
    for modo in (_de_titulo, _de_partes):
        for renglon in renglones:
            if hallada := next((x for _, c in renglon.llenas() if (x := modo(c)) is not None), None):
                return hallada
    for llenas in (r.llenas() for r in renglones):
        # A title whose parts stand in cells of their own.
        if 1 < len(llenas) <= _MAX_PARTES and any(_es_de_titulo(c.texto) for _, c in llenas[1:]):
            nombre = _limpio(llenas[0][1].texto)
            if _es_nombre(nombre):
                return recortar(llenas[0][1], nombre)
    if hallada := next(_de_vecinos(renglones), None):
        return hallada
    if (hallada := _de_membrete(renglones)) is not None:
        return hallada
    celdas = [c for r in renglones for _, c in r.llenas()]
    return next((x for modo in (_de_gobierno, _de_estado, _de_organismo) for c in celdas if (x := modo(c)) is not None), None)


def declarado(renglones: Sequence[Renglon]) -> CeldaLeida | None:
    """The name that some rows say to be the municipality's ("Municipio de …"), or that a dateline of theirs has; None where
    none does."""
    celdas = [c for r in renglones for _, c in r.llenas()]
    datadas = (c for c in celdas if (hallado := _CON_ESTADO.fullmatch(alinear(c.texto))) and hallado["dia"])
    return next((x for c in celdas if (x := _de_titulo(c)) is not None), None) or next(
        (x for c in datadas if (x := _de_estado(c)) is not None), None
    )


def propio(nombre: str) -> str:
    """A name in the letters of a name: "PUERTO DEL SOL" → "Puerto del Sol"."""
    palabras = nombre.lower().split()
    return " ".join(p if i and p in _PALABRAS_MENORES else p[:1].upper() + p[1:] for i, p in enumerate(palabras))


def _de_titulo(celda: CeldaLeida) -> CeldaLeida | None:
    """ "H. Ayuntamiento de …", "Municipio de …"."""
    llano = alinear(celda.texto)
    hallado = _AYUNTAMIENTO.search(llano) if len(llano) <= _MAX_TITULO and es_titulo(celda.texto) else None
    nombre = _limpio(celda.texto[hallado.end() :]) if hallado else ""
    return recortar(celda, nombre) if nombre else None


def _de_partes(celda: CeldaLeida) -> CeldaLeida | None:
    """ "… · Gobierno municipal · POA 2024": the first part, where another one is a title's."""
    primera, *otras = _ENTRE_PARTES.split(celda.texto)
    if len(celda.texto) > _MAX_TITULO or not any(map(_es_de_titulo, otras)):
        return None
    nombre = _limpio(primera)
    return recortar(celda, nombre) if _es_nombre(nombre) else None


def _es_de_titulo(parte: str) -> bool:
    return bool(_TITULO.match(plegar(parte)) or _SOLO_GOBIERNO.fullmatch(plegar(parte)))


def _de_membrete(renglones: Sequence[Renglon]) -> CeldaLeida | None:
    """ "VALLE ALTO — TESORERÍA MUNICIPAL", alone in the first row of a header: its letterhead."""
    llenas = renglones[0].llenas() if renglones else []
    partes = _ENTRE_PARTES.split(llenas[0][1].texto) if len(llenas) == 1 and len(llenas[0][1].texto) <= _MAX_TITULO else []
    if len(partes) != 2 or ":" in llenas[0][1].texto or not _CENTRAL.fullmatch(plegar(partes[1])):
        return None
    nombre = _limpio(partes[0])
    return recortar(llenas[0][1], nombre) if _es_nombre(nombre) and not organismo.dice_su_fin(nombre) else None


def _de_vecinos(renglones: Sequence[Renglon]) -> Iterator[CeldaLeida]:
    """The text above (or below) a cell that is nothing but "Gobierno municipal", "H. Ayuntamiento constitucional"."""
    for i, renglon in enumerate(renglones):
        for columna, celda in renglon.llenas():
            if not _SOLO_GOBIERNO.fullmatch(plegar(celda.texto)):
                continue
            for vecino in (*renglones[max(i - 1, 0) : i], *renglones[i + 1 : i + 2]):
                nombre = _limpio(re.sub(r"^de\s+", "", vecino.texto(columna), flags=re.IGNORECASE))
                if _es_nombre(nombre):
                    yield recortar(vecino.celdas[columna], nombre)


def _de_gobierno(celda: CeldaLeida) -> CeldaLeida | None:
    """ "Gobierno de …", with its state behind it or a name that is no state's."""
    hallado = _GOBIERNO.fullmatch(alinear(celda.texto)) if len(celda.texto) <= _MAX_TITULO else None
    if hallado is None:
        return None
    nombre = celda.texto[slice(*hallado.span("nombre"))].strip()
    con_estado = hallado["estado"] and _TRAS_COMA.match(hallado["estado"])
    if not con_estado and (plegar(nombre) in _ESTADOS or _DE_OTRO_ORDEN.match(plegar(nombre))):
        return None
    return recortar(celda, nombre) if _es_nombre(nombre) else None


def _de_estado(celda: CeldaLeida) -> CeldaLeida | None:
    """ "…, Sonora", alone or before a date."""
    hallado = _CON_ESTADO.fullmatch(alinear(celda.texto)) if len(celda.texto) <= _MAX_TITULO else None
    if hallado is None or (hallado["dia"] and fechas.leer(celda.texto[hallado.start("dia") :].strip(" .")) is None):
        return None
    nombre = celda.texto[: hallado.end("nombre")].strip()
    return recortar(celda, nombre) if _es_nombre(nombre) else None


def _de_organismo(celda: CeldaLeida) -> CeldaLeida | None:
    """ "Sistema de Agua Potable de …, Dgo.": the place in the name of a body, which its state must follow."""
    llano = alinear(celda.texto)
    cuerpo, _, estado = llano.rpartition(", ")
    if len(llano) > _MAX_TITULO or not cuerpo or not re.fullmatch(rf"{_ESTADO}\.?", estado):
        return None
    desde = organismo.lugar(cuerpo)
    nombre = celda.texto[desde : len(cuerpo)].strip() if desde is not None else ""
    return recortar(celda, nombre) if _es_nombre(nombre) else None


def _es_nombre(texto: str) -> bool:
    if not 2 < len(texto) <= _MAX_NOMBRE or len(texto.split()) > _MAX_PALABRAS:
        return False
    return bool(_DE_NOMBRE.fullmatch(texto)) and not _AJENA.search(plegar(texto))


def _limpio(texto: str) -> str:
    """The name alone: without the state, the programme or what follows a comma."""
    fin = _FIN.search(alinear(texto))
    nombre = texto[: fin.start()] if fin else texto
    llano = alinear(nombre)
    # Before its state a name is whole, whatever it ends in ("Dolores Hidalgo, Guanajuato").
    propia = _DE_HEROE.search(llano) or (fin and _TRAS_COMA.match(alinear(texto[fin.start() :].lstrip())))
    estado = None if propia else _ESTADO_AL_FINAL.search(llano)
    if estado and estado.start() > 0:
        nombre = nombre[: estado.start()]
    return nombre.strip(" .,:;-–—*")[:120]
