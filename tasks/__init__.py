"""What is done to the data: plain functions over frames. Their Prefect tasks are declared by name in flows/news_etl.py."""
