//! Pages, REST API, templates and locales; a request becomes one workflow call.
