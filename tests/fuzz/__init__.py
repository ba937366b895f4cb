"""Made-up input of every kind against every stage: no crash, no hang, spans in range, pages that read back."""
