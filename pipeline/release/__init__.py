"""Tables to files: DuckDB, Parquet, CSV, descriptors. Computes no figure."""
