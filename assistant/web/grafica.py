"""Charts as tables whose cells draw a bar: read by eye, by a screen reader and on paper, with no script and no image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.frase import periodo
from assistant.lexicon import ETIQUETAS_CAUSA
from assistant.plan import Periodo
from assistant.web.recado import preguntar
from assistant.web.seguro import texto
from assistant.wording import cifra, nombre_propio, porciento
from index.poa import TRIMESTRES

#: Bars that a chart of an answer shows at most.
MAX_BARRAS = 12
ORDINALES = {"T1": "1.er trimestre", "T2": "2.º trimestre", "T3": "3.er trimestre", "T4": "4.º trimestre"}


@dataclass(frozen=True, slots=True)
class Tramo:
    """A piece of a bar: how long, which colour (a class of the style sheet), what it is called."""

    valor: float
    color: str = ""
    nombre: str = ""
    pregunta: str = ""


@dataclass(frozen=True, slots=True)
class Barra:
    """A row of a chart: its name, its pieces one after the other, the figure beside it. ``pregunta`` asks for what
    stands behind it."""

    nombre: str
    tramos: tuple[Tramo, ...]
    cifra: str
    pregunta: str = ""

    @property
    def largo(self) -> float:
        """The sum of its pieces."""
        return sum(t.valor for t in self.tramos)


def grafica(titulo: str, barras: Sequence[Barra], clave: Mapping[str, str] | None = None, nota: str = "") -> str:
    """A chart. ``clave`` explains colours (class → name); lengths are shares of the longest bar."""
    tope = max((b.largo for b in barras), default=0)
    filas = "".join(_fila(b, tope) for b in barras)
    leyenda = "".join(f'<li><span class="muestra {c}"></span>{texto(n)}</li>' for c, n in (clave or {}).items())
    return (
        f'<div class="grafica"><h3>{texto(titulo)}</h3>'
        + (f'<ul class="clave">{leyenda}</ul>' if leyenda else "")
        + f'<table class="barras"><caption class="oculto">{texto(titulo)}</caption><tbody>{filas}</tbody></table>'
        + (f'<p class="nota">{texto(nota)}</p>' if nota else "")
        + "</div>"
    )


def _fila(b: Barra, tope: float) -> str:
    trazos = "".join(_tramo(t, tope) for t in b.tramos if t.valor > 0)
    nombre = preguntar(b.pregunta, b.nombre) if b.pregunta else texto(b.nombre)
    clase = ""
    if not b.nombre:  # a second bar of the row above: its name is for who can't see the colour
        clase, nombre = ' class="sigue"', f'<span class="oculto">{texto(b.tramos[0].nombre)}</span>'
    return (
        f'<tr><th scope="row"{clase}>{nombre}</th><td class="trazo"><div>{trazos}</div></td><td '
        f'class="valor">{texto(b.cifra)}</td></tr>'
    )


def _tramo(t: Tramo, tope: float) -> str:
    """A piece of a bar; the question in it opens what it counts."""
    ancho = f' style="width:{100 * t.valor / tope:.2f}%"' if tope else ""
    que = f"{t.nombre}: {cifra(t.valor)}" if t.nombre else cifra(t.valor)
    clases = f"tramo {t.color}".strip()
    if not t.pregunta:
        return f'<span class="{clases}"{ancho} title="{texto(que)}"></span>'
    enlace = preguntar(t.pregunta, que, clases, que)
    return enlace.replace("<a ", f"<a{ancho} ", 1)


# -- charts of an answer ----------------------------------------------------------------------------------------------
def de_respuesta(salida: Mapping[str, Any]) -> str:
    """The chart that says more than an answer's text, or "": groups compared, a goal's quarters, the causes of a list."""
    if salida["status"] != "answered":
        return ""
    for hacer in (_de_antes_y_despues, _de_cumplimiento, _de_grupos, _de_trimestres, _de_causas):
        if hecha := hacer(salida):
            return hecha
    return ""


def _de_cumplimiento(salida: Mapping[str, Any]) -> str:
    """The share of goals met of each group, where that is what the answer compares, and not how many it has."""
    grupos = [g for g in salida["groups"] if "met" in g and g["total"]][:MAX_BARRAS]
    if len(grupos) < 2:
        return ""
    barras = []
    for g in grupos:
        parte = porciento(g["met"] * 100 / g["total"])
        cuantas = f"{parte} ({cifra(g['met'])} de {cifra(g['total'])})"
        barras.append(Barra(_nombre(g), (Tramo(g["met"] / g["total"] * 100, "acento", parte),), cuantas))
    return grafica("Metas cumplidas o al corriente, de las de cada grupo", barras)


def _de_antes_y_despues(salida: Mapping[str, Any]) -> str:
    """Each group in the earlier period and in the later one."""
    grupos = [g for g in salida["groups"] if g.get("before") is not None and g["value"] is not None][:MAX_BARRAS]
    periodos = salida["plan"].get("periodos") or []
    if not grupos or len(periodos) != 2:
        return ""
    antes, despues = (_titulo(periodo(Periodo.model_validate(p))) for p in periodos)
    signo = " %" if salida["plan"].get("metrica") in ("proporcion", "avance") else ""
    barras = []
    for g in grupos:
        barras.append(Barra(_nombre(g), (Tramo(g["before"], "programado", antes),), cifra(g["before"]) + signo))
        barras.append(Barra("", (Tramo(g["value"], "alcanzado", despues),), cifra(g["value"]) + signo))
    return grafica("Comparación", barras, {"programado": antes, "alcanzado": despues})


def _de_grupos(salida: Mapping[str, Any]) -> str:
    grupos = [g for g in salida["groups"] if g["value"] is not None and "/" not in str(g["key"])]
    if not 2 <= len(grupos) <= 40 or (len({g["value"] for g in grupos}) == 1 and len(grupos) > MAX_BARRAS):
        return ""
    grupos = grupos[:MAX_BARRAS]
    if any(g["value"] < 0 for g in grupos):
        return ""
    porcentual = salida["plan"].get("metrica") in ("proporcion", "avance")
    barras = [Barra(_nombre(g), (Tramo(g["value"], "acento"),), cifra(g["value"]) + (" %" if porcentual else "")) for g in grupos]
    return grafica("Comparación", barras)


def _nombre(grupo: Mapping[str, Any]) -> str:
    """A group as the answer's text names it: its code, if it has one, and its printed name in small letters."""
    clave, impreso = str(grupo["key"]), str(grupo.get("name") or grupo["key"]).replace("_", " ")
    nombre = _titulo(nombre_propio(impreso) if impreso.isupper() else impreso)
    return f"{clave} {nombre}" if clave.isdecimal() and impreso != clave else nombre


