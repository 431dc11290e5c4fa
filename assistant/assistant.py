"""Composition root: settings → stores → ``Assistant.ask(question, history)`` → a checked answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from assistant.acomodo import Descrita
from assistant.answer import Redactor, sin_respuesta
from assistant.answers.between import diferencia
from assistant.draft import Borrador
from assistant.evidence import Evidencia, Grupo
from assistant.execute import DESAPARECIDO, Lector
from assistant.frase import Frase, contraste
from assistant.plan import CANTIDADES, Aclarar, En, FueraDeTema, Lectura, Plan, Resultado, SinDatos
from assistant.planner import Planificador
from assistant.search import Buscador
from assistant.settings import Settings
from assistant.verify import verificar
from assistant.wording import fecha, lista, nombre_propio
from index import schema

if TYPE_CHECKING:
    from assistant.link import Vocabulario
    from assistant.llm.asesor import Asesor, Gestion
    from index.observaciones import AlmacenDeVectores


_registro = logging.getLogger(__name__)

#: Times that a question is answered while the store changes under it.
_INTENTOS = 3


class _Nombres(dict[tuple[str, str], str]):
    """The loaded names; those of units that are another municipality's too are looked up when they are needed."""

    def __init__(self, nombres: Mapping[tuple[str, str], str], voc: Vocabulario) -> None:
        super().__init__(nombres)
        self._voc = voc

    def get(self, llave: tuple[str, str], otro: Any = None) -> Any:
        if llave in self:
            return self[llave]
        return (self._voc.calificado(llave[1]) if llave[0] == "unidad" else None) or otro


class AlmacenVacio(Exception):
    """Nothing has been loaded yet."""


