"""`make measure`: the measures of the project on annotated data that is not part of the repository."""
