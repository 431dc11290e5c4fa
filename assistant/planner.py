"""The grammar's planner: a question, and what came before it, to a typed plan (or why there is none)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.compose import componer
from assistant.conversation import continuar, olvida
from assistant.grammar.corrections import corregida
from assistant.grammar.dates import con_fecha
from assistant.grammar.heads import dimensiones_de
from assistant.grammar.slots import Huecos
from assistant.link import Vocabulario, proponer_entidades, reparar
from assistant.plan import (
    Aclarar,
    ConClase,
    ConTrimestre,
    En,
    FueraDeTema,
    Lectura,
    Opcion,
    Periodo,
    Plan,
    Resultado,
    SinDatos,
    Texto,
)
from assistant.spans import Cobertura, cubrir, parece_verbo, proponer_lexico, tokenizar
from index.textos import raiz

#: Readings of questions (after a plan) that are remembered while what is loaded does not change.
_LEIDAS = 1024
_LUGARES = {"municipio": "del municipio de", "ejercicio": "del ejercicio", "ramo": "del ramo", "programa": "del programa", "unidad": "de la unidad"}
#: Longer questions are read up to here; nobody asks in more words.
MAX_CARACTERES = 2000


def cobertura(pregunta: str, voc: Vocabulario) -> tuple[Cobertura, list[str]]:
    """The cover of a question and the slips repaired in it."""
    tokens = tokenizar(pregunta[:MAX_CARACTERES])
    primera = [*proponer_lexico(tokens), *proponer_entidades(tokens, voc)]
    cambios = reparar(tokens, voc, [(s.ini, s.fin) for s in primera])
    propuestas = [*proponer_lexico(tokens), *proponer_entidades(tokens, voc)] if cambios else primera
    c = cubrir(tokens, propuestas)
    if (nuevos := corregida(c)) is not None:
        c = cubrir(nuevos, [*proponer_lexico(nuevos), *proponer_entidades(nuevos, voc)])
    return c, cambios


#: Where a second question may begin inside a question.
_SEGUNDA = re.compile(r"\?\s*¿|\?\s+(?!(?:sin|excepto|salvo|menos|quitando|pero)\b)(?=[\wÁÉÍÓÚáéíóú])|,?\s+y\s+(?=(?:a |de |por |en )?(?:qui[eé]n|cu[aá]l|cu[aá]nt|qu[eé]\b))", re.IGNORECASE)
#: A second part that only names another time or place of the same thing: "… y cuántas en 2023".
_ELIPSIS = re.compile(r"cu[aá]nt[oa]s?\s+(?:s[ií]|no)\b[^?]*$|cu[aá]nt[oa]s?\s+(?:en|al?|para|durante)\s+[^?]+$|(?:por|en) cu[aá]nt[oa]s?(?: m[aá]s)?$|cu[aá]l(?:es)?\s+(?:(?:la|el|las|los)\s+)?(?:de|en|del)\s+(?:19|20)\d\d$|(?:con\s+)?cu[aá]nt[oa]s?\s+(?:se\s+)?(?:cerr|termin|acab)\w+(?:\s+(?:el\s+a[ñn]o|el\s+ejercicio|en\s+(?:19|20)\d\d|(?:19|20)\d\d))?$|de\s+cu[aá]nto\s+a\s+cu[aá]nto$|cu[aá]nto\s+(?:se\s+|fue\s+|es\s+)?(?:ha\s+|hab[ií]a\s+)?(?:lo\s+)?(?:program|alcanz|logr|cumpl|realiz|hizo|avanz|llev)\w*(?:\s+(?:realmente|en realidad|al final))?$|cu[aá]nt[oa]s\s+(?:fueron|son|hubo|hay|eran|resultaron)$|qui[eé]n(?:es)?\s+(?:en|al?|para|durante)\s+[^?]+$", re.IGNORECASE)
#: A second part that only asks by what to tell the answer apart: "… y en qué años".
_DIMENSION = re.compile(r"(?:en |de |por |a )?(?:qu[eé]|cu[aá]l(?:es)?) (?:a[ñn]os?|ejercicios?|cortes?|municipios?|unidad(?:es)?|[aá]reas?|programas?|ramos?)(?: (?:es|son|fue|fueron|est[aá]n?))?", re.IGNORECASE)
#: A first part that only names what a second one joins: "¿Qué unidades y en qué años …?"
_CABEZA = re.compile(r"[¿ ]*(?:en |de |por )?(?:qu[eé]|cu[aá]l(?:es)?) \w+", re.IGNORECASE)
#: A municipality that is only told from the one asked before.
_OTRO = re.compile(r"\b(?:el|del|al) otro (?:municipio|ayuntamiento)\b", re.IGNORECASE)
#: Whom a question is put to, before it: "Señor analista: …".
_VOCATIVO = re.compile(r"^\W*(?:estimad[oa]s?|se[ñn]or(?:a|ita|es|as)?|sra?\.|lic(?:enciad[oa])?\b\.?|ing(?:enier[oa])?\b\.?|compa[ñn]er[oa]s?|colegas?|director(?:a)?|contador(?:a)?)\b[^:,?¿\d]{0,40}[:,]\s*", re.IGNORECASE)
#: What a second part takes from the first.
_MISMO_TRIMESTRE = re.compile(r"\b(?:es[ea]|mism[oa]) (?:mism[oa] )?(?:trimestre|periodo)\b", re.IGNORECASE)
#: A second part with a time of its own.
_FECHA = re.compile(r"\b(?:19|20)\d\d\b|\b(?:cierre|final|fin|cortes?|trimestres?|a[ñn]o|ejercicio)\b", re.IGNORECASE)
_DISTINTOS = frozenset(("who", "catalogue", "audit", "sum", "rank", "trend", "average"))


def _partir(pregunta: str) -> list[str]:
    trozos = [t.strip() for t in _SEGUNDA.split(pregunta[:MAX_CARACTERES]) if t and t.strip(" ¿?")]
    if len(trozos) != 2 or any(len(t.split()) < 2 for t in trozos):
        return [pregunta]
    segunda = trozos[-1].strip("¿? ")
    return trozos if not _ELIPSIS.fullmatch(segunda) and not _DIMENSION.fullmatch(segunda) and not _CABEZA.fullmatch(trozos[0]) else [pregunta]


def _son_dos(pregunta: str, uno: Plan, otro: Plan) -> bool:
    """Whether two parts ask for different things: each a question of its own, or intents that one plan can't hold."""
    if uno == otro or not (uno.filtros or uno.intent in ("catalogue", "audit", "rank")):
        return False
    if "?" in pregunta.rstrip().rstrip("?"):
        return True
    if uno.intent == otro.intent == "catalogue":
        return uno.catalogo != otro.catalogo
    return uno.intent != otro.intent and bool({uno.intent, otro.intent} & _DISTINTOS)


