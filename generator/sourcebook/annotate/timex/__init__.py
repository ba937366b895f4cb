"""What time expressions are made of: words, patterns, calendar, tense; shared by dates and published."""
