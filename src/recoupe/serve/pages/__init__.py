"""One file per subject: each page is a function from a request to its answer."""
