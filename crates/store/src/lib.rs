//! Repository traits, pages, filters and job payloads: the language in which the rest speaks of persistence.
