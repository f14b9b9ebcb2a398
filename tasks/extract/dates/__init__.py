"""Days, weeks, months and years that texts name, in three calendars."""
