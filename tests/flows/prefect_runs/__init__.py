"""A package, so that its fixtures end with its last test and not with the whole suite: a server and a schedule at work take part of a core."""
