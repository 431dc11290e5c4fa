"""A plan proposed by a model, and whether it may be believed.

The reply names, for each part of the plan, the words of the question that hold it up. The proposal is refused when a
part has no such words, names something that is not loaded, says a figure that the question does not, contradicts what
the grammar is certain of (a unit, a cause, a quarter, a year), or leaves words of the question without use. What is
left can be mistaken in meaning only, and the answer shows which reading it used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.lexicon import NUMEROS
from assistant.link import Vocabulario
from assistant.plan import Alguna, ComoMeta, ConCausa, ConClase, En, Plan, Texto, Umbral
from assistant.spans import Cobertura, Token, tokenizar
from index.textos import palabras, plegar, raices, raiz

#: The share of a question's content words that a proposal must use.
MIN_USO = 0.8
#: States that a negated clause cannot ask for.
_LOGRADAS = frozenset(("cumplidas", "exacta", "rebasada"))
_NEGACION = re.compile(r"\b(no|ni|sin|nunca|jamas|tampoco|ningun[ao]?s?|nadie|nada)\b")
#: Kinds of span by which the grammar names something loaded, and the filter's name of it.
#: Kinds of span that every question has: "qué metas", "cuántas", "por favor".
_GENERICOS = ("nombre", "pide", "cuenta", "cortesia", "saludo")
_ENTIDADES = ("unidad", "programa", "ramo", "linea", "meta", "persona")


class Apoyo(BaseModel):
    """The words of the question that hold up a part of the plan (``filtros.0``, ``metrica`` …)."""

    model_config = ConfigDict(extra="forbid")
    parte: str
    palabras: str


class Propuesta(BaseModel):
    """What the model is asked for."""

    model_config = ConfigDict(extra="forbid")
    plan: Plan
    apoyos: list[Apoyo] = Field(default_factory=list)

    def de(self, parte: str) -> list[str]:
        """The words that hold up a part."""
        return [a.palabras for a in self.apoyos if a.parte == parte]


@cache
def esquema() -> Mapping[str, Any]:
    """The JSON schema that the model's server holds its reply to."""
    return Propuesta.model_json_schema()


def leer(texto: str) -> Propuesta | None:
    """The proposal in a reply, with or without words around its JSON; None where there is none."""
    inicio, fin = texto.find("{"), texto.rfind("}")
    if inicio < 0 or fin < inicio:
        return None
    try:
        return Propuesta.model_validate(json.loads(texto[inicio : fin + 1]))
    except (ValidationError, ValueError, RecursionError):
        return None


def objeciones(p: Propuesta, c: Cobertura, voc: Vocabulario) -> list[str]:
    """Why a proposal is not believed, one line each in Spanish; [] when it is."""
    return list(_de_apoyos(p, c)) + list(_de_entidades(p, voc)) + list(_de_cifras(p)) + list(_de_certezas(p, c)) + list(_de_uso(p, c))


def uso(p: Propuesta, c: Cobertura) -> float:
    """The share of the question's content words that the proposal uses."""
    contenido = [i for i, t in enumerate(c.tokens) if not t.vacio]
    usadas = {i for a in p.apoyos for i in _posiciones(a.palabras, c.tokens)}
    usadas |= {i for s in c.de(*_GENERICOS) for i in range(s.ini, s.fin)}
    return sum(i in usadas for i in contenido) / len(contenido) if contenido else 0.0


def _de_uso(p: Propuesta, c: Cobertura) -> Iterator[str]:
    if uso(p, c) < MIN_USO:
        yield "deja palabras de la pregunta sin usar"


# --- each part stands on words of the question -----------------------------------------------------------------------


def partes(plan: Plan) -> list[str]:
    """The parts of a plan that say something, by name."""
    salida = [f"filtros.{i}" for i in range(len(plan.filtros))]
    for campo in ("metrica", "agrupar", "orden", "limite", "trimestres", "corte", "rol", "catalogo", "hallazgos", "reglas", "universal", "puesto", "periodos", "relacion", "contraste", "de_cada"):
        if getattr(plan, campo) not in (None, (), False):
            salida.append(campo)
    return salida


def _de_apoyos(p: Propuesta, c: Cobertura) -> Iterator[str]:
    for parte in partes(p.plan):
        dichas = p.de(parte)
        if not dichas:
            yield f"«{parte}» no se apoya en la pregunta"
        elif not all(_posiciones(d, c.tokens) for d in dichas):
            yield f"«{parte}» se apoya en palabras que la pregunta no dice"


def _posiciones(dicha: str, tokens: Sequence[Token]) -> list[int]:
    """Where some words stand together in the question; [] if they do not."""
    buscadas = [t.norma for t in tokenizar(dicha)]
    crudas = palabras(dicha)
    for i in range(len(tokens) - len(buscadas) + 1) if buscadas else ():
        tramo = tokens[i : i + len(buscadas)]
        if [t.norma for t in tramo] == buscadas or [p for t in tramo for p in palabras(t.texto)] == crudas:
            return list(range(i, i + len(buscadas)))
    return []


# --- what is named is loaded -----------------------------------------------------------------------------------------


