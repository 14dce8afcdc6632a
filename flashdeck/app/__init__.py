"""Run the stages for one transcript or for many transcripts. The command line and the Python API call these functions.

Nothing is imported here, so that each command loads only what it needs. Start reading at `flashdeck.app.stages`.
"""
