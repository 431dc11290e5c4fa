"""A plan fitted to what is loaded: words that no goal has with the rest give way, and a report that is not there is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.filtros import SELECCION
from assistant.link import Vocabulario
from assistant.plan import Aclarar, ComoMeta, ConCausa, ConClase, ConTrimestre, En, Filtro, Opcion, Plan, SinDatos, Texto, Umbral
from assistant.spans import es_de_no_hacer, parece_verbo
from index.textos import palabras, raices, raiz

#: A goal as a question names it, the filters that pick it, and its description.
Descrita = tuple[str, tuple[Filtro, ...], str]
#: What a plan picks, as a question names it ("la meta 1.6 de la unidad 1101"), and its series, where it is a goal.
Elegida = tuple[str, int | None]
_LUGARES = {"municipio": "del municipio de", "ejercicio": "del ejercicio", "ramo": "del ramo", "programa": "del programa", "unidad": "de la unidad"}
#: What goals share with another one, as it is asked.
_LA_MISMA = {"medida": "la misma unidad de medida", "linea": "la misma línea de acción", "causa": "la misma causa", "unidad": "la misma unidad", "programa": "el mismo programa", "ramo": "el mismo ramo", "meta_anual": "la misma meta anual", "avance": "el mismo avance"}
_OPCIONES = 6
#: Of more goals that mention something, none is what the question is about.
_POCAS = 4
#: A description begins with its verb; so many words more may stand among those of its object ("atlas *municipal* de riesgos").
_VERBO_Y_ADJETIVO = 2


class Acomodo:
    """Fits plans to the store. ``filas_de`` gives the numbers of a plan's goals, ``cantidad`` how many they are, ``descritas``
    what each is called and does, ``elegidas`` how a question names each."""

    def __init__(
        self, voc: Vocabulario, filas_de: Callable[[Plan], Sequence[str]], cantidad: Callable[[Plan], int], descritas: Callable[[Plan], Sequence[Descrita]],
        elegidas: Callable[[Plan], Sequence[Elegida]] = lambda p: (),
    ) -> None:  # fmt: skip
        self.voc, self._filas_de, self._cantidad, self._descritas, self._elegidas = voc, filas_de, cantidad, descritas, elegidas

    def falta(self, plan: Plan) -> SinDatos | Aclarar | None:
        """What the plan asks for together that no report has; or which goal it points at, where that is several."""
        return self._sin_informe(plan) or self._sin_periodo(plan) or self._sin_la_otra(plan)

    def _sin_la_otra(self, plan: Plan) -> SinDatos | Aclarar | None:
        """The goal that others are told by: it is loaded, and one."""
        como = next((f for f in plan.filtros if isinstance(f, ComoMeta)), None)
        if como is None:
            return None
        anos = tuple(f for f in plan.filtros if isinstance(f, En) and f.entidad == "ejercicio")
        suya = Plan(intent="list", filtros=(En(entidad="meta", valores=(como.meta,)), *como.lugar, *anos), corte=plan.corte)
        halladas = sorted({nombre for nombre, _ in self._elegidas(suya)})
        dicha = " ".join([f"la meta {como.meta}", *(f"{_LUGARES[f.entidad]} {' ni '.join(f.valores)}" for f in como.lugar)])
        if not halladas:
            return SinDatos(faltante=dicha)
        if len(halladas) > 1:
            opciones = tuple(Opcion(texto=x, pregunta=f"¿Qué metas tienen {_LA_MISMA[como.que]} que {x}{f' en {anos[0].valores[0]}' if anos else ''}?") for x in halladas[:_OPCIONES])
            return Aclarar(duda=f"Hay varias metas {como.meta}. ¿Con cuál se compara?", opciones=opciones)
        if como.que == "causa" and not self._cantidad(suya.con(filtros=(*suya.filtros, ConCausa()))):
            return SinDatos(faltante=f"una causa que señale {dicha}{f' en {anos[0].valores[0]}' if anos else ''}")
        return None

    def acomodar(self, plan: Plan) -> tuple[Plan, list[str]]:
        """The plan as the store can answer it, and what is to be told of that."""
        plan, por_medida = self._por_su_medida(self._ceder(plan))
        plan, por_objeto = self._por_su_objeto(self._en_cada_periodo(plan))
        return self._todas(plan), [*por_medida, *por_objeto]

    def _sin_periodo(self, plan: Plan) -> SinDatos | None:
        """Two periods are set against each other, and the places that are named have no report of one of them."""
        lados = plan.relacion is not None or bool(plan.agrupar)
        if len(plan.periodos) != 2 or not lados or (plan.relacion and (plan.relacion.presencia or plan.relacion.siempre)):
            return None
        lugares = tuple(f for f in plan.filtros if isinstance(f, En) and f.entidad in ("municipio", "ramo", "programa", "unidad") and not f.negado)
        for p in plan.periodos:
            if lugares and not self._cantidad(Plan(intent="list", filtros=lugares, periodos=(p,))):
                cual = f"al corte del {p.corte.day}/{p.corte.month:02}/{p.corte.year}" if p.corte else f"de {p.ejercicio}"
                return SinDatos(faltante=f"un informe {_dichos(lugares)} {cual}")
        return None

    def _sin_informe(self, plan: Plan) -> SinDatos | None:
        """A unit, a year and a municipality that are loaded, but not together: there is no such report."""
        lugares = tuple(f for f in plan.filtros if isinstance(f, En) and f.entidad in ("municipio", "ejercicio", "ramo", "programa", "unidad") and not f.negado)
        if len(lugares) < 2 or self._cantidad(Plan(intent="list", filtros=lugares, corte=plan.corte, periodos=plan.periodos)):
            return None
        return SinDatos(faltante=f"un informe {_dichos(lugares)}")

    def _ceder(self, plan: Plan) -> Plan:
        """Where words and other filters have no goal in common, give up the least telling words, one at a time.

        Words are only a means to find goals: an entity, a state or a figure that was asked never gives way.
        """
        textos = [f for f in plan.filtros if isinstance(f, Texto)]
        if not textos or plan.intent in ("audit", "who", "catalogue") or self._cantidad(plan):
            return plan
        texto = textos[0]
        otros = tuple(f for f in plan.filtros if f is not texto)
        if self._nadie_asi(plan, texto):
            return plan
        terminos = sorted(texto.terminos, key=lambda t: self.voc.idf(raiz(t)))
        for k in range(1, len(terminos)):
            menor = plan.con(filtros=(*otros, texto.model_copy(update={"terminos": tuple(terminos[k:])})))
            if self._cantidad(menor):
                return menor
        if any(isinstance(f, En) and f.entidad == "meta" and not f.negado for f in otros):
            return plan.con(filtros=otros)
        if texto.donde == "observacion" and (plan.intent == "explain" or (plan.intent == "quote" and plan.periodos)):
            # Why something was not done: its words may name the goal instead of standing in its observation.
            entero = plan.con(filtros=(*otros, texto.model_copy(update={"donde": "todo"})))
            if self._cantidad(entero):
                return entero
        if (leida := self._medida_como_palabra(plan, texto)) is not None:
            return leida
        if all(parece_verbo(t) and not es_de_no_hacer(t) for t in terminos) and any(isinstance(f, En) and f.entidad in ("medida", "linea") for f in otros):
            return plan.con(filtros=otros)
        for t in reversed(terminos):
            uno = plan.con(filtros=(*otros, texto.model_copy(update={"terminos": (t,)})))
            if len(terminos) > 1 and self._cantidad(uno):
                return uno
        return plan

    def _nadie_asi(self, plan: Plan, texto: Texto) -> bool:
        """Whether the words do name goals of the place and year, and only what is asked of them has none: that none is so is the
        answer, and not what other goals are."""
        if texto.donde == "observacion" or plan.relacion is not None or not any(isinstance(f, ConClase | Umbral | ConTrimestre) for f in plan.filtros):
            return False
        sin = tuple(f for f in plan.filtros if not isinstance(f, SELECCION))
        return self._cantidad(plan.con(intent="list", filtros=sin, orden=None, limite=None, agrupar=(), cuota=None)) > 0

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

    def _por_su_medida(self, plan: Plan) -> tuple[Plan, list[str]]:
        """What happened with something that one goal alone is counted in: the goal, though its words are others."""
        medida = next((f for f in plan.filtros if isinstance(f, En) and f.entidad == "medida" and not f.negado), None)
        textos = [f for f in plan.filtros if isinstance(f, Texto)]
        if medida is None or len(textos) != 1 or plan.intent not in ("detail", "explain") or (plan.cerrada and not plan.por_causa) or self._cantidad(plan):
            return plan, []
        sola = plan.con(filtros=tuple(f for f in plan.filtros if f is not textos[0]))
        if self._cantidad(sola) != 1:
            return plan, []
        return sola, [f"Ninguna meta medida en {self.voc.medidas.get(medida.valores[0], medida.valores[0]).lower()} menciona {' ni '.join(f'“{t}”' for t in textos[0].terminos)}: se muestra la única que se mide así."]

    def _por_su_objeto(self, plan: Plan) -> tuple[Plan, list[str]]:
        """ "¿Se terminó el atlas de riesgos?": of the goals that mention it, the one that is about it, where its description
        begins with those words and that of no other does."""
        textos = [f for f in plan.filtros if isinstance(f, Texto)]
        if plan.intent != "detail" or not plan.cerrada or len(textos) != 1 or textos[0].donde == "observacion" or not 2 <= self._cantidad(plan) <= _POCAS:
            return plan, []
        buscadas = {raiz(p) for t in textos[0].terminos for p in palabras(t)}
        suyas = [(nombre, filtros) for nombre, filtros, descripcion in self._descritas(plan) if buscadas <= set(raices(descripcion)[: len(buscadas) + _VERBO_Y_ADJETIVO])]
        if len({nombre for nombre, _ in suyas}) != 1:
            return plan, []
        nombre, filtros = suyas[0]
        leida = plan.con(filtros=(*(f for f in plan.filtros if f is not textos[0]), *filtros))
        if self._cantidad(leida) != len(suyas):
            return plan, []  # the same number is another goal's elsewhere
        return leida, [f"Entiendo “{' '.join(textos[0].terminos)}” como {nombre}, cuya descripción empieza así."]

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


def _dichos(lugares: Sequence[En]) -> str:
    """Places as a missing report is told by them: "del municipio de Valle Alto del ejercicio 2021"."""
    return " ".join(f"{_LUGARES[f.entidad]} {' y '.join(f.valores)}" for f in lugares)
