"""Which words of an observation to quote: the sentence or clause that carries the cause, verbatim and short."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.evidence import Fila

MAX_PALABRAS = 30
#: A quotation shorter than this says too little.
MIN_PALABRAS = 5
#: A full stop after an initial or an abbreviation ends nothing.
_FIN_ORACION = re.compile(r"(?<!\b[A-Z])(?<!\bCol)(?<!\bLic)(?<!\bProf)(?<!\bIng)[.;!?](?=\s)")
_FIN_CLAUSULA = re.compile(r"(?<!\b[A-Z])(?<!\bCol)(?<!\bLic)(?<!\bProf)(?<!\bIng)[,.;:!?](?=\s)")
#: Where a description goes on to say how or what for …
_COMO = re.compile(
    r",? (?:a través del?|mediante|por medio de|con el fin de|con la finalidad de|a fin de|en base a|con base en|para|conforme|así como|"
    r"como parte de|y dar)\b|[;:(]"
)
#: … unless the word before asks for it ("disponible para consulta").
_ABIERTA = re.compile(r"(?:bles?|[aei]d[oa]s?|nte|necesari[oa]s?|útil(?:es)?)$")


@dataclass(frozen=True, slots=True)
class CitaTextual:
    """Some words of a row's observation."""

    fila: Fila
    texto: str

    @property
    def acaba(self) -> bool:
        """Whether its last word ends a sentence of the observation."""
        observacion = " ".join((self.fila.observacion or "").split())
        resto = observacion[observacion.find(self.texto) + len(self.texto) :].strip()
        return not resto or resto[0] in ".;!?"

    @property
    def empieza(self) -> bool:
        """Whether its first word begins one."""
        observacion = " ".join((self.fila.observacion or "").split())
        antes = observacion[: observacion.find(self.texto)].strip()
        return not antes or antes[-1] in ".;!?"


def citar(fila: Fila, causas: Iterable[str]) -> CitaTextual | None:
    """The sentence of the row's observation that says one of the causes; its clauses where it is too long; None where
    even these are, or where there is nothing to quote."""
    observacion, pedidas = fila.observacion or "", set(causas)
    if any(c in observacion for c in "«»"):
        return None
    for causa in fila.causas:
        if causa["causa"] in pedidas:
            texto = _alrededor(observacion, causa["inicio"], causa["fin"])
            if texto:
                return CitaTextual(fila, texto)
    return None


def mas_clara(filas: Iterable[Fila], causas: Iterable[str]) -> CitaTextual | None:
    """The most telling of some rows' words: a whole sentence before a clause, of the goal that fell shortest."""
    pedidas = tuple(causas)
    halladas = [c for f in filas if (c := citar(f, pedidas)) is not None]
    if not halladas:
        return None
    return min(halladas, key=lambda c: (not (c.acaba and c.empieza), c.fila.datos["avance_calculado"] or 0, c.fila.datos["orden"]))


def inicio_de_descripcion(fila: Fila, palabras: int = 16) -> str:
    """A goal's description up to where it begins to say how; "" where no such head is short enough.

    Always a whole stretch of the printed text: it is quoted."""
    texto = " ".join(str(fila.datos["descripcion"]).split()).rstrip(".")
    if any(c in texto for c in "«»"):
        return ""
    cabezas = [texto[: m.start()] for m in _COMO.finditer(texto)]
    cabeza = next((c for c in cabezas if len(c.split()) >= 3 and not _ABIERTA.search(c)), texto)
    cabeza = cabeza if len(cabeza.split()) <= palabras else ""
    return cabeza.strip()


def _alrededor(texto: str, inicio: int, fin: int) -> str:
    """The whole sentence around a span; else its beginning, up to the last clause that fits; else the span's own clause."""
    oracion = _sin_nexo(_entre(texto, inicio, fin, _FIN_ORACION))
    if MIN_PALABRAS <= len(oracion.split()) <= MAX_PALABRAS:
        return oracion
    desde = texto.find(oracion.split(" ")[0], max((m.end() for m in _FIN_ORACION.finditer(texto) if m.end() <= inicio), default=0))
    cortes = [m.start() for m in _FIN_CLAUSULA.finditer(texto) if m.start() >= fin]
    cabezas = [c for h in cortes if _pareja(c := " ".join(texto[desde:h].split())) and MIN_PALABRAS <= len(c.split()) <= MAX_PALABRAS]
    if cabezas:
        return cabezas[-1]
    clausula = _sin_nexo(_entre(texto, inicio, fin, _FIN_CLAUSULA))
    return clausula if _pareja(clausula) and MIN_PALABRAS <= len(clausula.split()) <= MAX_PALABRAS else ""


def _sin_nexo(texto: str) -> str:
    """Without the word that tied it to what is not quoted."""
    return re.sub(r"^(?:además|asimismo|también|pero|y|e|por lo que|por lo cual|de modo que|así que),? ", "", texto, flags=re.IGNORECASE)


def _pareja(texto: str) -> bool:
    """Whether the quotation marks inside are closed."""
    return texto.count('"') % 2 == 0 and texto.count("“") == texto.count("”")


def _entre(texto: str, inicio: int, fin: int, limite: re.Pattern[str]) -> str:
    desde = max((m.end() for m in limite.finditer(texto) if m.end() <= inicio), default=0)
    hasta = min((m.start() for m in limite.finditer(texto) if m.start() >= fin), default=len(texto))
    return " ".join(texto[desde:hasta].split()).rstrip(" .,;:")
