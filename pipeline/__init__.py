"""Reads what governments and donors say they spend on helping people recover from trafficking."""
