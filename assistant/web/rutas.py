"""Plain addresses beside the page: its files, the pictures of cited pages, and the documented HTTP interface.

Everything here only reads. Texts of errors are ours; what a file or a question holds never gets into a header.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import FastAPI, Query
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response

from assistant.export import FormatoDesconocido
from assistant.listado import SeleccionInvalida
from assistant.web import descargas, entrada, tema
from assistant.web.herramientas import Herramientas
from index.aislado import Averia
from index.inventario import contenido
from index.laminas import FORMATOS as CON_PAGINAS
from index.laminas import Lamina, dibujar
from index.poa import ErrorDeLectura

if TYPE_CHECKING:
    from assistant.web.respuestas import Respuestas

BASE = "/api/v1"
#: Pictures kept: a citation's neighbours are looked at again and again.
_LAMINAS = 64
_MAX_PREGUNTA = 1000
_ACCESO = (Path(__file__).parent / "acceso.js").read_bytes()

_registro = logging.getLogger(__name__)

Pregunta = Annotated[str, Query(min_length=1, max_length=_MAX_PREGUNTA, description="La pregunta, en español.")]
Historia = Annotated[
    list[str], Query(alias="h", max_length=6, description="Preguntas anteriores, en orden, para una de seguimiento.")
]


def archivos(app: FastAPI) -> None:
    """The page's own files."""
    fijos = {
        "/poa/pagina.css": (tema.ESTILO, "text/css"),
        "/poa/pagina.js": (tema.GUION, "text/javascript"),
        "/poa/acceso.js": (_ACCESO, "text/javascript"),
        "/poa/entrar.css": (entrada.ESTILO, "text/css"),
        "/favicon.ico": (tema.ICONO, "image/svg+xml"),
    }
    for ruta, (cuerpo, tipo) in fijos.items():
        app.add_api_route(ruta, _fijo(cuerpo, tipo), include_in_schema=False, response_model=None)


def _fijo(cuerpo: bytes, tipo: str) -> Callable[[], Response]:
    def archivo() -> Response:
        return Response(cuerpo, media_type=tipo, headers={"Cache-Control": "no-cache"})

    return archivo


class Laminas:
    """Pictures of cited pages, drawn once."""

    def __init__(self, respuestas: Respuestas) -> None:
        self._motor = respuestas.asistente.lector.motor
        self._vista = respuestas.vista
        self._hechas: OrderedDict[tuple[Any, ...], bytes] = OrderedDict()
        self._candado = Lock()

    def responder(
        self,
        documento: Annotated[str, Query(max_length=255)],
        pagina: Annotated[int, Query(ge=1, le=10_000)],
        caja: Annotated[str, Query(max_length=80, pattern=r"^(-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3})?$")] = "",
        detalle: bool = False,
    ) -> Response:
        """A page of a loaded document, with a cell marked."""
        llave = (self._vista.version(), documento, pagina, caja, detalle)
        with self._candado:
            hecha = self._hechas.get(llave)
        if hecha is None:
            hallado = contenido(self._motor, documento)
            if hallado is None or hallado[0] not in CON_PAGINAS:
                return _error("El documento no está cargado o no tiene páginas que dibujar.", 404)
            partes = [float(v) for v in caja.split(",")] if caja else []
            bbox = (partes[0], partes[1], partes[2], partes[3]) if partes else None
            try:
                hecha = dibujar(hallado[1], Lamina(pagina, bbox, detalle))
            except ErrorDeLectura as error:
                return _error(f"No se pudo dibujar la página: {error}", 422)
            except Averia:
                _registro.exception("falló el dibujo de una página")
                return _error("No se pudo dibujar la página; quedó anotado.", 500)
            with self._candado:
                self._hechas[llave] = hecha
                while len(self._hechas) > _LAMINAS:
                    self._hechas.popitem(last=False)
        return Response(hecha, media_type="image/png", headers={"Cache-Control": "private, max-age=300"})


