"""The number of a goal, as printed before or beside its description: ``6.-``, ``7.1.``, ``10.7 Realizar``, ``IV.-``,
``META 3``, ``8.2a``."""

from __future__ import annotations

import re

from index.textos import alinear

_PREFIJO = r"(?:(?:meta|accion|actividad|no|num|numero)\.?\s*(?:no\.?|num\.?)?\s*:?\s*)?"
_COMPUESTO = re.compile(
    rf"{_PREFIJO}(?P<n>\d{{1,3}}(?:[.,]\d{{1,3}})+(?:\s?bis\b|[a-z](?=\s*[.)\-–—]))?)(?:\s*[.\-–—:)]+\s*|\s+|(?=[^\W\d]))(?=\S|$)"
)
_ENTERO = re.compile(rf"{_PREFIJO}(?P<n>\d{{1,3}}(?:\s?bis\b|[a-z])?)\s*(?:\.\s*[-–—]+|[.)\-–—:]+)\s*(?=[^\d\s]|$)")
_SUELTO = re.compile(rf"{_PREFIJO}(?P<n>\d{{1,3}})\s+(?=\S)")
_ROMANO = re.compile(r"(?P<n>[ivxlc]{1,7})\s*(?:\.\s*[-–—]+|[.)\-–—]+)\s*(?=\S)")
_DE_MATRIZ = r"[a-z]\d{1,2}(?:[.\-]?[a-z]\d{1,2}){1,3}"
_LETRA = re.compile(rf"(?P<n>{_DE_MATRIZ}|[a-z]{{1,2}}[.\-]?\d{{1,2}}(?:\.\d{{1,2}})*|[a-z](?=\)))\s*(?:[.)\-–—:]+\s*|\s+)(?=\S)")
#: A cell that holds the number alone.
SOLO_NUMERO = re.compile(
    rf"{_PREFIJO}(?P<n>(?:[a-z]{{1,2}}[.\-]?)?\d{{1,3}}(?:[.,]\d{{1,3}})*(?:\s?bis|[a-z])?|[ivxlc]{{1,7}}|[a-z])[.)\-–—\s]*"
)
#: A key in a column of numbers: ``010101``, ``PDM-03.2``, ``C1A2`` of a results matrix.
_CLAVE = re.compile(rf"[a-z]{{0,4}}[.\-]?\d{{1,12}}(?:[.\-]\d{{1,4}})*[a-z]?|{_DE_MATRIZ}")
#: Nearly every number: nothing of it changes.
_LLANO = re.compile(r"\d+(?:\.\d+)*", re.ASCII)
_BLANCOS = re.compile(r"\s+")
_CON_LETRAS = re.compile(rf"[ivxlc]+|[a-z]+[.\-]?[\d.]*|{_DE_MATRIZ}")
_CON_COLA = re.compile(r"(.*\d)(?:bis|[a-z])")
#: The key of a results matrix, and that of which it is a part: ``C1A2`` of ``C1``.
_PARTE_DE_MATRIZ = re.compile(r"([A-Z]\d{1,2}(?:[.\-]?[A-Z]\d{1,2})*)[.\-]?[A-Z]\d{1,2}")
#: The number stands among the first characters of a description.
_MAX_PREFIJO = 60


def en_texto(texto: str, estricto: bool) -> tuple[str, int] | None:
    """The number that a description opens with, and where its words begin. ``estricto``: only unmistakable forms."""
    if not texto:
        return None
    llano = alinear(texto[:_MAX_PREFIJO])
    patrones = (_COMPUESTO, _ENTERO) if estricto else (_COMPUESTO, _ENTERO, _ROMANO, _LETRA, _SUELTO)
    for patron in patrones:
        if hallado := patron.match(llano):
            return limpio(hallado.group("n"), texto[hallado.start("n") : hallado.end("n")]), hallado.end()
    return None


def solo(texto: str) -> str | None:
    """The number that a cell is, None where it holds anything else."""
    llano = alinear(texto[: _MAX_PREFIJO + 1])
    if hallado := SOLO_NUMERO.fullmatch(llano):
        return limpio(hallado.group("n"), texto[hallado.start("n") : hallado.end("n")])
    return texto.upper() if _CLAVE.fullmatch(llano) else None


def limpio(plegado: str, impreso: str) -> str:
    """A number in one form: points between its parts, none at its end; Roman figures and letters in capitals."""
    if _LLANO.fullmatch(plegado):
        return plegado[:32]
    numero = _BLANCOS.sub("", plegado).replace(",", ".").rstrip(".-)")
    numero = numero.upper() if _CON_LETRAS.fullmatch(numero) else numero
    return numero[:32] or impreso.strip()[:32]


def padre_de(numero: str) -> str | None:
    """The number of the goal that an action belongs to (``8.2`` → ``8``, ``8.2.1`` → ``8.2``, ``C1A2`` → ``C1``); None for
    a main goal."""
    if hallado := _CON_COLA.fullmatch(numero) or _PARTE_DE_MATRIZ.fullmatch(numero):
        return hallado.group(1)
    return numero.rpartition(".")[0] or None


def junto_a(numero: str) -> frozenset[str]:
    """The numbers right beside an action's in its goal's series (``8.2`` → ``8.1``, ``8.3``); none beside a main goal's."""
    padre, _, ultimo = numero.rpartition(".")
    if not padre or not ultimo.isdigit() or len(ultimo) > 3:
        return frozenset()
    return frozenset(f"{padre}.{n}" for n in (int(ultimo) - 1, int(ultimo) + 1) if n)
