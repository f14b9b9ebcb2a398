"""The commands, one file each: what a person types, carried out. Options are declared in `flows.cli`, data is read by `warehouse`."""
