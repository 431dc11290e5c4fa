"""The codes of offices and programmes, as headers print them: "201", "PC-15", "IMM", with or before a name."""

from __future__ import annotations

import re

from index.rotulos_cabecera import PATRONES, rotulo_de
from index.textos import VACIAS, plegar

CODIGO = re.compile(r"[A-Za-z]{0,6}-?\d[\w.\-/]{0,14}")
CODIGO_Y_NOMBRE = re.compile(
    r"([A-Za-z]{0,3}-?\d[\w.]{0,14}(?:[-/](?:\d[\w.]{0,9}|[A-Z]\d{0,3}(?=\s))){0,3})(?:(?:\s*[-–—:.,/|])+\s*|\s+)(?=\D)(.+)"
)
SIGLAS = re.compile(r"[A-ZÑ]{2,10}")
SIGLAS_Y_NOMBRE = re.compile(r"([A-ZÑ]{2,10})\s+[-–—]\s+([^\W\d_].{3,})")
#: Short letters set apart by a sign: "MUS: Museo …", "JUR | Asesoría …", "(MUS) Museo …".
_SIGLAS_APARTE = re.compile(r"(?:[(\[]\s?(?=\w+\s?[)\]]))?([A-ZÑ]{2,5})\s?[:|)\]]\s+(?:[-–—]\s+)?([^\W\d_].{3,})")
#: A name with its code behind it, which the word for a code announces: "Museo Municipal (clave 14)".
_NOMBRE_Y_CLAVE = re.compile(
    r"(?=.*[,(]\s*(?i:clave|cve\.?|c[oó]digo)\s*:?\s+([A-Za-z]{0,4}-?\d[\w.\-/]{0,14})\)?$)([^\W\d_][^,(]{3,}?)\s*[,(].*"
)
#: Short letters right before the whole name of an office: "PPN PROCURADURÍA DE PROTECCIÓN …".
SIGLAS_DE_OFICINA = re.compile(
    r"(?!(?:LA|EL|LOS|LAS|DE|DEL|SUB|CO|VICE|Y|EN|DIF|AL)\s)([A-ZÑ]{2,5})\s+((?i:(?:sub|co)?(?:direcci[oó]n|coordinaci[oó]n|secretar[ií]a"
    r"|procuradur[ií]a|contralor[ií]a|tesorer[ií]a|jefatura|departamento|oficial[ií]a|sindicatura|gerencia|delegaci[oó]n))\b.{3,})"
)
#: Capitals joined to a letter or a number, which no name has as its first word: "DE-A Jefatura …", "TES-B2: Ingresos".
_CON_GUION = r"[A-ZÑ]{1,6}(?:-(?:[A-ZÑ]\d{0,3}|\d{1,4}[A-Z]?)){1,3}"
_CON_GUION_Y_NOMBRE = re.compile(rf"({_CON_GUION})(?:\s*[:|,/]\s*|\.?\s+(?:[-–—]\s+)?)([^\W\d_].{{3,}})")
#: Letters before a name of several words: a code where the name is what they stand for.
_SIGLAS_Y_PALABRAS = re.compile(r"([A-ZÑ]{2,5})(?:[.,]?\s+|\s?[-–/]\s?)([A-ZÁÉÍÓÚÑ][^\W\d_]+(?:\s+\S+)+)")
_SIGLAS_CORTAS = re.compile(rf"[A-ZÑ]{{2,6}}|{_CON_GUION}")


def es_clave(texto: str) -> bool:
    """Whether a text beside the label of a code is one: "PC-15", "IMM", and no other label."""
    return bool(CODIGO.fullmatch(texto) or (_SIGLAS_CORTAS.fullmatch(texto) and rotulo_de(texto, PATRONES) is None))


def con_clave(texto: str) -> bool:
    """Whether a text is a code, or opens with one before its name."""
    return bool(CODIGO.fullmatch(texto) or y_nombre(texto))


def y_nombre(texto: str) -> re.Match[str] | None:
    """A code (group 1) and the name that follows it (group 2), in whichever way they are printed; None of any other text."""
    junto = CODIGO_Y_NOMBRE.fullmatch(texto) or SIGLAS_Y_NOMBRE.fullmatch(texto) or SIGLAS_DE_OFICINA.fullmatch(texto)
    junto = junto or _CON_GUION_Y_NOMBRE.fullmatch(texto)
    aparte = _SIGLAS_APARTE.fullmatch(texto) if rotulo_de(texto, PATRONES) is None else None
    return junto or aparte or _de_lo_que_abrevian(texto) or _NOMBRE_Y_CLAVE.fullmatch(texto)


def _de_lo_que_abrevian(texto: str) -> re.Match[str] | None:
    """Letters (group 1) and the name that they shorten (group 2): "MUS Museo Municipal", "IMJ Instituto Municipal de la
    Juventud"; None where the name begins with other letters ("DIF Municipal", "UNE Transporte Público")."""
    junto = _SIGLAS_Y_PALABRAS.fullmatch(texto)
    if junto is None:
        return None
    siglas, nombre = plegar(junto.group(1)), plegar(junto.group(2))
    # In a name all in capitals they are a word like its others, but for what nobody would say twice.
    son_de = abrevian if junto.group(2).isupper() else estan_en
    return junto if son_de(siglas, nombre) else None


def estan_en(siglas: str, nombre: str) -> bool:
    """Whether letters stand in a name in their order, the first one at its beginning."""
    letras = iter(nombre)
    return nombre.startswith(siglas[0]) and all(letra in letras for letra in siglas)


def abrevian(siglas: str, nombre: str) -> bool:
    """Whether letters are the beginning of a name's first word, or those with which its words begin."""
    palabras = [p for p in nombre.split() if p not in VACIAS]
    return bool(palabras) and (palabras[0].startswith(siglas) or "".join(p[0] for p in palabras) == siglas)
