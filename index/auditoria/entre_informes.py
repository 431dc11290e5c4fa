"""What shows only between reports that are loaded apart: one report at two cuts, one name under two spellings.

Each rule takes what the store holds, in the plain shapes below, and gives (key of the report, finding): the finding
belongs to the later or the rarer one and cites the other too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from index import cumplimiento, lugares, personas
from index.auditoria.medidas import conocida
from index.auditoria.registro import NOMBRES
from index.poa import Hallazgo
from index.textos import plegar, raiz

_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_PARECIDO = 88.0


@dataclass(frozen=True, slots=True)
class MetaImpresa:
    """A goal as loaded: its figures by field (``alcanzado.T2``), its unit of measure and the fields that have a cell."""

    serie: str
    numero: str
    valores: Mapping[str, float | None]
    impresas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Version:
    """A report at one cut."""

    clave: str
    ejercicio: int
    corte: date
    metas: Sequence[MetaImpresa]


@dataclass(frozen=True, slots=True)
class Uso:
    """A name where it stands: in which report, in which field, under which code."""

    informe: str
    unidad: str
    campo: str
    codigo: str
    nombre: str


def entre_cortes(antes: Version, despues: Version) -> Iterator[tuple[str, Hallazgo]]:
    """Figures of quarters that had ended by the earlier cut, and annual goals, that the later cut prints otherwise."""
    previas = {m.serie: m for m in antes.metas}
    cerrados = cumplimiento.trimestres_cerrados(antes.ejercicio, antes.corte)
    campos = [(f"{que}.{t}", que, NOMBRES[t]) for t in cerrados for que in ("programado", "alcanzado")]
    for m in despues.metas:
        previa = previas.get(m.serie)
        if previa is None:
            continue
        for campo, que, trimestre in campos:
            era, es = previa.valores.get(campo), m.valores.get(campo)
            if era is None or era == es:
                continue
            dice = "no reporta" if es is None else f"reporta {m.impresas.get(campo, '')}"
            yield _cambio(
                "cifra_cambiada", antes, despues, previa, m, campo,
                f"La meta {m.numero} {dice} {'' if es is None else que + ' '}en el {trimestre} al corte del "
                f"{_fecha(despues.corte)} y reportaba {previa.impresas.get(campo, '')} al corte del {_fecha(antes.corte)}, "
                "cuando ese trimestre ya había cerrado.",
            )  # fmt: skip
        era, es = previa.valores.get("meta_anual"), m.valores.get("meta_anual")
        if era is not None and es is not None and era != es:
            yield _cambio(
                "meta_anual_modificada", antes, despues, previa, m, "meta_anual",
                f"La meta anual de la meta {m.numero} es {m.impresas.get('meta_anual', '')} al corte del "
                f"{_fecha(despues.corte)} y era {previa.impresas.get('meta_anual', '')} al corte del {_fecha(antes.corte)}.",
            )  # fmt: skip


def _cambio(
    regla: str, antes: Version, despues: Version, previa: MetaImpresa, m: MetaImpresa, campo: str, explicacion: str
) -> tuple[str, Hallazgo]:
    propia = campo if campo in m.impresas else "descripcion"
    return despues.clave, Hallazgo(
        regla,
        "warning" if regla == "cifra_cambiada" else "notice",
        m.numero,
        campo,
        m.impresas.get(campo, ""),
        previa.impresas.get(campo, ""),
        " ".join(explicacion.split()),
        ((m.numero, propia), (None, "corte")),
        ((antes.clave, previa.numero, campo), (antes.clave, None, "corte")),
    )


def _fecha(d: date) -> str:
    return f"{d.day} de {_MESES[d.month - 1]} de {d.year}"


# --- names ----------------------------------------------------------------------------------------------------------


def firmas_con_variantes(usos: Sequence[Uso], comunes: Mapping[str, str]) -> Iterator[tuple[str, Hallazgo]]:
    """A signer whose name other reports of the municipality spell otherwise. ``comunes``: spelling → shared one."""
    ejemplos: dict[str, Uso] = {}
    for u in usos:
        ejemplos.setdefault(u.nombre, u)
    for u in usos:
        comun = comunes.get(u.nombre, u.nombre)
        otro = ejemplos.get(comun)
        if otro is not None and otro.informe != u.informe and personas.clave(u.nombre) != personas.clave(comun):
            yield _variante(
                "nombre_con_variantes", u, otro,
                f"El formato de la unidad {u.unidad} firma «{u.nombre}» y otros formatos «{comun}»; puede ser la misma persona.",
            )  # fmt: skip


def nombres_con_variantes(regla: str, que: str, usos: Sequence[Uso]) -> Iterator[tuple[str, Hallazgo]]:
    """One code under two nearly equal names: the rarer one is shown. ``que``: "la unidad", "el ramo" …"""
    yield from _raras(
        usos,
        regla,
        _nombres_parecidos,
        lambda u, comun: f"{que.capitalize()} {u.codigo} se llama «{u.nombre}» en un formato y «{comun}» en otros.",
    )


def municipios_con_variantes(usos: Sequence[Uso]) -> Iterator[tuple[str, Hallazgo]]:
    """A municipality whose name a scan spoiled: linked to the one it looks like, with the doubt shown."""
    yield from _raras(
        usos, "municipio_con_variantes", lambda a, b: lugares.clave(a) != lugares.clave(b),
        lambda u, comun: (
            f"El formato de la unidad {u.unidad} dice «{u.nombre}» y otros formatos «{comun}»; se toman como el mismo municipio."
        ),
    )  # fmt: skip


def _raras(
    usos: Sequence[Uso], regla: str, parecidos: Callable[[str, str], bool], frase: Callable[[Uso, str], str]
) -> Iterator[tuple[str, Hallazgo]]:
    veces = Counter((u.codigo, u.nombre) for u in usos)
    ejemplos = {(u.codigo, u.nombre): u for u in reversed(usos)}
    for u in usos:
        if not u.codigo or not u.nombre:
            continue
        otros = [
            (v, n) for (c, n), v in veces.items() if c == u.codigo and v > veces[u.codigo, u.nombre] and parecidos(n, u.nombre)
        ]
        if otros:
            comun = max(otros)[1]
            yield _variante(regla, u, ejemplos[u.codigo, comun], frase(u, comun))


def _nombres_parecidos(a: str, b: str) -> bool:
    return plegar(a) != plegar(b) and fuzz.ratio(plegar(a), plegar(b)) >= _PARECIDO


def _variante(regla: str, u: Uso, otro: Uso, explicacion: str) -> tuple[str, Hallazgo]:
    propias = ((None, u.campo),)
    return u.informe, Hallazgo(
        regla, "notice", None, u.campo, u.nombre, otro.nombre, explicacion, propias, ((otro.informe, None, otro.campo),)
    )


def medidas_parecidas(veces: Mapping[str, int], usada: Callable[[str], bool]) -> dict[str, str]:
    """Measures (keys) that look like a slip of a more frequent one → that one. ``usada``: whether a word stands in some
    description. Gender, number and words of one family are no slips."""
    salida: dict[str, str] = {}
    for rara in veces:
        comunes = [c for c in veces if veces[c] > veces[rara] and _es_desliz(rara, c, usada)]
        if comunes:
            salida[rara] = max(comunes, key=lambda c: veces[c])
    return salida


def _es_desliz(rara: str, comun: str, usada: Callable[[str], bool]) -> bool:
    suyas, ajenas = rara.split(), comun.split()
    if len(suyas) != len(ajenas):
        return False
    distintas = [
        (a, b) for a, b in zip(suyas, ajenas, strict=True) if a != b and a.rstrip("ao") != b.rstrip("ao") and raiz(a) != raiz(b)
    ]
    return bool(distintas) and all(_desliz(a, b) and not conocida(a) and not usada(a) for a, b in distintas)


def _desliz(a: str, b: str) -> bool:
    """One letter of a short word, two of a long one."""
    corta = min(len(a), len(b))
    return corta >= 5 and DamerauLevenshtein.distance(a, b) <= (1 if corta < 8 else 2)