def interfaz(respuestas: Respuestas, herramientas: Herramientas) -> FastAPI:
    """The documented HTTP interface, mounted under ``BASE``; its description is at ``/api/v1/openapi.json``."""
    api = FastAPI(
        title=f"{tema.NOMBRE}: interfaz HTTP",
        description="Consulta los informes cargados. Solo lectura; toda respuesta lleva sus citas.",
        version=tema.VERSION,
        docs_url=None,
        redoc_url=None,
    )

    @api.get("/preguntar", summary="Responde una pregunta con cifras, filas y citas.")
    def preguntar(q: Pregunta, historia: Historia = []) -> dict[str, Any]:  # noqa: B006
        return herramientas.preguntar(q, historia)

    @api.get(
        "/metas", summary="Metas cargadas, con los filtros que se den.", responses={422: {"description": "Filtro inválido."}}
    )
    def metas(
        unidad: str = "",
        programa: str = "",
        ejercicio: int = 0,
        corte: str = "",
        estado: str = "",
        meta: str = "",
        limite: int = 200,
    ) -> Any:
        return herramientas.listar_metas(unidad, programa, ejercicio, corte, estado, meta, limite)

    @api.get("/observaciones", summary="Observaciones por palabras, por significado y por filtros.")
    def observaciones(
        q: Annotated[str, Query(max_length=_MAX_PREGUNTA)] = "",
        causa: str = "",
        estado: str = "",
        unidad: str = "",
        ejercicio: int = 0,
        limite: int = 50,
    ) -> Any:
        return herramientas.buscar_observaciones(q, causa, estado, unidad, ejercicio, limite)

    @api.get("/observaciones.{formato}", summary="Las mismas observaciones como archivo, con su lugar.", response_class=Response)
    def observaciones_en_archivo(
        formato: Literal["csv", "xlsx"],
        q: Annotated[str, Query(max_length=_MAX_PREGUNTA)] = "",
        causa: str = "",
        estado: str = "",
        unidad: str = "",
        ejercicio: int = 0,
    ) -> Response:
        filas = herramientas.filas_observadas(q, causa, estado, unidad, ejercicio)
        return _archivo("observaciones", formato, descargas.de_filas(formato, filas))

    @api.get("/auditoria", summary="Hallazgos de los informes cargados, con sus fuentes.")
    def auditoria(unidad: str = "", gravedad: str = "", regla: str = "") -> list[dict[str, Any]]:
        return herramientas.auditar(unidad, gravedad, regla)

    @api.get("/exportar", summary="La respuesta a una pregunta, como archivo con sus citas.", response_class=Response)
    def exportar(q: Pregunta, formato: str = "xlsx", historia: Historia = []) -> Response:  # noqa: B006
        try:
            cuerpo = descargas.archivo(respuestas, formato, q, historia)
        except FormatoDesconocido as error:
            return _error(str(error), 422)
        except descargas.SinFilas as error:
            return _error(f"No hay filas que exportar: {error}", 404)
        return _archivo("respuesta", formato, cuerpo)

    @api.exception_handler(SeleccionInvalida)
    async def filtro(_peticion: Any, error: SeleccionInvalida) -> Response:
        return _error(f"Filtro inválido: {error}", 422)

    @api.exception_handler(RequestValidationError)
    async def parametros(_peticion: Any, error: RequestValidationError) -> Response:
        nombres = sorted({str(e["loc"][-1]) for e in error.errors()})
        return _error(f"Hay parámetros que faltan o no se entienden: {', '.join(nombres)}.", 422)

    @api.exception_handler(Exception)
    async def falla(_peticion: Any, _error_: Exception) -> Response:
        return _error("Falla interna; quedó anotada en el registro.", 500)

    @api.get("/", include_in_schema=False)
    def raiz() -> Response:
        return RedirectResponse(f"{BASE}/openapi.json")

    return api


def _archivo(nombre: str, formato: str, cuerpo: bytes) -> Response:
    cabeceras = {"Content-Disposition": f'attachment; filename="{nombre}.{formato}"', "Cache-Control": "no-store"}
    return Response(cuerpo, media_type=descargas.TIPOS[formato], headers=cabeceras)


def _error(mensaje: str, estado: int) -> Response:
    return JSONResponse({"error": mensaje}, status_code=estado)
