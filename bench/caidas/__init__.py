"""What a power cut leaves: SIGKILL at named points of a load, and what is found afterwards.

    python -m bench.caidas [--veces 4] [--punto TEXTO …] [--rapido] [--json F.json]

The points are hung on the edges of the libraries that the program uses (a statement, a commit, a frame of a pipe, a
call of Chroma, a renamed file), not on functions of its own: the product holds no code for this, and the points keep
their names when it is rewritten. After each death the same order is given again, and the stores must hold exactly what
an uninterrupted run leaves.
"""
