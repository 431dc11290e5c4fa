"""Lines of action that a goal's row names, resolved by the codes of its form's header."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from index import cifras
from index.poa import LineaAccion, LineaDeMeta

_CODIGO = re.compile(r"[A-Za-z]{0,3}\d[\w.\-]*")
_ENTRE_CODIGOS = re.compile(r"[,;/|\s]+")
#: Possessive: what does not fit is not tried in its thousands of other cuts.
_LISTA = re.compile(r"(?:[A-Za-z]{0,3}\d{1,4}(?:\.\d{1,3})*\.?|y|,|;|/|-|\s)++")


def resolver(texto: str, lineas: Sequence[LineaAccion]) -> tuple[LineaDeMeta, ...]:
    """The lines of action that a cell names, by the codes of the form's header: ``213`` is 2.1.3 where the header
    lists no other code of those digits. What can't be resolved stays as printed."""
    return _resueltas(texto, tuple(dict.fromkeys([x.codigo for x in lineas]))) if texto else ()


@functools.lru_cache(maxsize=8192)
def _resueltas(texto: str, codigos: tuple[str, ...]) -> tuple[LineaDeMeta, ...]:
    salida: dict[str, LineaDeMeta] = {}
    for trozo in _ENTRE_CODIGOS.split(texto):
        impresa = trozo.strip(".:()-")
        if _CODIGO.fullmatch(impresa):
            codigo = _resolver(impresa, codigos)
            nueva = LineaDeMeta((codigo or impresa)[:32], impresa[:64], codigo is not None)
            salida.setdefault(nueva.codigo, nueva)
    return tuple(salida.values())


def es_lista_de_codigos(texto: str) -> bool:
    """Whether a cell holds codes and nothing else (or says that there are none)."""
    return bool(_LISTA.fullmatch(texto)) or cifras.sin_reporte(texto)


def _resolver(impresa: str, codigos: Sequence[str]) -> str | None:
    if impresa in codigos:
        return impresa
    iguales = [c for c in codigos if _partes(c) == _partes(impresa)]
    compactos = [c for c in codigos if c.replace(".", "") == impresa.replace(".", "")]
    for hallados in (iguales, compactos):
        if len(hallados) == 1:
            return hallados[0]
    return None


def _partes(codigo: str) -> tuple[str, ...]:
    return tuple(p.lstrip("0") or "0" for p in codigo.split("."))