def _de_una_meta(uno: Plan, otro: Plan, entera: Plan) -> bool:
    """ "¿En qué se mide la meta 2 y cuánto se alcanzó en 2023?": what is told of one goal is told at once."""
    detalle = uno.intent == entera.intent == "detail" and bool(entera.entidad("meta"))
    return detalle and otro.intent in ("sum", "detail") and otro.entidad("meta") in ((), entera.entidad("meta")) and set(entera.filtros) >= set(uno.filtros)


def _en_el_mismo_lugar(primera: Lectura, segunda: Lectura, texto: str) -> Lectura:
    """The second question is about the unit, year or goal of the first, unless it names its own."""
    plan = segunda.plan
    propias = {f.entidad for f in plan.filtros if isinstance(f, En)}
    if plan.intent == "catalogue":
        return segunda
    if primera.plan.corte and not (plan.corte or plan.periodos) and not _FECHA.search(texto):
        # "… a septiembre, ¿y qué porcentaje era?": of that day, as the first.
        plan = plan.con(corte=primera.plan.corte)
        segunda = segunda.model_copy(update={"plan": plan})
    if propias - {"ejercicio"}:
        return segunda
    fecha = propias or plan.corte or plan.periodos
    lugares = tuple(f for f in primera.plan.filtros if isinstance(f, En) and not (f.entidad == "ejercicio" and fecha))
    trimestres = primera.plan.trimestres if _MISMO_TRIMESTRE.search(texto) else plan.trimestres
    return segunda.model_copy(update={"plan": plan.con(filtros=(*plan.filtros, *lugares), trimestres=trimestres)})


