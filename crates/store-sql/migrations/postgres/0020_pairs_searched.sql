-- SQLite's index holds words in twos now, as this one does: nothing is to be done here.
SELECT 1;