class Assistant:
    """Answers questions over the loaded reports. One instance serves many questions; its vocabulary is read once."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        schema.preparar(self.settings.url)
        self.lector = Lector(schema.abrir_lectura(self.settings.url_lectura), self.settings.max_rows, self.bandas)

    @property
    def bandas(self) -> tuple[float, float, float]:
        """The semaphore's bands from the settings."""
        return self.settings.semaforo_amarillo, self.settings.semaforo_verde, self.settings.semaforo_alto

    @cached_property
    def voc(self) -> Any:
        """What is loaded, for linking."""
        return self.lector.vocabulario()

    @cached_property
    def planificador(self) -> Planificador:
        """The grammar over the loaded vocabulary."""
        return Planificador(self.voc, lambda p: [f.numero for f in self.lector.ejecutar(p).filas], self.lector.cantidad, self._elegidas, self._descritas)

    def _elegidas(self, plan: Plan) -> list[tuple[str, int | None]]:
        """What a plan picks, as a question names it: its goals with their series, or the first of its places with its equals."""
        e = self.lector.ejecutar(plan)
        if not plan.agrupar:
            return [(f"la meta {f.numero} de la unidad {f.datos['unidad']} de {f.datos['municipio']}", f.datos["serie"]) for f in e.filas]
        if plan.agrupar not in (("unidad",), ("programa",), ("ramo",)) or plan.puesto or plan.limite != 1 or not e.grupos:
            return []
        primero = e.grupos[0].valor(plan.metrica)
        return [(f"{'la unidad' if plan.agrupar == ('unidad',) else 'el ' + plan.agrupar[0]} {g.clave}", None) for g in e.grupos if g.valor(plan.metrica) == primero]

    def _descritas(self, plan: Plan) -> list[Descrita]:
        """The goals of a plan: what each is called, what picks it, what it does."""
        return [
            (f"la meta {f.numero} de la unidad {f.datos['unidad']}", (En(entidad="unidad", valores=(str(f.datos["unidad"]),)), En(entidad="meta", valores=(f.numero,))), str(f.datos["descripcion"]))
            for f in self.lector.ejecutar(plan).filas
        ]

    @cached_property
    def frase(self) -> Frase:
        """Plans in words, with the loaded names."""
        nombres = {(str(n.entidad), n.codigo): n.nombre for n in reversed(self.voc.nombres)}
        nombres |= {("medida", k): v for k, v in self.voc.medidas.items()}
        return Frase(_Nombres(nombres, self.voc))

    @cached_property
    def asesor(self) -> Asesor | None:
        """The language model's part, None while none is configured: then nothing of it is imported."""
        if not self.settings.llm:
            return None
        from assistant.llm.asesor import Asesor
        from assistant.llm.modelo import Modelo

        modelo = Modelo(self.settings.llm, self.settings.llm_base_url, self.settings.llm_timeout)
        return Asesor(modelo, self.settings.llm_threshold)

    def recargar(self) -> None:
        """Forget the vocabulary, after something was loaded or forgotten."""
        for nombre in ("voc", "planificador", "frase"):
            self.__dict__.pop(nombre, None)

    def lectura(self, question: str, history: Sequence[str] = ()) -> tuple[Resultado, ...] | None:
        """How the grammar reads a question after earlier ones: over the same reports, what is read alike is answered alike.
        None where a report went away meanwhile."""
        try:
            with self.lector.recordando():
                return tuple(self.planificador.partes(question, history)) if self.voc.ejercicios else ()
        except DESAPARECIDO:
            return None

    def ask(self, question: str, history: Sequence[str] = (), id: str | None = None, al_tener: Callable[[dict[str, Any]], None] | None = None) -> dict[str, Any]:
        """One answer in the contract's shape. Never raises on a question's text.

        With a language model, ``al_tener`` gets the plain answer before the model words it.
        """
        inicio = time.perf_counter()
        for intento in range(_INTENTOS):
            try:
                with self.lector.recordando():
                    salida, problemas = self._contestar(question, history, id, al_tener)
            except DESAPARECIDO:  # a document that went away between two reads; what fails for good is raised
                if intento == _INTENTOS - 1:
                    raise
                _registro.info("se contesta de nuevo", exc_info=True)
                self.recargar()
                continue
            if not problemas or intento == _INTENTOS - 1:
                break
            # What was loaded or forgotten between an answer and its check makes them differ: both are done again.
            self.recargar()
        if problemas:
            salida["warnings"] = [*salida["warnings"], *(f"No se pudo comprobar: {p}" for p in problemas)]
        salida["elapsed_ms"] = round((time.perf_counter() - inicio) * 1000, 1)
        return salida

    def _contestar(
        self, question: str, history: Sequence[str], id: str | None, al_tener: Callable[[dict[str, Any]], None] | None
    ) -> tuple[dict[str, Any], Sequence[str]]:
        """An answer, and what of it does not check against the store."""
        partes = self.planificador.partes(question, history) if self.voc.ejercicios else [SinDatos(faltante="")]
        gestion = self._gestion()
        if self.asesor and gestion and self.voc.ejercicios and len(partes) == 1:
            partes = [self.asesor.leer(question, history, partes[0], self.planificador, self._claves, gestion)]
        lectura = partes[0]
        if isinstance(lectura, Lectura):
            salida = self._responder([p for p in partes if isinstance(p, Lectura)], question, gestion, al_tener)
        elif isinstance(lectura, Aclarar):
            salida = sin_respuesta("clarify", lectura.duda, {"aclarar": lectura.model_dump()}) | {"options": [o.model_dump() for o in lectura.opciones]}
        elif isinstance(lectura, SinDatos):
            salida = sin_respuesta("no_data", self._sin_datos(lectura), {"sin_datos": lectura.model_dump(), "cargado": self._cargado()})
            salida["options"] = self._parecidas(question) if lectura.palabras else []
        else:
            salida = sin_respuesta("out_of_scope", _fuera(lectura), {"fuera": lectura.model_dump()})
        salida = {"id": id, "question": question, **salida}
        if gestion:
            salida["llm"] = gestion.json()
        return salida, verificar(salida, self.lector, self.voc, a_fondo=False)

    @cached_property
    def buscador(self) -> Buscador:
        """Search in words and by meaning; the model and the index are loaded at its first use."""
        return Buscador(self.lector, self._observaciones)

    def _observaciones(self) -> AlmacenDeVectores:
        from index.observaciones import abrir

        return abrir(self.settings.indice, self.lector.motor, self.settings.modelo_de_vectores, self.settings.vectors)

    def _gestion(self) -> Gestion | None:
        """The record of what the model does for one answer; a file's folder is nobody's business."""
        nombre = self.settings.llm
        return self.asesor.gestion(PurePath(nombre).name if nombre.startswith("gguf:") else nombre) if self.asesor else None

    def _claves(self, plan: Plan) -> frozenset[str]:
        """The rows that a plan returns, by their readable identity."""
        return frozenset(str(f.datos["clave"]) for f in self.lector.ejecutar(self.buscador.resolver(plan)).filas)

    def _responder(self, lecturas: Sequence[Lectura], pregunta: str, gestion: Gestion | None = None, al_tener: Callable[[dict[str, Any]], None] | None = None) -> dict[str, Any]:
        """One answer for one reading, or for two that were asked together (the second plan stands in ``ademas``)."""
        borrador = Borrador()
        evidencias = [self.lector.ejecutar(self.buscador.resolver(lectura.plan)) for lectura in lecturas]
        redactores = [Redactor(e, self.frase, lectura.notas, borrador) for e, lectura in zip(evidencias, lecturas, strict=True)]
        cuerpos = [r.cuerpo() for r in redactores]
        if len(lecturas) == 2 and lecturas[1].contra:
            cuerpos[0] = [*diferencia(evidencias[0], evidencias[1], borrador, self.frase), *cuerpos[0]]
        reglas = [r.reglas() for r in redactores]
        simple = self._armar("\n\n".join("\n".join([*c, *r]) for c, r in zip(cuerpos, reglas, strict=True)), evidencias, borrador)
        if self.asesor is None or gestion is None or not simple["rows"]:
            return simple
        if al_tener:
            al_tener({"question": pregunta, **simple})

        def con(cuerpo: str) -> dict[str, Any]:
            return self._armar("\n".join([cuerpo, *(x for r in reglas for x in r)]), evidencias, borrador)

        def vale(cuerpo: str) -> Sequence[str]:
            return verificar({"question": pregunta, **con(cuerpo)}, self.lector, self.voc, a_fondo=False)

        redactado = self.asesor.redactar([x for c in cuerpos for x in c], _con_orden(evidencias), vale, gestion)
        return simple if redactado is None else con(redactado)

    def _armar(self, texto: str, evidencias: Sequence[Evidencia], borrador: Borrador) -> dict[str, Any]:
        """An answer around a text with open slots."""
        texto, figuras, citas = borrador.terminar(texto)
        filas = list({f["id"]: f for e in evidencias for f in (fila.json() for fila in e.metas)}.values())
        planes = [e.plan.model_dump(mode="json", exclude_none=True) for e in evidencias]
        return {
            "status": "answered", "answer": texto, "plan": planes[0] | ({"ademas": planes[1:]} if planes[1:] else {}), "rows": filas,
            "total": evidencias[0].total - len(evidencias[0].filas) + len(filas) if len(evidencias) == 1 else len(filas), "shown": len(filas), "groups": [g for e in evidencias for g in _grupos(e)],
            "figures": figuras, "citations": citas, "sql": list(dict.fromkeys(s for e in evidencias for s in _consultas(e, citas))),
            "warnings": [a for e in evidencias for a in _avisos(e)], "understood": "; además, ".join(self.entendido(e.plan) for e in evidencias),
        }  # fmt: skip

    def entendido(self, plan: Plan) -> str:
        """The plan in words: "así entendí la pregunta"."""
        from assistant.wording import DIMENSIONES, METRICAS

        intento = {
            "list": "listar", "count": "contar", "sum": "sumar", "average": "promediar", "compare": "comparar", "rank": "ordenar", "detail": "detallar",
            "explain": "explicar", "quote": "citar las observaciones de", "trend": "ver por trimestre", "audit": "revisar las cifras de", "who": "decir quién firma en", "catalogue": "enumerar",
        }[plan.intent]  # fmt: skip
        que = DIMENSIONES[plan.catalogo][1] if plan.catalogo and plan.intent == "catalogue" else "metas"
        partes = [intento, que, self.frase.condiciones(plan)]
        if plan.metrica and plan.metrica != "metas":
            partes.append(f"({METRICAS[plan.metrica]}{' y su parte de lo programado' if plan.de_lo_programado else ''})")
        if plan.agrupar:
            partes.append("por " + lista([DIMENSIONES[d][0] for d in plan.agrupar]))
        if plan.promedio:
            partes.append(f"{'por debajo' if plan.promedio == 'menor' else 'por encima'} del promedio")
        if plan.orden:
            partes.append(f"de {'mayor a menor' if plan.orden.descendente else 'menor a mayor'} {METRICAS[plan.orden.metrica]}")
        if plan.limite:
            partes.append(f"(solo {plan.limite}{' de cada ' + lista([DIMENSIONES[d][0] for d in plan.de_cada]) if plan.de_cada else ''})")
        if plan.contraste:
            partes.append({"comunes": "que tienen en común", "solo": f"solo en {lista(plan.contraste.valores)}", "cuantos": f"que {contraste(plan)[1]}"}[plan.contraste.modo])
        return " ".join(p for p in partes if p)

    def _parecidas(self, pregunta: str) -> list[dict[str, str]]:
        """Observations near in meaning to what no text has, as questions that can be asked."""
        cerca = self.lector.textos_de(self.buscador.buscar(pregunta, 3))
        return [{"texto": f"Meta {numero} (unidad {unidad}): {texto[:80]}…", "pregunta": f"¿Qué dice la observación de la meta {numero} de la unidad {unidad}?"} for unidad, numero, texto in cerca]

    def _cargado(self) -> str:
        v = self.voc
        if not v.ejercicios:
            return "Todavía no hay informes cargados: cárguelos con «poa ingest ARCHIVO»."
        municipios = lista([nombre_propio(m) for m in v.municipios])
        unidades = len({n.codigo for n in v.nombres if n.entidad == "unidad"})
        return f"Está cargado: {municipios}, {'ejercicio' if len(v.ejercicios) == 1 else 'ejercicios'} {lista([str(e) for e in v.ejercicios])} ({unidades} {'unidad ejecutora' if unidades == 1 else 'unidades ejecutoras'})."

    def _sin_datos(self, s: SinDatos) -> str:
        if not self.voc.ejercicios:
            return self._cargado()
        cerca = f" Lo más cercano: {'; '.join(s.cercanos)}." if s.cercanos else ""
        return f"Los informes cargados no traen {s.faltante}.{cerca} {self._cargado()}"


