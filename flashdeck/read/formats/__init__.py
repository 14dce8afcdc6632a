"""The formats of transcripts, one a module; `base` says how to add one."""
