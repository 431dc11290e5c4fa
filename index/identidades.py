"""Forms of one identity in several sheets of a file, put together."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index import lugares
from index.cabecera import Cabecera
from index.formas import Forma
from index.poa import Apartado, Firma, Informe, Meta
from index.readers.hoja import Hoja

_Clave = tuple[object, ...]

class Suma:
    """A file's reports in order, those of one identity in several sheets put together. One that repeats the goals of
    another sheet is set aside: which of the two holds is not for us to say, so the first one stays and the other is
    named."""

    def __init__(self, por_hoja: Sequence[Sequence[Forma]]) -> None:
        self._por_hoja = deque({_clave_de(f.cabecera) for f in hechas} for hechas in por_hoja)
        #: In how many of the sheets to come each identity stands.
        self._faltan = Counter(clave for claves in self._por_hoja for clave in claves)
        self._informes: list[Informe | None] = []
        self._lugares: dict[_Clave, int] = {}
        self._hoja: Hoja | None = None
        #: The identities of the sheet that is being read, and how many reports came before it.
        self._abiertas: set[_Clave] = set()
        self._anteriores = self._dados = 0

    @property
    def hallados(self) -> bool:
        """Whether there is any report."""
        return bool(self._informes)

    def abrir(self, hoja: Hoja) -> None:
        """Go on to the next sheet."""
        self._hoja = hoja
        self._abiertas = self._por_hoja.popleft()
        self._faltan.subtract(self._abiertas)
        self._anteriores = len(self._informes)

    def cerrar(self) -> None:
        """The sheet is read."""
        self._abiertas = set()

    def sumar(self, nuevo: Informe) -> Apartado | None:
        """Add a report of the sheet; why not, if it is set aside."""
        clave = _clave(nuevo)
        n = self._lugares.get(clave)
        previo = self._informes[n] if n is not None and n < self._anteriores else None
        if n is None:
            self._lugares[clave] = len(self._informes)
            self._informes.append(nuevo)
        elif previo is None:
            donde = nuevo.celdas.get("unidad")
            return Apartado(
                lugar=str(donde.fuente) if donde else "",
                motivo=f"Repite el formato de la unidad {nuevo.unidad} al mismo corte, que ya está antes en el archivo.",
                remedio="Deje en el archivo un solo formato de la unidad, con todas sus metas, y vuelva a cargarlo.",
                unidad=nuevo.unidad,
            )
        elif {m.numero for m in nuevo.metas} & {m.numero for m in previo.metas}:
            return Apartado(
                lugar=f"hoja «{self._hoja.nombre}»" if self._hoja and self._hoja.nombre else "",
                motivo=f"Repite las metas de la unidad {nuevo.unidad} al mismo corte, que ya están en otra hoja.",
                remedio="Deje en el archivo una sola de las dos hojas y vuelva a cargarlo.",
                unidad=nuevo.unidad,
            )
        else:
            self._informes[n] = _unidos(previo, nuevo)
        return None

    def listos(self) -> Iterator[Informe]:
        """The reports, in order, to which nothing that follows can add."""
        while self._dados < len(self._informes):
            informe = self._informes[self._dados]
            if informe is None or self._faltan[_clave(informe)] > 0:
                return
            if self._dados < self._anteriores and _clave(informe) in self._abiertas:
                return
            self._informes[self._dados] = None
            self._dados += 1
            yield informe


def _clave(i: Informe) -> _Clave:
    return (lugares.clave(i.municipio), i.ejercicio, i.ramo, i.programa, i.unidad, i.corte)


def _clave_de(leida: Cabecera) -> _Clave:
    """The identity that the report of a header will have (``_informe``)."""
    v = leida.valores
    ejercicio = v.get("ejercicio") or (leida.corte.year if leida.corte else 0)
    municipio = lugares.clave(v.get("municipio") or "")
    return (municipio, int(ejercicio), *(v.get(c, "") for c in ("ramo", "programa", "unidad")), leida.corte)


def _unidos(uno: Informe, otro: Informe) -> Informe:
    metas: tuple[Meta, ...] = (*uno.metas, *(replace(m, orden=len(uno.metas) + m.orden) for m in otro.metas))
    return replace(
        uno,
        metas=metas,
        firmas=sin_repetir((*uno.firmas, *otro.firmas)),
        celdas={**otro.celdas, **uno.celdas},
        apartados=(*uno.apartados, *otro.apartados),
    )


def sin_repetir(firmas: Iterable[Firma]) -> tuple[Firma, ...]:
    """The signatures of a form whose every page is signed, once."""
    unicas: dict[tuple[str, str], Firma] = {}
    for firma in firmas:
        unicas.setdefault((firma.rol, firma.nombre), firma)
    return tuple(unicas.values())
