"""A thousand saved answers with one thing made false: the check must name every one; and a changed store, another answer.

    python -m bench.mutantes [--cuantos 1000] [--semilla 9] [--json F.json] [--verbose]

Each mutant is a true answer over the sample reports with one digit, unit, goal, year, cause, quarter, comparison or
quotation swapped with another loaded one: in the text alone, or in its list of figures and rows as well, as a forger
would. ``poa verify``'s own function judges it. The untouched answers must all check.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(RAIZ))

PREGUNTAS = RAIZ / "bench" / "evaluacion" / "preguntas.jsonl"
EJEMPLOS = sorted((RAIZ / "examples").glob("*.txt"))

Respuesta = dict[str, Any]
#: A change of an answer by dice, with what else is loaded; None where it has nothing to change.
Cambio = Callable[[random.Random, Respuesta, "Cargado"], Respuesta | None]


@dataclass(slots=True)
class Cargado:
    """What a forger may swap with: what other answers over the same reports say."""

    unidades: list[str]
    causas: list[str]
    citas: list[str]
    anos: list[str]


def _sustituir(r: Respuesta, viejo: str, inicio: int, nuevo: str) -> Respuesta:
    texto = r["answer"]
    return {**deepcopy(r), "answer": texto[:inicio] + nuevo + texto[inicio + len(viejo) :]}


def _uno(azar: random.Random, r: Respuesta, patron: str, otros: Callable[[str], list[str]]) -> Respuesta | None:
    """One of what a pattern finds in the text, another one in its place."""
    hallados = [m for m in re.finditer(patron, r["answer"]) if otros(m.group())]
    if not hallados:
        return None
    m = azar.choice(hallados)
    return _sustituir(r, m.group(), m.start(), azar.choice(otros(m.group())))


def digito(azar: random.Random, r: Respuesta, _: Cargado) -> Respuesta | None:
    """Any digit of the text."""
    return _uno(azar, r, r"\d", lambda d: [x for x in "0123456789" if x != d])


def cifra_y_su_lista(azar: random.Random, r: Respuesta, _: Cargado) -> Respuesta | None:
    """A figure in the text and in the list of figures alike."""
    textos = [f for f in r["figures"] if r["answer"].count(f["text"]) == 1 and re.search(r"\d", f["text"])]
    if not textos:
        return None
    elegida = azar.choice(textos)["text"]
    i = azar.choice([m.start() for m in re.finditer(r"\d", elegida)])
    nueva = elegida[:i] + azar.choice([x for x in "123456789" if x != elegida[i]]) + elegida[i + 1 :]
    valor = float(re.sub(r"[^\d.\-]", "", nueva) or 0)
    malo = _sustituir(r, elegida, r["answer"].index(elegida), nueva)
    for f in malo["figures"]:
        if f["text"] == elegida:
            f.update(text=nueva, value=valor)
    return malo


def fila(azar: random.Random, r: Respuesta, _: Cargado) -> Respuesta | None:
    """A figure of a row."""
    malo = deepcopy(r)
    lugares = [(f, k) for f in malo["rows"] for k in ("meta_anual", "avance_absoluto", "avance_calculado") if f.get(k) is not None]
    if not lugares:
        return None
    f, k = azar.choice(lugares)
    f[k] += azar.choice((1, -1, 10))
    return malo


def unidad(azar: random.Random, r: Respuesta, c: Cargado) -> Respuesta | None:
    """A unit's name, another loaded one."""
    return _uno(azar, r, "|".join(map(re.escape, sorted(c.unidades, key=len, reverse=True))), lambda u: [x for x in c.unidades if x != u])


def codigo(azar: random.Random, r: Respuesta, _: Cargado) -> Respuesta | None:
    """A goal's number or a unit's code, another row's."""
    numeros = sorted({f["meta"] for f in r["rows"]} | {f["unidad"] for f in r["rows"]})
    if len(numeros) < 2:
        return None
    return _uno(azar, r, r"(?<=\*\*)\d+(?:\.\d+)*(?=\*\*)|(?<=meta )\d+(?:\.\d+)*|(?<=unidad )\d+", lambda n: [x for x in numeros if x != n])


def ano(azar: random.Random, r: Respuesta, c: Cargado) -> Respuesta | None:
    """A year, another loaded one."""
    return _uno(azar, r, r"\b20\d\d\b", lambda y: [x for x in c.anos if x != y])


def causa(azar: random.Random, r: Respuesta, c: Cargado) -> Respuesta | None:
    """A cause's name, another one."""
    return _uno(azar, r, "|".join(map(re.escape, sorted(c.causas, key=len, reverse=True))), lambda u: [x for x in c.causas if x != u])


def cita(azar: random.Random, r: Respuesta, c: Cargado) -> Respuesta | None:
    """A quotation, another one from the same reports."""
    return _uno(azar, r, r"(?<=«)[^»]{12,}(?=»)", lambda t: [x for x in c.citas if t not in x and x not in t])


def marca(azar: random.Random, r: Respuesta, _: Cargado) -> Respuesta | None:
    """A citation mark, that of a cell with another text."""
    textos = {str(c["n"]): str(c.get("literal") or c.get("sql")) for c in r["citations"]}

    def otras(m: str) -> list[str]:
        return [n for n, t in textos.items() if t != textos.get(m) and t not in textos.get(m, "") and textos.get(m, "") not in t]

    return _uno(azar, r, r"(?<=\[)\d+(?=\])", otras)


