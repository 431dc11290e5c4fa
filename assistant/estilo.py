"""Style of a formal report in Mexican Spanish: every rule of how a summary writes, in one place.

Sources: Ortografía de la lengua española (RAE 2010: capitals in names of offices, numbers in words, quotation) and the
manuals of style of the Mexican public administration (thousands with a comma, the percent sign after a space). Writes
no figure by itself: what stands in a slot is written by ``assistant.wording``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.wording import lista, medida
from index.textos import plegar

# -- numbers in words -----------------------------------------------------------------------------------------------------
_HASTA_29 = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve "
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
).split()
_DECENAS = {30: "treinta", 40: "cuarenta", 50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa"}
#: Beyond this a sentence is turned around rather than begun with a number in words.
MAX_EN_LETRAS = 99


def en_letras(n: int, genero: str = "f") -> str:
    """A count in words, in the noun's gender: 21 → veintiuna (metas), veintiún (informes). 0 … 99."""
    if n < 30:
        texto = _HASTA_29[n]
    else:
        unidad = n % 10
        texto = _DECENAS[n - unidad] + (f" y {_HASTA_29[unidad]}" if unidad else "")
    if not texto.endswith("uno"):
        return texto
    if genero == "f":
        return texto[:-3] + "una"
    return texto[:-3] + ("ún" if n == 21 else "un")


def de_letras(texto: str) -> int | None:
    """The count that some words say, or None: the inverse of ``en_letras``."""
    return _LETRAS.get(texto.strip().lower())


_LETRAS = {en_letras(n, g): n for n in range(MAX_EN_LETRAS + 1) for g in "fm"}
#: Words that are a number and nothing else ("una" is an article too).
PALABRAS_NUMERO = frozenset(k for k, n in _LETRAS.items() if n > 1)


# -- capitals ----------------------------------------------------------------------------------------------------------------
def mayuscula(texto: str) -> str:
    """The first letter of a sentence in upper case, whatever stands before it."""
    m = re.search(r"[^\W\d_]", texto)
    return texto if m is None else texto[: m.start()] + m.group().upper() + texto[m.end() :]


_MENORES = frozenset("a al ante bajo con contra de del desde e el en entre hacia hasta la las los o para por que sin sobre su sus u un una y".split())
#: Acronyms of the municipal administration that read like words; others are known by their shape.
_SIGLAS = frozenset(
    """ADIMUR CEDH CONAC COPLADEM COPLADEMM COPLADEMUN DIF IEPAC IMABICOM IMACUM IMADET IMAC IMCUFIDE IMDEM IMDIS IMJUM IMJUVE IMM
    IMMUJER IMPLAN IMSS INAFED INAPAM INE INEGI INFONAVIT INMUJER INMUJERES INPI ISR ISSSTE LED PBR PMD POA SAT SEDATU SEP SIPINNA TIC
    UBR UNAM""".split()
)
_ROMANO = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
#: No Spanish word ends like this, or has no vowel at all: capitals that spell an acronym.
_DE_SIGLA = re.compile(r".*(?:[BCFGHKMPQTVW]|[^AEIOUÁÉÍÓÚÜNRSLZDXJY]S)$|[^AEIOUÁÉÍÓÚÜY]+$")
_CON_TILDE = re.compile(r"([cs])ion$")
#: Words that capitals often leave without their accent; each stands for one word only.
_TILDES = {
    plegar(p): p
    for p in """administración educación histórico histórica históricos históricas artístico artística artísticos artísticas turístico turística
    turísticos turísticas jurídico jurídica jurídicos jurídicas técnico técnica económico económica ecológico ecológica física físico
    física médico médica académico académica electrónico electrónica informática informático tránsito jardín jardines panteón panteones
    área áreas niñez línea líneas atención dirección coordinación gestión planeación inspección protección recreación difusión
    tesorería sindicatura secretaría oficialía alcaldía asesoría contraloría auditoría biblioteca ejército energía categoría
    público pública públicos públicas gráfico gráfica próximo crédito créditos cívico cívica índice índices árbol árboles fútbol
    estadístico estadística logística deportivo género vía vías básico básica básicos básicas""".split()
}


def acentuada(palabra: str) -> str:
    """A lower-case word with the accent that capitals left out, where only one reading is possible."""
    if palabra != plegar(palabra):
        return palabra
    if palabra in _TILDES:
        return _TILDES[palabra]
    return _CON_TILDE.sub(r"\1ión", palabra)


def es_sigla(palabra: str) -> bool:
    """Whether a word in capitals is an acronym (DIF, IMACUM, S.A.) or a Roman numeral, and keeps them."""
    limpia = palabra.strip(".,;:()")
    if "." in limpia or limpia in _SIGLAS or any(c.isdigit() for c in limpia):
        return True
    return len(limpia) > 1 and limpia.isalpha() and bool(_ROMANO.match(limpia) or (len(limpia) < 7 and _DE_SIGLA.match(limpia)))


def nombre_oficial(impreso: str) -> str:
    """An office's name in proper case: «JEFATURA DE DESARROLLO CULTURAL DEL DIF» → Jefatura de Desarrollo Cultural del DIF."""
    return _en_caso(impreso, str.capitalize)


def titulo(impreso: str, propios: frozenset[str] = frozenset()) -> str:
    """A programme's name as a sentence: only its first word has a capital, its acronyms and the proper names (folded)."""
    return mayuscula(_en_caso(impreso, str.lower, propios))


