"""Claims to tables: exchange rates, reconciliation, country-years. Knows no report and no layout."""
