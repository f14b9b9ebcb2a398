"""Is it good enough: expectations and contract checks. The only package that imports great_expectations; it never imports tasks."""
