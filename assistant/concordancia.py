"""Nouns in running text: a name in capitals as a proper name, a measure in its number, a participle in its gender."""

from __future__ import annotations

import re

from index.textos import plegar

_MINUSCULAS = frozenset("de del la las los el y e o u a en para por con al".split())
#: Acronyms that stand inside the names of municipal offices.
_SIGLAS = frozenset("DIF IMSS ISSSTE INAPAM INE SAT LED SIPINNA COPLADEMUN UNEME DARE CRI UBR PMD".split())
#: Nouns whose ending tells another gender.
_FEMENINAS = frozenset("clases clase calles calle bases base llaves llave sedes sede series serie fuentes fuente torres torre tardes noches leyes ley redes red luces luz mujeres mujer labores labor imágenes imagen cirugías".split())
_MASCULINAS = frozenset("programas programa sistemas sistema temas tema problemas problema diagramas diagrama esquemas esquema diplomas diploma mapas mapa días día poemas idiomas".split())


def nombre_propio(nombre: str) -> str:
    """A printed name in capitals as a proper name: «JEFATURA DE CULTURA POPULAR» → Jefatura de Cultura Popular."""
    if nombre != nombre.upper():
        return nombre
    palabras = nombre.split()
    salida = [p.lower() if i and plegar(p) in _MINUSCULAS else (p if _sigla(p, len(palabras)) else p.capitalize()) for i, p in enumerate(palabras)]
    return " ".join(salida)


def _sigla(palabra: str, total: int) -> bool:
    """An acronym keeps its capitals: a lone word of a name, or one without vowels to speak of ("DIF", "IMACUM")."""
    limpia = palabra.strip(".,;()")
    return limpia in _SIGLAS or "." in limpia or (limpia.isalpha() and 2 <= len(limpia) <= 4 and not re.search(r"[AEIOUÁÉÍÓÚ].*[AEIOUÁÉÍÓÚ]", limpia) and total == 1) or (total == 1 and len(limpia) <= 7 and limpia.endswith(("UM", "IF", "AC")))


def plural(n: float, uno: str, varios: str) -> str:
    """The noun that agrees with a count."""
    return uno if n == 1 else varios


def medida(impresa: str, n: float) -> str:
    """A measure in running text, agreeing with its count: Actividad, 218 → actividades."""
    texto = impresa if _es_sigla(impresa) else impresa.lower()
    palabras = texto.split()
    if not palabras:
        return "unidades" if n != 1 else "unidad"
    if n == 1:
        return _singular(texto)
    salida = []
    for i, p in enumerate(palabras):
        if p in _MINUSCULAS:
            salida += palabras[i:]
            break
        salida.append(_plural(p))
    return " ".join(salida)


def _es_sigla(texto: str) -> bool:
    return texto.isupper() and len(texto) <= 4


def _plural(palabra: str) -> str:
    if palabra.endswith("s") or not palabra.isalpha():
        return palabra
    if palabra.endswith(("a", "e", "i", "o", "u", "á", "é", "ó")):
        return palabra + "s"
    if palabra.endswith("z"):
        return palabra[:-1] + "ces"
    if grave := re.fullmatch(r"(.*)([aeiou])([^aeiouáéíóú]+en)", palabra):
        return grave.group(1) + "áéíóú"["aeiou".index(grave.group(2))] + grave.group(3) + "es"
    for con, sin in (("ión", "ion"), ("ón", "on"), ("án", "an"), ("ín", "in"), ("és", "es")):
        if palabra.endswith(con):
            return palabra[: -len(con)] + sin + "es"
    return palabra + "es"


def _singular(texto: str) -> str:
    return " ".join(p if p in _MINUSCULAS else _uno(p) for p in texto.split())


def _uno(p: str) -> str:
    if p.endswith("iones"):
        return p[:-5] + "ión"
    if p.endswith(("res", "les", "des", "nes")) and len(p) > 5:
        return p[:-2]
    return p[:-1] if p.endswith("s") and len(p) > 3 and p[-2] in "aeo" else p


def acorde(participio: str, sustantivo: str) -> str:
    """The participle in the noun's gender, by its ending: actividades alcanzadas, eventos alcanzados."""
    primera = sustantivo.split()[0]
    femenino = primera in _FEMENINAS or (primera.endswith(("as", "iones", "dades", "a", "ión", "tudes")) and primera not in _MASCULINAS)
    return participio[:-2] + "as" if femenino and participio.endswith("os") else participio
