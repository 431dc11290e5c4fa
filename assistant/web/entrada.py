"""The log-in page, logging in and logging out. It works without scripts and refers to nothing but its own style."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl, urlsplit

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.accesos import claves
from assistant.accesos.cuentas import Cuenta
from assistant.web import peticion as pedidas
from assistant.web.acceso import ENTRAR, SALIR, Acceso, galleta, galleta_de, segura
from assistant.web.seguro import texto

_AQUI = Path(__file__).parent
_PAGINA = Template((_AQUI / "entrar.html").read_text(encoding="utf-8"))
ESTILO = (_AQUI / "entrar.css").read_bytes()
#: Bytes of a log-in; passwords checked at a time (each takes 64 MiB), and log-ins that wait for it.
_CUERPO, _A_LA_VEZ, _EN_ESPERA = 8192, 2, 40
#: One text for a wrong name and a wrong password: which of them it was is nobody's business.
MAL = "El nombre o la contraseña no son correctos."
LLENO = "Hay muchas personas entrando a la vez. Espere unos segundos e intente de nuevo."
SIN_ARCHIVO = "Las cuentas no están disponibles por ahora. Avise a quien administra el servidor."
_AVISOS = {"salio": "Cerró su sesión.", "caduco": "Su sesión terminó. Vuelva a entrar para seguir."}


@dataclass
class Entrada:
    """The log-in page over what the door knows."""

    acceso: Acceso
    _turnos: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_A_LA_VEZ))
    _esperan: int = 0

    def poner(self, app: FastAPI) -> None:
        """Add its routes."""
        claves.preparar()
        for ruta, metodo, hace in ((ENTRAR, "GET", self.pagina), (ENTRAR, "POST", self.entrar), (SALIR, "POST", self.salir)):
            app.add_api_route(ruta, hace, methods=[metodo], include_in_schema=False, response_model=None)

    async def pagina(self, request: Request) -> Response:
        """The form; who is already in goes on."""
        volver = _adentro(request.query_params.get("volver", ""))
        if pedidas.de(request.scope).usuario:
            return _sigue(volver)
        return _formulario(volver, aviso=_AVISOS.get(request.query_params.get("motivo", ""), ""))

    async def entrar(self, request: Request) -> Response:
        """Check a name and a password; open a session."""
        campos = await _campos(request)
        nombre = campos.get("nombre", "").strip().lower()[:64]
        volver = _adentro(campos.get("volver", ""))
        if self._esperan >= _EN_ESPERA:
            return _formulario(volver, LLENO, nombre, 503, espera=5)
        self._esperan += 1
        try:
            # The count is looked at inside the turn: of many attempts at once no more pass than one after the other.
            async with self._turnos:
                return await self._intento(request, nombre, campos.get("clave", ""), volver)
        finally:
            self._esperan -= 1

    async def _intento(self, request: Request, nombre: str, clave: str, volver: str) -> Response:
        peticion = pedidas.de(request.scope)
        frenos, cuentas = self.acceso.frenos, self.acceso.cuentas
        espera = frenos.espera(nombre, peticion.direccion)
        if espera:
            return _formulario(volver, _despues(espera), nombre, 429, espera)
        cuenta = cuentas.de(nombre) if cuentas else None
        if cuentas is None or cuentas.error:
            return _formulario(volver, SIN_ARCHIVO, nombre, 503, espera=60)
        if await run_in_threadpool(claves.coincide, cuenta.clave if cuenta else None, clave) and cuenta is not None:
            frenos.acierto(nombre, peticion.direccion)
            return self._abrir(request, cuenta, volver)
        frenos.fallo(nombre, peticion.direccion)
        espera = frenos.espera(nombre, peticion.direccion)
        # Once a pause, not once an attempt: the log says it all and can't be filled.
        peticion.anotar("entrar_frenado" if espera else "entrar_fallido", nombre)
        return _formulario(volver, MAL, nombre, 403)

    def _abrir(self, request: Request, cuenta: Cuenta, volver: str) -> Response:
        peticion = pedidas.de(request.scope)
        anterior = galleta_de(request.scope)
        if anterior:
            self.acceso.sesiones.cerrar(anterior)
        peticion.usuario = cuenta.nombre
        peticion.anotar("entrar", cuenta.papel)
        respuesta = _sigue(volver)
        respuesta.set_cookie(
            galleta(request.scope),
            self.acceso.sesiones.abrir(cuenta),
            max_age=self.acceso.ajustes.session_hours * 3600,
            path="/",
            httponly=True,
            samesite="lax",
            secure=segura(request.scope),
        )
        return respuesta

    async def salir(self, request: Request) -> Response:
        """End the session."""
        peticion = pedidas.de(request.scope)
        self.acceso.sesiones.cerrar(galleta_de(request.scope))
        peticion.anotar("salir")
        respuesta = RedirectResponse(f"{ENTRAR}?motivo=salio", 303, headers={"Cache-Control": "no-store"})
        respuesta.delete_cookie(
            galleta(request.scope), path="/", httponly=True, samesite="lax", secure=segura(request.scope)
        )
        return respuesta


async def _campos(request: Request) -> dict[str, str]:
    """The fields of a form; none from what is no form, or too large to be one."""
    cuerpo = b""
    async for parte in request.stream():
        cuerpo += parte
        if len(cuerpo) > _CUERPO:
            return {}
    try:
        return dict(parse_qsl(cuerpo.decode("utf-8"), keep_blank_values=True, max_num_fields=10))
    except ValueError:
        return {}


def _adentro(volver: str) -> str:
    """An address of this server, as a path; "/" for any other."""
    partes = urlsplit(volver.replace("\\", "/"))
    adentro = volver.startswith("/") and not volver.startswith("//") and not partes.netloc and not partes.scheme
    return volver if adentro and volver.isprintable() and "\\" not in volver and len(volver) < 4000 else "/"


def _sigue(volver: str) -> Response:
    return RedirectResponse(volver, 303, headers={"Cache-Control": "no-store"})


def _despues(segundos: int) -> str:
    minutos = -(-segundos // 60)
    return f"Demasiados intentos. Espere {minutos} {'minuto' if minutos == 1 else 'minutos'} e intente de nuevo."


def _formulario(volver: str, falla: str = "", nombre: str = "", estado: int = 200, espera: int = 0, aviso: str = "") -> Response:
    dicho = f'<p class="dicho falla" role="alert" id="dicho">{texto(falla)}</p>' if falla else ""
    dicho = dicho or (f'<p class="dicho" role="status" id="dicho">{texto(aviso)}</p>' if aviso else "")
    descrito = ' aria-describedby="dicho" aria-invalid="true"' if falla else ""
    foco = ("", " autofocus") if nombre else (" autofocus", "")
    html = _PAGINA.substitute(
        dicho=dicho, nombre=texto(nombre), volver=texto(volver), descrito=descrito, foco_nombre=foco[0], foco_clave=foco[1]
    )
    cabeceras = {"Cache-Control": "no-store", **({"Retry-After": str(espera)} if espera else {})}
    return HTMLResponse(html, status_code=estado, headers=cabeceras)
