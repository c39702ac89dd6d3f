"""From one month to the next: lists held against the ledger, blanks sent out and collected, gaps followed up."""
