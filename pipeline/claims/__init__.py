"""Narratives to claims: money, period, actors, purpose, and the review decisions. Knows no files."""
