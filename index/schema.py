"""The SQL tables of the facts. ``conexion`` opens them; its names are here too, for whoever needs both.

SQL is the only truth; the vector store is a cache built from it. A report's identity is (municipio, ejercicio,
ramo, programa, unidad, corte). ``metas`` repeats its report's keys, so that a question's filters need no join.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from index.conexion import VERSION, abrir, abrir_lectura, asentar, migrar, preparar, solo_lectura, url_sqlite, version
from index.listas import lotes
from index.poa import ANCHO_DE_CLAVE

__all__ = [
    "FTS_COLUMNAS",
    "LARGO_DE_SERIE",
    "METAS_FTS",
    "VERSION",
    "abrir",
    "abrir_lectura",
    "agregados",
    "apartados",
    "asentar",
    "causas_meta",
    "conteos",
    "documentos",
    "embeddings",
    "firmas",
    "formas",
    "hallazgos",
    "historial",
    "informes",
    "lineas_informe",
    "lineas_meta",
    "lotes",
    "metadata",
    "metas",
    "migrar",
    "observaciones",
    "pendientes",
    "preparar",
    "raices",
    "solo_lectura",
    "textos",
    "url_sqlite",
    "version",
]

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s"}
)


#: The longest name of a goal's series.
LARGO_DE_SERIE = 300


def _hijo(tabla: str, indice: bool = True, **kw: Any) -> Column[int]:
    return Column(f"{tabla[:-1]}_id", ForeignKey(f"{tabla}.id", ondelete="CASCADE"), index=indice, **kw)


#: A file as loaded. ``huella`` is the SHA-256 of its bytes; ``contenido`` keeps them, in any format.
documentos = Table(
    "documentos",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nombre", String(255), nullable=False, index=True),
    Column("huella", String(64), nullable=False, unique=True),
    Column("formato", String(16), nullable=False),
    Column("contenido", LargeBinary),
    Column("cargado_en", DateTime, nullable=False),
    Index("ix_documentos_cargado_en", "cargado_en"),
)

#: One form. ``vigente``: no later cut of the same report is loaded. ``celdas``: header cells, see ``metas.celdas``.
#: ``clave`` is its readable identity; ``municipio`` the spelling that its variants share, ``municipio_leido`` its own.
informes = Table(
    "informes",
    metadata,
    Column("id", Integer, primary_key=True),
    _hijo("documentos", nullable=False),
    Column("clave", String(300), nullable=False, index=True),
    Column("municipio", String(120), nullable=False),
    Column("municipio_leido", String(120), nullable=False),
    Column("ejercicio", Integer, nullable=False),
    Column("corte", Date, nullable=False),
    Column("ramo", String(ANCHO_DE_CLAVE), nullable=False),
    Column("ramo_nombre", Text, nullable=False),
    Column("programa", String(ANCHO_DE_CLAVE), nullable=False),
    Column("programa_nombre", Text, nullable=False),
    Column("unidad", String(ANCHO_DE_CLAVE), nullable=False),
    Column("unidad_nombre", Text, nullable=False),
    Column("vigente", Boolean, nullable=False, default=True),
    Column("celdas", JSON, nullable=False),
    UniqueConstraint("municipio", "ejercicio", "ramo", "programa", "unidad", "corte"),
    Index("ix_informes_por_unidad", "unidad", "unidad_nombre", "municipio"),
    Index("ix_informes_por_programa", "programa", "programa_nombre", "municipio"),
    Index("ix_informes_por_ramo", "ramo", "ramo_nombre", "municipio"),
    Index("ix_informes_ejercicio", "ejercicio", "corte"),
    Index("ix_informes_corte", "corte"),
    Index("ix_informes_vigente", "vigente", "ejercicio", "unidad", "municipio"),
)

#: Each distinct observation text once; its vectors are in ``embeddings``.
observaciones = Table(
    "observaciones",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("huella", String(64), nullable=False, unique=True),
    Column("texto", Text, nullable=False),
    sqlite_autoincrement=True,  # an id is never given twice: the vector store keys by it
)

#: The vector of a text under a model (float32, little endian). Chroma is rebuilt from here.
embeddings = Table(
    "embeddings",
    metadata,
    Column("observacion_id", ForeignKey("observaciones.id", ondelete="CASCADE"), primary_key=True),
    Column("modelo", String(200), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

#: One goal at one cut. ``clave`` is its readable identity. Quantities are in ``unidad_medida``; ``medida`` is its key.
#: ``absoluto`` is the printed absolute or, without such a column, what the quarters say together (``absoluto_derivado``).
#: ``avance_calculado`` is in percent. ``a_la_fecha``: programmed up to the cut, and ``acumula``: whether the quarters
#: add up, or the last one stands for them (``index.al_corte``).
#: ``serie`` is the goal over its cuts and years (see ``index.series``): a goal keeps it when its number changes.
#: ``celdas`` maps a field to {literal, linea, columna, pagina, hoja, celda, bbox} (absent keys are null).
metas = Table(
    "metas",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("clave", String(300), nullable=False, unique=True),
    Column("serie", String(LARGO_DE_SERIE), nullable=False, index=True),
    _hijo("informes", indice=False, nullable=False),
    Column("municipio", String(120), nullable=False),
    Column("ejercicio", Integer, nullable=False),
    Column("corte", Date, nullable=False),
    Column("ramo", String(ANCHO_DE_CLAVE), nullable=False),
    Column("programa", String(ANCHO_DE_CLAVE), nullable=False),
    Column("unidad", String(ANCHO_DE_CLAVE), nullable=False),
    Column("vigente", Boolean, nullable=False, default=True),
    Column("numero", String(32), nullable=False),
    Column("padre", String(32)),
    Column("orden", Integer, nullable=False),
    Column("descripcion", Text, nullable=False),
    Column("unidad_medida", Text, nullable=False),
    Column("medida", String(200), nullable=False),
    Column("meta_anual", Float),
    *(Column(f"programado_t{n}", Float) for n in range(1, 5)),
    *(Column(f"alcanzado_t{n}", Float) for n in range(1, 5)),
    Column("avance_absoluto", Float),
    Column("absoluto", Float),
    Column("absoluto_derivado", Boolean, nullable=False, default=False),
    Column("avance_impreso", String(64)),
    Column("avance_calculado", Float),
    Column("a_la_fecha", Float),
    Column("acumula", Boolean, nullable=False, default=True, server_default=true()),
    Column("estado", String(20), nullable=False),
    Column("incumplida", Boolean, nullable=False),
    Column("observacion_id", ForeignKey("observaciones.id")),
    Column("celdas", JSON, nullable=False),
    Index(None, "vigente", "numero"),
    # Partial on PostgreSQL too (migration 0006): to say so here would load its dialect in every process.
    Index(
        "ix_metas_por_observacion", "observacion_id", "vigente", "ejercicio", "municipio",
        sqlite_where=text("observacion_id IS NOT NULL"),
    ),
    # What a plan filters by, then what it groups or orders by, then what it only looks at: a count reads no row.
    Index(
        "ix_metas_natural", "vigente", "municipio", "ejercicio", "ramo", "unidad", "orden",
        "estado", "incumplida", "programa", "corte", "informe_id",
    ),
    Index(
        "ix_metas_por_unidad", "vigente", "unidad", "municipio", "ejercicio", "estado",
        "incumplida", "corte", "informe_id",
    ),
    Index("ix_metas_por_estado", "vigente", "estado", "ejercicio", "municipio", "unidad", "corte", "absoluto", "incumplida"),
    Index("ix_metas_por_incumplida", "vigente", "incumplida", "ejercicio", "municipio", "unidad", "estado", "corte"),
    Index(
        "ix_metas_por_ejercicio", "vigente", "ejercicio", "estado", "incumplida", "municipio",
        "unidad", "corte", "informe_id", "avance_calculado",
    ),
    Index(
        "ix_metas_por_medida", "vigente", "medida", "ejercicio", "estado", "incumplida",
        "corte", "unidad", "municipio",
    ),
    Index("ix_metas_por_avance", "vigente", "avance_calculado", "estado", "ejercicio", "municipio", "unidad", "corte"),
    Index("ix_metas_por_padre", "informe_id", "padre", "medida"),
    Index(None, "municipio", "ramo", "programa", "unidad"),
)

#: Lines of action that a form's header declares.
lineas_informe = Table(
    "lineas_informe",
    metadata,
    Column("id", Integer, primary_key=True),
    _hijo("informes", nullable=False),
    Column("codigo", String(32), nullable=False),
    Column("nombre", Text, nullable=False),
    Column("celda", JSON, nullable=False),
    Index("ix_lineas_informe_codigo", "codigo", "nombre"),
)

#: Lines of action of a meta. ``impresa`` as in its row; ``resuelta``: the header lists it.
lineas_meta = Table(
    "lineas_meta",
    metadata,
    Column("meta_id", ForeignKey("metas.id", ondelete="CASCADE"), primary_key=True),
    Column("codigo", String(32), primary_key=True),
    Column("impresa", String(64), nullable=False),
    Column("resuelta", Boolean, nullable=False),
    Column("orden", Integer, nullable=False),
    Index(None, "codigo"),
)

#: Causes found in a meta's observation: ``texto[inicio:fin]`` = ``palabras``.
causas_meta = Table(
    "causas_meta",
    metadata,
    Column("id", Integer, primary_key=True),
    _hijo("metas", indice=False, nullable=False),
    Column("causa", String(32), nullable=False),
    Column("direccion", String(8), nullable=False),
    Column("inicio", Integer, nullable=False),
    Column("fin", Integer, nullable=False),
    Column("palabras", Text, nullable=False),
    Index("ix_causas_meta_por_causa", "meta_id", "causa", "direccion"),
    Index("ix_causas_meta_de_causa", "causa", "meta_id", "direccion"),
)

#: Who signed. ``persona`` is the spelling that variants of one name share.
firmas = Table(
    "firmas",
    metadata,
    Column("id", Integer, primary_key=True),
    _hijo("informes", nullable=False),
    Column("rol", String(12), nullable=False),
    Column("cargo", Text, nullable=False),
    Column("nombre", Text, nullable=False),
    Column("persona", Text, nullable=False),
    Column("celda", JSON, nullable=False),
    Index("ix_firmas_persona", "persona"),
)

#: ``citas`` are [meta number or null, field] and, for a cell of another report, its ``informes.clave`` third.
#: ``entre_informes``: it shows only beside other loaded reports, so a load or a removal there computes it again.
hallazgos = Table(
    "hallazgos",
    metadata,
    Column("id", Integer, primary_key=True),
    _hijo("informes", nullable=False),
    Column("meta_id", ForeignKey("metas.id", ondelete="CASCADE"), index=True),
    Column("regla", String(48), nullable=False),
    Column("gravedad", String(8), nullable=False),
    Column("campo", String(48), nullable=False),
    Column("impreso", Text, nullable=False),
    Column("esperado", Text, nullable=False),
    Column("explicacion", Text, nullable=False),
    Column("citas", JSON, nullable=False),
    Column("entre_informes", Boolean, nullable=False, default=False),
    Index("ix_hallazgos_por_regla", "regla", "informe_id", "meta_id"),
)

#: A report that a corrected file replaced: whose it was, when, and what its metas said (values, printed cells).
historial = Table(
    "historial",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("clave", String(300), nullable=False, index=True),
    Column("municipio", String(120), nullable=False),
    Column("ejercicio", Integer, nullable=False),
    Column("corte", Date, nullable=False),
    Column("ramo", String(ANCHO_DE_CLAVE), nullable=False),
    Column("programa", String(ANCHO_DE_CLAVE), nullable=False),
    Column("unidad", String(ANCHO_DE_CLAVE), nullable=False),
    Column("documento", String(255), nullable=False),
    Column("huella", String(64), nullable=False, index=True),
    Column("formato", String(16), nullable=False),
    Column("cargado_en", DateTime, nullable=False),
    Column("sustituido_en", DateTime, nullable=False),
    Column("sustituido_por", String(64), nullable=False),
    Column("sustituido_por_nombre", String(255), nullable=False),
    Column("metas", JSON, nullable=False),
)

#: Municipalities whose names are still to be compared: a batch that ends, or the next one, does it (``cruces``).
pendientes = Table(
    "pendientes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("municipio", String(120), nullable=False),
)

#: The words of the loaded texts (see ``vocablos``): in how many distinct texts each stem stands, the folded words
#: themselves, and the mark of each text that is counted.
raices = Table(
    "raices", metadata, Column("raiz", String(64), primary_key=True), Column("textos", Integer, nullable=False)
)
formas = Table("formas", metadata, Column("forma", String(64), primary_key=True))
textos = Table("textos", metadata, Column("huella", String(24), primary_key=True))

#: How many goals share a value of a dimension and all that follows it (see ``conteos``).
conteos = Table(
    "conteos",
    metadata,
    Column("dimension", String(16), primary_key=True),
    Column("valor", String(200), primary_key=True),
    Column("vigente", Boolean, primary_key=True),
    Column("ejercicio", Integer, primary_key=True, autoincrement=False),
    Column("corte", Date, primary_key=True),
    Column("estado", String(20), primary_key=True),
    Column("incumplida", Boolean, primary_key=True),
    Column("metas", Integer, nullable=False),
    Column("informe_id", Integer, nullable=False),
    Column("impresa", Text, nullable=False),
    Column("con_avance", Integer, nullable=False, server_default="0"),
    Column("avance", Float, nullable=False, server_default="0"),
)

#: Up to which documents words and counts are up to date: the latest of them and their number.
agregados = Table(
    "agregados",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hasta", DateTime, nullable=False),
    Column("documentos", Integer, nullable=False),
)

#: What could not be read: ``unidad`` where it is known, so that answers over it warn.
apartados = Table(
    "apartados",
    metadata,
    Column("id", Integer, primary_key=True),
    _hijo("documentos", nullable=False),
    Column("informe_id", ForeignKey("informes.id", ondelete="CASCADE"), index=True),
    Column("unidad", String(ANCHO_DE_CLAVE)),
    Column("lugar", Text, nullable=False),
    Column("motivo", Text, nullable=False),
    Column("remedio", Text, nullable=False),
    Index("ix_apartados_unidad", "unidad"),
)

#: Stems of each meta's words, for full text (SQLite FTS5; rowid = metas.id).
METAS_FTS = "metas_fts"
FTS_COLUMNAS = ("descripcion", "medida", "observacion")
