"""Spanish prompt texts (``*.md``) and worked examples (``ejemplos.jsonl``), as data: few-shot for the language model,
regression cases for the grammar."""
