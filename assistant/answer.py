"""Evidence → sentences with figures and citations. Deterministic: the finding first, then the list, then the rule."""

from __future__ import annotations

from collections.abc import Callable

from assistant.answers.groups import Grupos
from assistant.answers.reports import SobreInformes
from assistant.answers.sums import Sumas
from assistant.plan import ConClase, ConTrimestre
from assistant.wording import fecha, lista


class Redactor(Sumas, Grupos, SobreInformes):
    """Words one evidence."""

    def texto(self) -> str:
        """The answer with its slots still open; ``Borrador.terminar`` fills them."""
        escribe: Callable[[], list[str]] = {
            "who": self._quien, "catalogue": self._catalogo, "audit": self._auditoria, "sum": self._suma, "average": self._promedio,
            "trend": self._tendencia, "explain": self._explica, "quote": self._cita, "detail": self._detalle,
        }.get(self.plan.intent, self._lista)  # fmt: skip
        if self.plan.agrupar and self.plan.intent not in ("who", "catalogue", "audit"):
            escribe = self._grupos
        renglones = escribe()
        return "\n".join([*renglones, *self._reglas()])

    def _reglas(self) -> list[str]:
        """The rules that the answer applied, and what is missing from what it read."""
        salida = []
        clases = {k for f in self.plan.filtros if isinstance(f, ConClase) for k in f.clases}
        if self.e.en_curso and clases & {"no_cumplidas", "cumplidas"}:
            cortes = sorted({f.datos["corte"] for f in self.e.filas if f.datos["estado"] == "en_proceso"})
            salida.append(f"Regla: el corte ({lista([fecha(c) for c in cortes])}) es anterior al cierre del ejercicio; «no cumplida» compara lo alcanzado con lo programado a esa fecha.")
        if any(isinstance(f, ConTrimestre) and f.clase == "corto" for f in self.plan.filtros) and any(f.valor("alcanzado", (t,)) is None for f in self.e.filas for t in self._periodo()):
            salida.append("Regla: un trimestre programado y sin dato alcanzado cuenta como no alcanzado («sin reporte»).")
        if self.plan.de("semaforo") or "semaforo" in self.plan.agrupar:
            salida.append("Regla: los colores del semáforo son una convención configurable de este sistema, no un criterio oficial.")
        if self.e.total > len(self.e.filas) and self.e.filas:
            salida.append("La tabla muestra solo una parte de las metas; expórtelas todas con «poa export --question».")
        salida += [f"Aviso: {a}" for a in dict.fromkeys(self.e.avisos)]
        salida += [n for n in self.notas]
        return salida
