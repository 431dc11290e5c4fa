"""A paragraph for the report: a typed request → chosen facts → sentences that all cite, in an answer's shape.

Deterministic; with a language model configured, its wording is taken only where it passes the same check.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.draft import Borrador
from assistant.estilo import Conectores, nombre_oficial
from assistant.evidence import Fila
from assistant.plan import ConCausa, ConTrimestre, Periodo, Umbral
from assistant.resumen.anual import resumen_anual
from assistant.resumen.causal import resumen_causal
from assistant.resumen.consulta import Consulta
from assistant.resumen.diferencial import resumen_diferencial
from assistant.resumen.peticion import Peticion
from assistant.resumen.piezas import Piezas
from assistant.resumen.revisar import citas_de, verificar_resumen
from assistant.resumen.trimestral import resumen_trimestral
from assistant.wording import fecha, lista

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def resumir(asistente: Assistant, peticion: Peticion) -> dict[str, Any]:
    """A summary, checked. With several years or municipalities loaded and none asked, a paragraph for each."""
    inicio = time.perf_counter()
    partes = _partes(asistente, peticion)
    borrador, conector = Borrador(), Conectores(peticion.tono)
    piezas = [p for parte in partes if (p := _redactar(asistente, parte, borrador, conector)).salida]
    if not piezas:
        return _sin_datos(asistente, peticion, inicio)
    resumen = _armar(asistente, partes[0] if len(partes) == 1 else peticion, piezas, borrador)
    problemas = verificar_resumen(resumen, asistente.lector, asistente.voc)
    resumen["warnings"] += [f"No se pudo comprobar: {p}" for p in problemas]
    resumen["elapsed_ms"] = round((time.perf_counter() - inicio) * 1000, 1)
    return resumen


def _partes(asistente: Assistant, p: Peticion) -> list[Peticion]:
    """The request for each municipality and year that it covers, in their order."""
    casos = dict.fromkeys(
        (m, e) for m, e, corte, ramo, programa, unidad in sorted(asistente.voc.informes)
        if p.municipio in (None, m) and p.ejercicio in (None, e) and p.ramo in (None, ramo) and p.programa in (None, programa)
        and p.unidad in (None, unidad) and p.corte in (None, corte)
    )  # fmt: skip
    if p.contra and p.ejercicio is None:  # a difference is about the latest year, or about the year of the cut
        ultimos = {m: max(e for x, e in casos if x == m and (p.contra.corte is None or e == p.contra.corte.year)) for m, e in casos if p.contra.corte is None or e == p.contra.corte.year}
        casos = dict.fromkeys(ultimos.items())
    return [p.model_copy(update={"municipio": m, "ejercicio": e, "corte": _ultimo_corte(asistente, p, m, e)}) for m, e in casos]


def _ultimo_corte(asistente: Assistant, p: Peticion, municipio: str, ejercicio: int) -> date | None:
    """The cut asked; against an earlier cut, the latest one loaded; else none: the latest of each report."""
    if p.corte or not (p.contra and p.contra.corte):
        return p.corte
    return max(i[2] for i in asistente.voc.informes if i[:2] == (municipio, ejercicio))


def _redactar(asistente: Assistant, p: Peticion, borrador: Borrador, conector: Conectores) -> Piezas:
    z = Piezas(Consulta(asistente.lector, p), borrador, conector)
    if not z.c.filas:
        return z
    if p.contra:
        despues = Periodo(corte=p.corte) if p.corte else Periodo(ejercicio=p.ejercicio)
        if z.c.filas_de(z.c.peticion.model_copy(update={"ejercicio": None, "corte": None}).plan().con(periodos=(p.contra,))):
            resumen_diferencial(z, p.contra, despues)
    elif p.causa:
        resumen_causal(z, p.causa)
    elif p.trimestre:
        resumen_trimestral(z, p.trimestre)
    else:
        resumen_anual(z)
    return z


def _armar(asistente: Assistant, peticion: Peticion, piezas: Sequence[Piezas], borrador: Borrador) -> dict[str, Any]:
    """The summary in an answer's shape: sentences, paragraphs, rows, figures, citations."""
    orden: list[tuple[int, int, str]] = [(i, parrafo, texto) for i, z in enumerate(piezas) for parrafo, texto in z.salida]
    texto, figuras, citas = borrador.terminar("\n".join(t for _, _, t in orden))
    oraciones = texto.split("\n")
    parrafos: dict[tuple[int, int], list[str]] = {}
    for (i, parrafo, _), oracion in zip(orden, oraciones, strict=True):
        parrafos.setdefault((i, parrafo), []).append(oracion)
    _describir(asistente, piezas, citas)
    filas = list({f.datos["clave"]: f for z in piezas for f in _de_que_trata(z)}.values())
    return {
        "id": None, "question": None, "status": "answered", "answer": "\n\n".join(" ".join(o) for o in parrafos.values()),
        "sentences": [{"text": o, "citations": citas_de(o)} for o in oraciones], "plan": peticion.json(), "rows": [f.json() for f in filas],
        "total": len(filas), "shown": len(filas), "groups": [], "figures": figuras, "citations": citas,
        "sql": list(dict.fromkeys(c["sql"] for c in citas if c["kind"] == "set")), "warnings": list(dict.fromkeys(a for z in piezas for a in z.c.avisos)),
        "title": titulo_de(piezas),
    }  # fmt: skip


