"""``poa user``: the accounts of the served page."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.nucleo import ErrorDeUso, Orden, Ordenes, ajustes, app, decir, escribir_json

if TYPE_CHECKING:
    from assistant.accesos.bitacora import Accion
    from assistant.accesos.cuentas import Archivo, Cuenta
    from assistant.settings import Settings

user = typer.Typer(
    name="user",
    cls=Ordenes,
    help="Cuentas de la página: quién entra y qué puede hacer.",
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(user)

_JSON = typer.Option(False, "--json", help="Escribe el resultado en JSON.")
_NOMBRE = typer.Argument(help="Nombre de la cuenta, por ejemplo «rosario.castellanos».", metavar="NOMBRE")
_PAPEL = typer.Option("", "--role", help="Qué puede hacer: reader consulta y exporta; editor además carga y quita.")
_LARGO_DE_ETIQUETA = 40


@user.command(cls=Orden)
def add(nombre: str = _NOMBRE, role: str = _PAPEL, como_json: bool = _JSON) -> int:
    """Agrega una cuenta. Pide la contraseña dos veces, sin mostrarla.

    Si la entrada no es una terminal, lee la contraseña de su primer renglón.
    """
    from assistant.accesos import claves
    from assistant.accesos.cuentas import Cuenta, ErrorDeCuentas, ahora, nombre_de

    leidos, archivo = _abrir()
    limpio, papel = nombre_de(nombre), _papel(role or "reader")
    if limpio in archivo.leer():
        raise ErrorDeCuentas(f"Ya existe la cuenta «{limpio}». Para cambiar su contraseña: poa user password {limpio}")
    clave = claves.guardar(_pedir(limpio))
    with archivo.cambiar() as cuentas:
        cuentas[limpio] = Cuenta(nombre=limpio, papel=papel, clave=clave, creada=ahora(), cambiada=ahora())
    _anotar(leidos, "cuenta_agregada", f"{limpio} ({papel})")
    decir(f"Se agregó la cuenta «{limpio}» ({papel}) en {archivo.ruta}.")
    if not leidos.auth:
        decir(f"Para que la página la pida, defina POA_AUTH='{archivo.ruta}'.")
    return _dicho(como_json, cuentas[limpio])


@user.command("list", cls=Orden)
def enlistar(como_json: bool = _JSON) -> int:
    """Lista las cuentas, sin sus contraseñas."""
    _, archivo = _abrir()
    cuentas = sorted(archivo.leer().values(), key=lambda c: c.nombre)
    if como_json:
        escribir_json([_publica(c) for c in cuentas])
        return 0
    for c in cuentas:
        fichas = f"  fichas: {', '.join(f.nombre for f in c.fichas)}" if c.fichas else ""
        print(f"{c.nombre}  {c.papel}  desde {c.creada[:10]}{fichas}")
    if not cuentas:
        decir(f"No hay cuentas en {archivo.ruta}.")
    return 0


@user.command(cls=Orden)
def remove(nombre: str = _NOMBRE, como_json: bool = _JSON) -> int:
    """Quita una cuenta, sus fichas y sus sesiones abiertas."""
    leidos, archivo = _abrir()
    with archivo.cambiar() as cuentas:
        quitada = _hallar(cuentas, nombre)
        del cuentas[quitada.nombre]
    _anotar(leidos, "cuenta_quitada", quitada.nombre)
    decir(f"Se quitó la cuenta «{quitada.nombre}».")
    return _dicho(como_json, quitada)


@user.command(cls=Orden)
def password(nombre: str = _NOMBRE, como_json: bool = _JSON) -> int:
    """Cambia la contraseña de una cuenta y cierra sus sesiones.

    Si la entrada no es una terminal, lee la contraseña de su primer renglón.
    """
    from assistant.accesos import claves
    from assistant.accesos.cuentas import ahora

    leidos, archivo = _abrir()
    limpio = _hallar(archivo.leer(), nombre).nombre
    clave = claves.guardar(_pedir(limpio))
    with archivo.cambiar() as cuentas:
        cuentas[limpio] = _hallar(cuentas, limpio).model_copy(update={"clave": clave, "cambiada": ahora()})
    _anotar(leidos, "clave_cambiada", limpio)
    decir(f"Se cambió la contraseña de «{limpio}»; sus sesiones se cerraron.")
    return _dicho(como_json, cuentas[limpio])


@user.command(cls=Orden)
def role(
    nombre: str = _NOMBRE,
    papel: str = typer.Argument(help="reader o editor.", metavar="PAPEL"),
    como_json: bool = _JSON,
) -> int:
    """Cambia lo que una cuenta puede hacer; vale desde su siguiente petición."""
    leidos, archivo = _abrir()
    nuevo = _papel(papel)
    with archivo.cambiar() as cuentas:
        limpio = _hallar(cuentas, nombre).nombre
        cuentas[limpio] = cuentas[limpio].model_copy(update={"papel": nuevo})
    _anotar(leidos, "papel_cambiado", f"{limpio} ({nuevo})")
    decir(f"La cuenta «{limpio}» ahora es {nuevo}.")
    return _dicho(como_json, cuentas[limpio])


@user.command(cls=Orden)
def token(
    nombre: str = _NOMBRE,
    etiqueta: str = typer.Option("programa", "--name", help="Para qué es; con la misma se sustituye la anterior."),
    quitar: bool = typer.Option(False, "--remove", help="Quita la ficha en vez de darla."),
    como_json: bool = _JSON,
) -> int:
    """Da una ficha para que un programa consulte la interfaz HTTP y MCP con esta cuenta.

    Se muestra una sola vez; va en la cabecera «Authorization: Bearer FICHA».
    """
    from assistant.accesos import claves
    from assistant.accesos.cuentas import Ficha, ahora

    if not etiqueta.strip() or len(etiqueta) > _LARGO_DE_ETIQUETA or not etiqueta.isprintable():
        raise ErrorDeUso(f"El nombre de una ficha lleva de 1 a {_LARGO_DE_ETIQUETA} caracteres.")
    leidos, archivo = _abrir()
    ficha, huella = claves.ficha_nueva()
    with archivo.cambiar() as cuentas:
        cuenta = _hallar(cuentas, nombre)
        otras = tuple(f for f in cuenta.fichas if f.nombre != etiqueta)
        if quitar and len(otras) == len(cuenta.fichas):
            raise ErrorDeUso(f"La cuenta «{cuenta.nombre}» no tiene una ficha «{etiqueta}».")
        nueva = () if quitar else (Ficha(nombre=etiqueta, huella=huella, creada=ahora()),)
        cuentas[cuenta.nombre] = cuenta.model_copy(update={"fichas": (*otras, *nueva)})
    _anotar(leidos, "ficha_quitada" if quitar else "ficha_creada", f"{cuenta.nombre}: {etiqueta}")
    if quitar:
        decir(f"Se quitó la ficha «{etiqueta}» de «{cuenta.nombre}».")
        return _dicho(como_json, cuentas[cuenta.nombre])
    decir(f"Ficha «{etiqueta}» de «{cuenta.nombre}». Guárdela ahora: no se vuelve a mostrar.")
    if como_json:
        escribir_json({"nombre": cuenta.nombre, "ficha": etiqueta, "token": ficha})
    else:
        print(ficha)
    return 0


# -- what they share --------------------------------------------------------------------------------------------------
def _abrir() -> tuple[Settings, Archivo]:
    from assistant.accesos.cuentas import Archivo

    leidos = ajustes()
    return leidos, Archivo(leidos.cuentas)


def _hallar(cuentas: dict[str, Cuenta], nombre: str) -> Cuenta:
    from assistant.accesos.cuentas import ErrorDeCuentas, nombre_de

    limpio = nombre_de(nombre)
    if limpio not in cuentas:
        raise ErrorDeCuentas(f"No existe la cuenta «{limpio}». «poa user list» muestra las que hay.")
    return cuentas[limpio]


def _papel(escrito: str) -> Any:
    from assistant.accesos.cuentas import PAPELES

    papel = PAPELES.get(escrito.strip().lower())
    if papel is None:
        raise ErrorDeUso("El papel puede ser reader (consulta) o editor (además carga y quita).")
    return papel


def _pedir(nombre: str) -> str:
    """A new password: asked twice at a terminal, else the first line of what comes in."""
    from assistant.accesos import claves

    if sys.stdin.isatty():
        clave = getpass.getpass(f"Contraseña para «{nombre}» (al menos {claves.MINIMO} caracteres): ")
        if not (reparo := claves.reparo(clave, nombre)) and getpass.getpass("Otra vez: ") != clave:
            reparo = "Las dos contraseñas no son iguales; no se cambió nada."
    else:
        clave = sys.stdin.readline().rstrip("\r\n")
        reparo = claves.reparo(clave, nombre)
    if reparo:
        raise ErrorDeUso(reparo)
    return clave


def _anotar(leidos: Settings, accion: Accion, objeto: str) -> None:
    from assistant.accesos.bitacora import Bitacora

    try:
        quien = getpass.getuser()
    except (KeyError, OSError):
        quien = "?"
    Bitacora(leidos.carpeta).anotar(accion, f"consola:{quien}", "", objeto)


def _publica(c: Cuenta) -> dict[str, Any]:
    """What of an account is shown: nothing that lets anybody in."""
    fichas: Sequence[dict[str, str]] = [{"nombre": f.nombre, "creada": f.creada} for f in c.fichas]
    return {"nombre": c.nombre, "papel": c.papel, "creada": c.creada, "cambiada": c.cambiada, "fichas": fichas}


def _dicho(como_json: bool, cuenta: Cuenta) -> int:
    if como_json:
        escribir_json(_publica(cuenta))
    return 0
