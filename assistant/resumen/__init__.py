"""How a summary is made: what is asked, what is chosen to be said, how it is said, how it is checked."""
