"""Views, one SQL file each: leading comment lines describe it, the rest is its SELECT."""
