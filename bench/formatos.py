"""How much of a report each format and layout gives back: the same facts written in all of them, read, compared.

    python -m bench.formatos [--rapido] [--formato pdf …] [--disposicion pares …] [--json F.json] [--guardar CARPETA]
                             [--texto F.txt --gold F.metas.json --municipio M]

``--rapido`` takes one example and no scans; ``--guardar`` keeps every file that was not read whole, with what went
wrong in one Markdown file a format; ``--texto`` adds a report of one's own with its gold.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RAIZ))

from bench.reportes import escritores, ingenuo, pdf  # noqa: E402
from bench.reportes.cotejo import TODO, Cotejo, cotejar  # noqa: E402
from bench.reportes.disposiciones import DISPOSICIONES  # noqa: E402
from bench.reportes.generador import generar  # noqa: E402
from bench.reportes.modelo import Reporte, desde_ejemplo  # noqa: E402

EJEMPLOS = {
    "puerto-claro-2021-t4": "Puerto Claro", "puerto-claro-2021-t2": "Puerto Claro", "valle-sereno-2022-t4": "Valle Sereno",
    "valle-sereno-2023-t4": "Valle Sereno",
}  # fmt: skip
#: Layouts that scans and LibreOffice's files are tried in: each page of them takes seconds.
_LENTAS = ("pares", "bloques")
_MUNICIPIO_DE_OFICIO = "Municipio"
_MAX_MOTIVOS = 40


@dataclass(frozen=True, slots=True)
class Fuente:
    """A report and, where it came from a text file, that text."""

    reporte: Reporte
    texto: str | None = None


@dataclass(slots=True)
class Resultado:
    """A format's variant in a layout: its cells by outcome, its seconds, its files that did not open."""

    formato: str
    variante: str
    disposicion: str
    cuenta: Counter[str] = field(default_factory=Counter)
    metas: int = 0
    segundos: float = 0.0
    fallos: list[str] = field(default_factory=list)

    def fila(self) -> str:
        c = self.cuenta
        total = sum(c[x] for x in ("bien", "mal", "perdida", "apartada")) or 1
        velocidad = self.metas / self.segundos if self.segundos else 0
        return (
            f"{self.formato + ' ' + self.variante:<26} {self.disposicion:<18} {100 * c['bien'] / total:6.2f} % {c['bien']:>6} "
            f"{c['mal']:>5} {c['perdida']:>5} {c['apartada']:>6} {c['inventada']:>5} {velocidad:>8.0f}"
        )


def ejemplo(nombre: str) -> Fuente:
    """One of the project's own samples."""
    texto, gold = RAIZ / "examples" / f"{nombre}.txt", RAIZ / "examples" / "gold" / f"{nombre}.metas.json"
    return Fuente(desde_ejemplo(texto, gold, EJEMPLOS[nombre]), texto.read_text(encoding="utf-8"))


def leer(nombre: str, contenido: bytes, reporte: Reporte, expresa: frozenset[str], optico: bool, literales: bool) -> Cotejo:
    """Read a file and compare it. What does not open at all is set aside whole (a crash: lost)."""
    from index.ingest import leer_documento
    from index.poa import Documento, ErrorDeLectura

    try:
        return cotejar(reporte, leer_documento(nombre, contenido), expresa, optico, literales)
    except ErrorDeLectura as error:
        cual, porque = "apartada", str(error)
    except Exception as error:  # a reader's crash is a result of the trial
        cual, porque = "perdida", f"error interno: {type(error).__name__}: {error}"
    vacio = cotejar(reporte, Documento(nombre, "", "", (), ()), expresa)
    return Cotejo(Counter({cual: vacio.total}), [porque])


def combinaciones(formatos: list[str], disposiciones: list[str], rapido: bool) -> Iterator[tuple[str, str, str]]:
    """(format, variant, layout) to try; slow formats in few layouts."""
    for formato, variante in escritores.variantes():
        if formato not in formatos or (rapido and (formato == "imagen" or variante in pdf.DE_OFICINA)):
            continue
        lenta = formato == "imagen" or variante in pdf.DE_OFICINA
        propias = ["pares"] if (formato, variante) in escritores.SIN_TABLA else disposiciones
        for disposicion in propias:
            if not lenta or disposicion in _LENTAS:
                yield formato, variante, disposicion