def _de_entidades(p: Propuesta, voc: Vocabulario) -> Iterator[str]:
    for i, f in enumerate(p.plan.filtros):
        dichas = " ".join(p.de(f"filtros.{i}"))
        if isinstance(f, En):
            for valor in f.valores:
                if valor not in cargados(f.entidad, voc):
                    yield f"{f.entidad} «{valor}» no está en lo cargado"
                elif not _lo_nombra(f.entidad, valor, dichas, voc):
                    yield f"«{dichas}» no nombra {f.entidad} {valor}"
        elif isinstance(f, Texto):
            raices_dichas = set(raices(dichas))
            if f.cercano or f.observaciones or not all(set(raices(t)) <= raices_dichas and _consta(t, voc) for dichos in (f.terminos, *f.otros) for t in dichos):
                yield "busca palabras que la pregunta no dice o que ningún informe tiene"
    cortes = {p.plan.corte, *(x.corte for x in p.plan.periodos)} - {None}
    ejercicios = {x.ejercicio for x in p.plan.periodos} - {None}
    if not cortes <= set(voc.cortes) or not ejercicios <= set(voc.ejercicios):
        yield "nombra un corte o un ejercicio que no está en lo cargado"
    if not {str(e) for e in ejercicios} <= set(re.findall(r"\d{4}", " ".join(p.de("periodos")))):
        yield "compara ejercicios que la pregunta no dice"


def cargados(entidad: str, voc: Vocabulario) -> frozenset[str]:
    """The values of an entity that are loaded, as plans name them."""
    if entidad == "ejercicio":
        return frozenset(str(e) for e in voc.ejercicios)
    if entidad == "municipio":
        return frozenset(voc.municipios) | {n.codigo for n in voc.nombres if n.entidad == "municipio"}
    if entidad == "linea":
        return frozenset(voc.lineas)
    if entidad == "medida":
        return frozenset(voc.medidas)
    if entidad == "meta":
        return voc.metas
    if entidad == "persona":
        return frozenset(voc.personas)
    return frozenset(n.codigo for n in voc.nombres if n.entidad == entidad)


def _consta(termino: str, voc: Vocabulario) -> bool:
    return bool(raices(termino)) and all(voc.frecuencia.get(r, 0) for r in raices(termino))


def _lo_nombra(entidad: str, valor: str, dichas: str, voc: Vocabulario) -> bool:
    """Whether words can mean an entity: its code, a word of its name, or a word of what it does."""
    dichas_raices = set(raices(dichas))
    if entidad in ("ejercicio", "meta"):
        return valor in re.findall(r"\d+(?:\.\d+)*", dichas)
    if valor in re.findall(r"[\w.]+", dichas) or not dichas_raices:
        return bool(dichas_raices)
    if entidad == "medida":
        nombre = voc.medidas[valor]
    elif entidad == "linea":
        nombre = voc.lineas[valor]
    elif entidad == "persona":
        nombre = valor
    else:
        nombre = " ".join(n.nombre for n in voc.nombres if n.entidad == entidad and n.codigo == valor) or valor
    if dichas_raices & {raiz(p) for p in palabras(nombre)}:
        return True
    return entidad == "unidad" and bool(dichas_raices & voc.palabras_de(valor))


# --- figures and certainties -----------------------------------------------------------------------------------------


def _de_cifras(p: Propuesta) -> Iterator[str]:
    if any(isinstance(f, ComoMeta | Alguna) for f in p.plan.filtros):
        yield "usa una condición que solo se lee en la pregunta misma"
    for i, f in enumerate(p.plan.filtros):
        if isinstance(f, Umbral):
            dichas = _cifras(" ".join(p.de(f"filtros.{i}")))
            if not all(v in dichas for v in (f.valor, f.hasta) if v is not None):
                yield "pone un umbral que la pregunta no dice"
    for f in (f for dichos in (p.plan.relacion.filtros if p.plan.relacion else ()) for f in dichos):
        if isinstance(f, Umbral) and not all(v in _cifras(" ".join(p.de("relacion"))) for v in (f.valor, f.hasta) if v is not None):
            yield "pone un umbral que la pregunta no dice"
    limite = p.plan.limite
    if limite is not None and limite > 1 and limite not in _cifras(" ".join(p.de("limite"))):
        yield "pone un límite que la pregunta no dice"


def _cifras(texto: str) -> set[float]:
    sueltas = {float(x.replace(",", "")) for x in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", texto)}
    return sueltas | {float(NUMEROS[p]) for p in palabras(texto) if p in NUMEROS}


def _de_certezas(p: Propuesta, c: Cobertura) -> Iterator[str]:
    plan = p.plan
    causas = {x for f in plan.filtros if isinstance(f, ConCausa) for x in f.causas}
    trimestres = set(plan.trimestres) | {t for parte in plan.partes_del_ano() for t in parte}
    nombradas = {v for f in plan.filtros if isinstance(f, En) for v in f.valores}
    for s in c.spans:
        if any(t.norma != plegar(t.texto) and not t.numero for t in c.tokens[s.ini : s.fin]):
            continue  # a slip that was repaired is a guess, not a certainty
        if s.tipo in _ENTIDADES and isinstance(s.valor, str) and s.valor not in nombradas:
            yield f"olvida «{c.texto(s)}»"
        elif s.tipo == "causa" and isinstance(s.valor, str) and s.valor not in causas and not plan.de("texto"):
            yield f"olvida la causa «{c.texto(s)}»"
        elif s.tipo == "trimestre" and isinstance(s.valor, str) and s.valor not in trimestres and "trimestre" not in plan.agrupar:
            yield f"olvida «{c.texto(s)}»"
    for i, f in enumerate(plan.filtros):
        if isinstance(f, ConClase) and set(f.clases) & _LOGRADAS and not f.negado and _negada(p.de(f"filtros.{i}"), c):
            yield "toma por cumplido lo que la pregunta niega"


def _negada(dichas: Sequence[str], c: Cobertura) -> bool:
    """Whether the words of a state are negated, in themselves or by the word before them."""
    for dicha in dichas:
        lugares = _posiciones(dicha, c.tokens)
        antes = [t.norma for t in c.tokens[max(0, lugares[0] - 2) : lugares[0]]] if lugares else []
        if _NEGACION.search(" ".join([*antes, *palabras(dicha)])):
            return True
    return False
