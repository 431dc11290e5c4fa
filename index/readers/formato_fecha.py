"""Serial numbers as dates: what a date format shows, and the date in one unmistakable order.

Source: ECMA-376 part 1, 18.17.4 (date systems) and 18.8.31 (the codes of dates).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from index.readers.formato_piezas import Pieza, Seccion

_MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
_MONTHS = "January February March April May June July August September October November December".split()
_DIAS = "lunes martes miércoles jueves viernes sábado domingo".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_SEGUNDOS = {"h": 3600, "m": 60, "s": 1}


def fecha(valor: Decimal, desde_1904: bool = False) -> datetime | None:
    """The moment of a serial number; None before day 0 and beyond the year 9999.

    Serial 60 of the 1900 system is a 29 February that never was: it and the days before it count one day less.
    """
    if not 0 <= valor < 2958466 - (1462 if desde_1904 else 0):
        return None
    dias = int(valor)
    base = datetime(1904, 1, 1) if desde_1904 else datetime(1899, 12, 31 if dias < 60 else 30)
    momento = base + timedelta(days=dias, milliseconds=round((valor - dias) * 86_400_000))
    return momento if momento.year < 10_000 else None


def mostrar(seccion: Seccion, valor: Decimal, desde_1904: bool) -> tuple[str, str] | None:
    """What shows, and the same with its date as dd/mm/yyyy where it has day, month and year. None for a number that
    is no date."""
    momento = fecha(valor, desde_1904)
    if momento is None:
        return None
    piezas = _con_minutos(seccion.piezas)
    if not any(p.clase == "punto" for p in piezas):
        momento += timedelta(milliseconds=500)
        momento = momento.replace(microsecond=0)
    doce = any(p.clase == "ampm" for p in piezas)
    vistas = [_de_fecha(p, momento, valor, doce, seccion.ingles) for p in piezas]
    literal = "".join(vistas).strip()
    lugares = [i for i, p in enumerate(piezas) if p.clase == "fecha" and p.texto[0] in "ymd"]
    if {piezas[i].texto[0] for i in lugares} != set("ymd"):
        return literal, literal
    con_hora = (momento.hour, momento.minute, momento.second) != (0, 0, 0)
    cola = "".join(vistas[lugares[-1] + 1 :]) if con_hora else ""
    return literal, f"{''.join(vistas[: lugares[0]])}{momento:%d/%m/}{momento.year:04d}{cola}".strip()


def _con_minutos(piezas: tuple[Pieza, ...]) -> tuple[Pieza, ...]:
    """The pieces, with ``m`` after hours or before seconds told from months (as ``n``)."""
    lugares = [i for i, p in enumerate(piezas) if p.clase in ("fecha", "lapso")]
    salida = list(piezas)
    for orden, i in enumerate(lugares):
        if piezas[i].clase == "fecha" and piezas[i].texto in ("m", "mm"):
            antes = piezas[lugares[orden - 1]].texto[0] if orden else ""
            despues = piezas[lugares[orden + 1]].texto[0] if orden + 1 < len(lugares) else ""
            if antes == "h" or despues == "s":
                salida[i] = Pieza("fecha", "n" * len(piezas[i].texto))
    return tuple(salida)


def _de_fecha(pieza: Pieza, momento: datetime, valor: Decimal, doce: bool, ingles: bool) -> str:
    if pieza.clase == "lapso":
        # Whole seconds first: a third of a day is saved as 0.333333333333333.
        return str(round(valor * 86400) // _SEGUNDOS[pieza.texto[0]]).zfill(len(pieza.texto))
    if pieza.clase == "ampm":
        return ("AM" if momento.hour < 12 else "PM") if ingles else ("a. m." if momento.hour < 12 else "p. m.")
    if pieza.clase == "digito":
        return str(momento.microsecond // 100_000) if pieza.texto == "0" else ""
    if pieza.clase != "fecha":
        return pieza.texto if pieza.clase in ("lit", "barra", "punto", "coma", "moneda") else ""
    largo = len(pieza.texto)
    if pieza.texto[0] == "y":
        return f"{momento.year % 100:02d}" if largo <= 2 else f"{momento.year:04d}"
    if pieza.texto[0] == "m" and largo > 2:
        return _nombre((_MONTHS if ingles else _MESES)[momento.month - 1], largo)
    if pieza.texto[0] == "d" and largo > 2:
        return _nombre((_DAYS if ingles else _DIAS)[momento.weekday()], largo)
    hora = (momento.hour % 12 or 12) if doce else momento.hour
    numero = {"m": momento.month, "d": momento.day, "h": hora, "n": momento.minute, "s": momento.second}
    return str(numero[pieza.texto[0]]).zfill(min(largo, 2))


def _nombre(palabra: str, largo: int) -> str:
    """A month or a day: three letters, whole, or (five signs) its first letter."""
    return {3: palabra[:3], 5: palabra[0]}.get(largo, palabra)
