"""When things run: flows, the command line, deployments, samples. The only package that imports Prefect."""
