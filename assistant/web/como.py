"""How an answer was obtained: the question as understood, the model's part, the computations, the queries, the time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.web import fuentes, seguro
from assistant.web.charla import Turno
from assistant.wording import plural

#: Computations listed.
_MAX_CALCULOS = 60
_OPERACIONES = {
    "sum": "suma",
    "difference": "diferencia",
    "ratio": "proporción",
    "count": "cuenta",
    "mean": "promedio",
}
_LECTURAS = {"gramatica": "la gramática leyó la pregunta", "modelo": "el modelo propuso la lectura de la pregunta"}
_REDACCIONES = {"plantilla": "el texto es el de plantilla", "modelo": "el modelo redactó el texto, comprobado cifra por cifra"}


def como(t: Turno | None) -> str:
    """How a turn's answer was obtained, as HTML; "" where there is none."""
    if t is None or t.salida is None:
        return ""
    s = t.salida
    partes = []
    if s.get("understood"):
        partes.append(f"<h3>Así entendí la pregunta</h3><p>{seguro.texto(_mayuscula(s['understood']))}.</p>")
    if s.get("llm"):
        partes.append(_modelo(s["llm"]))
    partes.append(_calculos(t))
    if s["sql"]:
        consultas = "".join(f'<pre class="sql">{fuentes.sql(q)}</pre>' for q in s["sql"])
        partes.append(f"<h3>{plural(len(s['sql']), 'Consulta', 'Consultas')} a la base</h3>{consultas}")
    comprobada = not any(a.startswith("No se pudo comprobar") for a in s["warnings"])
    cotejo = " Cada cifra y cada cita se cotejó con su fuente antes de mostrarse." if comprobada and t.citas else ""
    tiempo = f"Respondida en {s['elapsed_ms']:,.0f} ms." if "elapsed_ms" in s else ""
    partes.append(f'<p class="nota">{tiempo}{cotejo}</p>')
    return f'<div class="como">{"".join(partes)}</div>'


def _modelo(m: Mapping[str, Any]) -> str:
    """What the language model did, and what of it was turned down."""
    hizo = f"{_LECTURAS.get(m['reading'], m['reading'])}; {_REDACCIONES.get(m['wording'], m['wording'])}"
    partes = [f"<p>{seguro.texto(m['model'])}: {seguro.texto(hizo)} ({m['seconds']:,.1f} s, {m['tokens']:,} tokens).</p>"]
    if m.get("difference"):
        partes.append(f"<p>{seguro.texto(m['difference'])}</p>")
    if m.get("rejected"):
        motivos = "".join(f"<li>{seguro.texto(r)}</li>" for r in m["rejected"])
        partes.append(f"<p>Lo que no pasó la comprobación:</p><ul>{motivos}</ul>")
    return f"<h3>Modelo de lenguaje</h3>{''.join(partes)}"


def _calculos(t: Turno) -> str:
    """The figures that were computed, not copied."""
    calculadas = [f for f in (t.salida or {}).get("figures", []) if f["derivation"] and f["derivation"]["text"]]
    if not calculadas:
        return ""
    filas = "".join(_calculo(t.numero, f["text"], f["derivation"]) for f in calculadas[:_MAX_CALCULOS])
    cabeza = "<thead><tr><th>Cifra</th><th>Operación</th><th>Con</th><th>Fuentes</th></tr></thead>"
    tabla = f'<table class="calculos">{cabeza}<tbody>{filas}</tbody></table>'
    return f'<h3>Cifras calculadas</h3><div class="marco" tabindex="0">{tabla}</div>'


def _calculo(turno: int, cifra: str, d: Mapping[str, Any]) -> str:
    enlaces = " ".join(seguro.enlace(turno, n, str(n)) for n in d["of"])
    celdas = (cifra, _OPERACIONES.get(d["op"], d["op"]), d["text"])
    return f"<tr>{''.join(f'<td>{seguro.texto(c)}</td>' for c in celdas)}<td>{enlaces}</td></tr>"


def _mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]