def estado(azar: random.Random, r: Respuesta, _: Cargado) -> Respuesta | None:
    """What is said of goals turned round: met, not met, exceeded."""
    pares = {"no se cumplieron": ["se cumplieron"], "no se cumplió": ["se cumplió"], "no cumplidas": ["cumplidas"], "menor avance": ["mayor avance"], "mayor avance": ["menor avance"]}
    return _uno(azar, r, "|".join(pares), lambda p: pares[p])


def trimestre(azar: random.Random, r: Respuesta, _: Cargado) -> Respuesta | None:
    """A quarter, another one."""
    todos = ["primer trimestre", "segundo trimestre", "tercer trimestre", "cuarto trimestre"]
    return _uno(azar, r, "|".join(todos), lambda t: [x for x in todos if x != t])


CAMBIOS: tuple[Cambio, ...] = (digito, cifra_y_su_lista, fila, unidad, codigo, ano, causa, cita, marca, estado, trimestre)


@dataclass(slots=True)
class Resultado:
    """How many mutants of each kind were made and caught; the untouched answers that did not check."""

    hechos: Counter[str] = field(default_factory=Counter)
    vistos: Counter[str] = field(default_factory=Counter)
    escapados: list[str] = field(default_factory=list)
    falsas_alarmas: list[str] = field(default_factory=list)


def respuestas(asistente: Any, paso: int = 1) -> list[Respuesta]:
    """The answers of the question set, as they are saved: through JSON."""
    salida = []
    for linea in PREGUNTAS.read_text(encoding="utf-8").splitlines()[::paso]:
        p = json.loads(linea)
        r = json.loads(json.dumps(asistente.ask(p["question"], p.get("history") or (), p.get("id")), default=str))
        if r["status"] == "answered" and r["figures"]:
            salida.append(r)
    return salida


def cargado(asistente: Any, todas: list[Respuesta]) -> Cargado:
    """What is loaded, for swaps."""
    from assistant.lexicon import ETIQUETAS_CAUSA

    citas = sorted({c for r in todas for c in re.findall(r"«([^»]{12,})»", r["answer"])})
    unidades = sorted({n.nombre for n in asistente.voc.nombres if n.entidad == "unidad"})
    anos = sorted({str(f["ejercicio"]) for r in todas for f in r["rows"]})
    return Cargado(unidades, sorted(set(ETIQUETAS_CAUSA.values())), citas, anos)


def mutantes(todas: list[Respuesta], que: Cargado, cuantos: int, semilla: int) -> Iterator[tuple[str, Respuesta, Respuesta]]:
    """(kind, true answer, false answer): each kind in turn, never one that says the same as before."""
    azar = random.Random(semilla)
    dados = 0
    while dados < cuantos:
        cambio, r = CAMBIOS[dados % len(CAMBIOS)], azar.choice(todas)
        for _i in range(200):
            malo = cambio(azar, r, que)
            if malo is not None and malo != r:
                yield cambio.__name__, r, malo
                break
            r = azar.choice(todas)
        dados += 1


def probar(asistente: Any, cuantos: int, semilla: int = 9, paso: int = 1) -> Resultado:
    """Make the mutants and have each checked."""
    from assistant.cli.revision import revisar

    todas = respuestas(asistente, paso)
    resultado = Resultado(falsas_alarmas=[f"{r['question']}: {p[0]}" for r in todas if (p := revisar(r, asistente))])
    for clase, bueno, malo in mutantes(todas, cargado(asistente, todas), cuantos, semilla):
        resultado.hechos[clase] += 1
        if revisar(malo, asistente):
            resultado.vistos[clase] += 1
        else:
            resultado.escapados.append(f"{clase}: {bueno['question']}: {_diferencia(bueno['answer'], malo['answer'])}")
    return resultado


def _diferencia(bueno: str, malo: str) -> str:
    i = next((i for i, (a, b) in enumerate(zip(bueno, malo, strict=False)) if a != b), 0)
    return f"…{bueno[max(0, i - 60) : i + 60]!r} → {malo[max(0, i - 20) : i + 60]!r}"


def main() -> int:
    """Load the samples, make the mutants, print what escaped."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--cuantos", type=int, default=1000)
    p.add_argument("--semilla", type=int, default=9)
    p.add_argument("--paso", type=int, default=1, help="every so many questions of the set")
    p.add_argument("--json", type=Path)
    a = p.parse_args()
    from assistant.assistant import Assistant
    from assistant.carga import cargar
    from assistant.settings import Settings

    with tempfile.TemporaryDirectory() as casa:
        ajustes = Settings(home=Path(casa))
        cargar(ajustes, EJEMPLOS)
        r = probar(Assistant(ajustes), a.cuantos, a.semilla, a.paso)
    for clase, n in r.hechos.items():
        print(f"{clase:<20}{r.vistos[clase]:>5} de {n}")
    print(f"{'en total':<20}{r.vistos.total():>5} de {r.hechos.total()}; {len(r.falsas_alarmas)} respuestas verdaderas que no se comprueban")
    for linea in [*r.falsas_alarmas[:10], *r.escapados[:80]]:
        print("   ", linea)
    if a.json:
        a.json.write_text(json.dumps({"hechos": r.hechos, "vistos": r.vistos, "escapados": r.escapados, "falsas": r.falsas_alarmas}, ensure_ascii=False, indent=1))
    return 1 if r.escapados or r.falsas_alarmas else 0


if __name__ == "__main__":
    raise SystemExit(main())
