"""Rows of a table → metas.

A row is a numbered goal with its figures. Long texts may go on in the rows below (a lone observation or description),
a row may be cut in two, its first blank cell may be lost, a goal may run over a row a quarter (``apiladas``) or be a
block of labels and values (``fichas``). A row whose cells do not fit its columns is set aside with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from index import (
    al_corte,
    apiladas,
    causas,
    cifras,
    continuacion,
    crudas,
    cumplimiento,
    fichas,
    lineas,
    notas,
    numeros,
    rotuladas,
)
from index.cifras import Convencion
from index.crudas import Cruda, Norma, Tabla
from index.fichas import Fichas
from index.mobiliario import es_mobiliario
from index.periodos import MESES, MESES_DE
from index.plantillas import Plantilla
from index.poa import ILEGIBLE, TRIMESTRES, Apartado, CausaHallada, Celda, LineaAccion, Meta, Trimestre
from index.readers.hoja import CeldaLeida, Renglon, recortar
from index.rotulos import es_de_cifras
from index.textos import alinear, plegar

_TOTAL = re.compile(r"(?:sub)?total(?:es)?\b|sumas?\b|promedio\b|gran total\b|porcentaje de cumplimiento\b")
_OBSERVACION = re.compile(
    r"(?:obs\.?|observaci(?:on|ones)|justificaci(?:on|ones)|comentarios?|explicaci(?:on|ones)|motivos?"
    r"|causas? de(?:l| la)? (?:variaci(?:on|ones)|desviaci(?:on|ones)|incumplimiento))(?: de[^:]{1,40})?\s*:"
)
#: A sign that stands alone in a row of a scan is read more surely than this, or has more characters.
_SIGNO_SEGURO, _MAX_SIGNOS = 0.6, 2
#: The word of a row of totals stands in so many letters.
_MAX_TOTAL = 60
#: What a figure that was modified replaces, and where the original's cell is kept.
_ORIGINALES = {"meta_modificada": ("meta_anual", "meta_anual_original")} | {
    f"modificado.{p}": (f"programado.{p}", f"programado_original.{p}") for p in (*TRIMESTRES, *MESES)
}

#: The quarters' fields of each measure, and those of its months.
_DE_TRIMESTRE: tuple[tuple[tuple[Trimestre, str], ...], ...] = tuple(
    tuple((t, f"{medida}.{t}") for t in TRIMESTRES) for medida in ("programado", "alcanzado")
)
_DE_MES = frozenset(f"{medida}.{mes}" for medida in ("programado", "alcanzado") for mes in MESES)

Origen = Tabla | Fichas


def textos_de_cifras(origenes: Iterable[Origen]) -> list[str]:
    """The texts that stand in the columns of figures, for the convention of the file."""
    salida: list[str] = []
    for origen in origenes:
        if isinstance(origen, Fichas):
            salida += [p.texto for c in fichas.componer(origen) for f in c.cifras() for p in c.piezas[f]]
            continue
        columnas = [c for campo in origen.plantilla.campos_de_cifras() for c in origen.plantilla.columnas[campo]]
        for celdas in (r.celdas for r in origen.renglones):
            salida += [t for c in columnas if c < len(celdas) and (t := celdas[c].texto)]
    return salida


def leer(
    origenes: Sequence[Origen],
    declaradas: Sequence[LineaAccion],
    convencion: Convencion,
    ejercicio: int,
    corte: date,
    unidad: str,
) -> tuple[tuple[Meta, ...], tuple[Apartado, ...]]:
    """The metas of a form's tables and blocks, and the rows set aside. ``declaradas``: its header's lines of action."""
    hechas: list[tuple[Cruda, Plantilla]] = []
    for origen in origenes:
        if isinstance(origen, Fichas):
            hechas += [(c, fichas.PLANTILLA) for c in fichas.componer(origen)]
        else:
            hechas += [(c, origen.plantilla) for c in componer(origen, [c for c, _ in hechas])]
    _numerar([cruda for cruda, _ in hechas])
    cerrados = cumplimiento.trimestres_cerrados(ejercicio, corte)
    parciales = {id(p): al_corte.faltan(p.trimestres, cerrados) for p in {id(p): p for _, p in hechas}.values()}
    metas: list[Meta] = []
    apartados: list[Apartado] = []
    for cruda, plantilla in hechas:
        reparo = _reparo_final(cruda, plantilla)
        if reparo is not None:
            apartados.append(_apartar(cruda, *reparo, unidad))
        else:
            rotuladas.separar(cruda)
            parcial = parciales[id(plantilla)]
            metas.append(_meta(cruda, declaradas, convencion, len(metas), ejercicio, corte, parcial=parcial))
            apartados += [_tapada(cruda, plantilla, campo, unidad) for campo in cruda.ilegibles]
    return tuple(metas), tuple(apartados)


def lugar(renglon: Renglon) -> str:
    """The place of a row, for messages: with its first cell where rows have no number of their own."""
    fuente = renglon.fuente
    primera = next((c for c in renglon.celdas if c.texto), renglon.celdas[0]).celda.fuente
    return str(replace(fuente, celda=primera.celda) if fuente.linea is None else fuente)


# --- putting rows together ------------------------------------------------------------------------------------------


def componer(tabla: Tabla, anteriores: Sequence[Cruda]) -> list[Cruda]:
    """The rows of a table, those that go on joined to the row that they continue (in an earlier table, if first).
    ``anteriores``: the rows of the form's earlier tables."""
    nuevas: list[Cruda] = []
    aparte: list[Cruda] = []
    anotada: Cruda | None = None
    en_notas = False
    norma = crudas.norma(tabla)
    encima = crudas.cubiertas(tabla.renglones)
    # A line of action in a row of its own is of the goal above it, unless the first one stands above them all: not where a
    # page begins, below goals that say theirs.
    arriba = bool(tabla.renglones) and rotuladas.de_linea(tabla.renglones[0]) is not None
    sobre_metas = arriba and not any(map(rotuladas.lleva_linea, anteriores))
    for renglon in crudas.unir_cortados(tabla.plantilla, tabla.renglones):
        previa = nuevas[-1] if nuevas else anteriores[-1] if anteriores else None
        if es_mobiliario(renglon) or _es_mancha(renglon):
            continue
        if previa is not None and notas.titula(renglon):
            en_notas, anotada = True, None
            continue
        if (en_notas or notas.es_de_otra(renglon, nuevas)) and (
            anotada := notas.anotar(renglon, nuevas, anotada, anteriores)
        ) is not None:
            if anotada.renglon is renglon:
                aparte.append(anotada)
                anotada = None
            continue
        en_notas = False
        if previa is not None and (suya := _observacion_debajo(renglon, previa)) is not None:
            previa.piezas.setdefault("observacion", []).append(suya)
            previa.aparte = renglon.llenas()[-1][0]
            continue
        if previa is not None and not sobre_metas and (codigos := rotuladas.de_linea(renglon)) is not None:
            previa.piezas.setdefault("linea", []).append(codigos)
            continue
        if (junta := crudas.de_una_celda(renglon)) is not None:
            nuevas.append(junta)
            continue
        cruda = crudas.asignar(tabla.plantilla, renglon, norma, encima.get(id(renglon)))
        if _es_total(cruda):
            continue
        if _es_resto_de_texto(renglon) and continuacion.continuar(cruda, previa):
            continue
        apilada = tabla.plantilla.clave is not None and "clave" in cruda.piezas
        if apilada or (cruda.numero is not None and not continuacion.es_falso_numero(cruda, previa)):
            nuevas.append(cruda)
        elif not continuacion.continuar(cruda, previa) and cruda.cifras():
            cruda.numero = None
            nuevas.append(cruda)
    if tabla.plantilla.clave:
        nuevas = apiladas.juntar(nuevas, tabla.plantilla, anteriores[-1] if anteriores else None)
    return [*nuevas, *aparte]


