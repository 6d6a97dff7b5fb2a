"""Thin Dagster assets: they load, call a plain function and store. No logic here."""
