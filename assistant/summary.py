"""A paragraph for the report: a typed request → chosen facts → sentences that all cite, in an answer's shape.

Deterministic; with a language model configured, its wording is taken only where it passes the same check.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.answer import sin_respuesta
from assistant.draft import Borrador
from assistant.estilo import Conectores, nombre_oficial, oraciones
from assistant.evidence import Fila
from assistant.plan import ConCausa, En, Periodo, Plan, SinDatos, Umbral
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
    arma = _Armador(asistente, partes[0] if len(partes) == 1 else peticion, piezas, borrador)
    resumen = _redactado(arma) if asistente.asesor else arma.resumen(arma.orden)
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
    cortes: list[date] = [i[2] for i in asistente.voc.informes if i[:2] == (municipio, ejercicio)]
    return max(cortes)


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


#: Called with what is being done, how many are done and how many there are.
Progreso = Callable[[str, int, int], None]
#: A sentence with open slots, and the paragraph that it stands in.
Renglon = tuple[tuple[int, int], str]


class _Armador:
    """Puts sentences with open slots together as a summary."""

    def __init__(self, asistente: Assistant, peticion: Peticion, piezas: Sequence[Piezas], borrador: Borrador) -> None:
        self.asistente, self.peticion, self.piezas, self.borrador = asistente, peticion, piezas, borrador
        self.orden: list[Renglon] = [((i, parrafo), texto) for i, z in enumerate(piezas) for parrafo, texto in z.salida]
        self.filas = [f.json() for f in {f.datos["clave"]: f for z in piezas for f in _de_que_trata(z)}.values()]

    def resumen(self, orden: Sequence[Renglon]) -> dict[str, Any]:
        """The summary in an answer's shape: sentences, paragraphs, rows, figures, citations."""
        texto, figuras, citas = self.borrador.terminar("\n".join(t for _, t in orden))
        dichas = texto.split("\n")
        parrafos: dict[tuple[int, int], list[str]] = {}
        for (parrafo, _), oracion in zip(orden, dichas, strict=True):
            parrafos.setdefault(parrafo, []).append(oracion)
        _describir(self.asistente, self.piezas, citas)
        return {
            "id": None, "question": None, "status": "answered", "answer": "\n\n".join(" ".join(o) for o in parrafos.values()),
            "sentences": [{"text": o, "citations": citas_de(o)} for o in dichas], "plan": self.peticion.json(), "rows": self.filas,
            "total": len(self.filas), "shown": len(self.filas), "groups": [], "figures": figuras, "citations": citas,
            "sql": list(dict.fromkeys(c["sql"] for c in citas if c["kind"] == "set")),
            "warnings": list(dict.fromkeys(a for z in self.piezas for a in z.c.avisos)), "title": titulo_de(self.piezas),
        }  # fmt: skip


def _redactado(arma: _Armador) -> dict[str, Any]:
    """The summary worded by the language model, paragraph by paragraph; a wording that does not check is not taken."""
    asistente, orden = arma.asistente, list(arma.orden)
    gestion = asistente._gestion()
    assert asistente.asesor is not None and gestion is not None
    for parrafo in dict.fromkeys(p for p, _ in arma.orden):

        def con(texto: str, parrafo: tuple[int, int] = parrafo, base: Sequence[Renglon] = tuple(orden)) -> list[Renglon]:
            dichas = [(parrafo, o) for linea in texto.split("\n") for o in oraciones(linea)]
            antes = [r for r in base if r[0] < parrafo]
            return [*antes, *dichas, *(r for r in base if r[0] > parrafo)]

        def vale(texto: str, con: Callable[[str], list[Renglon]] = con) -> Sequence[str]:
            return verificar_resumen(arma.resumen(con(texto)), asistente.lector, asistente.voc)

        texto = asistente.asesor.redactar([t for p, t in orden if p == parrafo], True, vale, gestion)
        orden = orden if texto is None else con(texto)
    return arma.resumen(orden) | {"llm": gestion.json()}


def _describir(asistente: Assistant, piezas: Sequence[Piezas], citas: Sequence[dict[str, Any]]) -> None:
    """Each set cited says in words which goals it is of."""
    planes = {(c.sql, str(dict(c.params))): (plan, c) for z in piezas for plan, c in z.c.conjuntos()}
    for cita in citas:
        hallado = planes.get((cita["sql"], str(dict(cita["params"])))) if cita["kind"] == "set" else None
        if hallado:
            cita["text"] = asistente.frase.condiciones(_llano(hallado[0]), n=hallado[1].count)


def _llano(plan: Plan) -> Plan:
    """Without what a unit's code already tells: its ramo and its programme."""
    if not plan.entidad("unidad"):
        return plan
    return plan.con(filtros=tuple(f for f in plan.filtros if not (isinstance(f, En) and f.entidad in ("ramo", "programa"))))


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
    plan = {"sin_datos": SinDatos(faltante=faltante).model_dump(mode="json"), "cargado": cargado, "resumen": p.model_dump(mode="json", exclude_none=True)}
    return {
        "id": None, "question": None, **sin_respuesta("no_data", texto, plan), "sentences": [], "title": "",
        "elapsed_ms": round((time.perf_counter() - inicio) * 1000, 1),
    }  # fmt: skip


# -- a batch ------------------------------------------------------------------------------------------------------------------
def resumir_todo(asistente: Assistant, peticion: Peticion, progreso: Progreso | None = None) -> list[dict[str, Any]]:
    """The summaries, of each municipality and year first the whole. Those of which nothing can be said are left out."""
    partes = _del_lote(asistente, peticion)
    salida = []
    for n, parte in enumerate(partes):
        if progreso:
            progreso(f"Resumiendo {parte.unidad or parte.municipio}", n, len(partes))
        resumen = resumir(asistente, parte)
        if resumen["status"] == "answered":
            salida.append(resumen)
    if progreso:
        progreso("Resumen terminado", len(partes), len(partes))
    return salida


def _del_lote(asistente: Assistant, p: Peticion) -> list[Peticion]:
    """One request for the whole and one for each unit. Without a year asked, the latest loaded."""
    informes = sorted(i for i in asistente.voc.informes if p.municipio in (None, i[0]) and p.corte in (None, i[2]) and p.ramo in (None, i[3]) and p.programa in (None, i[4]) and p.unidad in (None, i[5]))
    ejercicio = p.ejercicio if p.ejercicio is not None else max((i[1] for i in informes), default=None)
    partes: dict[Peticion, None] = {}
    for municipio, ano, _, ramo, programa, unidad in informes:
        if ano == ejercicio:
            suya = p.model_copy(update={"municipio": municipio, "ejercicio": ano})
            partes.setdefault(suya)
            partes.setdefault(suya.model_copy(update={"ramo": ramo, "programa": programa, "unidad": unidad}))
    return list(partes)


__all__ = ["Peticion", "resumir", "resumir_todo"]