def _numerar(hechas: Sequence[Cruda]) -> None:
    """Number the goals of a form that numbers none by their place in it; each says so (``deducida.numero``). Only rows
    that name what they measure are goals."""
    if any(c.numero is not None or "numero" in c.piezas for c in hechas):
        return
    suyas = [c for c in hechas if {"descripcion", "unidad_medida"} <= c.piezas.keys() and c.cifras()]
    for n, cruda in enumerate(suyas, start=1):
        cruda.numero = str(n)
        cruda.piezas["deducida.numero"] = cruda.piezas["descripcion"][:1]


def _es_mancha(renglon: Renglon) -> bool:
    """What a stamp or a signature leaves below the rows of a scan: a sign or two, alone and read without certainty."""
    llenas = renglon.llenas()
    if len(llenas) != 1 or len(llenas[0][1].texto) > _MAX_SIGNOS:
        return False
    confianza = llenas[0][1].celda.confianza
    return confianza is not None and confianza < _SIGNO_SEGURO


def _observacion_debajo(renglon: Renglon, previa: Cruda) -> CeldaLeida | None:
    """What a row of its own, under the goal's, says of it: "Justificación: …", and what goes on below it (in the same
    column)."""
    llenas = renglon.llenas()
    sigue = len(llenas) == 1 and llenas[0][0] == previa.aparte
    if sigue and continuacion.es_de_fuera(llenas[0][1], previa.piezas["observacion"][-1]):
        return None
    if sigue and not numeros.en_texto(llenas[0][1].texto, estricto=True):
        return llenas[0][1]
    rotulo = llenas[0][1].texto
    # Before a cell of its own the text needs no colon behind its label.
    hallado = (
        _OBSERVACION.match(alinear(rotulo if ":" in rotulo or len(llenas) == 1 else f"{rotulo}:")) if len(llenas) <= 2 else None
    )
    if hallado is None:
        return None
    resto = llenas[0][1].texto[hallado.end() :].strip()
    if len(llenas) == 1:
        return recortar(llenas[0][1], resto) if resto else None
    return None if resto else llenas[1][1]


