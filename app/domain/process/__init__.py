"""The process and the form as data: what the seeds may say, and whether answers are right."""
