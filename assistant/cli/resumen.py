"""``poa summary``: the paragraph for the report, on the screen or in a file to take away."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.nucleo import ErrorDeUso, Orden, app, asistente, barra, decir, escribir_json, plural

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.plan import Periodo
    from assistant.resumen.peticion import Peticion


@app.command(cls=Orden)
def summary(
    unidad: str = typer.Option("", help="Código de la unidad ejecutora."),
    programa: str = typer.Option("", help="Código del programa."),
    ramo: str = typer.Option("", help="Código del ramo."),
    municipio: str = typer.Option("", help="Nombre del municipio."),
    ejercicio: int | None = typer.Option(None, help="Año del ejercicio."),
    trimestre: str = typer.Option("", help="Solo un trimestre: T1, T2, T3 o T4."),
    causa: str = typer.Option("", help="Solo una causa: covid, presupuesto, clima…"),
    corte: str = typer.Option("", help="Fecha de corte, AAAA-MM-DD."),
    contra: str = typer.Option("", help="Compara con otro año (2022) o con otro corte (AAAA-MM-DD)."),
    largo: str = typer.Option("parrafo", help="linea, parrafo o pagina."),
    tono: str = typer.Option("institucional", help="institucional o ciudadano."),
    todo: bool = typer.Option(False, "--todo", help="Todas las unidades del año en un documento con índice."),
    output: Path | None = typer.Option(None, help="Archivo que se escribe: .docx, .md, .html, .json, .xlsx o .csv."),
    como_json: bool = typer.Option(False, "--json", help="Escribe el resumen en JSON."),
) -> int:
    """Redacta el resumen para el informe, con la cita de cada cifra.

    De una unidad, un programa, un ramo o todo el municipio; de un año, un trimestre, una causa o una comparación.
    """
    from assistant.export import formato_de_documento
    from assistant.summary import resumir

    if output is not None:
        formato_de_documento(output)
    quien = asistente()
    peticion = _peticion(
        quien,
        {
            "unidad": unidad, "programa": programa, "ramo": ramo, "municipio": municipio, "ejercicio": ejercicio,
            "trimestre": trimestre, "causa": causa, "corte": corte, "contra": contra, "largo": largo, "tono": tono,
        },
    )  # fmt: skip
    if todo:
        if output is None:
            raise ErrorDeUso("con --todo indique el archivo que se escribe: --output ARCHIVO.docx.")
        return _todo(quien, peticion, output, como_json)
    resumen = resumir(quien, peticion)
    if output is not None:
        _escribir(quien, output, [resumen])
    if como_json:
        escribir_json(resumen)
    elif output is not None:
        print(f"Se escribió el resumen en {output}.")
    else:
        from assistant.cli.presenta import respuesta_en_texto

        print(respuesta_en_texto(resumen))
    return 1 if _sin_comprobar([resumen]) else 0


def _todo(quien: Assistant, peticion: Peticion, output: Path, como_json: bool) -> int:
    from assistant.summary import resumir_todo

    with barra() as progreso:
        resumenes = resumir_todo(quien, peticion, progreso)
    if not resumenes:
        raise ErrorDeUso("no hay unidades que resumir con esos datos.")
    _escribir(quien, output, resumenes)
    if como_json:
        escribir_json({"output": str(output), "summaries": len(resumenes), "warnings": _sin_comprobar(resumenes)})
    else:
        print(f"Se escribieron {plural(len(resumenes), 'resumen', 'resúmenes')} en {output}.")
    return 1 if _sin_comprobar(resumenes) else 0


def _escribir(quien: Assistant, output: Path, resumenes: list[dict[str, Any]]) -> None:
    from assistant.export import exportar_documento

    if all(r["status"] != "answered" for r in resumenes):
        raise ErrorDeUso(f"no hay nada que escribir: {resumenes[0]['answer']}")
    exportar_documento(output, resumenes, quien.lector)


def _sin_comprobar(resumenes: list[dict[str, Any]]) -> list[str]:
    avisos = [a for r in resumenes for a in r["warnings"] if a.startswith("No se pudo comprobar")]
    for a in avisos:
        decir(a)
    return avisos


# --- what the user writes ---
def _peticion(quien: Assistant, dado: dict[str, Any]) -> Peticion:
    """The typed request. Raises ``ErrorDeUso``, one clear line."""
    from typing import get_args

    from assistant.resumen.peticion import Largo, Peticion, Tono

    elegidos = {"largo": get_args(Largo), "tono": get_args(Tono)}
    for nombre, opciones in elegidos.items():
        dado[nombre] = _plegado(dado[nombre])
        if dado[nombre] not in opciones:
            raise ErrorDeUso(f"--{nombre} puede ser {' o '.join(opciones)}.")
    t = dado["trimestre"].strip().upper().removeprefix("T")
    if t and t not in "1234":
        raise ErrorDeUso("--trimestre puede ser T1, T2, T3 o T4.")
    limpio = {k: v.strip() or None if isinstance(v, str) else v for k, v in dado.items()}
    limpio |= {
        "trimestre": f"T{t}" if t else None, "causa": _causa(dado["causa"]), "corte": _fecha("corte", dado["corte"]),
        "contra": _contra(dado["contra"]), "municipio": _municipio(quien, dado["municipio"]),
    }  # fmt: skip
    return Peticion.model_validate(limpio)


def _plegado(texto: str) -> str:
    from index.textos import plegar

    return plegar(texto).strip()


def _causa(texto: str) -> str | None:
    from assistant.lexicon import ETIQUETAS_CAUSA

    if not texto.strip():
        return None
    dicho = re.sub(r"[\s-]+", "_", _plegado(texto))
    for causa, etiqueta in ETIQUETAS_CAUSA.items():
        if dicho in (causa, re.sub(r"[\s-]+", "_", _plegado(etiqueta))):
            return causa
    raise ErrorDeUso(f"la causa «{texto}» no está en la lista: {', '.join(ETIQUETAS_CAUSA)}.")


def _fecha(nombre: str, texto: str) -> date | None:
    try:
        return date.fromisoformat(texto.strip()) if texto.strip() else None
    except ValueError:
        raise ErrorDeUso(f"--{nombre} «{texto}» no es una fecha AAAA-MM-DD.") from None


def _contra(texto: str) -> Periodo | None:
    from assistant.plan import Periodo

    if not texto.strip():
        return None
    if re.fullmatch(r"\s*\d{4}\s*", texto):
        return Periodo(ejercicio=int(texto))
    return Periodo(corte=_fecha("contra", texto))


def _municipio(quien: Assistant, texto: str) -> str | None:
    """The municipality as the store spells it; one that isn't loaded stays as written, and nothing will be found of it."""
    if not texto.strip():
        return None
    return next((str(m) for m in quien.voc.municipios if _plegado(str(m)) == _plegado(texto)), texto.strip())
