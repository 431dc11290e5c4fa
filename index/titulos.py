"""The words of headings, as tables: which column, which measure, which title over several columns."""

from __future__ import annotations

import re
from typing import Literal

Medida = Literal["programado", "modificado", "alcanzado", "porcentaje"]
MEDIDAS_DE_CIFRA: tuple[Medida, ...] = ("programado", "modificado", "alcanzado")

#: Label variants of each column, folded, as regular expressions at the start of the label. First match wins.
CAMPOS: tuple[tuple[str, str], ...] = (
    ("linea", r"(no |num |clave (de la |de )?)?lineas? (de )?accion|linea (estrategica|p ?m ?d)|lineas? (del? )?p ?m ?d|p ?m ?d\b"
              r"|l ?(de )?a( (del? )?p ?m ?d)?$|l accion$|lineas?( de)?$|alineacion|eje\b|plan municipal"),
    ("observacion", r"observaci|observ\b|obs\b|justificaci|explicacion|comentario|dificultad|problemas? presentad"
                    r"|analisis (del|de) (avance|resultado|cumplimiento|indicador)|causas?\b|motivos?\b|por que\b|notas?\b"
                    r"|aclaracion|razones"),
    ("unidad_medida", r"unidad(es)? (de )?med|u ?de ?m(ed\w*)?\b|u ?m(ed|edida)?\b|se mide en|medida\b|unidad$|tipo de unidad"),
    ("numero", r"(no|n0|num|numero|nro|n|n p|clave|cve|id|[1l]d)$|consecutivo|#$|(meta|accion) (no|num|numero|nro|n)$"
               r"|(no|num|numero|nro|n|clave|cve|id|codigo) (de )?(la )?(meta|accion|metas|acciones)$"),
    ("programado_acumulado", r"(acumulad[oa]|total acumulado) (de lo )?(prog|plane|calendariz|previst|modificad)"
                             r"|(meta )?(programad|planead|previst|calendarizad|modificad)[oa]s? "
                             r"(acumulad|al (periodo|corte|trimestre)|a la fecha)|meta (acumulada|al periodo|al trimestre)"),
    ("avance_relativo", r"avance rel\b|avance respecto|por ciento"
                        r"|(logro|realizado|alcanzado|ejecutado|logrado|avance)( contra| vs)? (plan|programado|meta)\b.*%"
                        r"|(avance|acumulado|porcentaje|%|cumplimiento|total|avance acumulado|avance anual)? ?"
                        r"\(?(relativo|porcentual|porcentaje|%)|% ?\w*|porcentaje|porc\b|eficacia|cumplimiento"
                        r"|(avance|acumulado|avance acumulado|avance anual|avance fisico) (en )?%|relat\b"),
    ("avance_absoluto", r"(avance |acumulado |total |avance acumulado )?absoluto|(total |avance |meta )?"
                        r"(alcanzad|realizad|ejecutad|lograd|reportad|cumplid)[oa]s? (anual|acumulad[oa]|total"
                        r"|al (periodo|corte|trimestre)|a la fecha)|total (alcanzad|realizad|ejecutad|lograd)[oa]"
                        r"|acumulado (de lo )?(alcanzad|realizad|ejecutad|lograd|anual)"
                        r"|avance (acum(ulado)?|anual|total|a la fecha|al corte|al periodo)|acum(ulad[oa])?$|absol\b|abs\b"
                        r"|(acum|suma|sumatoria|acumulado) (de lo )?(alcanzad|realizad|ejecutad|lograd|cumplid)"
                        r"|(logrado|logro|alcance) (acum|anual)|avance abs\b"
                        r"|total anual (alcanzad|realizad|ejecutad|lograd|cumplid)"
                        r"|(avance )?acum(ulad[oa])? (al|a la|del) (corte|trimestre|periodo|fecha)$"
                        r"|resultado (anual|acumulado|total)"
                        r"|(suma|total) (de lo )?(real\b|alcanzad|realizad|ejecutad|lograd|cumplid)"
                        r"|real (anual|acumulad|total)|(alcanzad|realizad|ejecutad|lograd)[oa] (en el|del) ano"),
    ("meta_modificada", r"metas? (anual )?(modificad|ajustad|reprogramad|reconduci|actualizad|vigente)"
                        r"|(programad[oa] |programacion )?(anual|total) (modificad|ajustad|reprogramad|actualizad|vigente)"
                        r"|(modificad[oa]|ajustad[oa]|reprogramad[oa]|actualizad[oa]|vigente) (anual|total)"
                        r"|reconduccion (anual|de la meta)"),
    ("meta_anual", r"metas? (programada )?(anual|autorizad|original|total)|metas? anual|(total )?programad[oa] (anual|total)"
                   r"|programacion anual|(cantidad )?anual\b|autorizad[oa]|cantidad (programada|anual)?|total programad"
                   r"|meta programada|meta planeada|(compromiso|prevision|valor) (anual|(en el|del|para el) ano)"
                   r"|(cant|plan|p|pr|prog) anual|meta (del|en el|para el) ano|(cuanto )?en el ano$"
                   r"|prog(ramad[oa]s?|ramacion)? (anual|(en el|del|para el) ano)( original| autorizad[oa])?$"
                   r"|(planead|previst|comprometid)[oa]s? (anual|(en el|del|para el) ano)|total anual"
                   r"|resultado esperado (anual|total|en el ano)"),
    ("descripcion", r"descrip|metas? comprometida|resumen narrativo|que se (va a hacer|hara)|metas y acciones"
                    r"|metas? ([yo] )?(acci|actividad)|acciones|accion\b"
                    r"|actividad|objetivo|metas?$"
                    r"|nombre (de (la|las) (meta|accion|actividad)|del indicador)|denominacion|indicador|concepto|proyecto"),
)  # fmt: skip

