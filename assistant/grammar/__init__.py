"""The steps by which the cover of a question becomes a plan, one noun a file; ``compose`` runs them in order."""
