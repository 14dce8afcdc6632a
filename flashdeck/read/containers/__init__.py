"""Files that hold a text among other things: Word documents, EPUB books, and videos with subtitle tracks.

A container gives its text in a form that a reader of `flashdeck.read.formats` reads: Markdown or SubRip.
"""
