"""Names of the files of a release. Belongs here: nothing else, so that a reader of a release imports only this."""

DATABASE = "reintegration_funding.duckdb"
DESCRIPTOR = "datapackage.json"
DICTIONARY = "data_dictionary.csv"
FLAGS = "flags.csv"
USAGE_WARNINGS = "usage_warnings.csv"
