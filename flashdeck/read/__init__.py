"""A file becomes lines: decoded, split, numbered, each with the language that its script tells."""

from flashdeck.read.plain import read_transcript

__all__ = ["read_transcript"]
