"""Periods as reports name them: ``1er Trimestre``, ``II Trim``, ``Ene-Mar``, ``T.4``, ``Enero–Junio 2021``.

Labels are matched folded and without punctuation (``trimestre_en``, ``mes_de``); a header's line is matched as it
stands (``hallar``), and what it says is a cut: the last day of the period that it names, which is printed, not guessed.
"""

from __future__ import annotations

import functools
import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.poa import TRIMESTRES, Trimestre
from index.textos import alinear

MESES = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")
_NOMBRES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "sep?tiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_ORDINALES = (
    r"1(?:\.?(?:er|ero|ro|o|°|a|ra))?|primer(?:o|a)?",
    r"2(?:\.?(?:do|da|o|°|a))?|segund[oa]",
    r"3(?:\.?(?:er|ero|ro|o|°|a|ra))?|tercer(?:o|a)?",
    r"4(?:\.?(?:to|ta|o|°|a))?|cuart[oa]",
)
_ROMANOS = ("i", "ii", "iii", "iv")
#: The point of "1.º", "3.er", which are written as "1o", "3er" are.
_PUNTO_DE_ORDINAL = re.compile(r"(?<=\d)\.(?=(?:er|[rdt]?[oa])\b)")
_TRIM = r"(?:trimestres?|trimestral|trims?|tri|tr|t)"


def _patrones() -> tuple[tuple[Trimestre, re.Pattern[str]], ...]:
    salida = []
    for n, (trimestre, ordinal, romano) in enumerate(zip(TRIMESTRES, _ORDINALES, _ROMANOS, strict=True)):
        desde, en_medio, hasta = MESES[3 * n : 3 * n + 3]
        meses = rf"{desde}\w* (?:a |al |y )?(?:{en_medio}\w* (?:a |y )?)?{hasta}\w*"
        # A Roman figure stands by itself: "tri" is not "tr" and "i".
        nombrado = rf"(?:{ordinal}) ?{_TRIM}|{_TRIM} ?(?:no |num )?(?:{ordinal})|{romano} {_TRIM}|{_TRIM} (?:no |num )?{romano}"
        salida.append((trimestre, re.compile(rf"\b(?:{meses}|{nombrado})\b")))
    return tuple(salida)


#: Each quarter's names, for labels folded and without punctuation.
TRIMESTRALES = _patrones()
_ORDINAL_SOLO = tuple(
    (t, re.compile(rf"(?:{ordinal}|{romano})(?: {_TRIM})?"))
    for t, ordinal, romano in zip(TRIMESTRES, _ORDINALES, _ROMANOS, strict=True)
)
_MES = tuple(
    (clave, re.compile(rf"\b(?:{clave}|{nombre}{'|set' if clave == 'sep' else ''})\b"))
    for clave, nombre in zip(MESES, _NOMBRES, strict=True)
)
_RANGO = re.compile(r"\b(?:{0})\b (?:a |al |y )?(?:{0})\b".format("|".join((*MESES, *_NOMBRES, "set"))))

