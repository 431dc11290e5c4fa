"""Evidence → sentences with figures and citations. Deterministic: the finding first, then the list, then the rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from assistant.answers.comparisons import Comparaciones
from assistant.answers.reports import SobreInformes
from assistant.answers.sums import Sumas
from assistant.plan import ConClase, ConSemaforo, ConTrimestre
from assistant.wording import fecha, lista
from index.cumplimiento import en_curso


def sin_respuesta(status: str, texto: str, plan: dict[str, Any]) -> dict[str, Any]:
    """An answer in the contract's shape that stands on no evidence: no data, out of scope, a question back."""
    vacios: dict[str, Any] = {c: [] for c in ("groups", "figures", "citations", "sql", "warnings")}
    return {"status": status, "answer": texto, "plan": plan, "rows": [], "total": 0, "shown": 0, **vacios}


class Redactor(Sumas, Comparaciones, SobreInformes):
    """Words one evidence."""

    def texto(self) -> str:
        """The answer with its slots still open; ``Borrador.terminar`` fills them."""
        return "\n".join([*self.cuerpo(), *self.reglas()])

    def cuerpo(self) -> list[str]:
        """The sentences and lists of the answer, line by line."""
        escribe: Callable[[], list[str]] = {
            "who": self._quien, "catalogue": self._catalogo, "audit": self._auditoria, "sum": self._suma, "average": self._promedio,
            "trend": self._tendencia, "explain": self._explica, "quote": self._cita, "detail": self._detalle,
        }.get(self.plan.intent, self._lista)  # fmt: skip
        if self.plan.agrupar and self.plan.intent not in ("who", "catalogue", "audit"):
            escribe = self._comparadas if len(self.plan.periodos) == 2 and not self.e.grupos and not self.plan.contraste else self._grupos
        elif self.plan.relacion and self.plan.intent not in ("explain", "quote", "catalogue", "who", "audit"):
            escribe = self._relacionadas
        if self.plan.intent == "average" and self.plan.metrica != "avance" and (self.plan.agrupar or self.plan.partes):
            escribe = self._medias
        renglones = escribe()
        if self.plan.agrupar and self.e.grupos and not self.plan.contraste:
            diferencia = [*self._diferencia_de_grupos(), *self._puntos_entre()]
            # Which of two is more, and by how much, is what a comparison asks: it goes first.
            return diferencia + renglones if self.plan.intent == "compare" else renglones + diferencia
        renglones = [*self._recuperacion(), *renglones]
        if self.plan.intent != "detail":
            return renglones
        diferencias = self._diferencias()
        # What one goal gained from one period to another is what was asked: it goes before its figures in each.
        return [*renglones[:1], *diferencias, *renglones[1:]] if len(diferencias) == 1 and len(self.e.filas) == 2 else renglones + diferencias

    def _en_curso(self) -> list[str]:
        """Up to when the figures of years that have not ended go."""
        cortes: dict[int, dict[date, str]] = {}
        for _, ejercicio, corte in self._lugares:
            if en_curso(ejercicio, corte):
                cortes.setdefault(ejercicio, {}).setdefault(corte, "")
        claves = {g.clave for g in self.e.grupos}
        for i in self.e.inconclusos:
            if str(i["ejercicio"]) in claves and i["ejercicio"] not in cortes:
                n = self.b.encabezado(i["documento"], i["celdas"].get("corte"), "corte", i["unidad"])
                cortes[i["ejercicio"]] = {i["corte"]: self.b.marca(n)}
        relacion, grupos = self.plan.relacion, self.plan.agrupar[:1] == ("ejercicio",) and self.plan.metrica in ("proporcion", "metas", None)
        grupos = grupos or bool(self.e.comparados)
        clases = {relacion.clase_antes, relacion.clase_despues, *relacion.clases} if relacion is not None else set()
        como = " Su avance se mide contra lo programado a esa fecha." if relacion is not None and relacion.sentido and not relacion.metrica else " Se cuenta como cumplido lo que iba al corriente de lo programado." if (grupos and not self.plan.de("clase")) or "cumplidas" in clases else ""
        return [f"Las cifras de {e} son al corte del {lista([fecha(c) + marca for c, marca in sorted(suyos.items())])}: el ejercicio no había concluido.{como}" for e, suyos in sorted(cortes.items())]

    def _bandas(self) -> str:
        """From where to where the colours of the answer go, each figure as its query was given it."""
        e = self.e
        conjuntos = {g.clave: g.pedidas for g in e.grupos if "semaforo" in self.plan.agrupar}
        conjuntos |= {c: e.conjunto for f in self.plan.filtros if isinstance(f, ConSemaforo) for c in f.colores}
        bajo, medio, alto = e.bandas
        dichas = []
        for color, formato, *cifras in (("verde", "verde, de {} a {}", medio, alto), ("amarillo", "amarillo, de {} a menos de {}", bajo, medio), ("rojo", "rojo, menos de {}", bajo), ("sobrecumplimiento", "sobrecumplimiento, más de {}", alto)):
            if color in conjuntos:
                n = self.b.conjunto(conjuntos[color])
                dichas.append(formato.format(*(self.b.porciento(x, n, op="value") for x in cifras)) + self.b.marca(n))
        return f" ({'; '.join(dichas)})" if dichas else ""

    def reglas(self) -> list[str]:
        """The rules that the answer applied, and what is missing from what it read."""
        salida = []
        clases = {k for f in self.plan.filtros if isinstance(f, ConClase) for k in f.clases}
        if self.e.en_curso and clases & {"no_cumplidas", "cumplidas"}:
            cortes = sorted({f.datos["corte"] for f in self.e.filas if f.datos["estado"] == "en_proceso"})
            if cortes:
                salida.append(f"Regla: el corte ({lista([fecha(c) for c in cortes])}) es anterior al cierre del ejercicio; «no cumplida» compara lo alcanzado con lo programado a esa fecha.")
        elif not self.plan.corte and not any(p.corte for p in self.plan.periodos) and self.plan.intent not in ("audit", "who", "catalogue"):
            salida += self._en_curso()
        if any(isinstance(f, ConTrimestre) and f.clase == "corto" for f in self.plan.filtros) and any(f.valor("alcanzado", (t,)) is None for f in self.e.filas for t in self._periodo()):
            salida.append("Regla: un trimestre programado y sin dato alcanzado cuenta como no alcanzado («sin reporte»).")
        if self.plan.de("semaforo") or "semaforo" in self.plan.agrupar:
            salida.append(f"Regla: los colores del semáforo{self._bandas()} son una convención configurable de este sistema, no un criterio oficial.")
        if self.e.total > len(self.e.filas) and self.e.filas:
            salida.append("La tabla muestra solo una parte de las metas; expórtelas todas con «poa export --question».")
        salida += [f"Aviso: {a}" for a in dict.fromkeys(self.e.avisos)]
        salida += [n for n in self.notas]
        return salida
