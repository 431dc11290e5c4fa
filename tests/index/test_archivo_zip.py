"""A ZIP walks through like a folder: members are documents, nothing leaves it, nothing goes beyond its limits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from apoyo_index import fila, informe
from rotos import cifrado, empacar

from index.archivo_zip import Miembro, recorrer
from index.ingest import Resumen, ingerir
from index.metas import MetaStore
from index.poa import ErrorDeLectura
from index.readers.limites import Limites

Guardar = Callable[[str, bytes], Path]


@pytest.fixture
def guardar(tmp_path: Path) -> Guardar:
    def guardar_(nombre: str, contenido: bytes) -> Path:
        (tmp_path / nombre).write_bytes(contenido)
        return tmp_path / nombre

    return guardar_


def _reporte(unidad: str) -> bytes:
    return informe(fila("1.- Uno")).replace("101\t", f"{unidad}\t").encode()


def _estados(resumen: Resumen, raiz: Path) -> dict[str, str]:
    return {d.ruta.removeprefix(f"{raiz}/"): d.estado for d in resumen.documentos}


def test_members_become_documents_and_the_rest_is_counted(store: MetaStore, guardar: Guardar, tmp_path: Path) -> None:
    miembros = {
        "2021/b.txt": _reporte("102"), "2021/a.txt": _reporte("101"), "video.mp4": b"x", "LEAME.md": b"# Notas",
        "__MACOSX/2021/._a.txt": b"x", ".DS_Store": b"x", "2021/Thumbs.db": b"x",
    }  # fmt: skip
    resumen = ingerir([guardar("paquete.zip", empacar(miembros))], store)
    assert _estados(resumen, tmp_path) == {"paquete.zip/2021/a.txt": "loaded", "paquete.zip/2021/b.txt": "loaded"}
    assert [d.nombre for d in resumen.documentos] == ["paquete.zip/2021/a.txt", "paquete.zip/2021/b.txt"]
    assert resumen.omitidos == 2 and resumen.metas == 2
    assert store.olvidar("paquete.zip/2021/a.txt") == ("paquete.zip/2021/a.txt",)


def test_a_whole_package_or_a_folder_of_it_is_forgotten_by_its_name(store: MetaStore, guardar: Guardar) -> None:
    miembros = {f"{ano}/{n}.txt": _reporte(f"{ano[-1]}0{n}") for ano in ("2021", "2022") for n in (1, 2)}
    ingerir([guardar("a_b.zip", empacar(miembros)), guardar("axb.zip", empacar({"otro.txt": _reporte("501")}))], store)
    assert store.olvidar("a_b.zip/2022") == ("a_b.zip/2022/1.txt", "a_b.zip/2022/2.txt")
    assert store.olvidar("A_B.zip") == ()
    assert store.olvidar("a_b.zip") == ("a_b.zip/2021/1.txt", "a_b.zip/2021/2.txt")
    assert store.olvidar("axb.zip") == ("axb.zip/otro.txt",)


def test_the_same_package_again_changes_nothing_and_a_folder_of_it_neither(
    store: MetaStore, guardar: Guardar, tmp_path: Path
) -> None:
    ruta = guardar("paquete.zip", empacar({"a.txt": _reporte("101")}))
    ingerir([ruta], store)
    assert [d.estado for d in ingerir([ruta, guardar("a.txt", _reporte("101"))], store).documentos] == ["unchanged"] * 2


def test_a_bad_member_is_set_aside_and_the_others_load(store: MetaStore, guardar: Guardar, tmp_path: Path) -> None:
    miembros = {
        "../fuera.txt": b"x", "/raiz.txt": b"x", "C:/disco.txt": b"x", "carta.txt": b"Carta", "libro.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "sano.txt": _reporte("101"),
    }  # fmt: skip
    resumen = ingerir([guardar("paquete.zip", empacar(miembros))], store)
    assert [d.estado for d in resumen.documentos].count("quarantined") == 5 and resumen.metas == 1
    assert all((d.motivo or "").startswith("paquete.zip/") for d in resumen.documentos if not d.metas)
    assert not (tmp_path.parent / "fuera.txt").exists()


def test_a_package_in_a_package_is_opened_and_one_deeper_is_not(store: MetaStore, guardar: Guardar, tmp_path: Path) -> None:
    hondo = empacar({"c.txt": _reporte("103")})
    dentro = empacar({"b.txt": _reporte("102"), "hondo.zip": hondo})
    resumen = ingerir([guardar("paquete.zip", empacar({"a.txt": _reporte("101"), "dentro.zip": dentro}))], store)
    assert _estados(resumen, tmp_path) == {
        "paquete.zip/a.txt": "loaded",
        "paquete.zip/dentro.zip/b.txt": "loaded",
        "paquete.zip/dentro.zip/hondo.zip": "quarantined",
    }


def test_a_package_is_known_by_its_content_not_by_its_name(store: MetaStore, guardar: Guardar) -> None:
    (documento,) = ingerir([guardar("reporte.xlsx", empacar({"a.txt": _reporte("101")}))], store).documentos
    assert (documento.nombre, documento.estado) == ("reporte.xlsx/a.txt", "loaded")


def _unico(contenido: bytes, limites: Limites | None = None) -> Miembro:
    (miembro,) = recorrer("p.zip", contenido, limites or Limites())
    return miembro


@pytest.mark.parametrize(
    ("nombre", "crudo"), [("Año.txt", "Año.txt".encode()), ("Año.txt", "Año.txt".encode("cp850")), ("ÁREA.txt", "ÁREA.txt".encode("cp850"))]
)
def test_names_are_read_in_utf8_or_in_the_code_page_of_spanish_dos(nombre: str, crudo: bytes) -> None:
    falso = "x" * len(crudo)
    contenido = empacar({falso: b"x"}).replace(falso.encode(), crudo)
    assert _unico(contenido).nombre == nombre


def test_windows_separators_are_folders() -> None:
    assert _unico(empacar({"a|b.txt": b"x"}).replace(b"a|b.txt", b"a\\b.txt")).nombre == "a/b.txt"


@pytest.mark.parametrize(
    ("contenido", "limites", "dicho"),
    [
        (empacar({"a.txt": b"x" * 3 * 2**20}), Limites(archivo_mb=2), "pesa más de 2 MB"),
        (empacar({"a.txt": b"x" * 3 * 2**20}), Limites(desempacado_mb=2), "se desempaca en más de 2 MB"),
        (empacar({"a.txt": bytes(64 * 2**20)}), Limites(), "veces su tamaño"),
        (cifrado(empacar({"a.txt": b"x"})), Limites(), "contraseña"),
    ],
)
def test_a_member_beyond_a_limit_says_which(contenido: bytes, limites: Limites, dicho: str) -> None:
    miembro = _unico(contenido, limites)
    assert miembro.contenido is None and miembro.motivo and dicho in miembro.motivo and miembro.remedio.endswith(".")


def test_what_was_unpacked_before_counts(guardar: Guardar) -> None:
    contenido = empacar({f"{n}.txt": bytes([n]) * 2**20 for n in range(4)})
    leidos = [m.contenido is not None for m in recorrer("p.zip", contenido, Limites(desempacado_mb=2))]
    assert leidos == [True, True, False, False]


def test_a_member_that_declares_less_than_it_holds_is_not_believed() -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as paquete:
        paquete.writestr("a.txt", b"x" * 10_000)
    mentido = salida.getvalue().replace((10_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert "dañado" in (_unico(mentido).motivo or "")


def test_too_many_members_are_refused_at_once() -> None:
    with pytest.raises(ErrorDeLectura, match="3 archivos"):
        list(recorrer("p.zip", empacar({f"{n}.txt": b"x" for n in range(3)}), Limites(archivos_en_zip=2)))


def test_a_name_too_long_for_the_store_keeps_its_package_and_its_end(store: MetaStore, guardar: Guardar) -> None:
    largo = "/".join(["carpeta"] * 60) + "/a.txt"
    (documento,) = ingerir([guardar("paquete.zip", empacar({largo: _reporte("101")}))], store).documentos
    assert documento.estado == "loaded" and len(documento.nombre) == 255
    assert documento.nombre.startswith("paquete.zip/…") and documento.nombre.endswith("carpeta/a.txt")
    assert store.olvidar(documento.nombre) == (documento.nombre,)
