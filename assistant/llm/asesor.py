"""What the model does for one question: a reading where the grammar is unsure, and a better wording of the answer.

Both are offers. The reading is compared with the grammar's on what each would return and the better justified wins;
the wording is taken only if it passes its check, after one retry with the reason. What happened is recorded for
"cómo se obtuvo"; whatever fails leaves the grammar's reading and the plain answer, within the time-out.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.link import Vocabulario
from assistant.llm import ejemplos, propuesta, redaccion
from assistant.llm.instrucciones import dato, plantilla
from assistant.llm.modelo import FallaDelModelo, Modelo
from assistant.plan import FueraDeTema, Lectura, Plan, Resultado, SinDatos
from assistant.planner import Planificador, cobertura

_registro = logging.getLogger(__name__)

#: Names of each kind that go into the prompt; beyond them the nearest to the question would be needed.
_MAX_NOMBRES = 120
#: Characters of a question said in full, and of connectives that a wording may add to a short draft.
_MAX_PREGUNTA = 1000
_HOLGURA = 600


@dataclass(slots=True)
class Gestion:
    """What the model did for one answer, for the record and for "cómo se obtuvo"."""

    modelo: str
    lectura: str = "gramatica"
    diferencia: str | None = None
    redaccion: str = "plantilla"
    motivos: list[str] = field(default_factory=list)
    segundos: float = 0.0
    tokens: int = 0
    #: When the answer is due, on the monotonic clock: reading and wording share one time-out.
    limite: float = 0.0

    def json(self) -> dict[str, Any]:
        """The ``llm`` key of an answer."""
        return {
            "model": self.modelo, "reading": self.lectura, "difference": self.diferencia, "wording": self.redaccion,
            "rejected": self.motivos, "seconds": round(self.segundos, 2), "tokens": self.tokens,
        }  # fmt: skip


class Asesor:
    """A model at the service of the grammar and the writer. ``cantidad`` says how many rows a plan has."""

    def __init__(self, modelo: Modelo, umbral: float) -> None:
        self.modelo, self.umbral = modelo, umbral

    def gestion(self, nombre: str) -> Gestion:
        """The record of one answer, with its deadline."""
        return Gestion(nombre, limite=self.modelo.limite())

    # --- reading -----------------------------------------------------------------------------------------------------

    def leer(self, pregunta: str, historia: Sequence[str], actual: Resultado, planificador: Planificador, claves: Callable[[Plan], frozenset[str]], gestion: Gestion) -> Resultado:
        """The reading to use: the grammar's, or a better justified one. ``claves``: the rows that a plan returns."""
        if not self.insegura(actual):
            return actual
        try:
            if historia:
                entera = self._completar(pregunta, historia, actual, planificador, gestion)
                if entera is not None:
                    return entera
            return self._proponer(pregunta, actual, planificador.voc, claves, gestion)
        except FallaDelModelo as falla:
            gestion.motivos.append(f"Lectura: {falla}.")
            return actual

    def insegura(self, actual: Resultado) -> bool:
        """Whether the grammar left words without use, or found nothing that it knows."""
        if isinstance(actual, Lectura):
            return actual.confianza < self.umbral
        if isinstance(actual, SinDatos):
            return actual.faltante.startswith("«")
        return isinstance(actual, FueraDeTema) and actual.motivo == "tema"

    def _completar(self, pregunta: str, historia: Sequence[str], actual: Resultado, planificador: Planificador, gestion: Gestion) -> Resultado | None:
        """A follow-up said in full by the model, if the grammar reads it better and it says nothing of its own."""
        mensajes = plantilla("completar").format_messages(anteriores="\n".join(dato(h) for h in historia[-4:]), ultima=dato(pregunta))
        respuesta = self._contar(self.modelo.escribir(mensajes, gestion.limite, _MAX_PREGUNTA), gestion)
        entera = " ".join(respuesta.strip().split("\n")[0][:400].replace("“", " ").replace("”", " ").split()).strip('"')
        dichas = {t.raiz for texto in (*historia, pregunta) for t in cobertura(texto, planificador.voc)[0].tokens}
        if any(t.raiz not in dichas for t in cobertura(entera, planificador.voc)[0].tokens if not t.vacio):
            gestion.motivos.append("Seguimiento: el modelo añadió palabras que la conversación no dice.")
            return None
        lectura = planificador.leer(entera)
        antes = actual.confianza if isinstance(actual, Lectura) else 0.0
        if not isinstance(lectura, Lectura) or lectura.confianza <= antes:
            return None
        gestion.lectura, gestion.diferencia = "modelo", f"El modelo completó la pregunta: «{entera}»."
        return lectura.model_copy(update={"notas": (*lectura.notas, f"Leo la pregunta como “{entera}”.")})

    def _proponer(self, pregunta: str, actual: Resultado, voc: Vocabulario, claves: Callable[[Plan], frozenset[str]], gestion: Gestion) -> Resultado:
        cubierta, _ = cobertura(pregunta, voc)
        muestras = "\n\n".join(f"<pregunta>\n{e.pregunta}\n</pregunta>\n{e.json()}" for e in ejemplos.parecidos(pregunta))
        mensajes = plantilla("leer").format_messages(vocabulario=_vocabulario(voc), ejemplos=muestras, pregunta=dato(pregunta))
        respuesta = self._contar(self.modelo.estructurar(mensajes, propuesta.esquema(), gestion.limite), gestion)
        hecha = propuesta.leer(respuesta)
        if hecha is None:
            gestion.motivos.append("Lectura: el modelo no respondió en la forma pedida.")
            return actual
        if reparos := propuesta.objeciones(hecha, cubierta, voc):
            gestion.motivos.append(f"Lectura: el plan del modelo {reparos[0]}.")
            return actual
        return self._elegir(hecha, propuesta.uso(hecha, cubierta), actual, claves, gestion)

    def _elegir(self, hecha: propuesta.Propuesta, uso: float, actual: Resultado, claves: Callable[[Plan], frozenset[str]], gestion: Gestion) -> Resultado:
        """The better justified of two readings, by the share of the question that each uses."""
        suyas = claves(hecha.plan)
        if isinstance(actual, Lectura):
            nuestras = claves(actual.plan)
            if suyas == nuestras and hecha.plan.intent == actual.plan.intent:
                gestion.diferencia = "El modelo leyó lo mismo que la gramática."
                return actual
            if uso <= actual.confianza:
                gestion.motivos.append("Lectura: la de la gramática usa más palabras de la pregunta.")
                return actual
            gestion.diferencia = f"La gramática habría dado {len(nuestras)} metas; la lectura del modelo da {len(suyas)}."
        else:
            gestion.diferencia = f"La gramática no leyó la pregunta; la lectura del modelo da {len(suyas)} metas."
        gestion.lectura = "modelo"
        dichas = "; ".join(dict.fromkeys(f"“{a.palabras}”" for a in hecha.apoyos))
        return Lectura(plan=hecha.plan, confianza=round(uso, 3), notas=(f"La pregunta la leyó el modelo de lenguaje, por estas palabras: {dichas}.",))

    # --- wording -----------------------------------------------------------------------------------------------------

    def redactar(self, renglones: Sequence[str], ordenada: bool, vale: Callable[[str], Sequence[str]], gestion: Gestion) -> str | None:
        """The draft's lines worded by the model, slots filled again, or None. ``vale``: what does not check of a text."""
        pauta = redaccion.pautar(renglones)
        if not pauta.sirve:
            return None
        orden = "Mantenga el orden de los renglones." if ordenada else "El primer renglón va primero; los demás puede reordenarlos."
        reparo = ""
        for _ in range(2):
            try:
                mensajes = plantilla("redactar").format_messages(texto=dato(pauta.texto), orden=orden, reparo=reparo)
                texto = redaccion.limpiar(self._contar(self.modelo.escribir(mensajes, gestion.limite, 3 * len(pauta.texto) + _HOLGURA), gestion))
            except FallaDelModelo as falla:
                gestion.motivos.append(f"Redacción: {falla}.")
                return None
            malos = redaccion.reparos(texto, pauta, ordenada)
            if not malos:
                lleno = redaccion.llenar(texto, pauta)
                malos = list(vale(lleno))
                if not malos:
                    gestion.redaccion = "modelo"
                    return lleno
            gestion.motivos.append(f"Redacción: {malos[0]}.")
            reparo = f"Su intento anterior no sirve: {malos[0]}. Corríjalo."
        return None

    def _contar(self, respuesta: Any, gestion: Gestion) -> str:
        gestion.segundos += respuesta.segundos
        gestion.tokens += respuesta.tokens_entrada + respuesta.tokens_salida
        return str(respuesta.texto)


def _vocabulario(voc: Vocabulario) -> str:
    """What is loaded, for the prompt: data, one kind a line."""
    por_tipo: dict[str, list[str]] = {}
    for n in voc.nombres[:_MAX_NOMBRES]:
        por_tipo.setdefault(n.entidad, []).append(f"{n.codigo} = {n.nombre}" if n.codigo != n.nombre else n.nombre)
    renglones = [f"{tipo}: {'; '.join(dict.fromkeys(nombres))}" for tipo, nombres in por_tipo.items()]
    renglones.append("ejercicio: " + ", ".join(map(str, voc.ejercicios)))
    renglones.append("corte: " + ", ".join(c.isoformat() for c in voc.cortes))
    renglones.append("meta: " + ", ".join(sorted(voc.metas)[:_MAX_NOMBRES]))
    renglones.append("medida: " + "; ".join(list(voc.medidas)[:_MAX_NOMBRES]))
    return dato("\n".join(renglones))
