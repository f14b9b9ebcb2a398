-- How outlets are written: one row for each spelling or host that means one outlet alone, folded, as outlet_of looks it up.
-- @key The spelling as fold gives it, a joiner as nothing and as a blank; a host with blanks for its stops
-- @name The outlet it means, see outlets
SELECT key, any_value(name) AS name
FROM (SELECT name, unnest(list_concat([name], spellings, domains)) AS spelling FROM outlets),
     LATERAL (SELECT unnest([fold(spelling), fold(replace(spelling, chr(8204), ' '))]) AS key)
WHERE key <> '' GROUP BY key HAVING count(DISTINCT name) = 1
