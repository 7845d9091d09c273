/* A form for something new opens at its first field: Django's own script would take the button above. */
"use strict";

const felder = document.querySelectorAll(".change-form form fieldset :is(input, select, textarea)");
[...felder].find((feld) => !feld.disabled && feld.offsetParent)?.focus();
