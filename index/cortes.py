"""The cut of a form: the date up to which its figures run, and the period that it reports.

The labelled date, else one that stands alone, else one in a title; without any, the last day of the period that the
header names ("Segundo trimestre de 2021"), which is printed, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from index import fechas, periodos
from index.periodos import Periodo
from index.poa import Celda
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.textos import plegar

#: A header's field with the cells of its value.
Campo = tuple[str, list[CeldaLeida]]

#: Words beside which a period is the form's: "avance a junio", "cifras al 30 de junio".
_DE_CORTE = re.compile(
    r"\b(?:avances?|avanzad[oa]|acumulad[oa]s?|periodo|corte|cifras|informacion|informe|reporte|evaluacion|seguimiento"
    r"|cierre|trimestral|semestral)\b"
)
_MAX_PERIODO = 200
#: A word, or a word and its year: behind a label a month.
_SOLO_MES = re.compile(r"[^\W\d_]+(?:\s+(?:del?\s+)?(?:19|20)\d\d)?")
_ANIO = re.compile(r"\b(?:19|20)\d\d\b")
#: A header row's label and code, which a date may follow.
_RENGLON_DE_CABECERA = re.compile(r"(?:finalidad|funcion|subfuncion|ramo|programa|unidad ejecutora)\W+\d")
#: Labels of dates that are no cut.
_OTRA_FECHA = re.compile(r"elabora|impres|emi(?:si|ti)|genera(?:d|ci)|entrega|recepci|publicaci|aprobaci|autorizaci")


def fecha(renglones: Sequence[Renglon], filas: list[list[Campo]], ejercicio: str = "") -> tuple[date, Celda] | None:
    """The date up to which the figures run: the labelled one, else a date that stands alone, else one in a title. Without a
    label it is of the programme's year or the next one: a code may be written like a date ("1-1-02")."""
    candidatas: list[tuple[int, date, Celda]] = []
    for i, (renglon, fila) in enumerate(zip(renglones, filas, strict=True)):
        for campo, trozos in fila:
            if campo == "corte":
                debajo = [] if trozos or i + 1 >= len(renglones) else [c for _, c in renglones[i + 1].llenas()]
                candidatas += [(0, *f) for t in (trozos or debajo) if (f := _fecha_en(t))]
        sueltas = _fechas_sueltas(renglon)
        candidatas += [x for x in sueltas if not ejercicio.isdigit() or x[1].year - int(ejercicio) in (0, 1)]
    if not candidatas:
        return None
    _, hallada, celda = min(candidatas, key=lambda c: c[0])
    return hallada, celda


def periodo(renglones: Sequence[Renglon], filas: list[list[Campo]]) -> tuple[Periodo, Celda] | None:
    """The period that the header names: the labelled one, else the one of a title; None where two of them differ."""
    rotulados = [t[0] for fila in filas for campo, t in fila if campo in ("periodo", "corte") and t]
    if hallados := [p for t in rotulados if (p := _periodo_en(t, rotulado=True))]:
        return hallados[0]
    sueltos = [p for r in renglones for _, c in r.llenas() if (p := _periodo_en(c, rotulado=False))]
    # One with its year says what another one leaves out.
    sueltos.sort(key=lambda x: x[0].anio is None)
    anios = {p.anio for p, _ in sueltos} - {None}
    return sueltos[0] if len({(p.trimestre, p.mes) for p, _ in sueltos}) == 1 and len(anios) <= 1 else None


def _periodo_en(celda: CeldaLeida, rotulado: bool) -> tuple[Periodo, Celda] | None:
    if len(celda.texto) > _MAX_PERIODO:
        return None
    solo = periodos.ordinal(celda.texto) if rotulado else None
    de_mes = rotulado and _SOLO_MES.fullmatch(celda.texto)
    hallado = periodos.hallar(f"{solo[1]} trimestre" if solo else f"mes de {celda.texto}" if de_mes else celda.texto)
    if hallado is None:
        return None
    if solo or de_mes:
        return hallado, celda.celda
    trozo = celda.texto[hallado.inicio : hallado.fin]
    if hallado.anio is None and len(anios := set(_ANIO.findall(celda.texto))) == 1:
        hallado = replace(hallado, anio=int(anios.pop()))  # "Evaluación de metas 2019, cuarto trimestre"
    entero = len(trozo) >= len(celda.texto.strip(" .:")) - 1
    if not (rotulado or entero or hallado.trimestre or "trimestre" in plegar(trozo) or _DE_CORTE.search(plegar(celda.texto))):
        return None
    return hallado, recortar(celda, trozo.strip()).celda


def del_periodo(nombrado: tuple[Periodo, Celda] | None, valores: Mapping[str, str]) -> tuple[date, Celda] | None:
    """The last day of the period that the header names, of its year or of the programme's."""
    if nombrado is None:
        return None
    reportado, celda = nombrado
    ultimo = reportado.corte(int(valores["ejercicio"]) if valores.get("ejercicio", "").isdigit() else None)
    return (ultimo, celda) if ultimo else None


def _fechas_sueltas(renglon: Renglon) -> list[tuple[int, date, Celda]]:
    salida: list[tuple[int, date, Celda]] = []
    antes = ""
    for _, celda in renglon.llenas():
        hallada = _fecha_en(celda)
        if hallada and not _OTRA_FECHA.search(plegar(f"{antes} {celda.texto}")):
            sola = fechas.leer(celda.texto) is not None
            if sola or re.search(r"\b(al|corte|avances?|fecha)\b", plegar(celda.texto)):
                salida.append((1 if sola else 2, *hallada))
            elif celda.texto.endswith(hallada[1].literal) and _RENGLON_DE_CABECERA.match(plegar(celda.texto)):
                # A row whose cells were printed as one: "FINALIDAD 2 DESARROLLO SOCIAL 31-dic-2020".
                salida.append((3, *hallada))
        antes = celda.texto
    return salida


def _fecha_en(celda: CeldaLeida) -> tuple[date, Celda] | None:
    hallada = fechas.hallar(celda.texto)
    if hallada is None:
        return None
    dia, inicio, fin = hallada
    return dia, recortar(celda, celda.texto[inicio:fin]).celda
