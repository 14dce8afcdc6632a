"""Code for both languages: rule tables and their conditions, grammar patterns, and the traits of a language."""
