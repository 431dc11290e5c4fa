"""Printed dates: ``31-dic.-20``, ``31/12/2020``, ``30 de junio de 2021``, ``2021-06-30`` → ``date``.

Day before month, as Mexico writes them, unless only the other order is a date. A two-digit year is of this century.
"""

from __future__ import annotations

import functools
import re
from datetime import date

from index.textos import alinear

_MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_MES = r"(?P<mes>ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)[a-z]*"
_FORMAS = tuple(
    re.compile(rf"(?<![\w.]){forma}(?![\w])")
    for forma in (
        r"(?P<a>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<a>\d{4}|\d{2})",
        rf"(?P<d>\d{{1,2}})(?:o|ro|er)?[\s\-/.,]*(?:de\s+)?{_MES}[\s\-/.,]*(?:del?\s+)?(?:ano\s+)?(?P<a>\d{{4}}|\d{{2}})",
        # A form's boxes: "DÍA 30 MES 09 AÑO 2022".
        rf"dia\s*:?\s*(?P<d>\d{{1,2}})\s*(?:de )?mes\s*:?\s*(?:{_MES}|(?P<m>\d{{1,2}}))"
        r"\s*(?:de )?ano\s*:?\s*(?P<a>\d{4}|\d{2})",
        rf"{_MES}\s+(?P<d>\d{{1,2}}),?\s+(?:del?\s+)?(?P<a>\d{{4}})",
    )
)


@functools.lru_cache(maxsize=4096)
def hallar(texto: str) -> tuple[date, int, int] | None:
    """The first date in a text, with its span; None if there is none."""
    llano = alinear(texto)
    for forma in _FORMAS:
        for hallada in forma.finditer(llano):
            if (fecha := _fecha(hallada.groupdict())) is not None:
                return fecha, hallada.start(), hallada.end()
    return None


def leer(texto: str) -> date | None:
    """The date that a text is, in full; None if it says anything else."""
    hallada = hallar(texto)
    if hallada is None:
        return None
    fecha, inicio, fin = hallada
    resto = alinear(texto[:inicio] + texto[fin:]).strip(" .,;:-")
    return fecha if resto in ("", "al", "a") else None


def _fecha(partes: dict[str, str | None]) -> date | None:
    anio, dia = int(partes["a"] or 0), int(partes["d"] or 0)
    nombre = (partes.get("mes") or "").replace("set", "sep")
    mes = _MESES.index(nombre) + 1 if nombre else int(partes["m"] or 0)
    anio += 2000 if anio < 100 else 0
    if not nombre and mes > 12 >= dia:
        mes, dia = dia, mes
    try:
        return date(anio, mes, dia) if 1990 <= anio <= 2100 else None
    except ValueError:
        return None
