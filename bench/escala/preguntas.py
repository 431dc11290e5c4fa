"""Questions by kind over a generated store, each with the bare SQL of the same answer.

A question names a municipality, unit and year of the store (seeded), so that what it is about does not grow with the
store, or none, so that it does («todo»). The floor is what an answer cannot do without: the statement that counts and
the one that reads the rows that are shown.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_FILAS = "SELECT * FROM metas WHERE {} ORDER BY {} LIMIT {}"
_NATURAL = "municipio, ejercicio, ramo, unidad, orden"
_CUENTA = "SELECT count(*) FROM metas WHERE {}"
_LUGAR = "vigente = 1 AND municipio = :municipio AND ejercicio = :ejercicio"
_CON_CAUSA = " AND incumplida = 1 AND EXISTS (SELECT 1 FROM causas_meta c WHERE c.meta_id = metas.id AND c.causa = 'covid' AND c.direccion = 'menos')"

_CUMPLIDA = " AND estado IN ('cumplida', 'rebasada')"
_MEDIA = "count(avance_calculado), avg(avance_calculado)"
_BAJO_LA_MITAD = " AND avance_calculado < 50"
#: Met in a year, not in the one before.
_PASO = (
    "vigente = 1 AND municipio = :municipio AND ejercicio = 2023 AND incumplida = 0 AND absoluto IS NOT NULL AND meta_anual > 0 "
    "AND EXISTS (SELECT 1 FROM metas o WHERE o.serie = metas.serie AND o.vigente = 1 AND o.ejercicio = 2022 AND o.incumplida = 1)"
)
#: The three with least progress of each unit, with the equals of the third.
_TRES = f" AND id IN (SELECT id FROM (SELECT id, rank() OVER (PARTITION BY unidad ORDER BY avance_calculado) AS puesto FROM metas WHERE {_LUGAR} AND avance_calculado IS NOT NULL) WHERE puesto <= 3)"


@dataclass(frozen=True, slots=True)
class Clase:
    """A kind of question: its words, the condition of its rows, and a grouping, if it has one."""

    nombre: str
    texto: str
    donde: str
    #: What it is grouped by, and what is joined for it.
    grupo: str = ""
    junto: str = ""
    #: What is worked out of each group.
    valor: str = "count(*), sum(incumplida)"
    #: The order that is asked for, if one is.
    orden: str = ""
    #: So many rows are asked for.
    limite: int = 1_000
    exacta: bool = True

    @property
    def de_todo(self) -> bool:
        """Whether it groups over every place."""
        return bool(self.grupo) and self.nombre.endswith(", todo")


CLASES = (
    Clase("lista", "¿Qué metas no se cumplieron en {ejercicio} en {municipio}?", f"{_LUGAR} AND incumplida = 1"),
    Clase("conteo", "¿Cuántas metas se rebasaron en {ejercicio} en {municipio}?", f"{_LUGAR} AND estado = 'rebasada'"),
    Clase("detalle", "¿Cuál es el avance de la meta {numero} de la unidad {unidad} de {municipio} en {ejercicio}?", f"{_LUGAR} AND unidad = :unidad AND numero = :numero"),
    Clase("tendencia", "¿Cómo avanzó por trimestre la unidad {unidad} de {municipio} en {ejercicio}?", f"{_LUGAR} AND unidad = :unidad", "medida"),
    Clase("causas", "¿Qué metas no se cumplieron por COVID en {ejercicio} en {municipio}?", _LUGAR + _CON_CAUSA),
    Clase("orden", "Las 5 metas con menor avance en {ejercicio} en {municipio}", f"{_LUGAR} AND avance_calculado IS NOT NULL", orden=f"avance_calculado, {_NATURAL}", limite=5),
    Clase("grupo", "¿Cuántas metas por programa hay en {municipio} en {ejercicio}?", _LUGAR, "programa"),
    Clase("conteo, todo", "¿Cuántas metas no se cumplieron?", "vigente = 1 AND incumplida = 1"),
    Clase("lista, todo", "¿Qué metas no se cumplieron en {ejercicio}?", "vigente = 1 AND incumplida = 1 AND ejercicio = :ejercicio"),
    Clase("grupo, todo", "¿Cuántas metas hay por municipio?", "vigente = 1", "municipio"),
    Clase("medida, todo", "¿Cuántas metas no cumplidas hay por unidad de medida?", "vigente = 1 AND incumplida = 1", "medida"),
    Clase("unidad, todo", "¿Cuántas metas hay por unidad?", "vigente = 1", "unidad, municipio"),
    Clase("causa, todo", "¿Cuántas metas no se cumplieron por causa?", "vigente = 1 AND incumplida = 1", "c.causa", " LEFT JOIN causas_meta c ON c.meta_id = metas.id AND c.direccion = 'menos'"),
    Clase("causas, todo", "¿Qué metas no se cumplieron por COVID?", "vigente = 1" + _CON_CAUSA),
    Clase("porcentaje", "¿Qué porcentaje de las metas se cumplió en {ejercicio} en {municipio}?", _LUGAR + _CUMPLIDA),
    Clase("porcentaje, todo", "¿Qué porcentaje de las metas se cumplió?", "vigente = 1" + _CUMPLIDA),
    Clase("principal", "Por cada meta principal, ¿cuántas acciones hay en la unidad {unidad} de {municipio} en {ejercicio}?", f"{_LUGAR} AND unidad = :unidad AND padre IS NOT NULL", "informe_id, padre"),
    Clase("primeras", "Las 3 metas con menor avance de cada unidad en {municipio} en {ejercicio}", _LUGAR + _TRES),
    Clase("promedio", "¿Cuál es el avance promedio por año en {municipio}?", "vigente = 1 AND municipio = :municipio", "ejercicio", valor=_MEDIA),
    Clase("promedio, todo", "¿Cuál es el avance promedio por año?", "vigente = 1", "ejercicio", valor=_MEDIA),
    Clase("umbral", "¿Qué metas quedaron por debajo del 50 % en {ejercicio} en {municipio}?", _LUGAR + _BAJO_LA_MITAD),
    Clase("umbral, todo", "¿Qué metas quedaron por debajo del 50 %?", "vigente = 1" + _BAJO_LA_MITAD),
    Clase("suma", "¿Cuánto se alcanzó en el tercer trimestre de {ejercicio} en {municipio}?", _LUGAR, "medida", valor="count(*), count(alcanzado_t3), sum(alcanzado_t3)"),
    Clase("relación", "¿Qué metas de {municipio} no se cumplieron en 2022 pero sí en 2023?", _PASO),
    Clase("texto", "¿Qué metas hablan de alcoholímetro en {municipio} en {ejercicio}?", f"{_LUGAR} AND id IN (SELECT rowid FROM metas_fts WHERE metas_fts MATCH 'alcoholimetr')"),
    Clase("híbrida", "¿Qué dicen las observaciones sobre materiales, ampliación y maquinaria?", "", exacta=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pregunta:
    """A question of a kind, with the parameters of its floor."""

    clase: Clase
    texto: str
    params: dict[str, Any]

    def piso(self, con: sqlite3.Connection) -> tuple[int, list[str]]:
        """Run the bare SQL: how many rows there are, and the keys of those shown."""
        donde, orden = self.clase.donde, self.clase.orden
        cuantas = con.execute(_CUENTA.format(donde), self.params).fetchone()[0]
        filas = con.execute(_FILAS.format(donde, orden or _NATURAL, self.clase.limite), self.params).fetchall()
        if self.clase.grupo:
            columnas, junto = self.clase.grupo, self.clase.junto
            con.execute(f"SELECT {columnas}, {self.clase.valor} FROM metas{junto} WHERE {donde} GROUP BY {columnas}", self.params).fetchall()
        return min(cuantas, self.clase.limite) if orden else cuantas, [f[1] for f in filas]


def preguntas(con: sqlite3.Connection, por_clase: int, semilla: int = 7) -> Iterator[Pregunta]:
    """So many questions of each kind, about places of the store; those over everything once for each year."""
    azar = random.Random(semilla)
    tope = con.execute("SELECT max(id) FROM metas").fetchone()[0]
    for clase in CLASES:
        for _ in range(por_clase):
            fila = None
            while fila is None:
                columnas = "municipio, ejercicio, unidad, numero"
                fila = con.execute(f"SELECT {columnas} FROM metas WHERE id = ? AND vigente = 1", (azar.randint(1, tope),)).fetchone()
            params = dict(zip(("municipio", "ejercicio", "unidad", "numero"), fila, strict=True))
            yield Pregunta(clase, clase.texto.format(**params), params)
