"""The formats of transcripts, one module for each format. `base` explains how to add a format."""
