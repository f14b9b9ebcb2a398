"""Who says a statement: the subject of its cue, or whom a description, a pronoun or nothing at all points back to."""
