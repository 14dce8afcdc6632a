"""Repair spoken English: remove fillers, repetitions and stray marks."""
