"""Our question set, answered by the product: rows, figures, citations and silence, scored by kind.

    python -m bench.evaluacion.correr [--bases] [--escribir] [--preguntas F.jsonl] [--fallas F.md] [--min 0.9]

Each group of documents is loaded into a store of its own. A question passes when ``assistant.evaluation.juzgar`` finds
nothing wrong, its rows are exactly the expected ones (municipality, year, cut, unit, number) and the answer verifies.
``--bases`` runs the two baselines beside it; ``--escribir`` renews the tables of docs/evaluacion.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, Protocol

from assistant.assistant import Assistant
from assistant.evaluation import cifras, juzgar
from assistant.settings import Settings
from assistant.verify import verificar
from bench.evaluacion.hechos import RAIZ

Pregunta = Mapping[str, Any]
Respuesta = Mapping[str, Any]
PREGUNTAS = Path(__file__).with_name("preguntas.jsonl")
DOCUMENTO = RAIZ / "docs" / "evaluacion.md"
INICIO, FIN = "<!-- evaluacion:inicio -->", "<!-- evaluacion:fin -->"


class Sistema(Protocol):
    """What can be measured: it loads some documents and answers over them, in the contract's shape or a part of it."""

    nombre: str

    def cargar(self, documentos: Sequence[Path]) -> None: ...

    def responder(self, p: Pregunta) -> Respuesta: ...


