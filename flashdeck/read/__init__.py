"""Read a file: decode it, choose the reader of its format, and return numbered lines with their languages."""

from flashdeck.read.transcript import Input, read_transcript

__all__ = ["Input", "read_transcript"]
