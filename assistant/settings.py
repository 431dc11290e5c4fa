"""Frozen settings from the environment or ``.env`` (prefix ``POA_``). ``docs/`` and ``poa doctor`` list every one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.schema import url_sqlite

if TYPE_CHECKING:
    from index.embeddings import Modelo


class Settings(BaseSettings):
    """Everything that can be configured. A test fails when a setting is not documented."""

    model_config = SettingsConfigDict(env_prefix="POA_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Field(default=Path("~/.poa"), description="Carpeta de datos.")
    database_url: str = Field(default="", description="Base de datos; vacía: SQLite en la carpeta de datos.")
    database_url_read: str = Field(default="", description="La misma base para las preguntas, con un usuario que solo lee.")
    vectors: Literal["chroma", "pgvector"] = Field(default="chroma", description="Dónde se guardan los vectores.")
    embeddings: str = Field(
        default="bundled", description="Modelo de incrustaciones: bundled, sentence-transformers:MODELO u openai:MODELO."
    )
    embeddings_device: str = Field(default="", description="Dónde calcula sentence-transformers; vacío: cpu.")
    embeddings_base_url: str = Field(default="", description="Servidor de embeddings de openai:MODELO (compatible con OpenAI).")
    embeddings_timeout: float = Field(default=60.0, gt=0, le=600, description="Segundos que se espera a ese servidor.")
    llm: str = Field(default="", description="Modelo de lenguaje (nombre de init_chat_model); vacío: ninguno.")
    llm_base_url: str = Field(default="", description="Dirección de un servidor compatible con OpenAI.")
    llm_timeout: float = Field(default=20.0, gt=0, le=600, description="Segundos que una respuesta espera al modelo de lenguaje.")
    llm_threshold: float = Field(
        default=0.75, ge=0, le=1, description="Confianza de la gramática bajo la cual el modelo propone una lectura."
    )
    auth: str = Field(default="", description="Archivo de cuentas de la página; vacío: sin cuentas.")
    allow_open: bool = Field(default=False, description="Permite escuchar fuera de este equipo sin cuentas.")
    host: str = Field(default="127.0.0.1", description="Dirección en que escucha la página.")
    port: int = Field(default=7860, ge=1, le=65535, description="Puerto de la página.")
    trusted_hosts: str = Field(default="", description="Nombres con que se llega a la página, separados por comas.")
    trusted_proxies: str = Field(default="", description="Direcciones de los intermediarios de confianza, separadas por comas.")
    session_idle_minutes: int = Field(default=60, ge=1, le=1440, description="Minutos sin uso tras los que termina una sesión.")
    session_hours: int = Field(default=12, ge=1, le=24 * 30, description="Horas que dura una sesión como máximo.")
    rate_limit: int = Field(default=240, ge=0, description="Consultas por minuto de cada persona; 0: sin límite.")
    log_format: Literal["texto", "json"] = Field(default="texto", description="Forma del registro del servidor.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="Desde qué importancia se registra; info incluye cada petición."
    )
    log_questions: bool = Field(default=False, description="Anota en el registro el texto de las preguntas exportadas.")
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
    def cuentas(self) -> Path:
        """The accounts file that ``poa user`` keeps: the one in use, or the one that POA_AUTH would name."""
        return Path(self.auth).expanduser().absolute() if self.auth else self.carpeta / "cuentas.json"

    @property
    def url(self) -> str:
        """The database in use."""
        return self.database_url or url_sqlite(self.carpeta)

    @property
    def modelo_de_vectores(self) -> Modelo:
        """The embedding model with where it runs."""
        from index.embeddings import Modelo

        return Modelo(self.embeddings, self.embeddings_device, self.embeddings_base_url, self.embeddings_timeout)

    @property
    def url_lectura(self) -> str:
        """The database as questions open it."""
        return self.database_url_read or self.url
