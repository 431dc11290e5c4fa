# The application alone; compose.yaml puts PostgreSQL with pgvector beside it (docs/escala.md).
FROM python:3.11-slim-bookworm

# Scans are read by Tesseract.
RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-spa \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE app.py ./
COPY assistant assistant
COPY index index
COPY prompts prompts
# On Linux pip takes PyTorch's CUDA build, several GB: for the CPU build, --build-arg PIP_EXTRA_INDEX_URL=… (README).
ARG PIP_EXTRA_INDEX_URL=
RUN pip install --no-cache-dir --constraint constraints.txt '.[postgres]'

RUN useradd --create-home --uid 10001 poa && install -d -o poa -g poa /datos
USER poa
ENV POA_HOME=/datos GRADIO_ANALYTICS_ENABLED=False HF_HUB_OFFLINE=1
VOLUME /datos
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:7860/healthz', timeout=4)"
CMD ["python", "app.py"]
