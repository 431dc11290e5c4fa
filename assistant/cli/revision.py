"""``poa verify`` and ``poa eval``: answers against the store, and against what is expected of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.nucleo import ErrorDeUso, Orden, app, asistente, escribir_json, plural

if TYPE_CHECKING:
    from assistant.assistant import Assistant

#: Documents that are read back as a reader sees them.
EXPORTADOS = (".docx", ".md", ".html", ".htm")


@app.command(cls=Orden)
def verify(
    archivo: Path = typer.Argument(..., metavar="ARCHIVO", help="Respuestas (JSON o JSONL) o un resumen (DOCX, MD, HTML)."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Comprueba respuestas guardadas contra los datos.

    Cada cifra, cada cita textual y cada conjunto deben encontrarse donde la respuesta dice.
    """
    exportado = archivo.suffix.lower() in EXPORTADOS
    if archivo.suffix.lower() in (".xlsx", ".csv"):
        raise ErrorDeUso(f"{archivo.name}: una tabla de metas no se revisa; exporte el resumen en .docx, .md, .html o .json.")
    revisadas = _revisar_exportado(archivo) if exportado else _revisar_guardadas(archivo)
    malas = [m for m in revisadas if m["problems"]]
    if como_json:
        escribir_json({"checked": len(revisadas), "passed": len(revisadas) - len(malas), "failures": malas})
    else:
        _contar(malas, len(revisadas))
    return 1 if malas else 0


def _revisar_guardadas(archivo: Path) -> list[dict[str, Any]]:
    respuestas = leer_respuestas(archivo)
    quien = asistente()
    salida = []
    for n, respuesta in enumerate(respuestas, start=1):
        datos = respuesta if isinstance(respuesta, dict) else {}
        pregunta = datos.get("question") or datos.get("title")
        salida.append({"position": n, "id": datos.get("id"), "question": pregunta, "problems": revisar(respuesta, quien)})
    return salida


def _revisar_exportado(archivo: Path) -> list[dict[str, Any]]:
    """A document written by ``poa summary``: what it shows, section by section."""
    from assistant.relectura import ArchivoAjeno, leer
    from assistant.relectura import revisar as revisar_leido

    if not archivo.is_file():
        raise ErrorDeUso(f"{archivo}: no existe. Verifique la ruta del archivo.")
    try:
        leido = leer(archivo)
    except ArchivoAjeno as error:
        raise ErrorDeUso(str(error)) from None
    quien = asistente()
    try:
        secciones = revisar_leido(leido, quien.lector, quien.voc)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ErrorDeUso(f"{archivo}: sus datos no tienen la forma de un resumen ({type(error).__name__}).") from None
    numeradas = enumerate(secciones, start=1)
    return [{"position": n, "id": None, "question": titulo, "problems": malos} for n, (titulo, malos) in numeradas]


def revisar(respuesta: Any, quien: Assistant) -> list[str]:
    """What does not check in a saved answer; something that is no answer is a problem too."""
    from assistant.resumen.revisar import es_resumen, verificar_resumen
    from assistant.verify import verificar

    if not isinstance(respuesta, dict) or not isinstance(respuesta.get("answer"), str) or "status" not in respuesta:
        return ["No tiene la forma de una respuesta."]
    try:
        return (verificar_resumen if es_resumen(respuesta) else verificar)(respuesta, quien.lector, quien.voc)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [f"No tiene la forma de una respuesta ({type(error).__name__}: {error})."]


def leer_respuestas(archivo: Path) -> list[Any]:
    """The answers of a file: one JSON object, an array, or one object a line. Raises ``ErrorDeUso``."""
    from assistant.cli.consulta import leer_texto

    texto = leer_texto(archivo)
    if not texto.strip():
        raise ErrorDeUso(f"{archivo}: está vacío.")
    try:
        datos = json.loads(texto)
    except ValueError:
        return [_renglon(archivo, n, linea) for n, linea in enumerate(texto.split("\n"), start=1) if linea.strip()]
    return datos if isinstance(datos, list) else [datos]


def _renglon(archivo: Path, n: int, linea: str) -> Any:
    try:
        return json.loads(linea)
    except ValueError:
        raise ErrorDeUso(f"{archivo.name}, renglón {n}: no es JSON válido.") from None


def _contar(malas: list[dict[str, Any]], total: int) -> None:
    from assistant.cli.presenta import limpio

    for m in malas:
        print(limpio(f"Respuesta {m['id'] or m['position']}: {m['question'] or ''}"))
        for p in m["problems"]:
            print(limpio(f"  - {p}"))
    print(f"{plural(total - len(malas), 'respuesta comprobada', 'respuestas comprobadas')} de {total:,}.")


@app.command(name="eval", cls=Orden)
def eval_(
    archivo: Path = typer.Argument(..., metavar="ARCHIVO", help="Preguntas con lo que se espera de cada una (JSONL)."),
    minimo: float = typer.Option(0.0, "--min", help="Puntaje mínimo, de 0 a 1; por debajo, el código de salida es 1."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resultado en JSON."),
) -> int:
    """Responde y califica un conjunto de preguntas."""
    from assistant.cli.consulta import leer_preguntas
    from assistant.evaluation import evaluar

    preguntas = list(leer_preguntas(archivo))
    if not preguntas:
        raise ErrorDeUso(f"{archivo}: no tiene preguntas.")
    quien = asistente()
    hecha = evaluar(
        preguntas,
        lambda p: quien.ask(p["question"], p.get("history") or (), p.get("id")),
        lambda r: revisar(dict(r), quien),
    )
    if como_json:
        escribir_json({**hecha.json(), "min": minimo})
    else:
        for f in hecha.fallas:
            print(f"{f.id or '-'} {f.tipo}: {f.pregunta} → {f.motivo}")
        for tipo, (buenas, todas) in hecha.por_tipo.items():
            print(f"{tipo:<14} {buenas:>4} de {todas}")
        print(f"{'total':<14} {hecha.aciertos:>4} de {len(hecha.resultados)} = {hecha.puntaje:.3f} (mínimo {minimo:g})")
    return 1 if hecha.puntaje < minimo else 0
