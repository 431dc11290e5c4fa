"""The served page under load: many people with accounts, a slow language model, a long day (``python -m bench.servidor``)."""
