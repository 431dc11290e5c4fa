"""Where a citation stands, as the command line says it."""

from __future__ import annotations

import pytest

from assistant.cli.presenta import lugar


@pytest.mark.parametrize(
    ("cita", "dicho"),
    [
        ({"document": "a.xlsx", "sheet": "SP-08", "cell": "B8"}, "a.xlsx, hoja «SP-08», celda B8"),
        ({"document": "a.txt", "line": 125, "column": 13}, "a.txt, renglón 125, columna 13"),
    ],
)
def test_each_part_of_a_place_is_said_once(cita: dict[str, object], dicho: str) -> None:
    assert lugar(cita) == dicho
