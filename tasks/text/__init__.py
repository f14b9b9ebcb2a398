"""Text as arrays of code points, for comparisons and counts that strings would make slow. No rules here."""