def _en_caso(impreso: str, llenas: object, propios: frozenset[str] = frozenset()) -> str:
    texto = " ".join(impreso.split())
    if texto != texto.upper():
        return texto
    salida = []
    for i, palabra in enumerate(texto.split(" ")):
        if es_sigla(palabra):
            salida.append(palabra)
        elif i and plegar(palabra.strip(".,;:()")) in _MENORES:
            salida.append(palabra.lower())
        else:
            baja = re.sub(r"[^\W\d_]+", lambda m: acentuada(m.group()), palabra.lower())
            propia = llenas is str.capitalize or plegar(palabra.strip(".,;:()")) in propios
            salida.append(mayuscula(baja) if propia else baja)
    return " ".join(salida)


# -- agreement -----------------------------------------------------------------------------------------------------------------
_FEMENINAS = frozenset("jefatura direccion coordinacion secretaria subdireccion unidad oficina tesoreria contraloria sindicatura oficialia area delegacion gerencia subsecretaria presidencia regiduria comision dependencia administracion biblioteca procuraduria consejeria junta agencia".split())  # fmt: skip
_MASCULINAS = frozenset("departamento instituto sistema centro consejo patronato despacho organo archivo juzgado comite cuerpo fideicomiso museo organismo programa".split())  # fmt: skip


def articulo(nombre: str) -> str:
    """The article that an office's name takes: la Jefatura …, el Departamento …; "" where its gender is not known."""
    primera = plegar(nombre.split()[0]) if nombre.split() else ""
    if primera in _FEMENINAS or primera.endswith(("cion", "dad")):
        return "la"
    return "el" if primera in _MASCULINAS else ""


def con_articulo(nombre: str) -> str:
    """An office with its article: la Jefatura de Cultura Popular; where it takes none that we know, la unidad …"""
    a = articulo(nombre)
    return f"{a} {nombre}" if a else f"la unidad {nombre}"


def contraer(preposicion: str, sintagma: str) -> str:
    """a + el → al, de + el → del."""
    if sintagma.startswith("el "):
        return f"{preposicion}l {sintagma[3:]}" if preposicion in ("a", "de") else f"{preposicion} {sintagma}"
    return f"{preposicion} {sintagma}"


def concordar(n: float, singular: str, plural: str) -> str:
    """The word that agrees with a count."""
    return singular if n == 1 else plural


def unidad_de(impresa: str, n: float, ilegible: bool = False) -> str:
    """A measure after its figure, with the space before it; nothing where the form's own word can't be read."""
    return "" if ilegible or not impresa.strip() else f" {medida(impresa, n)}"


def enumerar(partes: Sequence[str]) -> str:
    """a, b y c; where they have commas inside, a; b; y c."""
    if any(", " in p for p in partes) and len(partes) > 1:
        return "; ".join(partes[:-1]) + f"; y {partes[-1]}"
    return lista(partes)


# -- connectors -------------------------------------------------------------------------------------------------------------------
#: What a sentence does → its ways to begin. The next one is taken each time, so that none comes twice in a row.
CONECTORES: dict[str, tuple[str, ...]] = {
    "suma": ("Asimismo,", "De igual forma,", "Además,", "Por otra parte,"),
    "contraste": ("En contraste,", "Por el contrario,", "En sentido opuesto,"),
    "causa": ("De acuerdo con las observaciones del informe,", "Según lo asentado en el informe,", "Conforme a las observaciones,"),
    "aviso": ("Cabe precisar que", "Conviene advertir que", "Debe tomarse en cuenta que"),
    "detalle": ("En particular,", "Dentro de ellas,", "Entre ellas,"),
}
_CIUDADANO: dict[str, tuple[str, ...]] = {
    "suma": ("Además,", "Por otro lado,", "Asimismo,"),
    "contraste": ("En cambio,", "Del otro lado,"),
    "causa": ("Según el propio informe,", "El informe explica que", "De acuerdo con el informe,"),
    "aviso": ("Un dato por revisar:", "Otro dato por revisar:"),
    "detalle": ("En especial,", "Entre ellas,"),
}


class Conectores:
    """Gives connectors by turns: the same text every time, and no connector twice until all have been used."""

    def __init__(self, tono: str = "institucional") -> None:
        self._tabla = CONECTORES if tono == "institucional" else _CIUDADANO
        self._van: dict[str, int] = {}

    def __call__(self, clase: str) -> str:
        opciones = self._tabla[clase]
        n = self._van.get(clase, 0)
        self._van[clase] = n + 1
        return opciones[n % len(opciones)]


# -- sentences ----------------------------------------------------------------------------------------------------------------------
#: What has a full stop without ending a sentence, before a capital.
_ABREVIATURAS = frozenset("c col dr dra ej h ing lic mtra mtro núm num prof profra sr sra av art fracc no".split())


def oraciones(parrafo: str) -> list[str]:
    """A paragraph's sentences: the full stop outside quotation marks, parentheses and abbreviations, before a capital."""
    salida, inicio, honda = [], 0, 0
    for i, c in enumerate(parrafo):
        honda += (c in "«“") - (c in "»”")
        if c != "." or honda > 0 or not re.match(r"\s+[«“¿]?[A-ZÁÉÍÓÚÑÜ]", parrafo[i + 1 :]):
            continue
        ultima = re.search(r"(\w+)$", parrafo[inicio:i])
        if ultima and (ultima.group(1).lower() in _ABREVIATURAS or (len(ultima.group(1)) == 1 and ultima.group(1).isupper())):
            continue
        salida.append(parrafo[inicio : i + 1].strip())
        inicio = i + 1
    resto = parrafo[inicio:].strip()
    return [*salida, resto] if resto else salida
