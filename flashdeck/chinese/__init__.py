"""Analyse Chinese text: its words, the readings and levels of these words, and the traits of lines that suit cards."""
