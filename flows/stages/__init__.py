"""The stages of a run over its shards: what is read, which plain function does the work, and what is put down. No Prefect."""
