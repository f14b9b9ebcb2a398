"""Which office a text gives to whom, and the institutions that offices are held in."""
