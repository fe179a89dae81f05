// After a form came back with errors, the reader is taken to the list of them.
document.querySelector(".error-summary")?.focus();
