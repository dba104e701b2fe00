//! Writers and readers of archive formats; knows formats, not where data came from.
