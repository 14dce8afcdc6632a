"""Repair spoken Chinese: remove fillers, stutters and stray spaces."""