def probar(fuentes: list[Fuente], formatos: list[str], disposiciones: list[str], rapido: bool, guardar: Path | None,
           variantes: list[str] | None = None) -> list[Resultado]:  # fmt: skip
    """Write, read and compare every combination."""
    resultados = []
    for formato, variante, disposicion in combinaciones(formatos, disposiciones, rapido):
        if variantes and variante not in variantes:
            continue
        r = Resultado(formato, variante, disposicion)
        for fuente in fuentes:
            nombre, contenido = escritores.escribir(fuente.reporte, formato, variante, disposicion)
            sin_tabla = (formato, variante) in escritores.SIN_TABLA
            expresa = TODO if sin_tabla else DISPOSICIONES[disposicion].expresa(fuente.reporte.formas[0])
            literales = disposicion != "meses" or sin_tabla
            _anotar(r, nombre, contenido, fuente.reporte, expresa, formato == "imagen", literales, guardar)
        resultados.append(r)
        print(r.fila(), flush=True)
    if "ingenuo" in formatos:
        resultados += probar_ingenuos(fuentes, guardar)
    return resultados


def probar_ingenuos(fuentes: list[Fuente], guardar: Path | None) -> list[Resultado]:
    """The cells of the text reports themselves, by the defaults of the libraries."""
    resultados = []
    for variante, (sufijo, funcion) in ingenuo.ESCRITORES.items():
        r = Resultado("ingenuo", variante, "pares")
        for fuente in fuentes:
            if fuente.texto is not None:
                nombre = f"{fuente.reporte.nombre}.ingenuo.{variante}{sufijo}"
                _anotar(r, nombre, funcion(ingenuo.renglones(fuente.texto)), fuente.reporte, TODO, False, False, guardar)
        resultados.append(r)
        print(r.fila(), flush=True)
    return resultados


def _anotar(r: Resultado, nombre: str, contenido: bytes, reporte: Reporte, expresa: frozenset[str], optico: bool,
            literales: bool, guardar: Path | None) -> None:  # fmt: skip
    inicio = time.perf_counter()
    cotejo = leer(nombre, contenido, reporte, expresa, optico, literales)
    r.segundos += time.perf_counter() - inicio
    r.metas += reporte.metas
    r.cuenta.update(cotejo.cuenta)
    if not cotejo.perfecto:
        r.fallos.append("\n".join([f"### {nombre}: {dict(cotejo.cuenta)}", *(f"- {m}" for m in cotejo.motivos[:_MAX_MOTIVOS])]))
        if guardar is not None:
            (guardar / "archivos" / nombre).write_bytes(contenido)


def informar(resultados: list[Resultado], carpeta: Path) -> None:
    """One Markdown file a format with its failures; a format without any has none."""
    por_formato: dict[str, list[str]] = defaultdict(list)
    for r in resultados:
        por_formato[r.formato] += r.fallos
    for formato, fallos in por_formato.items():
        ruta = carpeta / f"{formato}.md"
        if fallos:
            ruta.write_text(f"# {formato}\n\n" + "\n\n".join(fallos) + "\n", encoding="utf-8")
        else:
            ruta.unlink(missing_ok=True)


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    todos = [*dict.fromkeys(f for f, _ in escritores.variantes()), "ingenuo"]
    p.add_argument("--rapido", action="store_true")
    p.add_argument("--formato", action="append", choices=todos)
    p.add_argument("--variante", action="append")
    p.add_argument("--disposicion", action="append", choices=list(DISPOSICIONES))
    p.add_argument("--ejemplo", action="append", choices=list(EJEMPLOS))
    p.add_argument("--sin-ejemplos", action="store_true")
    p.add_argument("--texto", type=Path)
    p.add_argument("--gold", type=Path)
    p.add_argument("--municipio", default=_MUNICIPIO_DE_OFICIO)
    p.add_argument("--json", type=Path)
    p.add_argument("--guardar", type=Path)
    a = p.parse_args()
    nombres = a.ejemplo or ([] if a.sin_ejemplos else list(EJEMPLOS)[:1] if a.rapido else list(EJEMPLOS))
    fuentes = [ejemplo(n) for n in nombres]
    if not (a.rapido or a.sin_ejemplos or a.ejemplo):
        fuentes += [Fuente(generar(7, 40)), Fuente(generar(11, 24, trimestre=3))]
    if a.texto:
        fuentes.append(Fuente(desde_ejemplo(a.texto, a.gold, a.municipio), a.texto.read_text(encoding="utf-8")))
    if a.guardar:
        (a.guardar / "archivos").mkdir(parents=True, exist_ok=True)
    print(f"{'formato':<26} {'disposición':<18} {'':>8}   bien   mal perd. apart.  inv.  metas/s")
    resultados = probar(fuentes, a.formato or todos, a.disposicion or list(DISPOSICIONES), a.rapido, a.guardar, a.variante)
    if a.guardar:
        informar(resultados, a.guardar)
    if a.json:
        a.json.write_text(
            json.dumps(
                [{"formato": r.formato, "variante": r.variante, "disposicion": r.disposicion, **r.cuenta, "metas": r.metas,
                  "segundos": round(r.segundos, 3)} for r in resultados], ensure_ascii=False, indent=1,
            )
        )  # fmt: skip
    return 0 if all(not r.fallos for r in resultados) else 1


if __name__ == "__main__":
    raise SystemExit(main())
