"""How long the page makes its reader wait: until it can be used, and until an answer is painted. Chromium, sample reports.

    python -m bench.pagina                          # both
    python -m bench.pagina arranque --veces 5       # from «python app.py» to a box that takes a question
    python -m bench.pagina pintado --preguntas 20   # from Enter to the painted answer, beside its floors

Painted is a frame of the browser with the answer in it, timed inside the page: from the Enter key to the frame after the
one that the answer was put into. The questions differ and none was asked before, so no kept answer helps; the first few
are not counted. The floors are ``Assistant.ask`` in one process and a page of Gradio that only echoes. Seconds of
processor are the server's, its own and its system calls': they say less wrong than the clock on a busy machine.
Exit code 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.carga_web import RAIZ, esperar, muestra, pregunta, puerto_libre, terminar

#: Seconds until the page can be used, and milliseconds until a warm answer is painted (their medians).
LIMITE_ARRANQUE, LIMITE_PINTADO = 6.0, 300.0
CALENTAR = 4
ARGUMENTOS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
CAJA = "#pregunta textarea, #pregunta input"
ECO = """
import gradio as gr, sys
with gr.Blocks(analytics_enabled=False) as pagina:
    caja = gr.Textbox(elem_id="pregunta", max_lines=1)
    salida = gr.Markdown(elem_id="charla")
    n = gr.State(0)
    def eco(texto, n):
        return f'<div class="turno"><div class="respuesta">{n + 1} {texto}</div></div>' * (n + 1), "", n + 1
    caja.submit(eco, [caja, n], [salida, caja, n], show_progress="hidden")
