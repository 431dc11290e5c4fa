"""Municipalities and offices called alike: what is said word for word is meant, and of offices of one name, those of the
municipality that is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from apoyo_base import url_de
from apoyo_cortes import respuesta

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingerir
from index.metas import MetaStore
from index.schema import abrir

#: municipality → its units, code and name.
LUGARES = {
    "TRES ENCINOS": (("10", "DIRECCIÓN DE CATASTRO MUNICIPAL"), ("11", "SECRETARÍA DEL AYUNTAMIENTO")),
    "LOS ENCINOS": (("20", "DIRECCIÓN DE CATASTRO"), ("21", "SISTEMA PARA EL DESARROLLO INTEGRAL DE LA FAMILIA")),
    "TRES RÍOS": (("30", "DIRECCIÓN DE CATASTRO MUNICIPAL"), ("31", "CASA DE LA CULTURA")),
    "REAL DE CATORCE": (("40", "TURISMO Y DESARROLLO ECONÓMICO"), ("41", "CASA DE LA CULTURA MUNICIPAL")),
    "VALLE DE LOS PINOS": (("50", "DESARROLLO ECONÓMICO Y TURISMO"), ("51", "INSTITUTO DE LAS MUJERES (IMM)")),
    "VALLE DE PINOS": (("60", "TESORERÍA MUNICIPAL"), ("61", "TURISMO")),
}


def _informe(municipio: str, ejercicio: int, unidades: tuple[tuple[str, str], ...]) -> str:
    salida = []
    for clave, nombre in unidades:
        salida += [
            f"AYUNTAMIENTO DE {municipio}", f"PROGRAMA OPERATIVO ANUAL {ejercicio}", f"UNIDAD EJECUTORA:\t{clave}\t{nombre}",
            f"FECHA: 31-dic.-{ejercicio % 100}", "",
            "DESCRIPCIÓN DE METAS\tUNIDAD DE MEDIDA\tMETA ANUAL\tPERIODO\t\t\t\t\t\t\t\tAVANCE ABSOLUTO\tAVANCE RELATIVO\tOBSERVACIONES",
            "\t\t\tEne-Mar\t\tAbr-Jun\t\tJul-Sep\t\tOct-Dic", "\t\t\tP\tA\tP\tA\tP\tA\tP\tA",
            "1.- Atender a la población.\tPersona\t40\t10\t10\t10\t10\t10\t10\t10\t10\t40\t100%\t",
            "", "ELABORÓ", "", "SISTEMA PARA EL DESARROLLO INTEGRAL DE LA FAMILIA", "", "",
        ]  # fmt: skip
    return "\n".join(salida)


@pytest.fixture(scope="module")
def lugares(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over all of them; one office is coded otherwise in another year."""
    casa = Path(tmp_path_factory.mktemp("lugares"))
    informes = casa / "informes"
    informes.mkdir()
    for n, (municipio, unidades) in enumerate(LUGARES.items()):
        (informes / f"{n}.txt").write_text(_informe(municipio, 2022, unidades), encoding="utf-8")
    (informes / "otro.txt").write_text(_informe("TRES ENCINOS", 2023, (("99", "DIRECCIÓN DE CATASTRO MUNICIPAL"),)), encoding="utf-8")
    url = url_de(casa)
    motor = abrir(url)
    assert all(d.estado == "loaded" for d in ingerir([informes], MetaStore(motor)).documentos)
    motor.dispose()
    return Assistant(Settings(home=casa, database_url=url))


@pytest.mark.parametrize("municipio", LUGARES)
def test_each_municipality_is_the_one_said(municipio: str, lugares: Assistant) -> None:
    r = respuesta(lugares, f"¿Cuántas metas tiene {municipio.title()} en 2022?")
    assert {f["unidad"] for f in r["rows"]} == {clave for clave, _ in LUGARES[municipio]}


@pytest.mark.parametrize(("municipio", "unidad"), [(m, u) for m, us in LUGARES.items() for u in us], ids=lambda x: str(x))
@pytest.mark.parametrize("pregunta", ["¿Qué metas cumplió {u} de {m} en 2022?", "metas de la {u} del municipio de {m} en 2022"])
def test_an_office_is_the_one_of_its_municipality(pregunta: str, municipio: str, unidad: tuple[str, str], lugares: Assistant) -> None:
    r = respuesta(lugares, pregunta.format(u=unidad[1].capitalize(), m=municipio.title()))
    assert [(f["municipio"], f["unidad"]) for f in r["rows"]] == [(r["rows"][0]["municipio"], unidad[0])]


def test_an_office_is_one_though_its_code_changes(lugares: Assistant) -> None:
    r = respuesta(lugares, "¿Qué metas tiene la Dirección de Catastro Municipal de Tres Encinos?")
    assert {(f["ejercicio"], f["unidad"]) for f in r["rows"]} == {(2022, "10"), (2023, "99")}
