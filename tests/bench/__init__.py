"""`make bench`: what things cost, as ratios of paired runs."""
