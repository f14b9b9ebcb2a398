"""Words of the three languages: tokens, what each means, and one reading of a batch that all finders take."""
