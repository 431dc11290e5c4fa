"""How long a year of summaries takes: 60 units into one Word document, and the same bytes twice.

    python bench/resumen.py [UNIDADES]

The reports are the sample of Puerto Claro with its units numbered anew, as many times as asked for.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

from assistant.assistant import Assistant
from assistant.carga import cargar
from assistant.export import exportar_documento
from assistant.relectura import leer, revisar
from assistant.resumen.peticion import Peticion
from assistant.settings import Settings
from assistant.summary import resumir_todo

MUESTRA = Path(__file__).resolve().parents[1] / "examples" / "puerto-claro-2021-t4.txt"
UNIDADES = 60
LIMITE = 30.0
_UNIDAD = re.compile(r"^(UNIDAD EJECUTORA:?\t)(\d+)", re.MULTILINE)


def copias(carpeta: Path, unidades: int) -> list[Path]:
    """Sample reports with as many units, none of them twice."""
    texto = MUESTRA.read_text(encoding="utf-8")
    codigos = _UNIDAD.findall(texto)
    rutas = []
    for k in range(-(-unidades // len(codigos))):
        ruta = carpeta / f"informe-{k:02d}.txt"
        ruta.write_text(_UNIDAD.sub(lambda m, k=k: f"{m.group(1)}{int(m.group(2)) + 100 * k}", texto), encoding="utf-8")
        rutas.append(ruta)
    return rutas


def main() -> int:
    """Load, summarise, write, read back; prints what each took."""
    unidades = int(sys.argv[1]) if len(sys.argv) > 1 else UNIDADES
    with tempfile.TemporaryDirectory() as nombre:
        carpeta = Path(nombre)
        settings = Settings(home=carpeta / "casa")
        cargar(settings, copias(carpeta, unidades))
        asistente = Assistant(settings)
        inicio = time.perf_counter()
        resumenes = resumir_todo(asistente, Peticion(largo="pagina"))
        escritos = [carpeta / "uno.docx", carpeta / "dos.docx"]
        exportar_documento(escritos[0], resumenes, asistente.lector)
        tardo = time.perf_counter() - inicio
        exportar_documento(escritos[1], resumir_todo(asistente, Peticion(largo="pagina")), asistente.lector)
        iguales = escritos[0].read_bytes() == escritos[1].read_bytes()
        inicio = time.perf_counter()
        malos = [p for _, problemas in revisar(leer(escritos[0]), asistente.lector, asistente.voc) for p in problemas]
        releer = time.perf_counter() - inicio
        dichas, avisos = sum(len(r["sentences"]) for r in resumenes), sum(len(r["warnings"]) for r in resumenes)
        print(f"{len(resumenes) - 1} unidades, {dichas} oraciones, {escritos[0].stat().st_size / 1e6:.1f} MB")
        print(f"resumir, comprobar y escribir: {tardo:.1f} s (límite {LIMITE:g} s); releer y comprobar: {releer:.1f} s")
        print(f"mismos bytes: {'sí' if iguales else 'no'}; sin comprobar: {len(malos) + avisos}")
        for malo in malos[:10]:
            print(f"  - {malo}")
    return 0 if tardo < LIMITE and iguales and not malos else 1


if __name__ == "__main__":
    sys.exit(main())
