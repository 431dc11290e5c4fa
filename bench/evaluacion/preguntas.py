"""Our question set over the sample reports, with what each question expects computed from the gold facts.

    python -m bench.evaluacion.preguntas --escribir     writes preguntas.jsonl
    python -m bench.evaluacion.preguntas                fails when preguntas.jsonl is not what this makes

A line: ``{"id", "kind", "documents", "question", "history", …}`` and, of what ``poa eval`` takes, ``status`` or
``status_any``, ``metas`` / ``metas_all`` / ``metas_any`` (numbers), ``ordered``, ``total``, ``values``, ``text_any``,
``text_all``, ``quote``. ``filas``, ``filas_all`` and ``filas_any`` say the same rows exactly (year|cut|unit|number),
where numbers repeat across units and years.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bench.evaluacion import (
    sobre_afirmaciones,
    sobre_cartas,
    sobre_como_iba,
    sobre_comparativos,
    sobre_conjuntos,
    sobre_contrastes,
    sobre_cortes,
    sobre_medias_tintas,
    sobre_oficina,
    sobre_otras_palabras,
    sobre_partes,
    sobre_partes_del_total,
    sobre_periodos,
    sobre_promedios,
    sobre_puerto_claro,
    sobre_todo,
    sobre_valle_sereno,
    sobre_varios,
    sobre_voces_libres,
)
from bench.evaluacion.banco import revisar, texto

SALIDA = Path(__file__).with_name("preguntas.jsonl")


def generar() -> list[dict[str, Any]]:
    """Every question, in order."""
    partes = (
        sobre_puerto_claro, sobre_valle_sereno, sobre_todo, sobre_varios, sobre_cortes, sobre_oficina,
        sobre_comparativos, sobre_periodos, sobre_contrastes, sobre_partes, sobre_promedios, sobre_afirmaciones,
        sobre_medias_tintas, sobre_cartas, sobre_partes_del_total, sobre_conjuntos, sobre_otras_palabras,
        sobre_como_iba, sobre_voces_libres,
    )  # fmt: skip
    preguntas = [q for parte in partes for q in parte.preguntas()]
    revisar(preguntas)
    return preguntas


def al_dia() -> bool:
    """Whether the file is what the generator makes."""
    return SALIDA.exists() and SALIDA.read_text(encoding="utf8") == texto(generar())


def main() -> int:
    """Command line."""
    opciones = argparse.ArgumentParser(description="Genera o comprueba el conjunto de preguntas.")
    opciones.add_argument("--escribir", action="store_true", help="escribe preguntas.jsonl")
    if opciones.parse_args().escribir:
        preguntas = generar()
        SALIDA.write_text(texto(preguntas), encoding="utf8")
        print(len(preguntas), dict(Counter(q["kind"] for q in preguntas)))
        return 0
    if not al_dia():
        print("preguntas.jsonl no es lo que genera este programa: use --escribir.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
