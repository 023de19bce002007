"""What was done to a source becomes its ledger, its questions and its report."""
