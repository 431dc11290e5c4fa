"""Answers against what is expected of them: a question set's score, by kind.

A line of a set is a question with expectations: ``metas`` (the exact set of goal numbers in the rows; with ``ordered``
in that order), ``metas_all`` (contained), ``metas_any`` (no others), ``total``, ``values`` ([number, tolerance] in the
answer), ``text_any``/``text_all`` (words), ``quote`` (a verbatim quotation of an expected goal's observation),
``status`` or ``status_any``. An answer must besides pass the verifier. Each check gives None or a reason in Spanish.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.textos import plegar

Respuesta = Mapping[str, Any]
Pregunta = Mapping[str, Any]

_MARCA = re.compile(r"\[\d+(?:, \d+)*\]")
_CITA = re.compile(r"«([^»]{15,})»")
_NUMERO = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?")
_NINGUNO = re.compile(r"\bningun[oa]?\b")


@dataclass(frozen=True, slots=True)
class Resultado:
    """A question judged: ``motivo`` says why its answer is wrong, None when it is right."""

    id: str | None
    tipo: str
    pregunta: str
    motivo: str | None

    def json(self) -> dict[str, Any]:
        """The failure as ``poa eval --json`` writes it."""
        return {"id": self.id, "kind": self.tipo, "question": self.pregunta, "reason": self.motivo}


@dataclass(frozen=True, slots=True)
class Evaluacion:
    """A set judged."""

    resultados: tuple[Resultado, ...]

    @property
    def aciertos(self) -> int:
        """How many answers are right."""
        return sum(r.motivo is None for r in self.resultados)

    @property
    def puntaje(self) -> float:
        """The share of right answers, 0..1; 0 for an empty set."""
        return self.aciertos / len(self.resultados) if self.resultados else 0.0

    @property
    def fallas(self) -> tuple[Resultado, ...]:
        """The wrong ones."""
        return tuple(r for r in self.resultados if r.motivo is not None)

    @property
    def por_tipo(self) -> dict[str, tuple[int, int]]:
        """(right, all) by kind of question."""
        todas = Counter(r.tipo for r in self.resultados)
        buenas = Counter(r.tipo for r in self.resultados if r.motivo is None)
        return {t: (buenas[t], todas[t]) for t in sorted(todas)}

    def json(self) -> dict[str, Any]:
        """As ``poa eval --json`` writes it."""
        tipos = {t: {"passed": a, "total": n} for t, (a, n) in self.por_tipo.items()}
        fallas = [r.json() for r in self.fallas]
        return {
            "score": round(self.puntaje, 4),
            "passed": self.aciertos,
            "total": len(self.resultados),
            "kinds": tipos,
            "failures": fallas,
        }


def evaluar(
    preguntas: Iterable[Pregunta],
    responder: Callable[[Pregunta], Respuesta],
    verificar: Callable[[Respuesta], Sequence[str]],
) -> Evaluacion:
    """Ask every question and judge its answer."""
    resultados = []
    for p in preguntas:
        motivo = juzgar(p, respuesta := responder(p)) or next(iter(verificar(respuesta)), None)
        resultados.append(Resultado(p.get("id"), str(p.get("kind") or "general"), str(p["question"]), motivo))
    return Evaluacion(tuple(resultados))


def juzgar(p: Pregunta, r: Respuesta) -> str | None:
    """Why an answer is not what a question expects, or None."""
    permitidos = p.get("status_any") or [p.get("status", "answered")]
    if r.get("status") not in permitidos:
        return f"estado {r.get('status')}, se esperaba {' o '.join(permitidos)}"
    if "status_any" in p or permitidos != ["answered"]:
        return None
    return next((motivo for regla in _REGLAS if (motivo := regla(p, r)) is not None), None)


# --- rules ---
def _filas(p: Pregunta, r: Respuesta) -> str | None:
    claves = Counter(
        (f.get("municipio"), f.get("ejercicio"), f.get("corte"), f.get("ramo"), f.get("unidad"), f.get("meta"))
        for f in r.get("rows") or []
    )
    doble = next((k for k, n in claves.items() if n > 1), None)
    return f"la meta {doble[-1]} de la unidad {doble[-2]} está repetida" if doble else None


def _metas(p: Pregunta, r: Respuesta) -> str | None:
    dadas = [str(f["meta"]) for f in r.get("rows") or []]
    if "metas" in p:
        if p.get("ordered") and dadas != p["metas"]:
            return f"metas {_junta(dadas)}, se esperaban en este orden: {_junta(p['metas'])}"
        if set(dadas) != set(p["metas"]):
            return _diferencia(set(p["metas"]) - set(dadas), set(dadas) - set(p["metas"]))
    faltan = set(p.get("metas_all") or []) - set(dadas)
    sobran = set(dadas) - set(p["metas_any"]) if "metas_any" in p else set()
    return _diferencia(faltan, sobran) if faltan or sobran else None


def _diferencia(faltan: Iterable[str], sobran: Iterable[str]) -> str:
    return f"metas que faltan: {_junta(faltan)}; que sobran: {_junta(sobran)}"


def _total(p: Pregunta, r: Respuesta) -> str | None:
    return (
        f"total {r.get('total')}, se esperaba {p['total']}" if "total" in p and r.get("total") != p["total"] else None
    )


def _valores(p: Pregunta, r: Respuesta) -> str | None:
    dichos = cifras(str(r.get("answer") or ""))
    faltan = [v for v, margen in p.get("values") or [] if not any(abs(d - v) <= margen + 1e-9 for d in dichos)]
    return f"la respuesta no dice la cifra {faltan[0]}" if faltan else None


def _palabras(p: Pregunta, r: Respuesta) -> str | None:
    texto = plegar(str(r.get("answer") or ""))
    todas, alguna = p.get("text_all") or [], p.get("text_any") or []
    faltan = [t for t in todas if plegar(t) not in texto]
    if faltan:
        return f"la respuesta no dice {_junta(faltan)}"
    return (
        f"la respuesta no dice ninguna de {_junta(alguna)}"
        if alguna and not any(plegar(t) in texto for t in alguna)
        else None
    )


def _citas(p: Pregunta, r: Respuesta) -> str | None:
    return None if r.get("citations") else "la respuesta no cita nada"


def _textual(p: Pregunta, r: Respuesta) -> str | None:
    if not p.get("quote"):
        return None
    esperadas = set(p.get("metas") or p.get("metas_all") or [])
    observaciones = [
        _llano(str(f.get("observacion") or "")) for f in r.get("rows") or [] if not esperadas or f["meta"] in esperadas
    ]
    dichas = [_llano(m) for m in _CITA.findall(str(r.get("answer") or ""))]
    return None if any(d in o for d in dichas for o in observaciones) else "no hay una cita textual de la observación"


_REGLAS: tuple[Callable[[Pregunta, Respuesta], str | None], ...] = (
    _filas,
    _metas,
    _total,
    _valores,
    _palabras,
    _citas,
    _textual,
)


# --- helpers ---
def cifras(texto: str) -> list[float]:
    """The figures of an answer's text; "ninguna" is 0."""
    llano = _MARCA.sub(" ", texto)
    return [float(n.replace(",", "")) for n in _NUMERO.findall(llano)] + (
        [0.0] if _NINGUNO.search(plegar(llano)) else []
    )


def _llano(texto: str) -> str:
    return " ".join(re.sub(r"[\"'“”‘’«».…]+", " ", plegar(texto)).split())


def _junta(valores: Iterable[str]) -> str:
    return ", ".join(valores if isinstance(valores, list) else sorted(valores)) or "ninguna"
