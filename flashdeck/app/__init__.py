"""The stages in their order, for one transcript or many, and the functions that the command line and the Python API call.

Nothing is imported here, so that each command loads only what it needs. Start reading at `flashdeck.app.stages`.
"""
