-- The index has got pieces of a road with its house number. It is filled again in the background after the start (MissingWordings); until then search and duplicates
-- find only what is entered already.
truncate requests.wording;