def _es_resto_de_texto(renglon: Renglon) -> bool:
    """Whether a row has nothing but one code, or one text that begins in small letters: what a page cut off a text above,
    and no goal, though it may open with a number ("acción: 1.2.4")."""
    llenas = renglon.llenas()
    texto = llenas[0][1].texto
    return len(llenas) == 1 and (texto[0].islower() or not any(c.isalpha() for c in texto))


def _es_total(cruda: Cruda) -> bool:
    texto = cruda.texto("descripcion") or next(c.texto for c in cruda.renglon.celdas if c.texto)
    return bool(_TOTAL.match(plegar(texto[:_MAX_TOTAL])))


# --- a row's meta ---------------------------------------------------------------------------------------------------


def _meta(
    cruda: Cruda,
    declaradas: Sequence[LineaAccion],
    convencion: Convencion,
    orden: int,
    ejercicio: int,
    corte: date,
    *,
    parcial: bool,
) -> Meta:
    numero = cruda.numero or ""
    celdas = _celdas(cruda)
    leer = cifras.lector(convencion)
    valores = {
        c: leer(p[0].texto if len(p) == 1 else cruda.texto(c))
        for c, p in cruda.piezas.items()
        if c != "avance_relativo" and es_de_cifras(c)
    }
    _con_lo_modificado(valores, celdas)
    medida = cruda.texto("unidad_medida")
    _sumar_meses(valores, celdas, flujo=cumplimiento.es_flujo(medida, cruda.texto("meta_anual")))
    programado, alcanzado = ({t: valores.get(campo) for t, campo in campos} for campos in _DE_TRIMESTRE)
    meta_anual, absoluto = valores.get("meta_anual"), valores.get("avance_absoluto")
    observacion = cruda.texto("observacion")
    observacion = "" if cifras.sin_reporte(observacion) else observacion
    descripcion = " ".join((cruda.descripcion, *(p.texto for p in cruda.piezas.get("descripcion", ())[1:]))).strip()
    halladas: tuple[CausaHallada, ...] = ()
    if observacion:
        resultado = cumplimiento.resultado(meta_anual, absoluto, programado, alcanzado, medida, ejercicio, corte, parcial=parcial)
        halladas = causas.hallar(observacion, ejercicio, resultado)
    return Meta(
        numero=numero,
        padre=numeros.padre_de(numero),
        descripcion=descripcion,
        unidad_medida=medida,
        meta_anual=meta_anual,
        programado=programado,
        alcanzado=alcanzado,
        avance_absoluto=absoluto,
        avance_impreso=impreso[:64] if (impreso := cruda.texto("avance_relativo")) and not cifras.sin_reporte(impreso) else None,
        lineas=lineas.resolver(cruda.texto("linea"), declaradas),
        observacion=observacion or None,
        causas=halladas,
        celdas=celdas,
        orden=orden,
    )


