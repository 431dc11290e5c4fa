"""Scans: headings, codes and covered figures that no single reading settles."""

from __future__ import annotations

import numpy as np
import pytest
from apoyo_index import fila, informe
from PIL import Image, ImageDraw, ImageFont

from index import auditoria, dudas, parse
from index.poa import ILEGIBLE, Celda, Fuente, Informe
from index.readers import ocr_claves, ocr_ordinales, ocr_pagina, ocr_rejilla, ocr_relectura, ocr_trazos
from index.readers import texto as lector_de_texto
from index.readers.hoja import CeldaLeida, Hoja, Renglon
from index.readers.ocr_piezas import Pieza
from index.readers.ocr_tesseract import Palabra


def _pieza(texto: str, columna: int = 0, confianza: float = 0.9, dibujo: np.ndarray | None = None) -> Pieza:
    gris = np.full((9, 9), 255, np.uint8) if dibujo is None else dibujo
    trozo = ocr_trazos.Trozo((0, 0, gris.shape[1], gris.shape[0]), gris, True, 20.0)
    palabras = tuple(Palabra(p, confianza, (0, 0, 9, 9)) for p in texto.split())
    return Pieza(trozo, (0, columna), 0, texto, confianza, palabras)


def _titulos(*textos: str) -> list[Pieza]:
    piezas = [_pieza(t, n) for n, t in enumerate(textos)]
    ocr_ordinales.corregir([piezas])
    return piezas


# --- quarters in headings -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "leidos, puestos",
    [
        ("1er. T|2do0. T|3er. T|4to. T", "1er. T|2do. T|3er. T|4to. T"),
        ("1er Trim|20 Trim|3er Trim|40 Trim", "1er Trim|2do Trim|3er Trim|4to Trim"),
        ("ITrim.|ll Trim.|1 Trim.|IV Trim.|Trim.|Il Trim.|1 Trim.|IV Trim.", "|".join(f"{r} Trim." for r in ("I", "II", "III", "IV") * 2)),
        ("TA. PLANEADO 2024|Ti. EJECUTADO 2024|T2. PLANEADO 2024|T2. EJECUTADO 2024|T3. PLANEADO 2024|T3. EJECUTADO 2024"
         "|T4. PLANEADO 2024|T4. EJECUTADO 2024",
         "|".join(f"T{n}. {que} 2024" for n in (1, 2, 3, 4) for que in ("PLANEADO", "EJECUTADO"))),
        ("T4. META|T2. META|T3. META|T4. META", "T1. META|T2. META|T3. META|T4. META"),
        ("1|a|ni|IV|1|n|HI|Iv|acumulado", "I|II|III|IV|I|II|III|IV|acumulado"),
        ("1.|2.1|3.|4.", "1.|2do|3.|4."),
    ],
)  # fmt: skip
def test_an_ordinal_that_was_misread_is_the_one_that_its_place_in_the_year_lacks(leidos: str, puestos: str) -> None:
    assert [p.texto for p in _titulos(*leidos.split("|"))] == puestos.split("|")


def test_an_ordinal_that_was_put_is_in_doubt_and_those_read_plainly_stay_as_sure_as_they_are() -> None:
    assert [p.confianza for p in _titulos("1er. T", "2do0. T", "3er. T", "4to. T")] == [0.9, 0.5, 0.9, 0.9]


@pytest.mark.parametrize(
    "leidos",
    [
        "1|7|3|4",  # figures
        "4to. T|3er. T|x. T|1er. T",  # another order
        "1er. T|x. T|z. T|w. T",  # too little to go by
        "2do. T|3er. T|4to. T",  # no four
    ],
)
def test_headings_whose_order_is_not_told_are_left_as_they_were_read(leidos: str) -> None:
    assert [p.texto for p in _titulos(*leidos.split("|"))] == leidos.split("|")


def _letra(signo: str) -> np.ndarray:
    imagen = Image.new("L", (30, 34), 255)
    ImageDraw.Draw(imagen).text((6, 2), signo, font=ImageFont.load_default(24), fill=0)
    return np.asarray(imagen)


def test_a_letter_is_the_one_that_those_like_it_are_and_no_other_that_stands_beside_them() -> None:
    dibujos, leidas = (
        "PAPAPAPA",
        [("A", 0.3), ("A", 0.96), ("P", 0.84), ("A", 0.91), ("P", 0.88), ("A", 0.95), ("A", 0.1), ("", 0.0)],
    )
    piezas = [_pieza(t, n, c, _letra(d)) for n, (d, (t, c)) in enumerate(zip(dibujos, leidas, strict=True))]
    ocr_relectura._igualar_letras(piezas)
    assert "".join(p.texto for p in piezas) == dibujos


# --- rules ----------------------------------------------------------------------------------------------------------


def _pagina(dibujar: object) -> ocr_pagina.Pagina:
    imagen = Image.new("L", (1200, 900), 255)
    dibujar(ImageDraw.Draw(imagen))  # type: ignore[operator]
    gris = np.asarray(imagen)
    tinta = ((gris < 150) * 255).astype(np.uint8)
    return ocr_pagina.Pagina(gris, tinta, 20.0, np.eye(3))