def _fuera(f: FueraDeTema) -> str:
    puede = "Puede preguntar, por ejemplo, qué metas no se cumplieron y por qué, cuánto se alcanzó en un trimestre, qué unidad cumplió más o qué cifras no cuadran."
    motivo = {
        "tema": "Esa pregunta no es sobre los informes de avance del Programa Operativo Anual.",
        "instruccion": "Solo respondo preguntas sobre los informes cargados; no sigo instrucciones ni modifico datos.",
        "saludo": "Buen día. Respondo preguntas sobre los informes de avance del Programa Operativo Anual.",
        "vacia": "De acuerdo: empezamos de nuevo. Escriba una pregunta sobre los informes cargados.",
    }[f.motivo]
    return f"{motivo} {puede}"


def _con_orden(evidencias: Sequence[Evidencia]) -> bool:
    """Whether the order of the sentences says something: anything but one plain list."""
    plan = evidencias[0].plan
    return len(evidencias) > 1 or plan.intent not in ("list", "explain", "quote") or bool(plan.orden or plan.agrupar)


def _grupos(e: Evidencia) -> list[dict[str, Any]]:
    salida = []
    for g in e.grupos:
        valor, total = g.valor(e.plan.metrica), g.medida("todas").count
        salida.append({"key": g.clave, "name": _nombre(e.plan, 0, g), "value": valor, "total": total, **_cumplimiento(e.plan, g)})
        salida += [{"key": f"{g.clave}/{x.clave}", "name": _nombre(e.plan, 1, x), "value": x.valor(e.plan.metrica), "total": total} for x in g.subgrupos]
    # Of a group in two periods, its value in the later one, beside what it was.
    salida += [
        {"key": x.despues.clave, "name": x.despues.nombre, "value": x.despues.valor(e.plan.metrica), "total": x.despues.medida("todas").count, "before": x.antes.valor(e.plan.metrica)}
        for x in e.comparados
    ]
    if not e.grupos:
        salida += [{"key": m, "name": m, "value": c.suma, "total": c.count} for m, c in e.por_medida]
    return salida


