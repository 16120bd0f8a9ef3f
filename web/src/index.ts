// The list of lessons.

import { all } from "./dom";
import { themeButton } from "./theme";

for (const button of all(document, '[data-action="theme"]')) themeButton(button);