def _rejilla(dibujar: object) -> ocr_rejilla.Rejilla:
    pagina = _pagina(dibujar)
    (unica,) = ocr_rejilla.rejillas(pagina, ocr_rejilla.rayas(pagina))
    return unica


def test_the_walls_of_a_low_row_between_rows_of_one_cell_are_seen() -> None:
    """Rows of remarks over the whole width cut the walls into pieces as short as a row."""

    def dibujar(lapiz: ImageDraw.ImageDraw) -> None:
        filas = [(100, 260), (260, 310), (310, 390), (390, 440), (440, 520)]  # tall, remarks, low, remarks, low
        for y in {y for fila_ in filas for y in fila_}:
            lapiz.line((100, y, 1100, y), fill=0, width=3)
        for x in (100, 1100):
            lapiz.line((x, 100, x, 520), fill=0, width=3)
        for arriba, abajo in filas[::2]:
            for x in (300, 600, 850):
                lapiz.line((x, arriba, x, abajo), fill=0, width=3)

    rejilla = _rejilla(dibujar)
    por_fila = [sum(h.fila == f for h in rejilla.huecos) for f in range(rejilla.filas)]
    assert por_fila == [4, 1, 4, 1, 4]


def test_a_wall_whose_end_fades_parts_its_cells() -> None:
    def dibujar(lapiz: ImageDraw.ImageDraw) -> None:
        for y in (100, 250, 400, 500):
            lapiz.line((100, y, 1100, y), fill=0, width=3)
        lapiz.line((600, 450, 1100, 450), fill=0, width=3)
        for x in (100, 600, 850, 1100):
            lapiz.line((x, 100, x, 500), fill=0, width=3)
        lapiz.line((300, 100, 300, 465), fill=0, width=3)  # two thirds of the last row, which is two rows further on

    ultima = [h for h in _rejilla(dibujar).huecos if h.caja[3] > 480]
    assert sorted((h.columna, h.columnas) for h in ultima) == [(0, 1), (1, 1), (2, 1), (3, 1)]


def test_a_bold_word_is_no_rule_and_an_underline_is_one() -> None:
    def dibujar(lapiz: ImageDraw.ImageDraw) -> None:
        for n in range(24):
            lapiz.rectangle((100 + 9 * n, 300, 105 + 9 * n, 316), fill=0)  # uprights of letters
        lapiz.rectangle((100, 300, 316, 303), fill=0)  # … whose tops run into one another
        lapiz.line((100, 500, 316, 500), fill=0, width=3)

    llanas = ocr_rejilla.rayas(_pagina(dibujar)).llanas
    assert not llanas[290:330].any() and llanas[495:505].any()


# --- codes of the header --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "texto, lecturas, puesto, dudoso",
    [
        ("301 INSTITUTO", ("301", "301", "301"), "301 INSTITUTO", False),
        ("307 INSTITUTO", ("307", "301", "301"), "301 INSTITUTO", True),
        ("7) AYUNTAMIENTO", ("7)", "0", ""), "7) AYUNTAMIENTO", True),
        ("15.1 DEPORTE", ("15.1", "1.5.1", "15.1"), "1.5.1 DEPORTE", True),
        ("301 INSTITUTO", ("301", "", ""), "301 INSTITUTO", True),
    ],
)
def test_a_code_of_the_header_is_what_two_readings_give_and_in_doubt_unless_all_do(
    texto: str, lecturas: tuple[str, ...], puesto: str, dudoso: bool
) -> None:
    pieza = _pieza(texto, confianza=0.96)
    ocr_claves._decidir(pieza, 0, lecturas)
    assert (pieza.texto, pieza.confianza < dudas.SEGURA) == (puesto, dudoso)


def _leida(texto: str, confianzas: dict[str, float] | None = None, cambios: dict[str, str] | None = None) -> tuple[Informe, ...]:
    """A report's text as if a scan had given it: cells with confidence, some of them read as something else."""
    (hoja,) = lector_de_texto.leer(texto.encode())
    renglones = []
    for renglon in hoja.renglones:
        celdas = []
        for c in renglon.celdas:
            nuevo = (cambios or {}).get(c.texto, c.texto)
            celda = Celda(nuevo, Fuente(pagina=1, bbox=(0, 0, 1, 1)), (confianzas or {}).get(c.texto, 0.96))
            celdas.append(CeldaLeida(nuevo, celda, c.columnas, c.filas))
        renglones.append(Renglon(tuple(celdas)))
    return parse.leer([Hoja("imagen", tuple(renglones))])[0]


