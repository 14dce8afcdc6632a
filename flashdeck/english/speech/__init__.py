"""Repairs of spoken English: fillers, repetitions, stray marks."""
