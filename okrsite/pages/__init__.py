"""Figures into pages. Knows nothing of files."""
