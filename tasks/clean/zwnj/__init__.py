"""What restoring the zero width non-joiner needs: conjugated verbs, known spellings, and the places in a text."""