_DESDE_ENERO_HASTA = re.compile(
    r"\bene(?:ro)? (?:a |al )?(?:{})\b".format("|".join(f"(?P<{c}>{c}|{n})" for c, n in zip(MESES, _NOMBRES, strict=True)))
)
#: "Acumulado al 30-sep-2023", "Realizado al 30 de septiembre", "Acumulado a septiembre": up to a day of a month.
_AL_DE_UN_MES = re.compile(
    r"^(?P<antes>[a-z ]*?)\b(?:acum(?:ulad[oa]s?)? )?(?:al?|hasta(?: el)?) (?:cierre (?:de )?)?(?:[0-3]?\d (?:de )?)?(?:"
    r"(?<=\d )(?P<numero>0?[1-9]|1[0-2])(?: \d\d)?|"
    + "|".join(f"(?P<{c}>{c}|{n}{'|sept|set' if c == 'sep' else ''})" for c, n in zip(MESES, _NOMBRES, strict=True))
    + r")\b(?: del?)?(?: (?:19|20)\d\d)?(?P<despues>[a-z ]*)$"
)
_ACUMULADO = re.compile(r"\bacum(?:ulad[oa]s?)?\b")
#: "Acumulado al 3er trimestre", "Realizado acumulado hasta el cierre del segundo trimestre".
_ACUMULADO_HASTA = re.compile(rf"{_ACUMULADO.pattern}(?: [a-z]+)? (?:al?|hasta(?: el)?) (?:cierre del? )?(?P<cual>.+)$")
_DE_ENLACE = frozenset("a al de del el en hasta cierre".split())
_FIN_DEL_PRIMER_SEMESTRE = 6
_PRIMER_SEMESTRE = re.compile(r"\b(?:(?:1(?:er|ero|o)?|primer|i) semestre|semestre (?:1|i|primero))\b")
_MAX_ORDINAL, _MAX_TRAZOS = 16, 3
_TRAZOS = re.compile(r"\b(trim[a-z]*\.?) +([il1|!í\]]{1,3})(?![\w|!\]])", re.IGNORECASE)
_CUAL_MES = "|".join(f"{n}|{c}" for c, n in zip(MESES, _NOMBRES, strict=True))
_ANIO = r"(?:\s*,?\s*(?:del?\s+)?(?:(?:ano|ejercicio)\s+(?:fiscal\s+)?)?(?:del?\s+)?(?P<a>(?:19|20)\d\d))?"
_ORDINAL = "|".join(f"(?P<t{n}>{o}|{r})" for n, (o, r) in enumerate(zip(_ORDINALES, _ROMANOS, strict=True), start=1))
_DE_TRIMESTRE = re.compile(rf"\b(?:{_ORDINAL})\.?\s*(?:trimestre|trim\b\.?){_ANIO}")
_DE_TRIMESTRE_DESPUES = re.compile(rf"\btrimestre\s*(?:no\.?\s*)?:?\s*(?:{_ORDINAL})\b{_ANIO}")
#: Several of them, one after another or from one to another: "trimestres cerrados: primero, segundo y tercero", "trimestres 1
#: al 4", "primer a tercer trimestre" (where a lone digit before the word may be a form's).
_UNO = rf"(?:{'|'.join((*_ORDINALES, *_ROMANOS))})\b\.?"
_UNO_CLARO = rf"(?!\d\b)(?<![\w.\-]){_UNO}"
_LUEGO = r"\s*(?:,|[-–—/]|\by\b|\bal?\b|\bhasta el\b)\s*(?:y |el |al )?"
_TRAS_TRIMESTRES = re.compile(
    rf"\btrimestres\b(?:\s+(?!(?:y|al?)\b)[a-z]+){{0,2}}\s*:?\s*(?P<cuales>{_UNO}(?:{_LUEGO}{_UNO})+){_ANIO}"
)
_ANTE_TRIMESTRE = re.compile(
    rf"(?P<cuales>{_UNO_CLARO}(?:\s*(?:,|\by\b|\bal?\b)\s*(?:y |el )?{_UNO_CLARO})+)\s*trimestres?\b{_ANIO}"
)
_CADA_ORDINAL = re.compile(rf"\b(?:{_ORDINAL})\b")
_DE_SEMESTRE = re.compile(rf"\b(?:{_ORDINAL})\s*semestre{_ANIO}")
_DE_MESES = re.compile(
    rf"\b(?P<desde>{_CUAL_MES})\b\.?(?:\s*(?:de\s+)?(?:19|20)\d\d)?\s*(?:[-–—/,]|a\b|al\b|y\b|hasta\b)\s*"
    rf"(?:(?:{_CUAL_MES})\b\.?\s*(?:[-–—/,]|a\b|y\b)\s*)?(?P<hasta>{_CUAL_MES})\b\.?{_ANIO}"
)
_AL_DIA = re.compile(rf"\b(?:al?|hasta el(?: dia)?)\s+(?P<d>\d{{1,2}})\s+de\s+(?P<hasta>{_CUAL_MES})\b{_ANIO}")
_AL_MES = re.compile(rf"\b(?:a|hasta|al mes de|al cierre de|mes de)\s*:?\s+(?P<hasta>{_CUAL_MES})\b{_ANIO}")
_DEL_ANIO = r"(?:del?|al) (?:ejercicio|ano|poa)(?: fiscal)?"
_AL_CIERRE = re.compile(rf"\bcierre (?:anual(?: {_DEL_ANIO})?|{_DEL_ANIO})\b(?:\s*(?:del? )?(?P<a>(?:19|20)\d\d)\b)?")