def _nombre(plan: Plan, nivel: int, g: Grupo) -> str:
    """A group's name; a cut's, as the answer says it."""
    return fecha(date.fromisoformat(g.clave)) if plan.agrupar[nivel : nivel + 1] == ("corte",) else g.nombre


def _cumplimiento(plan: Plan, g: Grupo) -> dict[str, Any]:
    """How many of a group's goals were met, where that is what groups are compared by and its value is another."""
    de_metas = plan.intent == "compare" and plan.metrica not in CANTIDADES and plan.metrica != "proporcion" and not plan.de("clase")
    return {"met": g.medida("cumplidas").count} if de_metas else {}


def _consultas(e: Evidencia, citas: Sequence[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys([e.conjunto.sql, *(c["sql"] for c in citas if c["kind"] == "set")]))


def _avisos(e: Evidencia) -> list[str]:
    avisos = list(e.avisos)
    if e.total > len(e.filas) and e.filas:
        avisos.append(f"Se muestran {len(e.filas)} de {e.total} metas; expórtelas todas con poa export --question.")
    if e.grupos_fuera:
        avisos.append(f"Se muestran {len(e.grupos)} de {len(e.grupos) + e.grupos_fuera} grupos; las metas de todos ellos las da poa export --question.")
    return avisos
