"""The catalogue of reports, checksums and what is held. Knows no layout and no money."""
