"""One person under several spellings."""

from __future__ import annotations

import pytest

from index import personas


@pytest.mark.parametrize(
    ("uno", "otro"),
    [
        ("C. BENITO JUÁREZ GARCÍA", "LIC. Benito Juarez Garcia"),
        ("ROSARIO CASTELLANOS FIGUEROA", "ROSARIO CASTELLANO FIGUEROA"),
        ("JOSÉ VASCONCELOS CALDERÓN", "JOSE VASCONSELOS CALDERO"),
        ("SOR JUANA INÉS DE ASBAJE", "JUANA INÉS DE ASBAJE"),
        ("JOSÉ MARÍA MORELOS PAVÓN", "JOSÉ MARTA MORELOS PAVÓN"),
    ],
)
def test_spellings_of_one_name_are_one(uno: str, otro: str) -> None:
    assert len(set(personas.agrupar({uno: 2, otro: 1}).values())) == 1


@pytest.mark.parametrize(
    ("uno", "otro"),
    [
        ("BENITO JUÁREZ GARCÍA", "BENITO JUÁREZ MAZA"),
        ("JOSÉ VASCONCELOS CALDERÓN", "JAIME TORRES BODET"),
        ("LEONA VICARIO", "LEONA GARIO"),
        ("ANDRÉS QUINTANA ROO", "TOMÁS QUINTANA ROO"),
    ],
)
def test_different_people_stay_apart(uno: str, otro: str) -> None:
    assert len(set(personas.agrupar({uno: 1, otro: 1}).values())) == 2


def test_the_shared_spelling_is_the_most_frequent_whatever_the_title() -> None:
    veces = {"C. BENITO JUAREZ GARCIA": 2, "LIC. BENITO JUAREZ GARCIA": 2, "BENITO JUARES GARCIA": 3}
    assert personas.agrupar(veces)["BENITO JUARES GARCIA"].endswith("BENITO JUAREZ GARCIA")