pagina.launch(server_port=int(sys.argv[1]), quiet=True, show_error=False)
"""
#: Times one question inside the page: the n-th answered turn is looked for at every change.
CRONOMETRO = """n => {
  window.pintado = new Promise((listo) => {
    const medida = {};
    const revisar = () => {
      const hechas = document.querySelectorAll('.turno .respuesta:not(.espera)');
      if (hechas.length < n) return;
      vigia.disconnect();
      medida.puesto = performance.now();
      requestAnimationFrame(() => setTimeout(() => listo([medida.puesto - medida.inicio, performance.now() - medida.inicio]), 0));
    };
    const vigia = new MutationObserver(revisar);
    document.addEventListener('keydown', (e) => { if (e.key === 'Enter') medida.inicio = performance.now(); },
                              { capture: true, once: true });
    vigia.observe(document.body, { childList: true, subtree: true });
  });
}"""


def procesador(proceso: subprocess.Popen[bytes]) -> float:
    """Seconds of processor that a process has used (Linux; 0 elsewhere)."""
    try:
        campos = Path(f"/proc/{proceso.pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(campos[11]) + int(campos[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, already open: its own start is not the page's."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        abierto = p.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTOS)
        try:
            yield abierto
        finally:
            abierto.close()


def abrir(navegador: Any, direccion: str) -> Any:
    """A new page whose box can be written in."""
    pagina = navegador.new_context(viewport={"width": 1366, "height": 768}, locale="es-MX").new_page()
    pagina.goto(direccion, wait_until="commit")
    pagina.locator(CAJA).wait_for()
    pagina.locator(CAJA).fill("¿Qué")
    return pagina


# -- start ------------------------------------------------------------------------------------------------------------
def medir_arranque(navegador: Any, entorno: dict[str, str], veces: int) -> bool:
    """Start the page some times. Says whether the median is within its limit."""
    usable = []
    for _ in range(veces):
        puerto = puerto_libre()
        inicio = time.perf_counter()
        proceso = subprocess.Popen(
            [sys.executable, "app.py"], cwd=RAIZ, env={**entorno, "POA_PORT": str(puerto)}, stdout=subprocess.DEVNULL
        )
        try:
            direccion = f"http://127.0.0.1:{puerto}"
            esperar(direccion, proceso)
            servida, gasto = time.perf_counter() - inicio, procesador(proceso)
            pagina = abrir(navegador, direccion)
            usable.append(time.perf_counter() - inicio)
            print(
                f"arranque: primera página {servida:.2f} s ({gasto:.2f} s de procesador), caja usable {usable[-1]:.2f} s "
                f"({procesador(proceso):.2f} s de procesador)",
                flush=True,
            )
            pagina.context.close()
        finally:
            terminar(proceso)
    mediana = statistics.median(usable)
    print(f"arranque: caja usable, mediana {mediana:.2f} s (límite {LIMITE_ARRANQUE:g} s); carga {os.getloadavg()[0]:.1f}")
    return mediana <= LIMITE_ARRANQUE


# -- painting ---------------------------------------------------------------------------------------------------------
def preguntas(cuantas: int) -> list[str]:
    """Different questions about the sample reports."""
    azar, salida = random.Random(7), dict[str, None]()
    while len(salida) < cuantas:
        salida[pregunta(azar)] = None
    return list(salida)


def pintadas(navegador: Any, direccion: str, hechas: Sequence[str]) -> list[tuple[float, float]]:
    """(put into the page, painted) milliseconds after Enter of each question, asked in one conversation."""
    pagina = abrir(navegador, direccion)
    tiempos = []
    for n, texto in enumerate(hechas, start=1):
        pagina.locator(CAJA).fill(texto)
        pagina.evaluate(CRONOMETRO, min(n, 20))
        pagina.locator(CAJA).press("Enter")
        puesto, pintado = pagina.evaluate("window.pintado")
        tiempos.append((puesto, pintado))
        pagina.wait_for_timeout(300)
    pagina.context.close()
    return tiempos[CALENTAR:]


def decir(nombre: str, tiempos: Sequence[float]) -> float:
    """Print the median and the 95th percentile of some milliseconds. Returns the median."""
    orden = sorted(tiempos)
    mediana = statistics.median(orden)
    p95 = orden[int(len(orden) * 0.95)]
    print(f"{nombre}: mediana {mediana:.0f} ms, p95 {p95:.0f} ms, peor {orden[-1]:.0f} ms (N={len(orden)})")
    return mediana


def medir_pintado(navegador: Any, entorno: dict[str, str], cuantas: int) -> bool:
    """Ask in the browser, in process and of an echo. Says whether the page's median is within its limit."""
    hechas = preguntas(cuantas + CALENTAR)
    puerto = puerto_libre()
    for nombre, orden in {
        "eco de Gradio": [sys.executable, "-c", ECO, str(puerto)],
        "página": [sys.executable, "app.py"],
    }.items():
        proceso = subprocess.Popen(orden, cwd=RAIZ, env={**entorno, "POA_PORT": str(puerto)}, stdout=subprocess.DEVNULL)
        try:
            direccion = f"http://127.0.0.1:{puerto}"
            esperar(direccion, proceso)
            antes = procesador(proceso)
            tiempos = pintadas(navegador, direccion, hechas)
            gasto = (procesador(proceso) - antes) / len(hechas)
            decir(f"{nombre}, puesta en la página", [t[0] for t in tiempos])
            mediana = decir(f"{nombre}, pintada", [t[1] for t in tiempos])
            print(f"{nombre}: {1000 * gasto:.0f} ms de procesador del servidor por pregunta")
        finally:
            terminar(proceso)
    decir("Assistant.ask en el proceso", en_proceso(Path(entorno["POA_HOME"]), hechas))
    print(f"pintado: mediana {mediana:.0f} ms (límite {LIMITE_PINTADO:g} ms); carga {os.getloadavg()[0]:.1f}")
    return mediana <= LIMITE_PINTADO


def en_proceso(casa: Path, hechas: Sequence[str]) -> list[float]:
    """Milliseconds of each question in this process."""
    from assistant.assistant import Assistant
    from assistant.settings import Settings

    quien = Assistant(Settings(home=casa))
    tiempos = []
    for texto in hechas:
        inicio = time.perf_counter()
        quien.ask(texto)
        tiempos.append((time.perf_counter() - inicio) * 1000)
    return tiempos[CALENTAR:]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("que", nargs="?", choices=("todo", "arranque", "pintado"), default="todo")
    parser.add_argument("--veces", type=int, default=3)
    parser.add_argument("--preguntas", type=int, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="poa-pagina-") as casa, chromium() as navegador:
        entorno = muestra(Path(casa))
        bien = [medir_arranque(navegador, entorno, args.veces)] if args.que != "pintado" else []
        bien += [medir_pintado(navegador, entorno, args.preguntas)] if args.que != "arranque" else []
    return 0 if all(bien) else 1


if __name__ == "__main__":
    sys.exit(main())
