"""Exercises on the lines of a passage: one module a kind, each with `generate` and `check`.

Deterministic by seed. No line serves two exercises, no answer is visible in another one, and putting the key back gives
the source again, which `check` tells.
"""