#: Words for a period's figures, and for a percentage that may stand beside them.
MEDIDAS: tuple[tuple[Medida, str], ...] = (
    ("porcentaje", r"%|porcentaje|porc\b|variac|relativo|eficacia|efi\b|cump\b|cumplimiento"
                   r"|(avance|alcanzado) (porcentual|relativo|en %|%)"),
    ("alcanzado", r"metas? (alcanzad|realizad|lograd|cumplid|ejecutad|reportad|obtenid)"),
    ("modificado", r"(meta |programad[oa] )?(modificad|ajustad|reprog|reconducc|reconducid)"),
    ("programado", r"p$|pr$|prog(?!rama\b)|plan(?! de\b| municipal\b)|meta|previst|estimad|resultado esperado|esperad|calendari"
                   r"|autorizad"),
    ("alcanzado", r"a$|r$|e$|alc|avan|real|ejec|logr|report|cumpl|resultado|obtenid|hech|atendid"),
)  # fmt: skip

#: Labels that name a field only where no other column names it better: a form may print the axis and the line of action.
DEBILES = re.compile(r"eje\b|alineacion|plan municipal|p ?m ?d\b|indicador|proyecto|concepto|notas?\b")
#: Titles of the one period that a form reports.
DEL_REPORTADO = re.compile(
    r"(?:(?:avance |cifras |metas? )?(?:del?|en el|al) )?(?:trimestre|periodo) "
    r"(?:(?:que )?(?:se )?(?:informad?[ao]?|reportad?[ao]?|evaluad?[ao]?)|a (?:informar|reportar|evaluar)|actual|en curso)"
    r"|(?:avances? )?(?:del?|en el|durante el|(?:de )?este) (?:trimestre|periodo)"
    r"|avances? trimestral(?:es)? de (?:las )?(?:metas|actividades|acciones)(?: de (?:la )?(?:actividad|accion)(?:es)?)?"
)
#: Titles that stand over several columns and name none.
GRUPOS = re.compile(
    r"(periodos?|trimestres?|mes(es)?|(calendario|calendarizacion|programacion|avances?|metas?|cumplimiento|seguimiento)"
    r"( (de|por|del|fisico|fisica|trimestral|trimestrales|trimestre|periodo|metas|mensual|mensuales|mes|programatico"
    r"|programatica|anual))*"
    r"|programado y alcanzado|programado alcanzado|acumulados?|total(es)?|resultados?( trimestrales)?)"
)
#: What a title over a year's quarters or months says of them besides whose figures they are ("Meta alcanzada por trimestre",
#: "Calendarización realizada"), and the words that may stand beside both.
REPARTO = re.compile(
    r"\b(?:(?:por|cada) (?:cada )?(?:trimestre|mes)|(?:mensual|trimestral)(?:es|mente)?|calendario|calendarizacion|distribucion"
    r"|desglose)\b"
)
DE_REPARTO = frozenset(
    "por en cada de del la las lo los metas meta acciones cantidad cantidades cifras avance avances fisico".split()
)
#: The word that says whose figures they are.
DE_AMBAS = re.compile(
    r"(?:programad|planead|calendarizad|previst|estimad|comprometid|alcanzad|realizad|lograd|cumplid|ejecutad|reportad|obtenid)"
    r"[oa]s?|ejecucion|realizacion"
)
#: Names of columns that reports print and that nothing is read from.
AJENAS = re.compile(
    r"(tipo|tipo de meta|tipo de indicador|ponderacion|peso|presupuesto.*|responsables?|beneficiarios?|semaforo|evidencias?"
    r"|medios? de verificacion|frecuencia|formula|linea (de )?base|estatus|status|localidad|ubicacion|pospr|fuente|folio"
    r"|subprograma|componente|programa|codigo.*|valor aprobado.*|ejecucion presupuestal.*)"
)