@pytest.mark.parametrize("linea", ["5.5.3 ARCHIVO", "553 ARCHIVO", "55.3 CENTRO DE ARCHIVO", "5 53 ARCHIVO"])
def test_a_line_of_action_whose_points_a_scan_lost_is_no_unit_though_it_is_called_like_an_office(linea: str) -> None:
    cabecera = (
        "RAMO:\t60\tARTE",
        "UNIDAD EJECUTORA\t152\tSECRETARÍA",
        "LINEAS DE ACCION\t5.5.2 REGISTRO CIVIL",
        linea,
        "FECHA: 31-dic.-21",
    )
    (leido,) = _leida(informe(fila("1.- Uno"), cabecera=cabecera))
    assert leido.unidad == "152" and [m.numero for m in leido.metas] == ["1"]


# --- covered figures ------------------------------------------------------------------------------------------------

_TAPADA = {"777": "q7&"}


def _con_tapada(**celdas: str) -> Informe:
    texto = informe(
        fila("1.- Uno", anual="1000", trimestres="100 100 200 777 300 300 400 350", absoluto="950", relativo="95%") if not celdas
        else fila("1.- Uno", **celdas), fila("2.- Dos")
    )  # fmt: skip
    (leido,) = _leida(texto, {"777": 0.3}, _TAPADA)
    return leido


def test_a_figure_that_a_stamp_covers_is_missing_and_said_to_be_and_the_rest_of_its_row_loads() -> None:
    leido = _con_tapada()
    uno = leido.metas[0]
    assert [m.numero for m in leido.metas] == ["1", "2"]
    assert (uno.alcanzado["T2"], uno.alcanzado["T1"], uno.programado["T2"], uno.avance_absoluto) == (None, 100, 200, 950)
    assert uno.ilegible("alcanzado.T2") and not uno.ilegible("alcanzado.T1")
    (apartado,) = leido.apartados
    assert "meta 1" in apartado.motivo and apartado.unidad == "101"
    halladas = [h for h in dudas.hallazgos(leido) if h.meta == "1"]
    assert [(h.campo, h.citas) for h in halladas] == [("alcanzado.T2", (("1", ILEGIBLE + "alcanzado.T2"),))]


def test_a_covered_figure_is_neither_a_sum_that_fails_nor_a_quarter_without_report() -> None:
    reglas = {(h.regla, h.meta) for h in auditoria.auditar(_con_tapada())}
    assert not {
        (r, m) for r, m in reglas if m == "1" and r in ("absoluto_no_es_suma", "alcanzado_sin_reporte", "trimestre_en_blanco")
    }


def test_a_row_whose_annual_goal_is_covered_is_set_aside_whole() -> None:
    leido = _con_tapada(anual="777", absoluto="4")
    assert [m.numero for m in leido.metas] == ["2"]
    assert len(leido.apartados) == 1 and "no es una cifra" in leido.apartados[0].motivo


def test_a_dotted_table_has_all_its_cells_and_grain_makes_no_rule() -> None:
    def dibujar(lapiz: ImageDraw.ImageDraw) -> None:
        for y in (100, 160, 220, 280, 340):
            for x in range(100, 1101, 6):
                lapiz.rectangle((x, y, x + 2, y + 2), fill=0)
        for x in (100, 300, 600, 850, 1100):
            for y in range(100, 341, 6):
                lapiz.rectangle((x, y, x + 2, y + 2), fill=0)

    def con_grano(lapiz: ImageDraw.ImageDraw) -> None:
        azar = np.random.default_rng(3)
        for x, y in azar.integers((100, 500), (1100, 800), (9000, 2)):
            lapiz.point((int(x), int(y)), fill=0)

    rejilla = _rejilla(dibujar)
    assert (rejilla.filas, rejilla.columnas, len(rejilla.huecos)) == (4, 4, 16)
    assert not ocr_rejilla.rayas(_pagina(con_grano)).todas.any()


@pytest.mark.parametrize("ancha, codigo", [(True, "IMDO1"), (False, "IMD01")])
def test_the_o_of_a_code_is_told_from_its_zero_by_its_width(ancha: bool, codigo: str) -> None:
    imagen = Image.new("L", (300, 60), 255)
    lapiz = ImageDraw.Draw(imagen)
    for n in range(5):
        ancho = 30 if n == 3 and ancha else 20
        lapiz.ellipse((10 + 50 * n, 12, 10 + 50 * n + ancho, 42), outline=0, width=5)
    assert ocr_claves._por_su_ancho("IMDO1", np.asarray(imagen)) == codigo


def test_a_blank_quarter_of_a_scan_is_in_doubt_where_its_sum_falls_short() -> None:
    (leido,) = _leida(informe(fila("1.- Uno", anual="8", trimestres="2 2 2 _ 2 2 2 2", absoluto="8")))
    assert "alcanzado.T2" in {h.campo for h in dudas.hallazgos(leido)}
    (entero,) = _leida(informe(fila("1.- Uno", anual="8", trimestres="2 2 2 _ 2 2 2 4", absoluto="8")))
    assert not list(dudas.hallazgos(entero))


def test_a_sign_that_a_stamp_leaves_below_a_table_is_no_goal() -> None:
    texto = informe(fila("1.- Uno"), "\tA")
    (leido,) = _leida(texto, {"A": 0.26})
    assert [m.numero for m in leido.metas] == ["1"]
