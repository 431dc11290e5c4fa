"""People and names over the forms of one document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from index import personas
from index.auditoria.registro import de_cabecera, regla, regla_cruzada
from index.poa import Hallazgo, Informe
from index.textos import plegar


@regla
def misma_persona(informe: Informe) -> Iterator[Hallazgo]:
    """One person elaborates and authorises the same form."""
    por_rol = {f.rol: f for f in reversed(informe.firmas)}
    elaboro, autorizo = por_rol.get("elaboro"), por_rol.get("autorizo")
    if elaboro and autorizo and personas.clave(elaboro.nombre) == personas.clave(autorizo.nombre):
        yield Hallazgo(
            "misma_persona",
            "notice",
            None,
            "firma.autorizo",
            autorizo.nombre,
            "",
            f"Una misma persona, {elaboro.nombre}, elabora y autoriza el formato de la unidad {informe.unidad}.",
            de_cabecera(informe, "firma.elaboro", "firma.autorizo"),
        )


@regla_cruzada
def nombre_con_variantes(informes: Sequence[Informe]) -> Iterator[tuple[int, Hallazgo]]:
    """One name under two spellings across the forms of a document; the rarer one is shown."""
    veces = Counter(f.nombre for i in informes for f in i.firmas)
    comunes = personas.agrupar(veces)
    for indice, informe in enumerate(informes):
        for f in informe.firmas:
            comun = comunes[f.nombre]
            if personas.clave(f.nombre) != personas.clave(comun):
                yield (
                    indice,
                    Hallazgo(
                        "nombre_con_variantes",
                        "notice",
                        None,
                        f"firma.{f.rol}",
                        f.nombre,
                        comun,
                        f"El formato de la unidad {informe.unidad} firma «{f.nombre}» y otros formatos «{comun}»; puede ser la "
                        "misma persona.",
                        de_cabecera(informe, f"firma.{f.rol}"),
                    ),
                )


@regla_cruzada
def ramo_con_variantes(informes: Sequence[Informe]) -> Iterator[tuple[int, Hallazgo]]:
    """One code under two nearly equal names across the forms of a document."""
    for campo in ("ramo", "programa"):
        veces = Counter((getattr(i, campo), getattr(i, f"{campo}_nombre")) for i in informes)
        for indice, informe in enumerate(informes):
            codigo, nombre = getattr(informe, campo), getattr(informe, f"{campo}_nombre")
            otros = [(v, n) for (c, n), v in veces.items() if c == codigo and plegar(n) != plegar(nombre)]
            parecidos = [
                (v, n) for v, n in otros if fuzz.ratio(plegar(n), plegar(nombre)) >= 75 and v > veces[codigo, nombre]
            ]
            if codigo and nombre and parecidos:
                comun = max(parecidos)[1]
                yield (
                    indice,
                    Hallazgo(
                        "ramo_con_variantes",
                        "notice",
                        None,
                        f"{campo}_nombre",
                        nombre,
                        comun,
                        f"El {campo} {codigo} se llama «{nombre}» en el formato de la unidad {informe.unidad} y «{comun}» en "
                        "otros.",
                        de_cabecera(informe, f"{campo}_nombre"),
                    ),
                )
