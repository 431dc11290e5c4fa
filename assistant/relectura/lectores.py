"""What an exported DOCX, Markdown or HTML file shows and carries.

Files may come from outside: sizes are bounded, entities are not resolved, nothing is fetched.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from assistant.exporta import docx, html, md
from assistant.relectura.visible import ArchivoAjeno, Leido, Visible, llano

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: What the parts of a package may unpack to, all together.
MAX_DESEMPACADO = 200_000_000
_ANEXO = "Anexo. Consultas"


def _datos(texto: str | None) -> list[Mapping[str, Any]]:
    datos = json.loads(texto or "")
    if not isinstance(datos, list) or not all(isinstance(d, dict) and "answer" in d for d in datos) or not datos:
        raise ArchivoAjeno("El archivo no trae los datos de un resumen.")
    return datos


# -- DOCX ---------------------------------------------------------------------------------------------------------------------
def leer_docx(contenido: bytes) -> Leido:
    """A DOCX, also after Word or LibreOffice saved it again: styles are known by their names."""
    try:
        z = zipfile.ZipFile(io.BytesIO(contenido))
    except zipfile.BadZipFile:
        raise ArchivoAjeno("El archivo no es un DOCX que se pueda abrir.") from None
    with z:
        if sum(i.file_size for i in z.infolist()) > MAX_DESEMPACADO:
            raise ArchivoAjeno("El archivo DOCX es demasiado grande para revisarse.")
        return _Docx(z).leido()


class _Docx:
    def __init__(self, z: zipfile.ZipFile) -> None:
        self.z = z
        self.estilos = {str(e.get(f"{_W}styleId")): str(n.get(f"{_W}val")) for e in self._xml("word/styles.xml").iter(f"{_W}style") if (n := e.find(f"{_W}name")) is not None}
        self.relaciones = {r.get("Id"): str(r.get("Target")) for r in self._xml("word/_rels/document.xml.rels")}

    def _xml(self, nombre: str) -> Any:
        from lxml import etree

        try:
            return etree.fromstring(self.z.read(nombre), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        except KeyError:
            raise ArchivoAjeno(f"Al archivo DOCX le falta la parte «{nombre}».") from None

    def leido(self) -> Leido:
        titulo, subtitulo, secciones, anexo, consultas = "", "", list[Visible](), False, list[str]()
        for e in self._xml("word/document.xml").find(f"{_W}body"):
            if e.tag == f"{_W}tbl" and secciones and not anexo:
                secciones[-1].cuadro += [[_parrafos(c) for c in f.iter(f"{_W}tc")] for f in e.iter(f"{_W}tr")]
            if e.tag != f"{_W}p":
                continue
            papel, texto = self._papel(e), _texto_de(e)
            if papel == "POA título":
                titulo = llano(texto)
            elif papel == "POA subtítulo":
                subtitulo = llano(texto)
            elif papel == "POA consulta":
                consultas.append(llano(texto))
            elif papel == "POA sección":
                anexo = llano(texto).startswith(_ANEXO)
                secciones += [] if anexo else [Visible(llano(texto), grafica={})]
            elif secciones and not anexo:
                self._en_seccion(secciones[-1], papel, e, texto)
        return Leido(titulo, secciones, self._notas(), _datos(self._incrustados()), subtitulo, consultas)

    def _papel(self, e: Any) -> str:
        estilo = e.find(f"{_W}pPr/{_W}pStyle")
        return self.estilos.get(str(estilo.get(f"{_W}val")), "") if estilo is not None else ""

    def _en_seccion(self, s: Visible, papel: str, e: Any, texto: str) -> None:
        for grafica in e.iter(f"{_C}chart"):
            assert s.grafica is not None
            s.grafica |= self._grafica(self.relaciones[grafica.get(f"{_R}id")])
        if papel != "POA rótulo" and texto.strip():
            s.parrafos.append(texto)

    def _grafica(self, destino: str) -> dict[str, dict[str, str]]:
        salida = {}
        for serie in self._xml("word/" + destino.removeprefix("/word/")).iter(f"{_C}ser"):
            nombre = "".join(v.text or "" for v in serie.find(f"{_C}tx").iter(f"{_C}v"))
            categorias, valores = ({p.get("idx"): str(p.findtext(f"{_C}v")) for p in serie.find(f"{_C}{que}").iter(f"{_C}pt")} for que in ("cat", "val"))
            salida[nombre] = {"": " | ".join(categorias.values())} | {categorias[i]: f"{float(v):g}" for i, v in valores.items() if i in categorias}
        return salida

    def _notas(self) -> dict[str, str]:
        return {str(n.get(f"{_W}id")): _parrafos(n) for n in self._xml("word/footnotes.xml").iter(f"{_W}footnote")}

    def _incrustados(self) -> str:
        for nombre in self.z.namelist():
            if re.fullmatch(r"customXml/item\d+\.xml", nombre):
                raiz = self._xml(nombre)
                if raiz.tag == f"{{{docx.DATOS}}}poa":
                    return str(raiz.text)
        raise ArchivoAjeno("El archivo DOCX ya no trae los datos con que se revisa. Vuelva a exportarlo con «poa summary --output».")


def _texto_de(e: Any) -> str:
    """What a paragraph shows, deleted text left out, with its calls to notes."""
    partes = []
    for x in e.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}footnoteReference", f"{_W}noBreakHyphen"):
        nombre = x.tag.removeprefix(_W)
        partes.append(str(x.text or "") if nombre == "t" else f"\ue000{x.get(f'{_W}id')}\ue001" if nombre == "footnoteReference" else "-" if nombre == "noBreakHyphen" else " ")
    return "".join(partes)


def _parrafos(e: Any) -> str:
    return llano(" ".join(_texto_de(p) for p in e.iter(f"{_W}p")))


# -- HTML ---------------------------------------------------------------------------------------------------------------------
def leer_html(contenido: bytes) -> Leido:
    """A page that ``exporta.html`` wrote."""
    from lxml import html as lxml_html

    raiz = lxml_html.document_fromstring(contenido.decode("utf-8"), parser=lxml_html.HTMLParser(no_network=True))
    incrustados = raiz.xpath(f'//script[@id="{html.DATOS}"]')
    if not incrustados:
        raise ArchivoAjeno("La página no trae los datos con que se revisa. Vuelva a exportarla con «poa summary --output».")
    notas = {str(li.get("id")).removeprefix("nota-"): llano("".join(li.xpath("text()"))) for li in raiz.xpath('//section[@class="notas"]//li')}
    secciones = [_seccion_html(s) for s in raiz.xpath('//section[starts-with(@id, "seccion-")]')]
    titulo = raiz.xpath("string(//h1)")
    return Leido(llano(titulo), secciones, notas, _datos(incrustados[0].text), llano(raiz.xpath('string(//p[@class="fuente"])')))


def _seccion_html(s: Any) -> Visible:
    visible = Visible(llano(s.xpath("string(./h2)")), dibujo=[llano(t.xpath("string(.)")) for t in s.xpath(".//*[local-name() = 'text']")])
    for sup in s.xpath(".//sup"):
        sup.text, destino = f"\ue000{sup.xpath('string(.)').strip()}\ue001", list(sup)
        for hijo in destino:
            sup.remove(hijo)
    sueltos = [e for e in s if e.tag not in ("h2", "h3", "figure", "table")]
    visible.parrafos = [t for e in sueltos if (t := str(e.xpath("string(.)"))).strip()]
    visible.cuadro = [[llano(c.xpath("string(.)")) for c in f.xpath("./th|./td")] for f in s.xpath(".//tr")]
    return visible


# -- Markdown -------------------------------------------------------------------------------------------------------------------
def leer_md(contenido: bytes) -> Leido:
    """A file that ``exporta.md`` wrote."""
    texto = contenido.decode("utf-8").replace("\r\n", "\n")
    cuerpo, abre, resto = texto.rpartition(md.ABRE)
    if not abre:
        raise ArchivoAjeno("El archivo no trae los datos con que se revisa. Vuelva a exportarlo con «poa summary --output».")
    titulo, subtitulo, secciones, notas = "", "", list[Visible](), dict[str, str]()
    for linea in cuerpo.split("\n"):
        if m := re.match(r"\[\^(\w+)\]: (.*)", linea):
            notas[m.group(1)] = _sin_escapes(m.group(2))
        elif linea.startswith("# "):
            titulo = _sin_escapes(linea[2:])
        elif not secciones and re.fullmatch(r"\*.+\*", linea):
            subtitulo = _sin_escapes(linea[1:-1])
        elif linea.startswith("## ") and linea != "## Contenido":
            secciones.append(Visible(_sin_escapes(linea[3:])))
        elif secciones:
            _linea_md(secciones[-1], linea)
    return Leido(titulo, secciones, notas, _datos(resto.strip().removesuffix(md.CIERRA.strip())), subtitulo)


def _linea_md(s: Visible, linea: str) -> None:
    if linea.startswith("|"):
        celdas = [_sin_escapes(c) for c in re.split(r"(?<!\\)\|", linea)[1:-1]]
        s.cuadro += [] if all(re.fullmatch(r" *-+:? *", c) for c in celdas) else [celdas]
    elif linea.strip() and not re.fullmatch(r"\*\*[^*]+\*\*|<a id=\"seccion-\d+\"></a>", linea):
        s.parrafos.append(_sin_escapes(re.sub(r"(?<!\\)\[\^(\w+)\]", "\ue000\\1\ue001", linea)))


def _sin_escapes(texto: str) -> str:
    return llano(re.sub(r"\\([^\w\s])", r"\1", texto))


LECTORES: dict[str, Callable[[bytes], Leido]] = {".docx": leer_docx, ".html": leer_html, ".htm": leer_html, ".md": leer_md}


def leer(ruta: Path) -> Leido:
    """Read an exported file by its suffix. Raises ``ArchivoAjeno``."""
    try:
        return LECTORES[ruta.suffix.lower()](ruta.read_bytes())
    except (ValueError, SyntaxError) as error:
        if isinstance(error, ArchivoAjeno):
            raise
        raise ArchivoAjeno(f"«{ruta.name}» no se puede leer como un archivo exportado por este programa. Vuelva a exportarlo con «poa summary --output».") from error
