"""A file becomes lines: decoded, its format told, each line numbered and with the language that it is in."""

from flashdeck.read.transcript import Input, read_transcript

__all__ = ["Input", "read_transcript"]
