"""Reprocessing: published documents are cleaned again by the present rules, and those that come out otherwise go on."""

from tasks.reprocess.published import Published
from tasks.reprocess.reread import keep_first_seen, plan, plan_keys, planned_units, reread_unit, settle_reread

__all__ = ["Published", "keep_first_seen", "plan", "plan_keys", "planned_units", "reread_unit", "settle_reread"]
