"""The grammar's planner: a question, and what came before it, to a typed plan (or why there is none)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.acomodo import Acomodo, Descrita, Elegida
from assistant.compose import componer
from assistant.conversation import continuar, olvida
from assistant.grammar.antecedents import apunta_atras, cuando_le_fue, elige
from assistant.grammar.corrections import corregida
from assistant.grammar.cuts import un_trimestre_de_dos_cortes
from assistant.grammar.dates import con_fecha
from assistant.grammar.heads import dimensiones_de
from assistant.grammar.omitted import con_sus_anos
from assistant.grammar.opposites import con_pareja, las_otras, sin_las_otras
from assistant.grammar.pairs import cada_quien_en_su_tiempo
from assistant.grammar.parts import MAX_CARACTERES, REFORMULA, de_una_meta, en_el_mismo_lugar, partir, solo_cita, son_dos
from assistant.grammar.recounts import en_cada_ano, en_cada_corte, en_cada_parte
from assistant.grammar.said import como_mencion
from assistant.grammar.slots import Huecos
from assistant.link import Vocabulario, proponer_entidades, reparar
from assistant.plan import (
    Aclarar,
    En,
    FueraDeTema,
    Lectura,
    Opcion,
    Periodo,
    Plan,
    Resultado,
    SinDatos,
)
from assistant.spans import Cobertura, Span, Token, cubrir, proponer_lexico, tokenizar
from index.textos import clave

#: Readings of questions (after a plan) that are remembered while what is loaded does not change.
_LEIDAS = 1024
#: Covers that are remembered: those of the questions being read.
_CUBIERTAS = 64
#: A municipality that is only told from the one asked before.
_OTRO = re.compile(r"\b(?:el|del|al) otro (?:municipio|ayuntamiento)\b", re.IGNORECASE)
#: Whom a question is put to, before it: "Señor analista: …".
_VOCATIVO = re.compile(r"^\W*(?:estimad[oa]s?|se[ñn]or(?:a|ita|es|as)?|sra?\.|lic(?:enciad[oa])?\b\.?|ing(?:enier[oa])?\b\.?|compa[ñn]er[oa]s?|colegas?|director(?:a)?|contador(?:a)?)\b[^:,?¿\d]{0,40}[:,]\s*", re.IGNORECASE)


def cobertura(pregunta: str, voc: Vocabulario) -> tuple[Cobertura, list[str]]:
    """The cover of a question and the slips repaired in it."""
    tokens = tokenizar(pregunta[:MAX_CARACTERES])
    primera = [*_del_lexico(tokens, voc), *proponer_entidades(tokens, voc)]
    cambios = reparar(tokens, voc, [(s.ini, s.fin) for s in primera])
    propuestas = [*_del_lexico(tokens, voc), *proponer_entidades(tokens, voc)] if cambios else primera
    c = cubrir(tokens, propuestas)
    if (nuevos := corregida(c)) is not None:
        c = cubrir(nuevos, [*_del_lexico(nuevos, voc), *proponer_entidades(nuevos, voc)])
    return c, cambios


def _del_lexico(tokens: list[Token], voc: Vocabulario) -> Iterable[Span]:
    """The phrases of the lexicon; "los tres municipios" is no mere way of saying all of them where they are compared, and
    "auditorías" asks for no audit where they are what goals are measured in."""
    se_compara = any(t.norma.startswith("compar") for t in tokens)
    for s in proponer_lexico(tokens):
        if se_compara and s.tipo == "cortesia" and tokens[s.fin - 1].norma in ("municipios", "ayuntamientos"):
            continue
        if not (s.tipo == "audita" and tokens[s.ini].norma == "auditorias" and clave("auditorias") in voc.medidas):
            yield s


#: Without these words no question asks the same of several parts: most need not be read twice.
_DE_VARIAS_PARTES = re.compile(r"cu[aá]nt.*\bcu[aá]nt|semestr|\by\s+(?:en\s+)?(?:cu[aá]l|qui[eé]n|qu[eé])", re.IGNORECASE | re.DOTALL)
#: The kinds of places that a question takes from what it says in other words.
_LUGARES = ("municipio", "unidad", "programa", "ramo")
#: Nor does one without these say two times of two places.
_DE_DOS_TIEMPOS = re.compile(r"(?:(?:19|20)\d\d|trimestre|semestre|cuarto|cierre).*\b(?:cu[aá]nt\w+|con|contra|vs\.?|versus|que|y|frente|respecto)\b.*(?:(?:19|20)\d\d|trimestre|semestre|primero|segundo|tercero|cuarto|cierre)", re.IGNORECASE | re.DOTALL)
#: So many equals are each followed into another period; of more the question is put back.
_SEGUIDAS = 3


class Planificador:
    """Reads questions over a loaded vocabulary. ``filas_de`` gives the numbers of a plan's goals, ``elegidas`` what a plan
    picks, each as a question names it, with the series of a goal; ``descritas``, what its goals do."""

    def __init__(
        self, voc: Vocabulario, filas_de: Callable[[Plan], Sequence[str]], cantidad: Callable[[Plan], int],
        elegidas: Callable[[Plan], Sequence[Elegida]] = lambda p: (), descritas: Callable[[Plan], Sequence[Descrita]] = lambda p: (),
    ) -> None:  # fmt: skip
        self.voc, self._filas_de, self._elegidas = voc, filas_de, elegidas
        self._acomodo = Acomodo(voc, filas_de, cantidad, descritas, elegidas)
        #: A conversation's questions are read again with each one that follows them.
        self._leida = lru_cache(_LEIDAS)(self._leer)
        #: What looks for a second question covers the same text again, and changes what it finds to its own ends.
        self._cubrir = lru_cache(_CUBIERTAS)(lambda pregunta: cobertura(pregunta, voc))

    def leer(self, pregunta: str, historia: Sequence[str] = ()) -> Resultado:
        """The reading of a question after the earlier ones; state is the last plan, never the last text."""
        previo: Plan | None = None
        for anterior in historia:
            anterior = self._entera(anterior)
            lectura = self._leida(anterior, previo)
            if isinstance(lectura, Lectura):
                previo = lectura.plan
            elif olvida(self._cubierta(anterior)):
                previo = None
        return self._leida(pregunta, previo)

    def partes(self, pregunta: str, historia: Sequence[str] = ()) -> list[Resultado]:
        """Two questions in one, read one after the other; a single reading where they are one question."""
        pregunta = self._en_otras_palabras(pregunta)
        trozos = partir(pregunta)
        entera = self.leer(pregunta, historia)
        if (dos := self._y_las_otras(pregunta, historia) or self._en_cada_parte(pregunta, historia) or self._cada_quien(pregunta)) is not None:
            return dos
        if isinstance(entera, Lectura) and (otras := self._lo_contrario(pregunta, entera)):
            return [entera, *otras]
        if isinstance(entera, Lectura) and (dos := self._las_dos_cantidades(pregunta, entera)):
            return dos
        if isinstance(entera, Lectura) and (todas := self._de_cada_ano(pregunta, entera)):
            return todas
        if len(trozos) != 2 or isinstance(entera, FueraDeTema) or (isinstance(entera, Lectura) and un_trimestre_de_dos_cortes(entera.plan)):
            return [entera]
        primera = self.leer(trozos[0], historia)
        if isinstance(primera, Lectura) and primera.plan.intent == "rank" and (cuando := cuando_le_fue(trozos[1])):
            return self._seguidas(primera, cuando, trozos[0])
        if isinstance(primera, Lectura) and primera.plan.intent not in ("who", "catalogue", "audit") and not primera.plan.agrupar and solo_cita(self._cubierta(trozos[1])):
            textual = primera.model_copy(update={"plan": primera.plan.con(intent="quote"), "notas": ()})
            return [primera] if primera.plan.intent in ("explain", "quote") else [primera, textual]
        segunda = self.leer(trozos[1], [*historia, trozos[0]])
        if isinstance(entera, Aclarar) and isinstance(primera, Lectura) and isinstance(segunda, Lectura) and apunta_atras(trozos[1]):
            return [primera, segunda]
        if isinstance(primera, Lectura) and isinstance(segunda, Lectura) and isinstance(entera, Lectura) and de_una_meta(primera.plan, segunda.plan, entera.plan):
            return [entera]
        if isinstance(primera, Lectura) and isinstance(segunda, Lectura) and son_dos(pregunta, primera.plan, segunda.plan):
            return [primera, en_el_mismo_lugar(primera, segunda, trozos[1])]
        return [entera]

    def _en_otras_palabras(self, pregunta: str) -> str:
        """ "¿Laguna viene mejorando? Es decir, ¿tuvo menos incumplimientos …?": the second question says what the first means,
        of the places that the first names."""
        if (m := REFORMULA.search(pregunta)) is None:
            return pregunta
        antes, luego = self._cubierta(pregunta[: m.start()]), pregunta[m.end() :]
        propios = self._cubierta(luego)
        if "?" not in luego and not propios.hay("pide", "cuenta", "cita", "explica", "quien", "clase", "cambio", "metrica", "suma", "promedio"):
            return pregunta  # "¿Qué se incumplió? Me refiero a lo de ferias": what it is about, and no question of its own
        lugares = [antes.texto(s) for s in antes.de(*_LUGARES) if not propios.hay(s.tipo)]
        return f"{', '.join(lugares)}: ¿{luego}" if lugares else f"¿{luego}"

    def _entera(self, pregunta: str) -> str:
        """A question without its "y cuántas no", where that asks for what is not so and not for a state of its own."""
        sola = sin_las_otras(pregunta, self._cubierta)
        lectura = self._leida(sola, None) if sola is not None else None
        return sola if sola is not None and isinstance(lectura, Lectura) and not con_pareja(lectura.plan, self._cubierta(sola)) else pregunta

    def _cubierta(self, pregunta: str) -> Cobertura:
        return self._cubrir(pregunta)[0].copia()

    def _y_las_otras(self, pregunta: str, historia: Sequence[str]) -> list[Resultado] | None:
        """ "¿Cuántas … y cuántas no?": those that are so, and those that are not."""
        sola = self._entera(pregunta)
        lectura = self.leer(sola, historia) if sola != pregunta else None
        if not isinstance(lectura, Lectura):
            return None
        otras = las_otras(lectura.plan, self._cubierta(sola))
        if otras is None:
            falta = "No se respondió la segunda parte de la pregunta («y cuántas no»): lo que se pide no tiene un contrario que se pueda contar. Pregúntela por separado."
            return [lectura.model_copy(update={"notas": (*lectura.notas, falta)})]
        return [lectura, lectura.model_copy(update={"plan": otras, "notas": ()})]

    def _en_cada_parte(self, pregunta: str, historia: Sequence[str]) -> list[Resultado] | None:
        """ "¿Cuántas … en el primer semestre y cuántas en el segundo?": the count of each."""
        if not _DE_VARIAS_PARTES.search(pregunta):
            return None
        c = self._cubierta(pregunta)
        lecturas = [self.leer(p, historia) for p in en_cada_parte(c) or en_cada_ano(c) or en_cada_corte(c)]
        return lecturas if lecturas and all(isinstance(x, Lectura) for x in lecturas) else None

    def _cada_quien(self, pregunta: str) -> list[Resultado] | None:
        """ "¿Cuántas becas entregó A en 2023 y cuántas B en 2024?": of each place in its own time."""
        if not _DE_DOS_TIEMPOS.search(pregunta) or (par := cada_quien_en_su_tiempo(self._cubierta(pregunta))) is None:
            return None
        leidas = [self.leer(p) for p in par.preguntas]
        if not all(isinstance(x, Lectura) for x in leidas):
            return None
        uno, otro = (_de_cuantas(x) for x in leidas if isinstance(x, Lectura))
        return [uno, otro.model_copy(update={"contra": par.contra})]

    def _seguidas(self, primera: Lectura, cuando: str, texto: str) -> list[Resultado]:
        """What the first part picks, and the same in another period; a question back where it can't be followed there."""
        segundas = [self._en_otro_periodo(e, cuando) for e in (self._elegidas(primera.plan) if elige(primera.plan) else ())]
        if not segundas or len(segundas) > _SEGUIDAS:
            duda = "Son dos preguntas en una, y la segunda depende de la respuesta de la primera. Haga primero esta y después pregunte por su número o su nombre:"
            return [Aclarar(duda=duda, opciones=(Opcion(texto=texto.strip("¿? "), pregunta=f"¿{texto.strip('¿? ')}?"),))]
        return [primera, *segundas] if all(isinstance(s, Lectura) for s in segundas) else [s for s in segundas if not isinstance(s, Lectura)]

    def _en_otro_periodo(self, elegida: Elegida, cuando: str) -> Resultado:
        """How it went with one goal or place in another period: with the same goal, which may have another number there."""
        nombre, serie = elegida
        lectura = self._leida(f"¿Cómo le fue a {nombre} {cuando}?", None)
        if serie is not None and isinstance(lectura, Lectura) and {s for _, s in self._elegidas(lectura.plan)} != {serie}:
            return SinDatos(faltante=f"{nombre}, con el mismo texto, {cuando}")
        return lectura

    def _las_dos_cantidades(self, pregunta: str, lectura: Lectura) -> list[Resultado]:
        """ "¿Cuánto se programó y cuánto se alcanzó de torneos en cada año?": both sums."""
        if lectura.plan.intent != "sum" or not _DE_VARIAS_PARTES.search(pregunta):
            return []
        c = self._cubierta(pregunta)
        metricas = set(c.valores("metrica"))
        # "¿Cuántas consultas se dieron y cuántas estaban programadas?": the verb of the first is of what was done.
        if len(c.de("cuenta")) < 2 or "programado" not in metricas or metricas - {"programado", "alcanzado"}:
            return []
        return [lectura.model_copy(update={"plan": lectura.plan.con(metrica=m), "notas": lectura.notas if m == "programado" else ()}) for m in ("programado", "alcanzado")]

    def _lo_contrario(self, pregunta: str, lectura: Lectura) -> list[Lectura]:
        """ "¿Qué metas se agregaron y cuáles se quitaron?", "¿cuántas mejoraron, cuántas empeoraron y cuántas siguen igual?": the
        other changes over the same periods."""
        relacion = lectura.plan.relacion
        if relacion is None or not (relacion.presencia or relacion.sentido in ("mejor", "peor")):
            return []
        cambios = self._cubierta(pregunta).valores("cambio")
        if relacion.presencia is None:
            otros = [v for v in dict.fromkeys(cambios) if v in ("mejor", "peor", "igual") and v != relacion.sentido] if len(cambios) in (2, 3) else []
            orden = lectura.plan.orden.model_copy(update={"descendente": not lectura.plan.orden.descendente}) if lectura.plan.orden else None
            return [lectura.model_copy(update={"plan": lectura.plan.con(relacion=relacion.model_copy(update={"sentido": v}), orden=orden), "notas": ()}) for v in otros if v != "igual" or orden is None]
        otra = next((v for v in cambios if v in ("nueva", "retirada") and v != relacion.presencia), None)
        return [lectura.model_copy(update={"plan": lectura.plan.con(relacion=relacion.model_copy(update={"presencia": otra})), "notas": ()})] if otra else []

    def _de_cada_ano(self, pregunta: str, lectura: Lectura) -> list[Resultado]:
        """ "¿Qué metas nuevas hubo en cada año?": of every year beside the one before it, where there are more than two."""
        relacion = lectura.plan.relacion
        if relacion is None or relacion.presencia is None:
            return []
        c = self._cubierta(pregunta)
        lugares = tuple((f.entidad, f.valores) for f in lectura.plan.filtros if isinstance(f, En) and f.entidad in ("municipio", "ramo", "programa", "unidad"))
        anos = sorted({i[1] for i in self.voc.informes_de(lugares)})
        if c.hay("ano") or len(anos) < 3 or not ("ejercicio" in dimensiones_de(c) or "historia" in c.valores("cambio")):
            return []
        return [lectura.model_copy(update={"plan": lectura.plan.con(periodos=(Periodo(ejercicio=a), Periodo(ejercicio=b))), "notas": ()}) for a, b in pairwise(anos)]

    def _leer(self, pregunta: str, previo: Plan | None) -> Resultado:
        if previo is not None and previo.entidad("municipio") and _OTRO.search(pregunta):
            otra = self._otro_municipio(pregunta, previo)
            return otra if isinstance(otra, Aclarar) else self._leer(otra, previo)
        if previo is not None and elige(previo) and (cuando := cuando_le_fue(pregunta)) and len(suyas := self._elegidas(previo)) == 1:
            return self._en_otro_periodo(suyas[0], cuando)
        pregunta = _VOCATIVO.sub("", pregunta)
        cubierta, cambios = self._cubrir(con_fecha(pregunta, self.voc, previo))
        c = cubierta.copia()
        if olvida(c):
            previo = None
            c.spans = [s for s in c.spans if s.tipo not in ("olvida", "sigue")]
            if not [s for s in c.spans if s.tipo != "cortesia"] and not c.sueltos:
                return FueraDeTema(motivo="vacia")
        h = componer(c, self.voc, previo)
        if not isinstance(h, Huecos):
            return h
        plan = con_sus_anos(continuar(c, h, previo, self._filas_de) if previo is not None else h.plan(), c, self.voc)
        if previo is not None:
            plan = self._en_otro_municipio(plan, previo)
        if (mencion := como_mencion(c, plan)) is not None and self._filas_de(mencion[0]):
            plan, h.notas = mencion[0], [*(n for n in h.notas if not n.startswith("Entiendo ")), mencion[1]]
        if falta := self._acomodo.falta(plan):
            return falta
        plan, avisos = self._acomodo.acomodar(plan)
        return Lectura(plan=plan, confianza=round(h.confianza, 3), notas=tuple(dict.fromkeys([*cambios, *h.notas, *avisos])))

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


def _de_cuantas(lectura: Lectura) -> Lectura:
    """How a place does, beside another: which share of its goals it met, and not each of them."""
    plan = lectura.plan
    if plan.intent != "detail" or plan.metrica != "avance" or any(not isinstance(f, En) or f.entidad in ("meta", "medida") for f in plan.filtros):
        return lectura
    return lectura.model_copy(update={"plan": plan.con(intent="count", metrica="proporcion")})
