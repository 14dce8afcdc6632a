"""The stages in their order, for one transcript or many, and everything that the command line and the Python API ask for.

Nothing is imported here, so that each command loads only what it needs. Start reading at `flashdeck.app.stages`.
"""