class Planificador:
    """Reads questions over a loaded vocabulary. ``filas_de`` gives the goals of a plan as (unit, number) pairs."""

    def __init__(self, voc: Vocabulario, filas_de: Callable[[Plan], Sequence[str]], cantidad: Callable[[Plan], int]) -> None:
        self.voc, self._filas_de, self._cantidad = voc, filas_de, cantidad
        #: A conversation's questions are read again with each one that follows them.
        self._leida = lru_cache(_LEIDAS)(self._leer)

    def leer(self, pregunta: str, historia: Sequence[str] = ()) -> Resultado:
        """The reading of a question after the earlier ones; state is the last plan, never the last text."""
        previo: Plan | None = None
        for anterior in historia:
            lectura = self._leida(anterior, previo)
            if isinstance(lectura, Lectura):
                previo = lectura.plan
            elif olvida(cobertura(anterior, self.voc)[0]):
                previo = None
        return self._leida(pregunta, previo)

    def partes(self, pregunta: str, historia: Sequence[str] = ()) -> list[Resultado]:
        """Two questions in one, read one after the other; a single reading where they are one question."""
        trozos = _partir(pregunta)
        entera = self.leer(pregunta, historia)
        if isinstance(entera, Lectura) and (otra := self._lo_contrario(pregunta, entera)) is not None:
            return [entera, otra]
        if isinstance(entera, Lectura) and (todas := self._de_cada_ano(pregunta, entera)):
            return todas
        if len(trozos) != 2 or isinstance(entera, FueraDeTema):
            return [entera]
        primera = self.leer(trozos[0], historia)
        segunda = self.leer(trozos[1], [*historia, trozos[0]])
        if isinstance(primera, Lectura) and isinstance(segunda, Lectura) and isinstance(entera, Lectura) and _de_una_meta(primera.plan, segunda.plan, entera.plan):
            return [entera]
        if isinstance(primera, Lectura) and isinstance(segunda, Lectura) and _son_dos(pregunta, primera.plan, segunda.plan):
            return [primera, _en_el_mismo_lugar(primera, segunda, trozos[1])]
        return [entera]

    def _lo_contrario(self, pregunta: str, lectura: Lectura) -> Lectura | None:
        """ "¿Qué metas se agregaron y cuáles se quitaron?": what went beside what is new, over the same periods."""
        relacion = lectura.plan.relacion
        if relacion is None or relacion.presencia is None:
            return None
        dichas = [v for v in cobertura(pregunta, self.voc)[0].valores("cambio") if v in ("nueva", "retirada")]
        otra = next((v for v in dichas if v != relacion.presencia), None)
        return lectura.model_copy(update={"plan": lectura.plan.con(relacion=relacion.model_copy(update={"presencia": otra})), "notas": ()}) if otra else None

    def _de_cada_ano(self, pregunta: str, lectura: Lectura) -> list[Resultado]:
        """ "¿Qué metas nuevas hubo en cada año?": of every year beside the one before it, where there are more than two."""
        relacion = lectura.plan.relacion
        if relacion is None or relacion.presencia is None:
            return []
        c = cobertura(pregunta, self.voc)[0]
        lugares = tuple((f.entidad, f.valores) for f in lectura.plan.filtros if isinstance(f, En) and f.entidad in _LUGARES and f.entidad != "ejercicio")
        anos = sorted({i[1] for i in self.voc.informes_de(lugares)})
        if c.hay("ano") or len(anos) < 3 or not ("ejercicio" in dimensiones_de(c) or "historia" in c.valores("cambio")):
            return []
        return [lectura.model_copy(update={"plan": lectura.plan.con(periodos=(Periodo(ejercicio=a), Periodo(ejercicio=b))), "notas": ()}) for a, b in pairwise(anos)]

    def _leer(self, pregunta: str, previo: Plan | None) -> Resultado:
        if previo is not None and previo.entidad("municipio") and _OTRO.search(pregunta):
            otra = self._otro_municipio(pregunta, previo)
            return otra if isinstance(otra, Aclarar) else self._leer(otra, previo)
        pregunta = _VOCATIVO.sub("", pregunta)
        c, cambios = cobertura(con_fecha(pregunta, self.voc, previo), self.voc)
        if olvida(c):
            previo = None
            c.spans = [s for s in c.spans if s.tipo not in ("olvida", "sigue")]
            if not [s for s in c.spans if s.tipo != "cortesia"] and not c.sueltos:
                return FueraDeTema(motivo="vacia")
        h = componer(c, self.voc, previo)
        if not isinstance(h, Huecos):
            return h
        plan = continuar(c, h, previo, self._filas_de) if previo is not None else h.plan()
        if previo is not None:
            plan = self._en_otro_municipio(plan, previo)
        if falta := self._sin_informe(plan) or self._sin_periodo(plan):
            return falta
        plan = self._todas(self._en_cada_periodo(self._ceder(plan)))
        return Lectura(plan=plan, confianza=round(h.confianza, 3), notas=tuple(dict.fromkeys([*cambios, *h.notas])))

    def _en_otro_municipio(self, plan: Plan, previo: Plan) -> Plan:
        """ "¿Y en Río Manso?" after a unit of another municipality: the unit of like name there, where there is one."""
        municipios = frozenset(plan.entidad("municipio"))
        unidades = plan.unidades()
        if not municipios or not unidades or plan.entidad("municipio") == previo.entidad("municipio") or plan.unidades() != previo.unidades():
            return plan
        if any(self.voc.municipios_con(u) & municipios for u in unidades) or not (mejores := self._parecidas(unidades, municipios)):
            return plan
        nueva = En(entidad="unidad", valores=(mejores[0],))
        return plan.con(filtros=tuple(nueva if isinstance(f, En) and f.entidad == "unidad" and not f.negado else f for f in plan.filtros))

    def _parecidas(self, unidades: Sequence[str], municipios: frozenset[str]) -> list[str]:
        """The units of some municipalities whose names share their subject with those of some units, the nearest first."""
        todas = [n for n in self.voc.nombres if n.entidad == "unidad"]
        asuntos = {p for n in todas if n.codigo in unidades for p in n.propias}
        # "Pública" is in the name of many offices, "bibliotecas" in few.
        comun = Counter(p for n in todas for p in n.propias)
        afines = sorted((n for n in todas if n.propias & asuntos), key=lambda n: (-sum(1 / comun[p] for p in n.propias & asuntos), n.codigo))
        return [n.codigo for n in afines if self.voc.municipios_de(n) & municipios]

    def _otro_municipio(self, pregunta: str, previo: Plan) -> str | Aclarar:
        """ "¿Y en el otro municipio?": the one that is left, or that has such a unit; which, where there are several."""
        otros = [m for m in self.voc.municipios if m not in previo.entidad("municipio")]
        if unidades := previo.unidades():
            otros = [m for m in otros if self._parecidas(unidades, frozenset((m,)))] or otros
        dichas = [_OTRO.sub(m, pregunta) for m in otros]
        if len(otros) == 1:
            return dichas[0]
        opciones = tuple(Opcion(texto=m, pregunta=d) for m, d in zip(otros, dichas, strict=True))
        return Aclarar(duda="Hay varios municipios cargados. ¿A cuál se refiere?", opciones=opciones)

    def _sin_periodo(self, plan: Plan) -> SinDatos | None:
        """Two periods are set against each other, and the places that are named have no report of one of them."""
        lados = plan.relacion is not None or bool(plan.agrupar)
        if len(plan.periodos) != 2 or not lados or (plan.relacion and (plan.relacion.presencia or plan.relacion.siempre)):
            return None
        lugares = tuple(f for f in plan.filtros if isinstance(f, En) and f.entidad in ("municipio", "ramo", "programa", "unidad") and not f.negado)
        for p in plan.periodos:
            if lugares and not self._cantidad(Plan(intent="list", filtros=lugares, periodos=(p,))):
                cual = f"al corte del {p.corte.day}/{p.corte.month:02}/{p.corte.year}" if p.corte else f"de {p.ejercicio}"
                partes = [f"{_LUGARES[f.entidad]} {' y '.join(f.valores)}" for f in lugares]
                return SinDatos(faltante=f"un informe {' '.join(partes)} {cual}")
        return None

    def _sin_informe(self, plan: Plan) -> SinDatos | None:
        """A unit, a year and a municipality that are loaded, but not together: there is no such report."""
        lugares = tuple(f for f in plan.filtros if isinstance(f, En) and f.entidad in ("municipio", "ejercicio", "ramo", "programa", "unidad") and not f.negado)
        if len(lugares) < 2 or self._cantidad(Plan(intent="list", filtros=lugares, corte=plan.corte, periodos=plan.periodos)):
            return None
        partes = [f"{_LUGARES[f.entidad]} {' y '.join(f.valores)}" for f in lugares]
        return SinDatos(faltante="un informe " + " ".join(partes))

    def _ceder(self, plan: Plan) -> Plan:
        """Where words and other filters have no goal in common, give up the least telling words, one at a time.

        Words are only a means to find goals: an entity, a state or a figure that was asked never gives way.
        """
        textos = [f for f in plan.filtros if isinstance(f, Texto)]
        if not textos or plan.intent in ("audit", "who", "catalogue") or self._cantidad(plan):
            return plan
        texto = textos[0]
        otros = tuple(f for f in plan.filtros if f is not texto)
        terminos = sorted(texto.terminos, key=lambda t: self.voc.idf(raiz(t)))
        for k in range(1, len(terminos)):
            menor = plan.con(filtros=(*otros, texto.model_copy(update={"terminos": tuple(terminos[k:])})))
            if self._cantidad(menor):
                return menor
        if any(isinstance(f, En) and f.entidad == "meta" and not f.negado for f in otros):
            return plan.con(filtros=otros)
        if texto.donde == "observacion" and plan.intent == "explain":
            # Why something was not done: its words may name the goal instead of standing in its observation.
            entero = plan.con(filtros=(*otros, texto.model_copy(update={"donde": "todo"})))
            if self._cantidad(entero):
                return entero
        if (leida := self._medida_como_palabra(plan, texto)) is not None:
            return leida
        if all(parece_verbo(t) for t in terminos) and any(isinstance(f, En) and f.entidad in ("medida", "linea") for f in otros):
            return plan.con(filtros=otros)
        for t in reversed(terminos):
            uno = plan.con(filtros=(*otros, texto.model_copy(update={"terminos": (t,)})))
            if len(terminos) > 1 and self._cantidad(uno):
                return uno
        return plan

    def _en_cada_periodo(self, plan: Plan) -> Plan:
        """One goal's history by words: a word that only some years have (in an observation, say) must not hide the others."""
        texto = next((f for f in plan.filtros if isinstance(f, Texto)), None)
        if plan.intent != "detail" or len(plan.periodos) < 2 or texto is None or len(texto.terminos) < 2:
            return plan
        hay = self._cantidad(plan)
        if not 0 < hay < len(plan.periodos):
            return plan
        otros = tuple(f for f in plan.filtros if f is not texto)
        sin = [plan.con(filtros=(*otros, texto.model_copy(update={"terminos": tuple(t for t in texto.terminos if t != fuera)}))) for fuera in texto.terminos]
        suyos = set(self._filas_de(plan))
        contados = [(n, p) for p in sin if hay < (n := self._cantidad(p)) <= len(plan.periodos) and set(self._filas_de(p)) == suyos]
        return max(contados, key=lambda x: x[0])[1] if contados else plan

    def _medida_como_palabra(self, plan: Plan, texto: Texto) -> Plan | None:
        """A measure's name that no goal with the other words is measured in is one more of the words ("préstamo de libros")."""
        medida = next((f for f in plan.filtros if isinstance(f, En) and f.entidad == "medida" and not f.negado), None)
        if medida is None:
            return None
        otros = tuple(f for f in plan.filtros if f is not texto and f is not medida)
        leida = plan.con(filtros=(*otros, texto.model_copy(update={"terminos": (*texto.terminos, *medida.valores)})))
        cuantas = self._cantidad(leida)
        if plan.agrupar == ("ejercicio",):
            # One goal whose measure some year prints otherwise: its figures of each year, by the other words.
            sin = plan.con(filtros=(*otros, texto), intent="detail", metrica=None, agrupar=(), orden=None)
            if cuantas < self._cantidad(sin) <= len(plan.entidad("ejercicio")):
                return sin
        return leida if cuantas else None

    def _todas(self, plan: Plan) -> Plan:
        """Whether all did: the goals that did not are shown, or, where there are none, those that did."""
        if not plan.universal or self._cantidad(plan):
            return plan
        opuesto = {"no_cumplidas": "cumplidas", "corto": "cumplido"}
        filtros = tuple(
            f.model_copy(update={"clases": tuple(opuesto.get(k, k) for k in f.clases)}) if isinstance(f, ConClase)
            else f.model_copy(update={"clase": opuesto.get(f.clase, f.clase)}) if isinstance(f, ConTrimestre) else f
            for f in plan.filtros
        )  # fmt: skip
        return plan.con(filtros=filtros)
