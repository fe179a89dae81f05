"""Use cases of applications: opening, reading, acting, the form, the review."""
