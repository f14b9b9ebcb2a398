"""Who is named: persons without a list, their surnames, their ids and best names."""