def _de_trimestres(salida: Mapping[str, Any]) -> str:
    """Programmed against achieved of the only meta of an answer."""
    if len(salida["rows"]) != 1:
        return ""
    fila = salida["rows"][0]
    barras = []
    for t in TRIMESTRES:
        p, a = fila["programado"][t], fila["alcanzado"][t]
        if p is not None or a is not None:
            barras.append(Barra(ORDINALES[t], (Tramo(p or 0, "programado", "Programado"),), "—" if p is None else cifra(p)))
            barras.append(Barra("", (Tramo(a or 0, "alcanzado", "Alcanzado"),), "sin reporte" if a is None else cifra(a)))
    if len(barras) < 4 or not any(b.largo for b in barras):
        return ""
    clave = {"programado": "Programado", "alcanzado": "Alcanzado"}
    titulo = f"Meta {fila['meta']}: programado y alcanzado por trimestre ({fila['unidad_medida'].lower()})"
    return grafica(titulo, barras, clave)


def _de_causas(salida: Mapping[str, Any]) -> str:
    """How many of the listed metas name each cause."""
    filas = salida["rows"]
    cuentas: dict[str, int] = {}
    for f in filas:
        for c in f["causas"]:
            cuentas[c] = cuentas.get(c, 0) + 1
    if len(filas) < 6 or len(cuentas) < 3:
        return ""
    orden = sorted(cuentas, key=lambda c: (-cuentas[c], c))[:MAX_BARRAS]
    barras = [Barra(_titulo(ETIQUETAS_CAUSA.get(c, c)), (Tramo(cuentas[c], "acento"),), str(cuentas[c])) for c in orden]
    return grafica("Causas que nombran estas metas", barras, nota="Una observación puede nombrar varias causas.")


def _titulo(palabras: str) -> str:
    return palabras[:1].upper() + palabras[1:]
