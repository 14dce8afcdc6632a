"""flashdeck: Anki decks from bilingual conversations. `import flashdeck` is light; engines load on the first call."""

__version__ = "0.1.0"
