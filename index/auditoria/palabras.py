# ruff: noqa: E501  (tables of words and sentences read better whole)
"""Words against figures: the observation says one thing and the quarters another."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index import cumplimiento
from index.auditoria.registro import NOMBRES, derivado, hallazgo, regla
from index.cifras import escribir
from index.layouts import TRIMESTRALES
from index.poa import TRIMESTRES, Hallazgo, Informe, Meta, Trimestre
from index.textos import alinear, raices, raiz

#: "No se" and what was not done; whether it is what the goal is about is decided by its words.
_NO_SE = re.compile(r"\bno se (?:pud\w+ |logr\w+ |han? )?(?:llev\w+ a cabo|\w+)(?P<resto>(?: \w+){0,6})")
_NO_HECHO = re.compile(
    r"\bno hubo (?:actividad|evento|taller|curso|sesion|accion)\w*|\bsin actividad\w*|\bnula actividad"
    r"|\bse (?:cancel|suspend)\w+ (?:todas|todos|la totalidad)"
)
#: Verbs after "no se" that speak of means or events, not of doing the goal.
_DE_MEDIOS = re.compile(
    r"no se (?:present|cont|cuent|permit|deb|autoriz|ten|tuv|recib|registr|inscrib|report|encontr|alcanz|logr|cumpl|lleg|cubr|ocup|contrat)"
)
#: "No se realizaron dos de los cinco": in part.
_EN_PARTE = re.compile(r"^ (?:a cabo )?(?:\d|algun|una?s?\b|dos|tres|cuatro|cinco|seis|tod[ao]s|la totalidad)")
_GENERICAS = frozenset(raiz(p) for p in ("actividad", "accion", "evento", "programa", "proyecto"))
_META_NO_ALCANZADA = re.compile(
    r"\b(?:no se (?:pudo |logro )?(?:alcanz|logr|cumpl|lleg)\w*|imposible (?:\w+ )?(?:llegar|alcanzar|cumplir|lograr)|"
    r"no (?:fue|es) posible (?:\w+ )?(?:llegar|alcanzar|cumplir|lograr))\b.{0,30}?\b(?:metas?|programad\w+|planead\w+|previst\w+)\b"
    r"(?P<trimestral>.{0,12}?\btrimestr\w+)?"
)
_PENDIENTE = re.compile(
    r"\b(?:qued\w+|faltaron) (?:pendientes? )?(?:de realizar|por realizar|pendientes?)\b|\bfaltaron (?:\d|dos|tres|cuatro)"
)
_REPUESTO = re.compile(r"\b(?:se )?(?:repus|recuper|repon|subsan|complet|cubri|realiz\w+ (?:posterior|despues))\w*")
_META_REBASADA = re.compile(
    r"(?<!no )\bse (?:ha )?(?:rebas|super|sobrepas|excedi)\w+ (?:con creces )?(?:la |lo |el )?(?:meta|programad|planead|numero)"
)


@regla
def observacion_contradice(informe: Informe) -> Iterator[Hallazgo]:
    """The observation says one thing and the figures another: "no se realizaron" beside a quarter that was met."""
    for m in informe.metas:
        contradiccion = _contradiccion(m, informe) if m.observacion else None
        if contradiccion is None:
            continue
        campos, explicacion = contradiccion
        yield hallazgo(
            "observacion_contradice",
            "warning",
            m,
            "observacion",
            m.observacion or "",
            "",
            explicacion,
            "observacion",
            *campos,
        )


@dataclass(frozen=True, slots=True)
class _Dicho:
    """What an observation says of the goal: folded, the quarters that it speaks of, that the goal was not reached (of a
    quarter, if ``trimestral``), that something was left to do, that it was exceeded."""

    llano: str
    trimestres: frozenset[str]
    no_alcanzada: bool
    trimestral: bool
    pendiente: bool
    rebasada: bool
    no_hecho: bool


@functools.lru_cache(maxsize=2048)
def _dicho(observacion: str) -> _Dicho:
    llano = alinear(observacion)
    no_alcanzada = _META_NO_ALCANZADA.search(llano)
    return _Dicho(
        llano,
        _trimestres_dichos(llano),
        no_alcanzada is not None,
        bool(no_alcanzada and no_alcanzada.group("trimestral")),
        bool(_PENDIENTE.search(llano) and not _REPUESTO.search(llano)),
        bool(_META_REBASADA.search(llano)),
        bool(_NO_HECHO.search(llano) or _NO_SE.search(llano)),
    )


def _contradiccion(m: Meta, informe: Informe) -> tuple[tuple[str, ...], str] | None:
    dicho = _dicho(m.observacion or "")
    if not (dicho.no_alcanzada or dicho.pendiente or dicho.rebasada or dicho.no_hecho):
        return None
    cerrados = cumplimiento.trimestres_cerrados(informe.ejercicio, informe.corte)
    dichos = tuple(t for t in cerrados if t in dicho.trimestres) or cerrados
    cumplidos = [t for t in dichos if (p := m.programado[t]) and (a := m.alcanzado[t]) is not None and a >= p]
    hecho = m.avance_absoluto if m.avance_absoluto is not None else derivado(m)
    if dicho.no_alcanzada and (dicho.trimestral or len(dichos) < len(cerrados)):
        ultimo = next((t for t in reversed(dichos) if m.programado[t]), None)
        return _trimestre_cumplido(m, ultimo, "que no se alcanzó la meta trimestral") if ultimo in cumplidos else None
    cumplida = hecho is not None and bool(m.meta_anual) and hecho >= (m.meta_anual or hecho)
    terminado = not cumplimiento.en_curso(informe.ejercicio, informe.corte)
    if dicho.no_alcanzada or (dicho.pendiente and terminado):
        que = "que no se alcanzó" if dicho.no_alcanzada else "que quedó algo pendiente"
        return _anual(m, hecho, que) if cumplida else None
    if cumplidos and dicho.no_hecho and _dice_no_hecho(dicho.llano, m):
        return _trimestre_cumplido(m, cumplidos[-1], "que no se realizó")
    if dicho.rebasada and terminado and hecho is not None and m.meta_anual and hecho < m.meta_anual:
        return _anual(m, hecho, "que se rebasó")
    return None


def _anual(m: Meta, hecho: Decimal | None, dicho: str) -> tuple[tuple[str, ...], str] | None:
    if hecho is None or m.meta_anual is None:
        return None
    return (
        ("avance_absoluto", "meta_anual"),
        f"La observación de la meta {m.numero} dice {dicho} y el formato reporta {escribir(hecho)} de {escribir(m.meta_anual)}.",
    )


def _dice_no_hecho(llano: str, m: Meta) -> bool:
    """Whether an observation says that what the goal is about was not done: by its own words, not of some means."""
    if _NO_HECHO.search(llano):
        return True
    propias = {*raices(m.descripcion), *raices(m.unidad_medida), *_GENERICAS}
    for hallado in _NO_SE.finditer(llano):
        if _DE_MEDIOS.match(hallado.group()) or _EN_PARTE.match(hallado.group("resto")):
            continue
        frase = llano[llano.rfind(".", 0, hallado.start()) + 1 : hallado.start()]
        dichas = raices(hallado.group("resto")) or raices(frase)[-6:]
        if not hallado.group("resto").strip() or set(dichas) & propias:
            return True
    return False


def _trimestre_cumplido(m: Meta, t: Trimestre | None, dicho: str) -> tuple[tuple[str, ...], str] | None:
    if t is None:
        return None
    programado, alcanzado = m.programado[t], m.alcanzado[t]
    if programado is None or alcanzado is None:
        return None
    return (
        (f"programado.{t}", f"alcanzado.{t}"),
        f"La observación de la meta {m.numero} dice {dicho} y en el {NOMBRES[t]} el formato reporta "
        f"{escribir(alcanzado)} de {escribir(programado)} programado.",
    )


_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MES = re.compile(rf"\b(?:{'|'.join(_MESES)})\b")
_SEMESTRES = (("primer semestre", ("T1", "T2")), ("segundo semestre", ("T3", "T4")))


def _trimestres_dichos(llano: str) -> frozenset[str]:
    """The quarters that an observation speaks of: by name, by a month of theirs, by the half-year."""
    nombrados = {t for t, patron in TRIMESTRALES if patron.search(llano)}
    meses = {TRIMESTRES[_MESES.index(m) // 3] for m in _MES.findall(llano)}
    semestres = {t for nombre, ambos in _SEMESTRES if nombre in llano for t in ambos}
    return frozenset(nombrados | meses | semestres)
