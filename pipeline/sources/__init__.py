"""The catalogue of reports, fetching and taking them in, checksums and what is held. Knows no money."""
