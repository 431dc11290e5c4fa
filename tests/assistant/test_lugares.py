"""Units that two municipalities number alike or call alike: a name means its own, wherever it stands."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.link import Vocabulario, nombre
from assistant.plan import En, Lectura, Plan
from assistant.planner import Planificador

_SUR, _NORTE = "Santa Lucía del Sur", "Santa Lucía del Norte"


def _vocabulario() -> Vocabulario:
    sitios = (("7", "TESORERÍA MUNICIPAL", _SUR), ("8", "TESORERÍA MUNICIPAL", _NORTE), ("8", "REGISTRO CIVIL", _SUR), ("9", "PARQUES Y JARDINES", _SUR))
    unidades = tuple(nombre("unidad", codigo, texto, municipios=frozenset({lugar})) for codigo, texto, lugar in sitios)
    informes = tuple((lugar, 2024, date(2024, 12, 31), "1", "2", codigo) for codigo, _, lugar in sitios)
    return Vocabulario(nombres=unidades, informes=informes, ejercicios=(2024,), cortes=(date(2024, 12, 31),), municipios=(_NORTE, _SUR))


def _unidades(pregunta: str) -> tuple[str, ...]:
    lectura = Planificador(_vocabulario(), lambda p: [], lambda p: 1).leer(pregunta)
    assert isinstance(lectura, Lectura), lectura
    return lectura.plan.entidad("unidad")


@pytest.mark.parametrize(
    ("pregunta", "esperadas"),
    [
        ("¿Qué metas no cumplió Registro Civil?", (f"8@{_SUR}",)),
        ("¿Qué metas no cumplió Parques y Jardines?", ("9",)),
        ("¿Qué metas no cumplió la tesorería?", ("7", f"8@{_NORTE}")),
        ("¿Qué metas no cumplió la unidad 8?", ("8",)),
    ],
)
def test_a_name_gives_its_code_where_the_code_is_its_own(pregunta: str, esperadas: tuple[str, ...]) -> None:
    assert _unidades(pregunta) == esperadas


def test_the_plan_gives_the_bare_codes_of_its_units() -> None:
    plan = Plan(intent="list", filtros=(En(entidad="unidad", valores=("7", f"8@{_NORTE}")),))
    assert plan.unidades() == ("7", "8")
