"""A scan whose headings were read over the wrong columns is set aside; a digital file, and a scan whose sums hold, are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from apoyo_index import fila, informe, leer

from index import corridas
from index.poa import Celda, Informe


def optico(hallado: Informe) -> Informe:
    """The same report as if it were read from a scan."""
    metas = (replace(m, celdas={k: Celda(c.literal, c.fuente, 0.9) for k, c in m.celdas.items()}) for m in hallado.metas)
    return replace(hallado, metas=tuple(metas))


def con_trimestres(trimestres: str) -> Informe:
    filas = (fila(f"{n}.- Meta", anual="10", trimestres=trimestres, absoluto="6", relativo="60%") for n in range(1, 7))
    return leer(informe(*filas)).informes[0]


def test_a_scan_in_which_neither_side_adds_up_is_set_aside_and_says_why() -> None:
    apartado = corridas.reparo(optico(con_trimestres("1 9 2 9 3 9 9 9")), "página 1")
    assert apartado is not None and apartado.lugar == "página 1" and "encabezados" in apartado.motivo and apartado.remedio


@pytest.mark.parametrize(
    "trimestres", ["1 1 2 1 3 2 4 2", "1 9 2 9 3 9 4 9", "9 1 9 1 9 2 9 2", "_ _ _ _ 6 3 4 3", "10 6 _ _ _ _ _ _"]
)
def test_a_scan_in_which_one_side_adds_up_or_none_can_be_checked_stays(trimestres: str) -> None:
    assert corridas.reparo(optico(con_trimestres(trimestres)), "página 1") is None


def test_a_digital_file_stays_whatever_its_sums_are() -> None:
    assert corridas.reparo(con_trimestres("1 9 2 9 3 9 9 9"), "renglón 1") is None
