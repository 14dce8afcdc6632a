"""The lines of a transcript that entries speak of: found again when the transcript has changed, mended, left out."""
