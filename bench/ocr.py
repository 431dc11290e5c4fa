"""How well scans are read: figures right, wrong and flagged by what happened to the page, and seconds a page.

    python -m bench.ocr [--dpi 200 300] [--fonts Helvetica Times-Roman] [--damage limpia giro …] [--forms 2] [--json F.json]
    python -m bench.ocr --rapido

Pages are drawn from the sample reports, damaged with a fixed seed and read; the gold is what the same reports give as
text. "Sin avisar" are wrong figures that no ``cifra_dudosa`` finding names nor cites, and that are not of a column that
was set aside whole: there must be none. Seconds are of processor, all processes together, and by the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(RAIZ), str(RAIZ / "tests" / "index")]

import apoyo_ocr as apoyo  # noqa: E402

DANOS: dict[str, tuple[apoyo.Dano, ...]] = {
    "limpia": (),
    "giro": (apoyo.girar(2.7),),
    "giro_contrario": (apoyo.girar(-1.6),),
    "gris": (apoyo.agrisar(),),
    "sal_y_pimienta": (apoyo.salpicar(0.02),),
    "perspectiva": (apoyo.inclinar(0.012),),
    "borrosa": (apoyo.borrar(0.8),),
    "muy_borrosa": (apoyo.borrar(1.1),),
    "jpeg": (apoyo.comprimir(35),),
    "fotocopia": (apoyo.fotocopiar(),),
    "sello_azul": (apoyo.sellar((45, 60, 170)), apoyo.girar(0.6), apoyo.comprimir(75)),
    "firma_gris": (apoyo.firmar((90, 90, 90)), apoyo.girar(-0.6)),
    "de_lado": (lambda i, _: i.rotate(90, expand=True),),
    "todo": (
        apoyo.girar(1.3), apoyo.inclinar(0.006), apoyo.borrar(0.7), apoyo.agrisar(), apoyo.salpicar(0.005), apoyo.comprimir(45)
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Medida:
    """What one set of damaged pages gave."""

    dano: str
    dpi: int
    letra: str
    paginas: int
    cifras: int
    malas: int
    inventadas: int
    perdidas: int
    sin_avisar: int
    avisos_de_mas: int
    segundos_de_procesador: float
    segundos: float


def medir(dano: str, dpi: int, letra: str, cuales: Sequence[int], ver: bool = False) -> Medida:
    """Draw, damage, read and compare the forms of a sample report."""
    from index import dudas
    from index.readers import ocr

    las_formas = apoyo.formas(apoyo.PUERTO_CLARO)
    oro = [apoyo.informes_de_texto(apoyo.PUERTO_CLARO)[i] for i in cuales]
    limpias = apoyo.paginas(apoyo.dibujar([las_formas[i] for i in cuales], apoyo.Estilo(letra=letra)), dpi)
    archivo = apoyo.guardar([apoyo.danar(x, *DANOS[dano]) for x in limpias], "TIFF")
    inicio, antes = time.perf_counter(), _procesador()
    hojas = ocr.leer(archivo)
    reloj, procesador = time.perf_counter() - inicio, _procesador() - antes
    informes = apoyo.leer_hojas(hojas)
    cotejo = apoyo.cotejar(informes, oro)
    avisadas = apoyo.avisadas(informes, dudas.hallazgos)
    malas = {(u, m, c) for u, m, c, _, leida in cotejo.malas if f"{u}/{m}" not in cotejo.metas_perdidas}
    apartadas = _columnas_apartadas(informes)
    callada = [x for x in cotejo.malas if x[:3] in malas - avisadas.citadas and (x[0], x[2]) not in apartadas]
    if ver:
        for x in cotejo.malas[:8]:
            print("   ", x, "avisada" if x[:3] in avisadas.citadas else "SIN AVISAR" if x[:3] in malas else "apartada")
    return Medida(
        dano, dpi, letra, len(limpias), cotejo.total, len(cotejo.malas), cotejo.inventadas, len(cotejo.metas_perdidas),
        len(callada), len(avisadas.nombradas - {x[:3] for x in cotejo.malas}), round(procesador, 1), round(reloj, 1),
    )  # fmt: skip


def _columnas_apartadas(informes: Sequence[apoyo.Informe]) -> set[tuple[str, str]]:
    """The (unit, field) of which no goal has a cell, in the forms that name a column as set aside."""
    return {
        (i.unidad, campo)
        for i in informes
        if any("No se leyeron las cifras" in a.motivo for a in i.apartados)
        for campo in apoyo.CAMPOS
        if not any(campo in m.celdas for m in i.metas)
    }


def _procesador() -> float:
    propios, hijos = (resource.getrusage(q) for q in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return propios.ru_utime + propios.ru_stime + hijos.ru_utime + hijos.ru_stime


def main() -> None:
    """Measure every damage at every resolution and print a line for each."""
    partes = argparse.ArgumentParser(description=__doc__)
    partes.add_argument("--dpi", type=int, nargs="+", default=[200, 300])
    partes.add_argument("--fonts", nargs="+", default=["Helvetica", "Times-Roman"])
    partes.add_argument("--damage", nargs="+", choices=list(DANOS), default=list(DANOS))
    partes.add_argument("--forms", type=int, nargs="+", default=[2, 3], help="which forms of the sample, from 0")
    partes.add_argument("--json", type=Path)
    partes.add_argument("--rapido", action="store_true", help="one font at 200 dpi, one form, four damages: a minute or two")
    partes.add_argument("--verbose", action="store_true", help="print wrong figures")
    argumentos = partes.parse_args()
    if argumentos.rapido:
        argumentos.fonts, argumentos.dpi, argumentos.forms = ["Helvetica"], [200], [2]
        argumentos.damage = ["limpia", "muy_borrosa", "fotocopia", "todo"]
    hechas: list[dict[str, Any]] = []
    print(f"{'daño':16}{'ppp':>4} {'letra':12}{'bien':>10} {'mal':>4} {'inv.':>4} {'metas perdidas':>14} {'sin avisar':>10} "
          f"{'avisos de más':>13} {'s/pág. (CPU)':>12} {'s/pág.':>7}")  # fmt: skip
    for letra in argumentos.fonts:
        for dpi in argumentos.dpi:
            for dano in argumentos.damage:
                m = medir(dano, dpi, letra, argumentos.forms, argumentos.verbose)
                hechas.append(asdict(m))
                bien = m.cifras - (m.malas - m.inventadas)
                print(f"{m.dano:16}{m.dpi:4} {m.letra:12}{bien:5}/{m.cifras:<4} {m.malas:4} {m.inventadas:4} {m.perdidas:14} "
                      f"{m.sin_avisar:10} {m.avisos_de_mas:13} {m.segundos_de_procesador / m.paginas:12.1f} "
                      f"{m.segundos / m.paginas:7.1f}", flush=True)  # fmt: skip
    cifras, malas, calladas, de_mas = (sum(h[c] for h in hechas) for c in ("cifras", "malas", "sin_avisar", "avisos_de_mas"))
    print(f"en total: {cifras - malas} de {cifras} cifras bien ({100 * (cifras - malas) / cifras:.2f} %)")
    print(f"{calladas} malas sin avisar, {de_mas} avisos de más")
    if argumentos.json:
        argumentos.json.write_text(json.dumps(hechas, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
