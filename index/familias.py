"""Words of one family that a stemmer keeps apart: "bacheo" and "bachear", "recolección" and "recolectar".

Reports name a task by its noun in one place and by its verb in the other; a question means both. The Snowball stemmer
brings "reparación" and "reparar" together, but not the pairs below (their endings make no rule: "bacheo" is of
"bachear", "correo" is not of "correr"). Only questions are widened: what is stored are the stems of the printed words.
"""

from __future__ import annotations

import functools

from index.textos import plegar, raiz

#: Action nouns of municipal work and their verbs.
_PARES = """bacheo-bachear monitoreo-monitorear sondeo-sondear chapeo-chapear rastreo-rastrear
volanteo-volantear perifoneo-perifonear sorteo-sortear
patrullaje-patrullar reciclaje-reciclar almacenaje-almacenar arbitraje-arbitrar aprendizaje-aprender balizaje-balizar
limpieza-limpiar pintura-pintar riego-regar siembra-sembrar cierre-cerrar apertura-abrir venta-vender lectura-leer
recoleccion-recolectar proteccion-proteger construccion-construir reconstruccion-reconstruir instruccion-instruir
produccion-producir reduccion-reducir introduccion-introducir conduccion-conducir difusion-difundir atencion-atender
prevencion-prevenir expedicion-expedir emision-emitir extension-extender
ampliacion-ampliar correccion-corregir recepcion-recibir inscripcion-inscribir suscripcion-suscribir promocion-promover
adquisicion-adquirir imparticion-impartir"""


@functools.lru_cache(maxsize=1)
def _clases() -> dict[str, frozenset[str]]:
    """Stem → the stems of its family."""
    clases: dict[str, frozenset[str]] = {}
    for par in _PARES.split():
        suyas = frozenset(raiz(p) for p in par.split("-"))
        for una in suyas:
            clases[una] = clases.get(una, frozenset()) | suyas
    return clases


@functools.lru_cache(maxsize=4096)
def familia(palabra: str) -> tuple[str, ...]:
    """The stems of a word and of those of its family, its own first."""
    propia = raiz(plegar(palabra))
    return (propia, *sorted(_clases().get(propia, frozenset()) - {propia}))