@dataclass(frozen=True, slots=True)
class Periodo:
    """What a header says of its period: its last month (``dia`` and ``anio`` may be missing), the quarter where it is
    exactly one, and the span of the words that say it."""

    mes: int
    dia: int | None
    anio: int | None
    trimestre: Trimestre | None
    desde_enero: bool
    inicio: int
    fin: int

    def corte(self, ejercicio: int | None) -> date | None:
        """The last day; None without a year, or where there is no such day."""
        anio = self.anio or ejercicio
        try:
            return date(anio, self.mes, self.dia or monthrange(anio, self.mes)[1]) if anio else None
        except ValueError:
            return None


def trimestre_en(llano: str) -> tuple[Trimestre, str] | None:
    """The quarter that a folded label names, and the rest of the label."""
    for trimestre, patron in TRIMESTRALES:
        if hallado := patron.search(llano):
            return trimestre, " ".join((llano[: hallado.start()] + " " + llano[hallado.end() :]).split())
    return None


def mes_en(llano: str) -> tuple[str, str] | None:
    """The month that a folded label of few words names, and the rest of the label."""
    if len(llano.split()) > 4:
        return None
    for mes, patron in _MES:
        if hallado := patron.search(llano):
            return mes, " ".join((llano[: hallado.start()] + " " + llano[hallado.end() :]).split())
    return None


def es_rango(llano: str) -> bool:
    """Whether a folded label names the months from one to another ("realizado ene jun"), which no period of a column is but
    a quarter's."""
    return bool(_RANGO.search(llano))


def sin_punto(llano: str) -> str:
    """A folded text without the point of its ordinals: "1.er trimestre" → "1er trimestre"."""
    return _PUNTO_DE_ORDINAL.sub("", llano)


def desde_enero_hasta(llano: str) -> tuple[int, str] | None:
    """The month up to which a folded label runs from January on ("realizado ene jun", "realizado 1er semestre",
    "acumulado al 30 sep 2023", "acumulado al 3er trimestre"), and the rest of the label."""
    if hasta := acumulado_hasta(llano):
        return hasta
    hallado = _DESDE_ENERO_HASTA.search(llano) or _PRIMER_SEMESTRE.search(llano)
    if hallado is None:
        return _al_de_un_mes(llano)
    mes = MESES.index(hallado.lastgroup) + 1 if hallado.lastgroup else _FIN_DEL_PRIMER_SEMESTRE
    return mes, _sin_acumulado(f"{llano[: hallado.start()]} {llano[hallado.end() :]}")


def acumulado_hasta(llano: str) -> tuple[int, str] | None:
    """The last month of the quarter up to which a folded label says that it accumulates, and the rest of the label; such a
    figure is none of that quarter alone."""
    hallado = _ACUMULADO_HASTA.search(llano)
    nombrado = trimestre_en(hallado["cual"]) if hallado and not es_rango(hallado["cual"]) else None
    if hallado is None or nombrado is None:
        return None
    return 3 * TRIMESTRES.index(nombrado[0]) + 3, _sin_acumulado(f"{llano[: hallado.start('cual')]} {nombrado[1]}")


def _sin_acumulado(llano: str) -> str:
    """The words that stand beside those of a period up to which figures are accumulated."""
    return " ".join(p for p in _ACUMULADO.sub(" ", llano).split() if p not in _DE_ENLACE)


def _al_de_un_mes(llano: str) -> tuple[int, str] | None:
    hallado = _AL_DE_UN_MES.match(llano)
    if hallado is None or any(mes.search(llano[: hallado.start("despues")]) for clave, mes in _MES if not hallado[clave]):
        return None  # "julio al 30 de septiembre"
    clave = next((c for c in MESES if hallado[c]), None)
    mes = MESES.index(clave) + 1 if clave else int(hallado["numero"])
    return mes, _sin_acumulado(f"{hallado['antes']} {hallado['despues']}")