def _describir(asistente: Assistant, piezas: Sequence[Piezas], citas: Sequence[dict[str, Any]]) -> None:
    """Each set cited says in words which goals it is of."""
    planes = {(c.sql, str(dict(c.params))): (plan, c) for z in piezas for plan, c in z.c.conjuntos()}
    for cita in citas:
        hallado = planes.get((cita["sql"], str(dict(cita["params"])))) if cita["kind"] == "set" else None
        if hallado:
            cita["text"] = asistente.frase.condiciones(hallado[0], n=hallado[1].count)


def _de_que_trata(z: Piezas) -> Sequence[Fila]:
    """The rows that the summary is about: of a cause, those that name it; of a quarter, those programmed in it."""
    p = z.c.peticion
    if p.causa:
        sin = p.model_copy(update={"causa": None, "trimestre": None})
        return z.c.filas_de(sin.plan(ConCausa(causas=(p.causa,))))
    if p.trimestre:
        sin = p.model_copy(update={"trimestre": None})
        return z.c.filas_de(sin.plan(Umbral(metrica="programado", comparador="gt", valor=0)).con(trimestres=(p.trimestre,)))
    return z.c.filas


def titulo_de(piezas: Sequence[Piezas]) -> str:
    """What the summary is about, as a title."""
    nombres, anos = [], []
    for z in piezas:
        f, p = z.c.filas[0], z.c.peticion
        if p.unidad and not z.varias:
            nombre = nombre_oficial(f.unidad_nombre)
        else:
            alcance = f", programa {p.programa}" if p.programa else f", ramo {p.ramo}" if p.ramo else ""
            nombre = f"{nombre_oficial(str(f.datos['municipio']))}{alcance}"
        nombres.append(nombre)
        anos.append(str(f.datos["ejercicio"]))
    return f"{lista(list(dict.fromkeys(nombres)))}: avance del Programa Operativo Anual {lista(list(dict.fromkeys(anos)))}"


def _sin_datos(asistente: Assistant, p: Peticion, inicio: float) -> dict[str, Any]:
    """Nothing loaded is what was asked: what is missing, and what there is."""
    pedido = [(k, str(v)) for k, v in (("el municipio", p.municipio), ("el ramo", p.ramo), ("el programa", p.programa), ("la unidad", p.unidad), ("el ejercicio", p.ejercicio)) if v]
    pedido += [("el corte del", fecha(p.corte))] if p.corte else []
    if p.contra:
        pedido.append(("el corte del", fecha(p.contra.corte)) if p.contra.corte else ("el ejercicio", str(p.contra.ejercicio)))
    faltante = lista([f"{que} {v}" for que, v in pedido]) or "metas"
    cargado = asistente._cargado()
    texto = f"Los informes cargados no traen {faltante}. {cargado}" if asistente.voc.ejercicios else cargado
    return {
        "id": None, "question": None, "status": "no_data", "answer": texto, "sentences": [],
        "plan": {"sin_datos": {"tipo": "sin_datos", "faltante": faltante, "cercanos": [], "palabras": False}, "cargado": cargado, "resumen": p.model_dump(mode="json", exclude_none=True)},
        "rows": [], "total": 0, "shown": 0, "groups": [], "figures": [], "citations": [], "sql": [], "warnings": [], "title": "",
        "elapsed_ms": round((time.perf_counter() - inicio) * 1000, 1),
    }  # fmt: skip


__all__ = ["ConTrimestre", "Peticion", "resumir"]