def _con_lo_modificado(valores: dict[str, Decimal | None], celdas: dict[str, Celda]) -> None:
    """A figure that was modified takes the place of the original one, whose cell is kept under another name."""
    if celdas.keys().isdisjoint(_ORIGINALES):
        return
    for modificado, (campo, original) in _ORIGINALES.items():
        if valores.get(modificado) is None:
            celdas.pop(modificado, None)
            continue
        if campo in celdas:
            celdas[original] = celdas[campo]
        valores[campo], celdas[campo] = valores[modificado], celdas.pop(modificado)


def _sumar_meses(valores: dict[str, Decimal | None], celdas: dict[str, Celda], *, flujo: bool) -> None:
    """The figures of quarters that are not printed, of their months: the sum of a flow, the last reported one of a rate.
    A figure that one cell prints has that cell; a sum has none of its own, only its months' (``alcanzado.ene`` …)."""
    if valores.keys().isdisjoint(_DE_MES):
        return
    for campos in _DE_TRIMESTRE:
        for trimestre, propio in campos:
            medida = propio.partition(".")[0]
            meses = [f"{medida}.{mes}" for mes in MESES_DE[trimestre]]
            dados = [(mes, valor) for mes in meses if (valor := valores.get(mes)) is not None]
            if propio in celdas or not dados:
                continue
            if flujo and len(dados) > 1:
                valores[propio] = sum((valor for _, valor in dados), Decimal(0))
            else:
                mes, valores[propio] = dados[-1]
                celdas[propio] = celdas[mes]


def _reparo_final(cruda: Cruda, plantilla: Plantilla) -> tuple[CeldaLeida | None, str] | None:
    """The row as put together is checked again: what was joined to it may not fit."""
    if cruda.reparo is not None:
        return cruda.reparo
    if cruda.numero is None:
        return None, "tiene cifras y no tiene número de meta"
    if not cruda.descripcion and not any(c in cruda.piezas for c in ("unidad_medida", "meta_anual", "meta_modificada")):
        return None, "no tiene descripción, unidad de medida ni meta anual"
    repetida = next((c for c, piezas in cruda.piezas.items() if len(piezas) > 1 and es_de_cifras(c)), None)
    if repetida is not None:
        return cruda.piezas[repetida][1], f"la columna «{plantilla.etiqueta(repetida)}» tiene dos cifras para la meta"
    return None if cruda.revisada else crudas.reparo(cruda, plantilla, (), Norma())


def _apartar(cruda: Cruda, celda: CeldaLeida | None, motivo: str, unidad: str) -> Apartado:
    donde = str(celda.celda.fuente) if celda is not None else lugar(cruda.renglon)
    meta = f"la meta {cruda.numero}" if cruda.numero else "el renglón"
    return Apartado(
        lugar=donde,
        motivo=f"No se pudo leer {meta}: {motivo}.",
        remedio="Corrija ese renglón en el archivo (una celda por columna) y vuelva a cargarlo.",
        unidad=unidad or None,
    )


def _tapada(cruda: Cruda, plantilla: Plantilla, campo: str, unidad: str) -> Apartado:
    """A figure that could not be read, in a row whose others were."""
    return Apartado(
        lugar=str(cruda.ilegibles[campo].celda.fuente),
        motivo=f"No se pudo leer la cifra de la columna «{plantilla.etiqueta(campo)}» de la meta {cruda.numero}: algo la "
        "cubre o la borra. Las demás cifras del renglón se leyeron.",
        remedio="Coteje la cifra con la imagen, o digitalice de nuevo la hoja.",
        unidad=unidad or None,
    )


def _celdas(cruda: Cruda) -> dict[str, Celda]:
    """The printed cells by field; what goes on in a later row is ``campo.2``, ``campo.3`` …"""
    celdas: dict[str, Celda] = {}
    for campo, piezas in cruda.piezas.items():
        if campo == "clave":
            continue
        celdas[campo] = piezas[0].celda
        for i, pieza in enumerate(piezas[1:], start=2):
            celdas[f"{campo}.{i}"] = pieza.celda
    return celdas | {ILEGIBLE + campo: pieza.celda for campo, pieza in cruda.ilegibles.items()}