class Producto:
    """The assistant, over a temporary store."""

    nombre = "POA"

    def __init__(self) -> None:
        self._carpeta = tempfile.TemporaryDirectory()
        self._n = 0
        self.asistente: Assistant

    def cargar(self, documentos: Sequence[Path]) -> None:
        from index.ingest import ingerir
        from index.metas import MetaStore
        from index.schema import abrir

        self._n += 1
        casa = Path(self._carpeta.name) / str(self._n)
        casa.mkdir()
        url = f"sqlite:///{casa / 'poa.db'}"
        motor = abrir(url)
        ingerir(list(documentos), MetaStore(motor))
        motor.dispose()
        self.asistente = Assistant(Settings(home=casa, database_url=url))

    def responder(self, p: Pregunta) -> Respuesta:
        try:
            r = self.asistente.ask(str(p["question"]), p.get("history") or [])
        except Exception as error:  # noqa: BLE001 - an exception is a wrong answer, to be listed like the others
            return {"status": f"excepción {type(error).__name__}: {error}", "rows": []}
        return r | {"_problemas": verificar(r, self.asistente.lector, self.asistente.voc)}

    def conjunto(self, cita: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """What a set citation's query gives now; its first column is the key of a meta."""
        return self.asistente.lector.repetir(str(cita["sql"]), dict(cita.get("params") or {}))

    def llaves(self, ids: Sequence[str]) -> dict[str, Any]:
        """The key that the store gives to each meta."""
        return {i: f.datos["id"] for i, f in self.asistente.lector.filas_por_clave(list(ids)).items()}


# -- measures of one answer -------------------------------------------------------------------------------------------
@dataclass
class Medida:
    """What one answer is worth. None, or an empty pair, where the question asks nothing of the sort."""

    kind: str
    motivo: str | None = None
    exactas: bool | None = None
    precision: float | None = None
    recall: float | None = None
    cifras: tuple[int, int] = (0, 0)
    citas: tuple[int, int] = (0, 0)
    cubierto: tuple[int, int] = (0, 0)
    silencio: tuple[bool, bool] | None = None
    ms: float = 0.0


def clave(fila: Mapping[str, Any]) -> str:
    """A row's name, as the set writes it."""
    return f"{fila['ejercicio']}|{fila['corte']}|{fila['unidad']}|{fila['meta']}"


def filas(p: Pregunta, r: Respuesta) -> tuple[bool | None, float | None, float | None]:
    """(exactly the expected rows, precision, recall); nothing when the question expects no rows."""
    minimo = p.get("filas", p.get("filas_all"))
    maximo = p.get("filas", p.get("filas_any"))
    if minimo is None and maximo is None:
        return None, None, None
    dadas = {clave(f) for f in r.get("rows") or []}
    al_menos, a_lo_mas = set(minimo or ()), dadas if maximo is None else set(maximo)
    precision = len(dadas & a_lo_mas) / len(dadas) if dadas else float(not al_menos)
    recall = len(dadas & al_menos) / len(al_menos) if al_menos else 1.0
    return al_menos <= dadas <= a_lo_mas, precision, recall


def cifras_dichas(p: Pregunta, r: Respuesta) -> tuple[int, int]:
    """(expected figures that the answer says, expected figures)."""
    dichas = cifras(str(r.get("answer") or ""))
    valores = p.get("values") or []
    return sum(any(abs(d - v) <= margen + 1e-9 for d in dichas) for v, margen in valores), len(valores)


def silencio(p: Pregunta, r: Respuesta) -> tuple[bool, bool] | None:
    """(should abstain, abstains); None where both are accepted."""
    if "status_any" in p:
        return None
    return p.get("status", "answered") != "answered", r.get("status") != "answered"


@cache
def _renglones(nombre: str) -> tuple[str, ...]:
    return tuple((RAIZ / "examples" / nombre).read_text(encoding="utf8").split("\n"))


def cita_vale(c: Mapping[str, Any], producto: Producto) -> bool:
    """Read from the file itself: the literal stands in its cell; a set's query gives its count."""
    if c.get("kind") == "set":
        return len(producto.conjunto(c)) == c.get("count")
    renglones, n, columna = _renglones(Path(str(c["document"])).name), int(c["line"]), int(c["column"] or 1)
    celdas = renglones[n - 1].split("\t") if 0 < n <= len(renglones) else []
    if not 0 < columna <= len(celdas) or not c.get("literal"):
        return False
    literal = str(c["literal"])
    return all(parte.strip() in "\n".join(renglones[n - 1 : n + 3]) for parte in literal.split("\n")) and (
        literal in celdas[columna - 1] or "\n" in literal
    )


def citas(r: Respuesta, producto: Producto) -> tuple[tuple[int, int], tuple[int, int]]:
    """((citations that hold, citations), (figures and rows that a holding citation covers, figures and rows))."""
    todas = r.get("citations") or []
    valen = {int(c["n"]) for c in todas if cita_vale(c, producto)}
    dichos = " ".join(r.get("_problemas") or [])
    figuras = [
        set(f.get("citations") or []) <= valen and bool(f.get("citations")) and f"La cifra {f['text']} " not in dichos
        for f in r.get("figures") or []
    ]
    buenas = [c for c in todas if int(c["n"]) in valen]
    por_meta = {c.get("meta_id") for c in buenas}
    por_conjunto = {x[0] for c in buenas if c.get("kind") == "set" for x in producto.conjunto(c) if x}
    llaves = producto.llaves([f["id"] for f in r.get("rows") or []])
    renglones = [f["id"] in por_meta or llaves.get(f["id"]) in por_conjunto for f in r.get("rows") or []]
    return (len(valen), len(todas)), (sum(figuras) + sum(renglones), len(figuras) + len(renglones))


def medir(p: Pregunta, r: Respuesta, sistema: Sistema) -> Medida:
    """All the measures of one answer."""
    exactas, precision, recall = filas(p, r)
    m = Medida(str(p["kind"]), None, exactas, precision, recall, cifras_dichas(p, r), silencio=silencio(p, r))
    m.ms = float(r.get("elapsed_ms") or 0)
    if isinstance(sistema, Producto):
        m.motivo = juzgar(p, r)
        if m.motivo is None and exactas is False and r.get("status") == "answered":
            m.motivo = "las filas no son las esperadas (municipio, año, corte o unidad)"
        if m.motivo is None and r.get("_problemas"):
            m.motivo = "no se comprueba: " + str(r["_problemas"][0])
        m.citas, m.cubierto = citas(r, sistema)
    return m


def correr(sistema: Sistema, preguntas: Iterable[Pregunta]) -> list[tuple[Pregunta, Respuesta, Medida]]:
    """Every question, over its own documents."""
    grupos: dict[tuple[str, ...], list[Pregunta]] = defaultdict(list)
    for p in preguntas:
        grupos[tuple(p["documents"])].append(p)
    salida = []
    for documentos, suyas in grupos.items():
        sistema.cargar([RAIZ / d for d in documentos])
        for p in suyas:
            r = sistema.responder(p)
            salida.append((p, r, medir(p, r, sistema)))
    return salida


# -- tables -----------------------------------------------------------------------------------------------------------
@dataclass
class Resumen:
    """Means over several answers; each over those that it applies to."""

    medidas: list[Medida] = field(default_factory=list)

    def acierto(self) -> str:
        return _de(sum(m.motivo is None for m in self.medidas), len(self.medidas))

    def media(self, campo: str) -> str:
        valores = [float(v) for m in self.medidas if (v := getattr(m, campo)) is not None]
        return f"{sum(valores) / len(valores):.3f}" if valores else "—"

    def razon(self, campo: str) -> str:
        pares = [getattr(m, campo) for m in self.medidas]
        return _de(sum(a for a, _ in pares), sum(n for _, n in pares))

    def abstencion(self) -> str:
        """Of those that should be met with silence, the ones that were."""
        pares = [m.silencio for m in self.medidas if m.silencio and m.silencio[0]]
        return _de(sum(calla for _, calla in pares), len(pares))

    def calla_de_mas(self) -> str:
        pares = [m.silencio for m in self.medidas if m.silencio and not m.silencio[0]]
        return _de(sum(calla for _, calla in pares), len(pares))


def _de(parte: int, todo: int) -> str:
    return f"{parte / todo:.3f} ({parte}/{todo})" if todo else "—"


def tabla_por_tipo(medidas: Sequence[Medida]) -> str:
    """The product, kind by kind."""
    grupos: dict[str, Resumen] = defaultdict(Resumen)
    for m in medidas:
        grupos[m.kind].medidas.append(m)
    titulos = "| Tipo | Aciertos | Filas exactas | Precisión | Alcance | Cifras | Citas: precisión | Citas: alcance |"
    renglones = [titulos, "|---|---|---|---|---|---|---|---|"]
    for nombre, s in [*sorted(grupos.items()), ("**todo**", Resumen(list(medidas)))]:
        celdas = [s.acierto(), s.media("exactas"), s.media("precision"), s.media("recall")]
        celdas += [s.razon("cifras"), s.razon("citas"), s.razon("cubierto")]
        renglones.append(f"| {nombre} | " + " | ".join(celdas) + " |")
    return "\n".join(renglones)


def tabla_comparada(sistemas: Mapping[str, Sequence[Medida]]) -> str:
    """The systems side by side, on the same questions."""
    renglones = [
        "| Sistema | Filas exactas | Precisión | Alcance | Cifras | Calla cuando debe | Calla de más |",
        "|---|---|---|---|---|---|---|",
    ]
    for nombre, medidas in sistemas.items():
        s = Resumen(list(medidas))
        celdas = [s.media("exactas"), s.media("precision"), s.media("recall"), s.razon("cifras")]
        renglones.append(f"| {nombre} | " + " | ".join([*celdas, s.abstencion(), s.calla_de_mas()]) + " |")
    return "\n".join(renglones)


def p95(medidas: Sequence[Medida]) -> float:
    """The 95th percentile of the time of an answer, in ms."""
    tiempos = sorted(m.ms for m in medidas)
    return tiempos[int(len(tiempos) * 0.95)] if tiempos else 0.0


def escribir_documento(tablas: str) -> None:
    """Renew what stands between the markers of docs/evaluacion.md."""
    texto = DOCUMENTO.read_text(encoding="utf8")
    antes, _, resto = texto.partition(INICIO)
    _, _, despues = resto.partition(FIN)
    DOCUMENTO.write_text(f"{antes}{INICIO}\n\n{tablas}\n\n{FIN}{despues}", encoding="utf8")


# -- failures ---------------------------------------------------------------------------------------------------------
def esperado(p: Pregunta) -> str:
    """What a question expects, in short."""
    fuera = {"id", "kind", "documents", "question", "history", "metas", "metas_all", "metas_any"}
    return json.dumps({k: v for k, v in p.items() if k not in fuera}, ensure_ascii=False)


def falla(p: Pregunta, r: Respuesta, m: Medida) -> str:
    """A wrong answer, for whoever corrects it."""
    dadas = [clave(f) for f in r.get("rows") or []]
    antes = " // ".join(p["history"]) + " => " if p["history"] else ""
    quiso = p.get("filas") or p.get("filas_all") or []
    tope = p.get("filas", p.get("filas_any", dadas))
    return "\n".join([
        f"### {p['id']} · {p['kind']} · {antes}{p['question']}",
        f"- por qué: {m.motivo}",
        f"- esperado: {esperado(p)[:900]}",
        f"- faltan: {sorted(set(quiso) - set(dadas))[:12]} · sobran: {sorted(set(dadas) - set(tope))[:12]}",
        f"- dado: {r.get('status')}; {len(dadas)} filas; entendió: {r.get('understood')}",
        f"- respuesta: {' '.join(str(r.get('answer') or '').split())[:350]}", "",
    ])  # fmt: skip


def escribir_fallas(ruta: Path, resultados: Sequence[tuple[Pregunta, Respuesta, Medida]], tope: int) -> None:
    """At most ``tope`` wrong answers, taking turns among the kinds so that every class shows."""
    por_tipo: dict[str, list[str]] = defaultdict(list)
    for p, r, m in resultados:
        if m.motivo:
            por_tipo[m.kind].append(falla(p, r, m))
    turnos = [x for ronda in zip_longest(*por_tipo.values()) for x in ronda if x]
    cabeza = f"# {len(turnos)} fallas de {len(resultados)} preguntas; se muestran {min(tope, len(turnos))}\n\n"
    ruta.write_text(cabeza + "\n".join(sorted(turnos[:tope])), encoding="utf8")


def leer(ruta: Path) -> list[Pregunta]:
    """A question set."""
    return [json.loads(x) for x in ruta.read_text(encoding="utf8").splitlines() if x.strip()]


def main() -> int:
    """Command line."""
    a = argparse.ArgumentParser(description="Mide el producto con nuestro conjunto de preguntas.")
    a.add_argument("--preguntas", type=Path, default=PREGUNTAS)
    a.add_argument("--bases", action="store_true", help="mide también las dos referencias (RAG y SQL de una condición)")
    a.add_argument("--escribir", action="store_true", help="renueva docs/evaluacion.md")
    a.add_argument("--fallas", type=Path, help="escribe aquí las preguntas falladas")
    a.add_argument("--tope", type=int, default=60, help="cuántas fallas escribe como mucho")
    a.add_argument("--min", type=float, default=0.0, help="termina con 1 por debajo de esta parte de aciertos")
    o = a.parse_args()
    preguntas = leer(o.preguntas)
    resultados = correr(Producto(), preguntas)
    medidas = [m for _, _, m in resultados]
    sistemas = {"POA (este producto)": medidas}
    if o.bases or o.escribir:
        from bench.evaluacion.bases import bases

        sistemas |= {s.nombre: [m for _, _, m in correr(s, preguntas)] for s in bases()}
    tablas = tabla_por_tipo(medidas) + "\n\n" + tabla_comparada(sistemas)
    tablas = f"{len(preguntas)} preguntas.\n\n{tablas}"
    print(tablas + f"\n\np95 de una respuesta: {p95(medidas):.0f} ms")
    excepciones = [p["id"] for p, r, _ in resultados if str(r.get("status")).startswith("excepción")]
    if excepciones:
        print(f"{len(excepciones)} preguntas terminan en excepción: {excepciones[:10]}", file=sys.stderr)
    if o.escribir and not excepciones:
        escribir_documento(tablas)
    if o.fallas:
        escribir_fallas(o.fallas, resultados, o.tope)
    return int(bool(excepciones) or sum(m.motivo is None for m in medidas) < o.min * len(medidas))


if __name__ == "__main__":
    sys.exit(main())
