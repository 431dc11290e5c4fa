"""Frozen settings from the environment or ``.env`` (prefix ``POA_``). ``docs/`` and ``poa doctor`` list every one."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.schema import url_sqlite


class Settings(BaseSettings):
    """Everything that can be configured. A test fails when a setting is not documented."""

    model_config = SettingsConfigDict(env_prefix="POA_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Field(default=Path("~/.poa"), description="Carpeta de datos.")
    database_url: str = Field(default="", description="Base de datos; vacía: SQLite en la carpeta de datos.")
    vectors: str = Field(default="chroma", description="Dónde se guardan los vectores: chroma o pgvector.")
    embeddings: str = Field(default="bundled", description="Modelo de incrustaciones: bundled o sentence-transformers:MODELO.")
    llm: str = Field(default="", description="Modelo de lenguaje (nombre de init_chat_model); vacío: ninguno.")
    llm_base_url: str = Field(default="", description="Dirección de un servidor compatible con OpenAI.")
    llm_timeout: float = Field(default=20.0, gt=0, le=600, description="Segundos que una respuesta espera al modelo de lenguaje.")
    llm_threshold: float = Field(
        default=0.75, ge=0, le=1, description="Confianza de la gramática bajo la cual el modelo propone una lectura."
    )
    auth: str = Field(default="", description="Archivo de cuentas.")
    host: str = Field(default="127.0.0.1", description="Dirección en que escucha la página.")
    port: int = Field(default=7860, ge=1, le=65535, description="Puerto de la página.")
    max_upload_mb: int = Field(default=50, ge=1, description="Tamaño máximo de un archivo subido, en MB.")
    max_rows: int = Field(default=1000, ge=1, description="Filas que una respuesta lleva como máximo.")
    semaforo_amarillo: float = Field(default=70.0, description="Avance desde el que el semáforo es amarillo, en por ciento.")
    semaforo_verde: float = Field(default=90.0, description="Avance desde el que el semáforo es verde, en por ciento.")
    semaforo_alto: float = Field(default=110.0, description="Avance sobre el que se revisa la programación, en por ciento.")

    @property
    def carpeta(self) -> Path:
        """The data folder, absolute."""
        return self.home.expanduser().absolute()

    @property
    def indice(self) -> Path:
        """The folder of the vector index."""
        return self.carpeta / "indice"

    @property
    def url(self) -> str:
        """The database in use."""
        return self.database_url or url_sqlite(self.carpeta)