def ordinal(texto: str) -> Trimestre | None:
    """The quarter that a value beside "Trimestre:" names: ``Segundo``, ``2``, ``II``, ``2do. trimestre``."""
    llano = " ".join(re.sub(r"[^a-z0-9]+", " ", sin_punto(alinear(texto))).split())
    return next((t for t, patron in _ORDINAL_SOLO if patron.fullmatch(llano)), None)


def con_romanos(texto: str) -> str:
    """A label with the Roman figure behind "trimestre" whose strokes were read as other ones: one of them a quarter."""
    return _TRAZOS.sub(lambda m: f"{m.group(1)} {'I' * len(m.group(2))}", texto)


def de_cuatro(textos: Sequence[str]) -> list[Trimestre] | None:
    """The quarters that a row of ordinals names: 1 … 4, I … IV, once or side by side; None for any other row. An optical
    reading takes the strokes of a Roman one for letters: then at least half of them stand in their place, and none in
    another's."""
    if not textos or len(textos) % 4:
        return None
    esperados = [TRIMESTRES[i % 4] for i in range(len(textos))]
    legibles = 0
    for texto, esperado in zip(textos, esperados, strict=True):
        nombrado = ordinal(texto) if len(texto) <= _MAX_ORDINAL else None
        if nombrado not in (None, esperado) or (nombrado is None and not (texto.isalpha() and len(texto) <= _MAX_TRAZOS)):
            return None
        legibles += nombrado is not None
    return esperados if legibles * 2 >= len(textos) else None


#: The months of each quarter.
MESES_DE: dict[Trimestre, tuple[str, ...]] = {t: MESES[3 * n : 3 * n + 3] for n, t in enumerate(TRIMESTRES)}


def trimestre_de(mes: str) -> Trimestre:
    """The quarter that a month belongs to."""
    return TRIMESTRES[MESES.index(mes) // 3]


@functools.lru_cache(maxsize=4096)
def hallar(texto: str) -> Periodo | None:
    """The period that a header's text names, None if none."""
    llano = alinear(texto)
    for patron in (_TRAS_TRIMESTRES, _ANTE_TRIMESTRE):
        if hallado := patron.search(llano):
            cuales = [_cual(m) for m in _CADA_ORDINAL.finditer(hallado["cuales"])]
            if cuales == sorted(set(cuales)):
                return _hasta(hallado, 3 * cuales[-1], None, 3 * cuales[0] - 2)
    for patron in (_DE_TRIMESTRE, _DE_TRIMESTRE_DESPUES):
        if hallado := patron.search(llano):
            n = _cual(hallado)
            return _hasta(hallado, 3 * n, TRIMESTRES[n - 1], desde=3 * n - 2)
    if hallado := _DE_SEMESTRE.search(llano):
        n = _cual(hallado)
        return _hasta(hallado, 6 * n, None, desde=6 * n - 5) if n <= 2 else None
    if hallado := _DE_MESES.search(llano):
        desde, hasta = _numero(hallado.group("desde")), _numero(hallado.group("hasta"))
        entero = hasta % 3 == 0 and desde == hasta - 2
        return _hasta(hallado, hasta, TRIMESTRES[hasta // 3 - 1] if entero else None, desde) if desde <= hasta else None
    if hallado := _AL_DIA.search(llano):
        return _hasta(hallado, _numero(hallado.group("hasta")), None, 1, int(hallado.group("d")))
    if hallado := _AL_MES.search(llano):
        return _hasta(hallado, _numero(hallado.group("hasta")), None, 1)
    if hallado := _AL_CIERRE.search(llano):
        return _hasta(hallado, 12, None, 1)
    return None


def _cual(hallado: re.Match[str]) -> int:
    return next(n for n in range(1, 5) if hallado.group(f"t{n}"))


def _hasta(hallado: re.Match[str], mes: int, trimestre: Trimestre | None, desde: int, dia: int | None = None) -> Periodo:
    anio = int(hallado.group("a")) if hallado.group("a") else None
    return Periodo(mes, dia, anio, trimestre, desde == 1, hallado.start(), hallado.end())


def _numero(mes: str) -> int:
    return MESES.index(mes[:3].replace("set", "sep")) + 1
